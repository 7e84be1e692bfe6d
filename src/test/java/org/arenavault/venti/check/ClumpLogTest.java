package org.arenavault.venti.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.arenavault.io.MemoryStorage;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaStats;
import org.arenavault.venti.format.ArenaStatus;
import org.arenavault.venti.format.ArenaTail;
import org.arenavault.venti.format.ArenaWriter;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The search for clumps behind damage costs a fixed multiple of what it passes, whatever lies there. */
class ClumpLogTest {

    private static final int BLOCK = 8192;
    private static final int SIZE = 4 << 20;

    /** Of a log of ones, with ones as magic, every byte begins a legal header of a raw block of 257 bytes. */
    @ParameterizedTest
    @ValueSource(ints = {0x01010101, 0x20012001, 0x02FF02FF})
    void aMagicThatEveryByteMayBeginWithIsNoReasonToHashForHours(int magic) throws IOException {
        MemoryStorage storage = new MemoryStorage(SIZE);
        Arena arena = new Arena(storage, "test0", 0, SIZE, BLOCK);
        ArenaWriter.format(arena, 5, magic & 0xFFFF_FFFFL);
        byte[] log = new byte[(int) arena.usable() - BLOCK];
        for (int i = 0; i < log.length; i++) {
            log[i] = (byte) (magic >>> (8 * (3 - i % 4)));
        }
        storage.write(arena.dataStart(), log);
        ArenaStats stats = new ArenaStats(0, 0, log.length, 0, true);
        storage.write(arena.tailStart(), new ArenaTail(5, "test0", 1, 1, magic & 0xFFFF_FFFFL, stats, stats, Score.NONE)
                .encode(BLOCK));
        Findings findings = new Findings();
        ClumpLog found = new ClumpLog(ArenaStatus.of(arena), magic & 0xFFFF_FFFFL, findings);

        // one byte of another kind, so that the first is not taken for a clump
        byte[] bytes = Arrays.copyOf(log, log.length);
        bytes[0] = 77;
        while (!found.atEnd()) {
            long before = found.position();
            found.advance(bytes, 0, bytes.length);
            assertThat(found.position()).isGreaterThan(before);
            if (found.position() > log.length / 2) {
                // where nothing was proved, what follows is taken at its word
                break;
            }
        }

        assertThat(found.inVain()).isLessThan((17L << 20) + 8L * log.length);
        assertThat(findings.count()).isPositive();
    }

    @Test
    void whatIsNotKeptIsNotEvenPutIntoWords() {
        Findings findings = new Findings();
        AtomicInteger worded = new AtomicInteger();
        for (int i = 0; i < 100_000; i++) {
            findings.problem(i, () -> "problem " + worded.incrementAndGet());
        }

        assertThat(worded).hasValue(Findings.KEPT);
        assertThat(findings.count()).isEqualTo(100_000);
        assertThat(findings.problems()).hasSize(Findings.KEPT).startsWith("problem 1", "problem 2");
    }
}
