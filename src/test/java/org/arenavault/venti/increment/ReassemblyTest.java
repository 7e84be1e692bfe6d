package org.arenavault.venti.increment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.Progress;
import org.arenavault.io.RefusedException;
import org.arenavault.io.StopSignal;
import org.arenavault.io.Storage;
import org.arenavault.io.TappedDisks;
import org.arenavault.venti.check.ArenaCheck;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaState;
import org.arenavault.venti.format.ArenaStatus;
import org.arenavault.venti.format.ArenaTail;
import org.arenavault.venti.format.ArenaWriter;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.ClumpDecoder;
import org.arenavault.venti.format.ClumpDirectory;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The active arena is made anew of its increments, and a venti goes on filling it. */
class ReassemblyTest {

    private static final long NO_LIMIT = Long.MAX_VALUE;
    private static final UUID OLDER = new UUID(5, 5);

    /** A place full of noise, as long as the arena was. */
    private static Arena slot(SampleLog log, String name) {
        byte[] noise = new byte[(int) log.arena().size() + 3 * 8192];
        new Random(99).nextBytes(noise);
        return new Arena(new MemoryStorage(noise), name, 8192, 8192 + log.arena().size(), log.arena().blockSize());
    }

    private static Reassembly.Result make(List<Increment> increments, Arena slot) throws IOException {
        return new Reassembly(increments, SampleLog.SILENT, StopSignal.NEVER)
                .into(slot, SampleLog.SILENT, StopSignal.NEVER);
    }

    private static List<Increment> all(SampleLog log, long limit) throws IOException {
        return SampleLog.increments(log.read(), ClumpPlace.START, limit, SampleLog.CHAIN, 10);
    }

    private static void assertSound(Arena arena) throws IOException {
        try (ArenaCheck check = new ArenaCheck(1, Progress.SILENT, StopSignal.NEVER)) {
            assertThat(check.deep(arena).problems()).isEmpty();
        }
    }

    /** The scores of the blocks that can be read. */
    private static Set<Score> scores(Arena arena) throws IOException {
        Set<Score> scores = new HashSet<>();
        ArenaTail tail = arena.readTail();
        ClumpDirectory.Cursor cursor = new ClumpDirectory(arena).cursor(tail.memory().clumps());
        while (cursor.next()) {
            if (cursor.type() != 255) {
                Score score = cursor.info().score();
                new ClumpDecoder().read(arena, tail.clumpMagic(), cursor.offset(), cursor.type(), score);
                scores.add(score);
            }
        }
        return scores;
    }

    @ParameterizedTest
    @CsvSource({"512,5", "8192,5", "65536,5", "8192,4"})
    void theArenaIsAsItWas(int blockSize, int version) throws IOException {
        SampleLog log = new SampleLog(blockSize, version, 40).append(600).flush();
        List<Increment> increments = all(log, 400_000);
        Collections.shuffle(increments, new Random(1));
        Arena slot = slot(log, "arena7");

        Reassembly.Result result = make(increments, slot);

        assertThat(increments.size()).isGreaterThan(1);
        assertThat(result.joined()).isEqualTo(600);
        assertThat(result.appended()).isZero();
        assertThat(result.notes()).isEmpty();
        ArenaTail old = log.read().tail();
        assertThat(slot.readTail()).isEqualTo(result.tail()).isEqualTo(new ArenaTail(version, "arena7", old.ctime(),
                old.wtime(), old.clumpMagic(), old.memory(), old.memory(), Score.NONE));
        assertThat(slot.readHead()).isEqualTo(log.arena().readHead());
        int used = (int) log.used();
        assertThat(slot.storage().read(slot.dataStart(), used + 4))
                .isEqualTo(log.storage().read(log.arena().dataStart(), used + 4));
        int directory = (int) new ClumpDirectory(slot).blocksFor(600) * blockSize;
        assertThat(slot.storage().read(slot.tailStart() - directory, directory))
                .isEqualTo(log.storage().read(log.arena().tailStart() - directory, directory));
        assertThat(ArenaStatus.of(slot).state()).isEqualTo(ArenaState.ACTIVE);
        assertSound(slot);
    }

