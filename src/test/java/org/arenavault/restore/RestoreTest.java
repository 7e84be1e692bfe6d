package org.arenavault.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.arenavault.Golden;
import org.arenavault.media.DiscIdentity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restores as a whole. */
class RestoreTest {

    @TempDir
    private Path folder;

    @Test
    void bareDiscsBecomeAStore() throws IOException {
        Path sample = Golden.unpack("multi", folder);
        List<SampleArena> arenas = SampleArena.of(sample.resolve("venti.conf"));
        arenas.forEach(a -> System.out.println(a.record()));
        FakeDisc disc = FakeDisc.labelled(new DiscIdentity(new UUID(1, 1), new UUID(2, 2), "home", 1, new UUID(3, 3)));
        arenas.forEach(disc::with);
        RestoredStore store = RestoredStore.like(sample, folder.resolve("new"));
        RestoreReport report = store.restore(new RestoreOptions(true, 2, Set.of()), DiscQueue.of(disc));
        System.out.println(report);
        assertThat(report.isComplete()).isTrue();
        assertThat(Files.exists(RestoreJournal.pathFor(store.conf()))).isFalse();
    }
}
