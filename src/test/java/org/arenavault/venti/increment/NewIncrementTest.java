package org.arenavault.venti.increment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import org.arenavault.io.CorruptException;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.Progress;
import org.arenavault.io.StopSignal;
import org.arenavault.io.Storage;
import org.arenavault.io.TappedDisks;
import org.arenavault.venti.check.ArenaCheck;
import org.arenavault.venti.check.ArenaReport;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaHead;
import org.arenavault.venti.format.ArenaState;
import org.arenavault.venti.format.ArenaTail;
import org.arenavault.venti.format.ClumpDirectory;
import org.arenavault.venti.format.ClumpInfo;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An increment is a legal sealed arena of the clumps of a run, and the same clumps give the same bytes. */
class NewIncrementTest {

    private static final long NO_LIMIT = Long.MAX_VALUE;

    private static ArenaReport check(Arena arena) throws IOException {
        try (ArenaCheck check = new ArenaCheck(1, Progress.SILENT, StopSignal.NEVER)) {
            return check.deep(arena);
        }
    }

    @ParameterizedTest
    @CsvSource({"512,5,0", "8192,5,0", "65536,5,7", "8192,4,0", "8192,4,100", "512,5,163"})
    void itIsASealedArenaOfTheClumps(int blockSize, int version, int first) throws IOException {
        SampleLog log = new SampleLog(blockSize, version, 20).append(220).flush();
        ActiveArena active = log.read();
        ClumpRun run = active.run(new ClumpPlace(log.offset(first), first), NO_LIMIT, NO_LIMIT, SampleLog.SILENT);
        NewIncrement made = new NewIncrement(active, run, "arenas0", SampleLog.CHAIN, 17);
        MemoryStorage image = new MemoryStorage(Math.toIntExact(made.size()));

        Score seal = made.write(image, SampleLog.SILENT, StopSignal.NEVER);

        Arena arena = Arena.ofImage(image, 0);
        ArenaReport report = check(arena);
        assertThat(report.problems()).isEmpty();
        assertThat(report.status().state()).isEqualTo(ArenaState.SEALED);
        assertThat(report.status().seal()).isEqualTo(seal).isEqualTo(report.computed());
        assertThat(report.clumps()).isEqualTo(220 - first);
        assertThat(arena.name()).isEqualTo("arena7@%d.17".formatted(log.offset(first)));
        long used = log.used() - log.offset(first);
        assertThat(arena.usable()).isEqualTo(ArenaFormat.roundUp(used + 8, blockSize)
                + ArenaFormat.directorySize(220 - first, blockSize));
        ArenaTail tail = arena.readTail();
        assertThat(tail.version()).isEqualTo(version);
        assertThat(tail.clumpMagic()).isEqualTo(active.tail().clumpMagic());
        assertThat(tail.ctime()).isEqualTo(1_700_000_000L + first);
        assertThat(tail.wtime()).isEqualTo(1_700_000_219L);
        assertThat(image.read(blockSize, (int) used))
                .isEqualTo(log.storage().read(log.arena().dataStart() + log.offset(first), (int) used));
        assertThat(arena.readHead()).isEqualTo(new ArenaHead(version, arena.name(), blockSize, image.size(),
                tail.clumpMagic()));
    }

    /** What lay in the staging file before is nowhere in it; a live server's hole is not, either. */
    @ParameterizedTest
    @ValueSource(ints = {512, 8192, 65536})
    void theSameClumpsGiveTheSameBytes(int blockSize) throws IOException {
        SampleLog log = new SampleLog(blockSize, 5, 21).append(100).flush();
        ActiveArena active = log.read();
        ClumpRun run = active.run(ClumpPlace.START, NO_LIMIT, NO_LIMIT, SampleLog.SILENT);
        NewIncrement made = new NewIncrement(active, run, "arenas0", SampleLog.CHAIN, 3);
        byte[] full = new byte[Math.toIntExact(made.size())];
        Arrays.fill(full, (byte) 0x5A);
        MemoryStorage first = new MemoryStorage(full);
        MemoryStorage second = new MemoryStorage(full.length);
        made.write(first, SampleLog.SILENT, StopSignal.NEVER);

        SampleLog other = new SampleLog(blockSize, 5, 21).append(100).flush().append(20);
        ActiveArena later = other.read();
        ClumpRun again = later.run(ClumpPlace.START, other.offset(100), NO_LIMIT, SampleLog.SILENT);
        new NewIncrement(later, again, "arenas0", SampleLog.CHAIN, 3).write(second, SampleLog.SILENT, StopSignal.NEVER);

        assertThat(second.read(0, full.length)).isEqualTo(first.read(0, full.length));
        Arena arena = Arena.ofImage(first, 0);
        long used = arena.readTail().memory().used();
        int hole = (int) (arena.tailStart() - new ClumpDirectory(arena).blocksFor(100) * blockSize
                - arena.dataStart() - used);
        assertThat(first.read(arena.dataStart() + used, hole)).containsOnly(0);
    }

