package org.arenavault.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import org.arenavault.io.Disks;
import org.arenavault.io.ManualClock;
import org.arenavault.io.RefusedException;
import org.arenavault.media.ArenaRecord;
import org.arenavault.media.DiscIdentity;
import org.arenavault.media.Recognition;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a label proves of the ledger. */
class DiscMatchTest {

    private static final UUID STORE = new UUID(1, 2);
    private static final UUID SET = new UUID(3, 4);
    private static final UUID DISC = new UUID(5, 6);
    private static final ArenaRecord ARENA =
            new ArenaRecord("arena0", 1 << 20, 8192, "/dev/arenas", 794624, Score.ZERO, false);
    private static final Recognition.Labelled SEEN =
            new Recognition.Labelled(new DiscIdentity(STORE, SET, "home", 1, DISC), 3);

    @TempDir
    private Path folder;

    /** A ledger that was cut in front of a track, after it had been made anew with higher numbers. */
    @Test
    void aTrackOnADiscOfWhichTheLedgerKnowsNoneShowsThatItLostLines() throws IOException {
        try (Ledger ledger = Ledger.create(folder.resolve("ledger.jsonl"), 7,
                new LedgerHeader(STORE, SET, new SetName("home")), Disks.REAL, new ManualClock())) {
            ledger.append(new LedgerEvent.Begun(1, DISC, "bd-r", 12_219_392, ""));
            assertThatThrownBy(() -> DiscMatch.known(SEEN, ledger.state())).isInstanceOf(RefusedException.class)
                    .hasMessageContaining("has lost lines").hasMessageContaining("arenavault set rebuild home");
            ledger.append(new TrackEvent.Intent(1, 1, 0, 544, ARENA, ""));
            assertThat(DiscMatch.known(SEEN, ledger.state()).uuid()).isEqualTo(DISC);
        }
    }
}
