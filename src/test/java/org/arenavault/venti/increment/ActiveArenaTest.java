package org.arenavault.venti.increment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.arenavault.io.Digests;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.StopSignal;
import org.arenavault.io.Storage;
import org.arenavault.io.TappedDisks;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaStats;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An arena that is being written to is read clump by clump: what is whole is taken, what is not is told apart. */
class ActiveArenaTest {

    private static final long NO_LIMIT = Long.MAX_VALUE;

    private static ClumpRun whole(SampleLog log) throws IOException {
        return log.read().run(ClumpPlace.START, NO_LIMIT, NO_LIMIT, SampleLog.SILENT);
    }

    private static Score entries(SampleLog log, int from, int to) throws IOException {
        MessageDigest sha1 = Digests.sha1();
        for (int i = from; i < to; i++) {
            ByteBuffer entry = ByteBuffer.allocate(25);
            log.entry(i).encode(entry, 0);
            sha1.update(entry.array());
        }
        return Score.of(sha1);
    }

    @ParameterizedTest
    @CsvSource({"512,5", "8192,5", "65536,5", "8192,4"})
    void everyClumpIsTaken(int blockSize, int version) throws IOException {
        SampleLog log = new SampleLog(blockSize, version, 1).append(300).flush();

        ClumpRun run = whole(log);

        ArenaStats written = log.read().tail().memory();
        assertThat(run.stats()).isEqualTo(written.seal());
        assertThat(run.from()).isZero();
        assertThat(run.to()).isEqualTo(written.used());
        assertThat(run.whole()).isEqualTo(300);
        assertThat(run.roots()).isEqualTo(30);
        assertThat(run.totals().ctime()).isEqualTo(1_700_000_000L);
        assertThat(run.wtime()).isEqualTo(1_700_000_299L);
        assertThat(run.entries()).isEqualTo(entries(log, 0, 300));
        assertThat(run.end()).isEqualTo(ClumpRun.End.LOG);
        assertThat(run.problems()).isEmpty();
        assertThat(run.damaged()).isEmpty();
    }

    @Test
    void clumpsThatTheTailDoesNotKnowYetAreTaken() throws IOException {
        SampleLog log = new SampleLog(8192, 5, 2).append(40).flush().append(17);

        ClumpRun run = whole(log);

        assertThat(run.whole()).isEqualTo(57);
        assertThat(run.to()).isEqualTo(log.used());
        assertThat(run.end()).isEqualTo(ClumpRun.End.LOG);
    }

    @Test
    void anArenaOfWhichTheTailKnowsNothingIsTaken() throws IOException {
        SampleLog log = new SampleLog(8192, 5, 3).append(12);

        assertThat(log.read().tail().memory().clumps()).isZero();
        assertThat(whole(log).whole()).isEqualTo(12);
    }

    @Test
    void anEmptyArenaHasNoClumps() throws IOException {
        ClumpRun run = whole(new SampleLog(8192, 5, 4));

        assertThat(run.isEmpty()).isTrue();
        assertThat(run.end()).isEqualTo(ClumpRun.End.LOG);
        assertThat(run.problems()).isEmpty();
    }

    /** The write of the last clump had not come to its end. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTornClumpBehindTheTailsEndEndsTheRunAndIsNoError(boolean header) throws IOException {
        SampleLog log = new SampleLog(8192, 5, 5).append(20).flush().append(5);
        if (header) {
            log.damageHeader(22);
        } else {
            log.damage(22);
        }

        ClumpRun run = whole(log);

        assertThat(run.whole()).isEqualTo(22);
        assertThat(run.to()).isEqualTo(log.offset(22));
        assertThat(run.end()).isEqualTo(ClumpRun.End.LOG);
        assertThat(run.problems()).isEmpty();
    }

    /** The server writes the tail before the clumps now and then. */
    @Test
    void aClumpThatIsNotThereYetIsReadAgainOnce() throws IOException {
        SampleLog log = new SampleLog(8192, 5, 6).append(100).flush();
        Arena arena = log.arena();
        byte[] late = arena.storage().read(arena.dataStart() + log.offset(40), (int) (log.used() - log.offset(40)));
        arena.storage().write(arena.dataStart() + log.offset(40), new byte[late.length]);
        List<String> asked = new ArrayList<>();

        ClumpRun run = log.read(where -> {
            asked.add(where);
            arena.storage().write(arena.dataStart() + log.offset(40), late);
            return true;
        }).run(ClumpPlace.START, NO_LIMIT, NO_LIMIT, SampleLog.SILENT);

        assertThat(asked).containsExactly("memory: arena arena7: clump at " + log.offset(40));
        assertThat(run.whole()).isEqualTo(100);
        assertThat(run.problems()).isEmpty();
    }