    @Test
    void aWriterGoesOnInIt() throws IOException {
        SampleLog log = new SampleLog(8192, 5, 41).append(100).flush();
        Arena slot = slot(log, "arena7");
        make(all(log, NO_LIMIT), slot);

        ArenaWriter writer = ArenaWriter.open(slot);
        assertThat(writer.recover()).isZero();
        byte[] block = new byte[5000];
        for (int i = 0; writer.append(BlockType.DATA, ByteBuffer.wrap(block).putInt(0, i), 1_800_000_000L).isPresent();
                i++) {
            new Random(i).nextBytes(block);
        }
        writer.seal();

        assertThat(ArenaStatus.of(slot).state()).isEqualTo(ArenaState.SEALED);
        assertSound(slot);
    }

    /** The same arena under another name, as a partition that holds one of this name already wants it. */
    @Test
    void itsNameIsThatOfItsPlace() throws IOException {
        SampleLog log = new SampleLog(8192, 5, 42).append(20).flush();
        Arena slot = slot(log, "other3");

        make(all(log, NO_LIMIT), slot);

        assertThat(ArenaStatus.of(slot).problems()).isEmpty();
        assertThat(slot.readHead().name()).isEqualTo("other3");
    }

    @Test
    void blocksBehindAGapAreAppended() throws IOException {
        SampleLog log = new SampleLog(8192, 5, 43).append(300).flush();
        List<Increment> increments = all(log, 60_000);
        Increment lost = increments.remove(2);
        Arena slot = slot(log, "arena7");

        Reassembly.Result result = make(increments, slot);

        long lostClumps = lost.origin().clumps();
        assertThat(result.joined() + result.appended()).isEqualTo(300 - lostClumps);
        assertThat(result.tail().memory().used()).isEqualTo(log.used() - (lost.origin().to() - lost.origin().from()));
        assertThat(result.notes()).contains("arena7: its clumps at %d-%d are in no increment that is here; the blocks "
                .formatted(lost.origin().from(), lost.origin().to()) + "behind them come to other places");
        assertThat(scores(slot)).hasSize((int) (300 - lostClumps));
        assertSound(slot);
    }

    @Test
    void blocksOfAnOlderChainAreAppended() throws IOException {
        SampleLog old = new SampleLog(512, 4, 44).append(50).flush();
        SampleLog log = new SampleLog(8192, 5, 45).append(60).flush();
        List<Increment> increments = SampleLog.increments(old.read(), ClumpPlace.START, 20_000, OLDER, 1);
        increments.addAll(all(log, NO_LIMIT));
        increments.addAll(SampleLog.increments(log.read(), ClumpPlace.START, NO_LIMIT, OLDER, 5));
        Arena slot = slot(log, "arena7");

        Reassembly.Result result = make(increments, slot);

        assertThat(result.joined()).isEqualTo(60);
        assertThat(result.appended()).isEqualTo(50);
        Set<Score> expected = new HashSet<>(scores(old.arena()));
        expected.addAll(scores(log.arena()));
        assertThat(scores(slot)).isEqualTo(expected);
        assertSound(slot);
    }

    @Test
    void whatHasNoRoomIsCounted() throws IOException {
        SampleLog log = new SampleLog(128 << 10, 8192, 5, 46).append(110).flush();
        SampleLog old = new SampleLog(128 << 10, 8192, 5, 47).append(100).flush();
        List<Increment> increments = SampleLog.increments(old.read(), ClumpPlace.START, NO_LIMIT, OLDER, 1);
        increments.addAll(all(log, NO_LIMIT));
        Arena slot = slot(log, "arena7");

        Reassembly.Result result = make(increments, slot);

        assertThat(result.joined()).isEqualTo(110);
        assertThat(result.appended() + result.withoutRoom()).isEqualTo(100);
        assertThat(result.withoutRoom()).isPositive();
        assertThat(result.notes()).last().asString()
                .endsWith(result.withoutRoom() + " blocks that the arena lacks and has no room for");
        assertSound(slot);
    }

    @Test
    void anIncrementThatIsDamagedGivesItsWholeClumps() throws IOException {
        SampleLog log = new SampleLog(8192, 5, 48).append(200).flush();
        List<Increment> increments = all(log, 60_000);
        Increment bad = increments.get(1);
        bad.arena().storage().write(bad.arena().dataStart() + 50, new byte[3]);
        Arena slot = slot(log, "arena7");

        Reassembly.Result result = make(increments, slot);

        assertThat(result.notes()).first().asString().contains("its bytes come to");
        assertThat(scores(slot).size()).isBetween(198, 199);
        assertSound(slot);
    }