    @Test
    void clumpsThatAreNotWholeAreMarkedInItsDirectory() throws IOException {
        SampleLog log = new SampleLog(8192, 5, 22).append(60).flush();
        log.damageHeader(30);
        log.damage(31);
        ActiveArena active = log.read();
        ClumpRun run = active.run(ClumpPlace.START, NO_LIMIT, NO_LIMIT, SampleLog.SILENT);

        Increment increment = SampleLog.increment(active, run, SampleLog.CHAIN, 5);

        increment.verify(SampleLog.SILENT, StopSignal.NEVER);
        ClumpDirectory.Cursor cursor = new ClumpDirectory(increment.arena()).cursor(60);
        for (int i = 0; cursor.next(); i++) {
            ClumpInfo entry = log.entry(i);
            assertThat(cursor.info()).isEqualTo(i == 30 || i == 31
                    ? new ClumpInfo(255, entry.size(), entry.uncsize(), entry.score()) : entry);
        }
        assertThat(increment.arena().storage().read(8192, (int) log.used()))
                .isEqualTo(log.storage().read(8192, (int) log.used()));
    }

    @ParameterizedTest
    @CsvSource({"0,1", "123456789,98765432101", "0,9223372036854775807"})
    void itsNameIsCutAtTheArenasEnd(long from, long sequence) {
        String arena = "a".repeat(63);
        String name = new IncrementOrigin(new ArenaForm(arena, 1 << 20, 8192, 5, 77), "arenas0", 0, from,
                from + 100, 1, SampleLog.CHAIN, Score.NONE).name(sequence);

        assertThat(name).hasSize(63).endsWith("a@%d.%d".formatted(from, sequence));
    }

    @Test
    void clumpsThatChangeMeanwhileAreNotRecorded() throws IOException {
        SampleLog log = new SampleLog(8192, 5, 23).append(60).flush();
        ActiveArena active = log.read();
        ClumpRun run = active.run(ClumpPlace.START, NO_LIMIT, NO_LIMIT, SampleLog.SILENT);
        NewIncrement made = new NewIncrement(active, run, "arenas0", SampleLog.CHAIN, 3);
        log.damage(30);
        MemoryStorage image = new MemoryStorage(Math.toIntExact(made.size()));

        assertThatThrownBy(() -> made.write(image, SampleLog.SILENT, StopSignal.NEVER))
                .isInstanceOf(CorruptException.class)
                .hasMessage("memory: arena arena7: its clumps at 0-%d have changed while they were read; try again"
                        .formatted(log.used()));
    }

    /** A run of any length in memory that does not grow with it. */
    @Test
    void nothingIsReadInOneGo() throws IOException {
        SampleLog log = new SampleLog(6 << 20, 8192, 5, 24).append(4000).flush();
        long[] read = new long[1];
        int[] longest = new int[1];
        Storage storage = TappedDisks.read(log.storage(), (path, position, count) -> {
            read[0] += count;
            longest[0] = Math.max(longest[0], count);
        });
        Arena arena = new Arena(storage, "arena7", 0, storage.size(), 8192);
        ActiveArena active = ActiveArena.read(arena, Patience.NOT_NEEDED, StopSignal.NEVER);
        ClumpRun run = active.run(ClumpPlace.START, NO_LIMIT, NO_LIMIT, SampleLog.SILENT);
        MemoryStorage image = new MemoryStorage((int) run.imageSize(8192));

        new NewIncrement(active, run, "arenas0", SampleLog.CHAIN, 3).write(image, SampleLog.SILENT, StopSignal.NEVER);

        assertThat(run.whole()).isEqualTo(4000);
        assertThat(longest[0]).isLessThanOrEqualTo(2 << 20);
        assertThat(read[0]).isLessThan(20 << 20);
        assertThat(check(Arena.ofImage(image, 0)).problems()).isEmpty();
    }
}