    @Test
    void whoDoesNotWaitEndsBeforeTheClump() throws IOException {
        SampleLog log = new SampleLog(8192, 5, 7).append(100).flush();
        log.damage(40);

        ClumpRun run = log.read(Patience.NONE).run(ClumpPlace.START, NO_LIMIT, NO_LIMIT, SampleLog.SILENT);

        assertThat(run.end()).isEqualTo(ClumpRun.End.NOT_WHOLE);
        assertThat(run.to()).isEqualTo(log.offset(40));
        assertThat(run.next()).contains(new ClumpPlace(log.offset(40), 40));
        assertThat(run.problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void damageThatTheDirectoryKnowsIsCarried(boolean header) throws IOException {
        SampleLog log = new SampleLog(8192, 5, 8).append(100).flush().append(3);
        for (int i : List.of(40, 41, 99)) {
            if (header) {
                log.damageHeader(i);
            } else {
                log.damage(i);
            }
        }

        ClumpRun run = whole(log);

        assertThat(run.stats().clumps()).isEqualTo(103);
        assertThat(run.whole()).isEqualTo(100);
        assertThat(run.damaged()).containsOnlyKeys(log.offset(40), log.offset(41), log.offset(99));
        assertThat(run.damaged().get(log.offset(41))).isEqualTo(log.entry(41));
        assertThat(run.entries()).isEqualTo(entries(log, 0, 103));
        assertThat(run.problems()).hasSize(3).allMatch(line -> line.endsWith("its bytes are carried, and marked"));
    }

    @Test
    void damageThatNobodyKnowsEndsTheRunAndAFurtherOneBeginsBehindIt() throws IOException {
        SampleLog log = new SampleLog(8192, 5, 9).append(100).flush().append(3);
        log.damageHeader(40);
        log.damage(41);
        log.clearEntry(40);
        log.clearEntry(41);

        List<ClumpRun> runs = SampleLog.runs(log.read(), ClumpPlace.START, NO_LIMIT);

        assertThat(runs).hasSize(2);
        assertThat(runs.get(0).end()).isEqualTo(ClumpRun.End.DAMAGE);
        assertThat(runs.get(0).to()).isEqualTo(log.offset(40));
        assertThat(runs.get(0).problems()).containsExactly(("memory: arena arena7: clump at %d: neither a clump nor a "
                + "plausible directory entry; %d bytes are left out")
                .formatted(log.offset(40), log.offset(42) - log.offset(40)));
        assertThat(runs.get(0).next()).contains(new ClumpPlace(log.offset(42), 42));
        assertThat(runs.get(1).whole()).isEqualTo(61);
        assertThat(runs.get(1).to()).isEqualTo(log.used());
    }

    @Test
    void damageUpToTheTailsEndLeavesWhatWasAppendedBehindIt() throws IOException {
        SampleLog log = new SampleLog(8192, 5, 10).append(30).flush().append(4);
        for (int i = 20; i < 30; i++) {
            log.damageHeader(i);
            log.clearEntry(i);
        }

        List<ClumpRun> runs = SampleLog.runs(log.read(), ClumpPlace.START, NO_LIMIT);

        assertThat(runs).extracting(ClumpRun::whole).containsExactly(20L, 4L);
        assertThat(runs.get(0).next()).contains(new ClumpPlace(log.offset(30), 30));
    }

    @Test
    void aRunIsCutToWhatFits() throws IOException {
        SampleLog log = new SampleLog(512, 5, 11).append(200).flush();
        ActiveArena active = log.read();
        for (long limit = 4000; limit < 200_000; limit += 7919) {
            List<ClumpRun> runs = SampleLog.runs(active, ClumpPlace.START, limit);
            long clumps = 0;
            for (ClumpRun run : runs) {
                assertThat(run.imageSize(512)).isLessThanOrEqualTo(limit);
                assertThat(run.first().ordinal()).isEqualTo(clumps);
                clumps += run.whole();
                if (run.end() == ClumpRun.End.LIMIT) {
                    long next = log.offset((int) clumps) + 38 + log.entry((int) clumps).size() - run.from();
                    assertThat(ClumpRun.imageSize(next, run.stats().clumps() + 1, 512)).isGreaterThan(limit);
                }
            }
            assertThat(clumps).isEqualTo(200);
        }
    }

    @Test
    void aRunThatCannotHoldOneClumpIsEmpty() throws IOException {
        ClumpRun run = new SampleLog(8192, 5, 12).append(3).flush().read()
                .run(ClumpPlace.START, NO_LIMIT, 8192, SampleLog.SILENT);

        assertThat(run.isEmpty()).isTrue();
        assertThat(run.end()).isEqualTo(ClumpRun.End.LIMIT);
    }

    @Test
    void aRunEndsWhereItIsToldTo() throws IOException {
        SampleLog log = new SampleLog(8192, 5, 13).append(50).flush();

        ClumpRun run = log.read().run(new ClumpPlace(log.offset(10), 10), log.offset(30), NO_LIMIT, SampleLog.SILENT);

        assertThat(run.whole()).isEqualTo(20);
        assertThat(run.to()).isEqualTo(log.offset(30));
        assertThat(run.entries()).isEqualTo(entries(log, 10, 30));
    }

    /** A block of the disk that cannot be read costs the clumps that lie on it. */
    @Test
    void anUnreadableBlockOfTheDiskIsDamageLikeAnyOther() throws IOException {
        SampleLog log = new SampleLog(8192, 5, 14).append(200).flush();
        long bad = 30 * 4096;
        Storage broken = unreadable(log.storage(), bad, bad + 4096);
        Arena arena = new Arena(broken, "arena7", 0, broken.size(), 8192);

        ClumpRun run = ActiveArena.read(arena, Patience.NOT_NEEDED, StopSignal.NEVER)
                .run(ClumpPlace.START, NO_LIMIT, NO_LIMIT, SampleLog.SILENT);

        assertThat(run.stats().clumps()).isEqualTo(200);
        assertThat(run.damaged()).isNotEmpty();
        assertThat(run.damaged().keySet()).allMatch(at -> 8192 + at < bad + 4096 && 8192 + at > bad - 2100);
    }

    /** Whatever is damaged below the tail's end: what is whole is in one run, and in one alone. */
    @Test
    void everyWholeClumpIsInOneRunWhateverLiesBetween() throws IOException {
        for (long seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            SampleLog log = new SampleLog(256 << 10, 512, 4 + random.nextInt(2), seed).append(80).flush()
                    .append(random.nextInt(3));
            Set<Integer> bad = new TreeSet<>();
            for (int i = random.nextInt(8); i >= 0; i--) {
                int first = random.nextInt(80);
                for (int j = first; j < Math.min(80, first + 1 + random.nextInt(4)); j++) {
                    if (random.nextBoolean()) {
                        log.damage(j);
                    } else {
                        log.damageHeader(j);
                    }
                    if (random.nextInt(3) == 0) {
                        log.clearEntry(j);
                    }
                    bad.add(j);
                }
            }
            List<Integer> expected = new ArrayList<>();
            for (int i = 0; i < log.clumps(); i++) {
                if (log.isWhole(i)) {
                    expected.add(i);
                }
            }

            long limit = random.nextBoolean() ? NO_LIMIT : 20_000 + random.nextInt(60_000);
            List<ClumpRun> runs = SampleLog.runs(log.read(), ClumpPlace.START, limit);

            long at = 0;
            List<Integer> seen = new ArrayList<>();
            for (ClumpRun run : runs) {
                assertThat(run.from()).as("seed %d", seed).isGreaterThanOrEqualTo(at);
                at = run.to();
                for (int i = 0; i < log.clumps(); i++) {
                    long offset = log.offset(i);
                    if (offset >= run.from() && offset < at && !run.damaged().containsKey(offset)) {
                        seen.add(i);
                    }
                }
            }
            assertThat(seen).as("seed %d, damaged %s", seed, bad).isEqualTo(expected);
        }
    }

    /** A storage of which a range cannot be read. */
    private static Storage unreadable(Storage whole, long from, long to) {
        return TappedDisks.read(whole, (path, position, count) -> {
            if (position < to && position + count > from) {
                throw new MediumFaultException("bad block");
            }
        });
    }
}
