package org.arenavault.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.arenavault.media.DiscIdentity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arenas of which no copy can be read as a whole. */
class SalvageTest {

    private static final long NEAR_THE_BEGINNING = 4_000;
    private static final long NEAR_THE_END = 250_000;

    @TempDir
    private Path folder;

    private RestoredStore store;
    private SampleArena arena;

    @BeforeEach
    void make() throws IOException {
        store = RestoredStore.of("index main\nisect isect0\narenas arenas0\n", folder);
        arena = ArenaMaker.arena("a", ArenaMaker.BLOCK, 256 * 1024, 1).from("", 0);
    }

    /** A disc with the arena that cannot be read at this place. */
    private FakeDisc damaged(int number, long at) {
        return FakeDisc.labelled(new DiscIdentity(new UUID(1, 1), new UUID(2, 2), "home", number,
                new UUID(3, number))).with(arena).withFault(1, at);
    }

    private RestoreReport restore(FakeDisc... discs) throws IOException {
        return store.restore(new RestoreOptions(true, false, 0, Set.of()), DiscQueue.of(discs));
    }

    private void assertIsBack(RestoreReport report) throws IOException {
        assertThat(report.isComplete()).isTrue();
        assertThat(store.arena("a")).hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(arena.bytes()));
        assertThat(salvages()).isEmpty();
    }

    private List<Path> salvages() throws IOException {
        try (Stream<Path> files = Files.list(store.folder())) {
            return files.filter(file -> file.getFileName().toString().contains(".salvage-")).toList();
        }
    }

    @Test
    void twoDamagedCopiesMakeAWholeOne() throws IOException {
        RestoreReport report = restore(damaged(1, NEAR_THE_BEGINNING), damaged(2, NEAR_THE_END));
        assertIsBack(report);
        assertThat(report.notes()).anyMatch(note -> note.contains("put together from what could be read"));
    }

    @Test
    void whatWasReadIsKeptForAnotherDay() throws IOException {
        assertThat(restore(damaged(1, NEAR_THE_BEGINNING)).missing()).hasSize(1);
        assertThat(salvages()).hasSize(1);
        assertIsBack(restore(damaged(2, NEAR_THE_END)));
    }

    @Test
    void aWholeCopyMakesWhatWasKeptSuperfluous() throws IOException {
        assertThat(restore(damaged(1, NEAR_THE_BEGINNING)).missing()).hasSize(1);
        assertIsBack(restore(FakeDisc.unlabelled().with(arena)));
    }

    @Test
    void copiesThatAreDamagedInTheSamePlaceDoNot() throws IOException {
        RestoreReport report = restore(damaged(1, NEAR_THE_BEGINNING), damaged(2, NEAR_THE_BEGINNING + 1000));
        assertThat(report.missing()).extracting(RestoreReport.Missing::arena).containsExactly("a");
        assertThat(report.notes()).anyMatch(note -> note.contains("3 of its 4 pieces of 64 KiB could be read"));
    }

    @Test
    void aPieceThatIsWrongIsNeverTakenAndNotKept() throws IOException {
        RestoreReport report = restore(damaged(1, NEAR_THE_BEGINNING).withFlip(1, 100_000, 3),
                damaged(2, NEAR_THE_END));
        assertThat(report.missing()).extracting(RestoreReport.Missing::arena).containsExactly("a");
        assertThat(salvages()).isEmpty();
    }
}