    /** What was damaged in the arena stays where it was, and is marked. */
    @Test
    void clumpsThatWereNotWholeStayMarked() throws IOException {
        SampleLog log = new SampleLog(8192, 5, 49).append(80).flush();
        log.damageHeader(20);
        log.damage(33);
        Arena slot = slot(log, "arena7");

        Reassembly.Result result = make(all(log, NO_LIMIT), slot);

        assertThat(result.joined()).isEqualTo(80);
        assertThat(scores(slot)).hasSize(78);
        assertThat(slot.storage().read(slot.dataStart(), (int) log.used()))
                .isEqualTo(log.storage().read(log.arena().dataStart(), (int) log.used()));
    }

    @Test
    void anotherPlaceIsRefusedAndLeftAlone() throws IOException {
        SampleLog log = new SampleLog(8192, 5, 50).append(20).flush();
        Storage storage = new MemoryStorage(2 << 20);
        List<Arena> places = List.of(new Arena(storage, "arena7", 0, (1 << 20) + 8192, 8192),
                new Arena(storage, "arena7", 0, 1 << 20, 512));
        for (Arena place : places) {
            assertThatThrownBy(() -> make(all(log, NO_LIMIT), place)).isInstanceOf(RefusedException.class)
                    .hasMessageEndingWith("arena arena7 needs 1048576 in blocks of 8192");
        }
        assertThat(storage.read(0, 2 << 20)).containsOnly(0);
        assertThatThrownBy(() -> make(List.of(), places.get(0))).isInstanceOf(RefusedException.class)
                .hasMessage("there is no increment to make an arena of");
    }

    /** Until everything is on disk nobody takes the place for an arena, not even for the one that lay there before. */
    @Test
    void whereverItStopsThereIsNoArenaBeforeAllOfItIsThere() throws IOException {
        SampleLog log = new SampleLog(512, 5, 51).append(120).flush();
        List<Increment> increments = all(log, 20_000);
        boolean ended = false;
        for (int steps = 0; !ended; steps++) {
            SampleLog before = new SampleLog(512, 5, 52).append(90).flush();
            Failing failing = new Failing(before.storage(), steps);
            Storage storage = TappedDisks.storage(before.storage(), failing);
            Arena slot = new Arena(storage, "arena7", 0, storage.size(), 512);
            try {
                make(increments, slot);
                ended = true;
                assertThat(ArenaStatus.of(slot).state()).isEqualTo(ArenaState.ACTIVE);
            } catch (MediumFaultException e) {
                assertThat(e).hasMessage("step %d", steps);
                if (steps > 0) {
                    assertThat(ArenaStatus.of(slot).state()).as("step %d", steps).isIn(ArenaState.DAMAGED,
                            failing.tailIsWritten ? ArenaState.ACTIVE : ArenaState.DAMAGED);
                }
            }
        }
        assertThat(ended).isTrue();
    }

    /** Whichever increments of three lives are there, in whatever order: every block of theirs can be read. */
    @Test
    void everyBlockOfEveryIncrementIsThere() throws IOException {
        for (long seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            List<Increment> increments = new ArrayList<>();
            SampleLog log = null;
            for (int life = 0; life < 3; life++) {
                log = new SampleLog(512 << 10, 512, 5, seed * 3L + life).append(1 + random.nextInt(100)).flush();
                long limit = 4000L + random.nextInt(50_000);
                increments.addAll(SampleLog.increments(log.read(), ClumpPlace.START, limit, new UUID(seed, life),
                        1000L * life));
            }
            increments.removeIf(increment -> random.nextInt(4) == 0);
            Collections.shuffle(increments, random);
            if (increments.isEmpty()) {
                continue;
            }
            Set<Score> expected = new HashSet<>();
            for (Increment increment : increments) {
                expected.addAll(scores(increment.arena()));
            }
            Arena slot = slot(log, "arena7");

            make(increments, slot);

            assertThat(scores(slot)).as("seed %d", seed).isEqualTo(expected);
            assertSound(slot);
        }
    }

    /** One of the writes and forces fails. */
    private static final class Failing implements TappedDisks.Tap {

        private final Storage whole;
        private final int steps;
        private int left;
        private boolean tailIsWritten;

        Failing(Storage whole, int steps) {
            this.whole = whole;
            this.steps = steps;
            this.left = steps;
        }

        private void step() throws MediumFaultException {
            if (left-- == 0) {
                throw new MediumFaultException("step %d".formatted(steps));
            }
        }

        @Override
        public void write(Path path, long position, ByteBuffer bytes) throws IOException {
            step();
            tailIsWritten = position == whole.size() - 512 && bytes.get(bytes.position()) != 0;
        }

        @Override
        public void force(Path path) throws IOException {
            step();
        }
    }
}
