package org.arenavault.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.arenavault.io.CorruptException;
import org.arenavault.io.SparseStorage;
import org.arenavault.media.ArenaRecord;
import org.arenavault.media.FlatJson;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.Test;

/** Ledgers of large sets, and lines without end. */
class LedgerSizesTest {

    private static final int ARENAS = 5000;
    private static final int PER_DISC = 45;
    private static final long GIBIBYTE = 1L << 30;
    private static final long BLOCKS = GIBIBYTE / 2048 + 32;
    private static final LedgerHeader HEADER =
            new LedgerHeader(new UUID(1, 2), new UUID(3, 4), new SetName("large"));

    private final LedgerChain chain = new LedgerChain();
    private long sequence;
    private long end;

    private void append(SparseStorage ledger, FlatJson fields) throws IOException {
        sequence++;
        byte[] line = chain.next(sequence, new FlatJson().put("time", Instant.EPOCH).putAll(fields));
        ledger.write(end, line);
        end += line.length;
    }

    @Test
    void fiveThousandArenasOnAHundredAndTwelveDiscs() throws IOException {
        SparseStorage ledger = new SparseStorage(1 << 26);
        append(ledger, HEADER.encode());
        for (int i = 0; i < ARENAS; i++) {
            int disc = 1 + i / PER_DISC;
            int track = 1 + i % PER_DISC;
            long lba = (track - 1) * BLOCKS;
            if (track == 1) {
                append(ledger, new LedgerEvent.Begun(disc, new UUID(7, disc), "bd-r-dl", 24_438_784, "").encode());
            }
            append(ledger, new TrackEvent.Intent(disc, track, lba, BLOCKS, new ArenaRecord("arena" + i, GIBIBYTE,
                    8192, "/dev/arenas", 794624 + i * GIBIBYTE, Score.ZERO, false), "").encode());
            append(ledger, new TrackEvent.Written(disc, track).encode());
            append(ledger, new TrackEvent.Closed(disc, track, lba, BLOCKS).encode());
            append(ledger, new TrackEvent.Verified(disc, track, "drive",
                    new ReadEffort(0, 18_000_000, 0, 0)).encode());
        }

        SparseStorage exact = new SparseStorage(end);
        exact.write(0, ledger.read(0, (int) end));
        SetState state = new LedgerReader(Path.of("s/ledger.jsonl"), exact).replay();

        assertThat(state.discs()).hasSize(112);
        assertThat(state.discs().stream().flatMap(DiscRecord::holding)).hasSize(ARENAS)
                .allMatch(track -> track.state() == TrackState.VERIFIED);
        assertThat(state.lines()).isEqualTo(sequence);
        assertThat(exact.largestRead()).isLessThanOrEqualTo(64 * 1024);
    }

    @Test
    void aLineWithoutEndIsRefusedAfterItsFirstPieces() throws IOException {
        SparseStorage ledger = new SparseStorage(1L << 40);
        byte[] text = new byte[1 << 20];
        Arrays.fill(text, (byte) 'x');
        ledger.write(0, text);

        assertThatThrownBy(() -> new LedgerReader(Path.of("s/ledger.jsonl"), ledger).replay())
                .isInstanceOf(CorruptException.class)
                .hasMessageContaining("has no end");
        assertThat(ledger.bytesRead()).isLessThan(1 << 20);
    }

    @Test
    void aFileOfZerosIsNoLedger() {
        SparseStorage ledger = new SparseStorage(15_000_000_000_000L);

        assertThatThrownBy(() -> new LedgerReader(Path.of("s/ledger.jsonl"), ledger).replay())
                .isInstanceOf(CorruptException.class);
        assertThat(ledger.bytesRead()).isLessThan(1 << 20);
    }
}
