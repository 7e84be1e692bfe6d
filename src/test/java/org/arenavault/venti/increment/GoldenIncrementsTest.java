package org.arenavault.venti.increment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.arenavault.Golden;
import org.arenavault.io.Disks;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.Progress;
import org.arenavault.io.StopSignal;
import org.arenavault.venti.check.ArenaCheck;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaPartition;
import org.arenavault.venti.format.ArenaState;
import org.arenavault.venti.format.ArenaStatus;
import org.arenavault.venti.format.ArenaTail;
import org.arenavault.venti.format.ClumpDirectory;
import org.arenavault.venti.format.Partition;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.format.VentiConf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The active arenas of ventis that a real server has written, taken apart and put together. */
class GoldenIncrementsTest {

    @TempDir
    private Path folder;

    static Stream<String> samples() {
        return Golden.names().stream();
    }

    /** Those that no increment may leave out: every sample has one. */
    private List<Arena> active(String sample) throws IOException {
        Path venti = Golden.unpack(sample, folder);
        List<Arena> active = new ArrayList<>();
        for (Partition partition : VentiConf.read(venti.resolve("venti.conf"), Disks.REAL).arenas()) {
            for (Arena arena : ArenaPartition.open(partition.openToRead(Disks.REAL)).arenas()) {
                ArenaState state = ArenaStatus.of(arena).state();
                if (state == ArenaState.ACTIVE || state == ArenaState.FULL) {
                    active.add(arena);
                }
            }
        }
        return active;
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theArenaComesBackByteForByte(String sample) throws IOException {
        List<Arena> arenas = active(sample);
        assertThat(arenas).isNotEmpty();
        for (Arena arena : arenas) {
            ActiveArena active = ActiveArena.read(arena, Patience.NOT_NEEDED, StopSignal.NEVER);
            ArenaTail tail = active.tail();
            List<Increment> increments = SampleLog.increments(active, ClumpPlace.START,
                    6L * arena.blockSize() + tail.memory().used() / 3, SampleLog.CHAIN, 100);
            assertThat(increments).hasSizeGreaterThan(2);
            assertThat(increments.stream().mapToLong(increment -> increment.origin().clumps()).sum())
                    .isEqualTo(tail.memory().clumps());
            for (Increment increment : increments) {
                assertSound(increment.arena(), ArenaState.SEALED);
            }
            Collections.shuffle(increments, new Random(1));

            byte[] noise = new byte[(int) arena.size()];
            new Random(2).nextBytes(noise);
            Arena slot = new Arena(new MemoryStorage(noise), arena.name(), 0, noise.length, arena.blockSize());
            Reassembly.Result result = new Reassembly(increments, SampleLog.SILENT, StopSignal.NEVER)
                    .into(slot, SampleLog.SILENT, StopSignal.NEVER);

            assertThat(result.notes()).isEmpty();
            assertSound(slot, ArenaState.ACTIVE);
            assertThat(result.tail().memory().used()).isEqualTo(tail.memory().used());
            int used = (int) tail.memory().used();
            assertThat(slot.storage().read(slot.dataStart(), used))
                    .isEqualTo(arena.storage().read(arena.dataStart(), used));
            int directory = (int) new ClumpDirectory(arena).blocksFor(tail.memory().clumps()) * arena.blockSize();
            assertThat(slot.storage().read(slot.tailStart() - directory, directory))
                    .isEqualTo(arena.storage().read(arena.tailStart() - directory, directory));
            assertThat(slot.readHead()).isEqualTo(arena.readHead());
            assertThat(result.tail().score()).isEqualTo(Score.NONE);
            assertThat(result.tail().ctime()).isEqualTo(tail.ctime());
        }
    }

    private static void assertSound(Arena arena, ArenaState state) throws IOException {
        try (ArenaCheck check = new ArenaCheck(1, Progress.SILENT, StopSignal.NEVER)) {
            assertThat(check.deep(arena).problems()).isEmpty();
        }
        assertThat(ArenaStatus.of(arena).state()).isEqualTo(state);
    }
}
