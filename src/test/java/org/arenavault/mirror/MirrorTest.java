package org.arenavault.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.FragileDisks;
import org.arenavault.io.ManualClock;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.ProcessLock;
import org.arenavault.io.Progress;
import org.arenavault.io.RefusedException;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.StopSignal;
import org.arenavault.io.Storage;
import org.arenavault.io.SystemClock;
import org.arenavault.io.UsageException;
import org.arenavault.io.World;
import org.arenavault.venti.format.ArenaPartition;
import org.arenavault.venti.format.ArenaWriter;
import org.arenavault.venti.format.BlockStore;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.PartitionFormatter;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.format.VentiConf;
import org.arenavault.venti.net.ClientOptions;
import org.arenavault.venti.net.Dial;
import org.arenavault.venti.net.ServerOptions;
import org.arenavault.venti.net.VentiServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a mirror leaves on its targets and in its cursors, whatever happens in between. */
@Timeout(120)
class MirrorTest {

    private static final Path ARENAS = Path.of("/source/arenas0");
    private static final int BLOCK = 512;
    private static final int ARENA = 1 << 20;
    private static final int FIRST_ARENA = 256 * 1024 + BLOCK + 512 * 1024;

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private final SystemClock clock = new SystemClock();
    private final List<VentiServer> servers = new ArrayList<>();
    private final Map<MortalStore.Key, byte[]> stored = new LinkedHashMap<>();
    private FragileDisks disks;
    private VentiConf conf;
    private long next;

    @BeforeEach
    void format() throws IOException {
        disks = new FragileDisks();
        disks.put(ARENAS, new byte[FIRST_ARENA + 3 * ARENA]);
        Random random = new Random(3);
        new PartitionFormatter(ARENA, BLOCK, 5, random::nextLong).format(disks.openToWrite(ARENAS), "arena").close();
        conf = VentiConf.parse("index main\nisect isect0\narenas arenas0\n".getBytes(StandardCharsets.US_ASCII),
                Path.of("/source/venti.conf"));
    }

    @AfterEach
    void stop() throws IOException {
        for (VentiServer server : servers) {
            server.close();
        }
    }

    /** Appends blocks to the first arena that is not full; the tail knows of them. */
    private void fill(int count) throws IOException {
        try (ArenaPartition partition = ArenaPartition.open(disks.openToWrite(ARENAS))) {
            int left = count;
            for (int i = 0; left > 0; i++) {
                ArenaWriter writer = ArenaWriter.open(partition.arenas().get(i));
                while (left > 0 && append(writer)) {
                    left--;
                }
                if (left == 0) {
                    writer.flush();
                } else if (!writer.tail().disk().sealed()) {
                    writer.seal();
                }
            }
        }
    }

    private boolean append(ArenaWriter writer) throws IOException {
        Random random = new Random(next * 0x9E37_79B9_7F4A_7C15L);
        byte[] block = new byte[10_000 + random.nextInt(10_000)];
        random.nextBytes(block);
        BlockType type = next % 4 == 0 ? BlockType.DIRECTORY : BlockType.DATA;
        if (writer.append(type, ByteBuffer.wrap(block), 1_700_000_000 + next).isEmpty()) {
            return false;
        }
        stored.put(new MortalStore.Key(Score.ofBlock(ByteBuffer.wrap(block)), type), block);
        next++;
        return true;
    }

    private VentiServer serve(MortalStore store) throws IOException {
        return serve(store, 0);
    }

    /** At a port that another server may have left a moment ago. */
    private VentiServer serve(MortalStore store, int port) throws IOException {
        for (int tries = 0; ; tries++) {
            try {
                VentiServer server =
                        VentiServer.writable(store, new Dial("127.0.0.1", port), ServerOptions.DEFAULT, clock);
                servers.add(server);
                return server;
            } catch (OperatorNeededException e) {
                if (tries == 100) {
                    throw e;
                }
                clock.sleep(Duration.ofMillis(20));
            }
        }
    }

    private static MirrorOptions options() {
        return MirrorOptions.DEFAULT.with(ClientOptions.DEFAULT.withPatience(Duration.ofSeconds(10),
                Duration.ofMillis(1))).with(Duration.ZERO).withBatch(200_000);
    }

    private Mirror mirror(MirrorOptions options) {
        return mirror(options, StopSignal.NEVER);
    }

    private Mirror mirror(MirrorOptions options, StopSignal stop) {
        World world = new World(clock, disks, new SilentTerminal(), Progress.SILENT, stop, UUID::randomUUID);
        return new Mirror(conf, folder.resolve("state"), options, world);
    }

    private TargetReport run(Dial target) throws IOException {
        return mirror(options()).run(List.of(target)).targets().get(0);
    }

    private void assertHasAll(MortalStore store) {
        assertThat(store.blocks().keySet()).isEqualTo(stored.keySet());
        stored.forEach((key, block) -> assertThat(store.blocks().get(key)).isEqualTo(block));
    }

    @Test
    void everythingArrivesAndASecondRunSendsNothing() throws IOException {
        fill(100);
        MortalStore store = new MortalStore();
        Dial target = serve(store).address();
        TargetReport first = run(target);
        assertThat(first.problems()).isEmpty();
        assertThat(first.good()).isTrue();
        assertThat(first.moved().sentBlocks()).isEqualTo(100);
        assertThat(first.copied().copiedArenas()).as("sealed arenas that were left behind").isEqualTo(1);
        assertHasAll(store);
        assertThat(store.restarted().blocks()).as("durable").hasSize(100);

        long before = store.writes();
        TargetReport second = run(target);
        assertThat(second.good()).isTrue();
        assertThat(second.moved().sentBlocks() + second.moved().presentBlocks()).isZero();
        assertThat(store.writes()).isEqualTo(before);
    }

    @Test
    void whatIsNewFollowsIntoTheNextArena() throws IOException {
        MortalStore store = new MortalStore();
        Dial target = serve(store).address();
        assertThat(run(target).good()).as("nothing there yet").isTrue();
        fill(40);
        assertThat(run(target).moved().sentBlocks()).isEqualTo(40);
        fill(1);
        assertThat(run(target).moved().sentBlocks()).isEqualTo(1);
        fill(80);
        TargetReport report = run(target);
        assertThat(report.moved().sentBlocks()).isEqualTo(80);
        assertThat(report.copied().copiedArenas()).isEqualTo(1);
        assertThat(report.copied().arenas()).isEqualTo(2);
        assertHasAll(store);
    }

    @Test
    void blocksThatAreThereAreNotSent() throws IOException {
        fill(100);
        MortalStore store = new MortalStore();
        stored.forEach((key, block) -> store.put(key.score(), key.type(), block));
        TargetReport report = run(serve(store).address());
        assertThat(report.good()).isTrue();
        assertThat(report.moved().sentBlocks()).isZero();
        assertThat(report.moved().presentBlocks()).isEqualTo(100);
        assertThat(store.writes()).isZero();
    }

    @Test
    void aDryRunAsksNobodyAndKeepsNothing() throws IOException {
        fill(30);
        MirrorReport report = mirror(options()).plan(List.of(new Dial("127.0.0.1", 1)));
        assertThat(report.targets().get(0).lacking().behindClumps()).isEqualTo(30);
        assertThat(report.targets().get(0).outcome()).isEqualTo(TargetReport.Outcome.BEHIND);
        assertThat(folder.resolve("state")).doesNotExist();
    }

    @Test
    void deathOfTheTargetAtAnyMessageLosesAndRepeatsNothing() throws IOException {
        fill(75);
        int deaths = 0;
        for (long message = 0; ; message++) {
            deleteState();
            MortalStore mortal = new MortalStore();
            VentiServer server = serve(mortal);
            mortal.dieAt(message, server);
            int port = server.address().port();
            TargetReport died = run(server.address());
            if (mortal.messages() <= message) {
                assertThat(died.good()).isTrue();
                break;
            }
            deaths++;
            assertThat(died.good()).as("death at message %d", message).isFalse();
            server.close();
            assertCursorsKnowOnlyWhatIsDurable(server.address(), mortal.restarted());

            MortalStore found = mortal.restarted();
            VentiServer again = serve(found, port);
            long kept = found.blocks().size();
            TargetReport resumed = run(again.address());
            assertThat(resumed.problems()).as("death at message %d", message).isEmpty();
            assertThat(resumed.good()).isTrue();
            assertHasAll(found);
            assertThat(resumed.moved().sentBlocks()).as("death at message %d", message).isEqualTo(75 - kept);
            assertThat(run(again.address()).moved().sentBlocks()).isZero();
            again.close();
        }
        assertThat(deaths).isGreaterThan(75);
    }

    /** What the cursors have behind them was durable when the target died. */
    private void assertCursorsKnowOnlyWhatIsDurable(Dial target, MortalStore durable) throws IOException {
        TargetState state = new TargetState(folder.resolve("state").resolve(TargetState.fileName(target.toString())));
        long behind = 0;
        for (String arena : List.of("arena0", "arena1", "arena2")) {
            behind += state.cursor(arena).map(ArenaCursor::clumps).orElse(0L);
        }
        int number = 0;
        for (MortalStore.Key key : stored.keySet()) {
            if (number++ < behind) {
                assertThat(durable.blocks()).containsKey(key);
            }
        }
    }

    private void deleteState() throws IOException {
        Path state = folder.resolve("state");
        if (Files.exists(state)) {
            try (Stream<Path> all = Files.walk(state)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    @Test
    void theCursorNeverPassesARefusedWrite() throws IOException {
        fill(75);
        for (int refused : new int[] {0, 40, 74}) {
            deleteState();
            MortalStore store = new MortalStore();
            store.refuseWrite(refused);
            Dial target = serve(store).address();
            TargetReport report = run(target);
            assertThat(report.outcome()).isEqualTo(TargetReport.Outcome.REFUSED);
            assertThat(report.problems()).singleElement().asString().contains("this one not");
            TargetReport resumed = run(target);
            assertThat(resumed.good()).isTrue();
            assertHasAll(store);
        }
    }

    @Test
    void aDeadAndAFullTargetDoNotStopTheOthers() throws IOException {
        fill(60);
        MortalStore good = new MortalStore();
        MortalStore small = new MortalStore();
        small.setRoom(20);
        Dial dead = new Dial("127.0.0.1", 1);
        Dial full = serve(small).address();
        List<TargetReport> reports =
                mirror(options()).run(List.of(dead, full, serve(good).address())).targets();
        assertThat(reports.get(0).outcome()).isEqualTo(TargetReport.Outcome.UNREACHABLE);
        assertThat(reports.get(0).lacking().behindClumps()).isEqualTo(60);
        assertThat(reports.get(1).outcome()).isEqualTo(TargetReport.Outcome.FULL);
        assertThat(reports.get(2).good()).isTrue();
        assertHasAll(good);
        // room is made: it goes on from its own cursor
        small.setRoom(100);
        assertThat(run(full).good()).isTrue();
        assertHasAll(small);
    }

    @Test
    void aTargetThatComesBackIsWaitedFor() throws Exception {
        fill(60);
        MortalStore mortal = new MortalStore();
        VentiServer server = serve(mortal);
        mortal.dieAt(30, server);
        MortalStore[] found = new MortalStore[1];
        Thread revival = new Thread(() -> {
            try {
                while (mortal.messages() <= 30) {
                    Thread.sleep(20);
                }
                Thread.sleep(500);
                found[0] = mortal.restarted();
                serve(found[0], server.address().port());
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        revival.start();
        TargetReport report = mirror(options().with(Duration.ofSeconds(30))).run(List.of(server.address()))
                .targets().get(0);
        revival.join();
        assertThat(report.problems()).isEmpty();
        assertThat(report.good()).isTrue();
        assertHasAll(found[0]);
    }

    @Test
    void aTargetThatLostEverythingIsNoticedAndFilledAgain() throws IOException {
        fill(60);
        MortalStore store = new MortalStore();
        VentiServer server = serve(store);
        run(server.address());
        int port = server.address().port();
        server.close();
        MortalStore empty = new MortalStore();
        TargetReport report = run(serve(empty, port).address());
        assertThat(report.good()).isTrue();
        assertThat(report.notes()).isNotEmpty().allMatch(note -> note.contains("lacks the last block"));
        assertHasAll(empty);
    }

    @Test
    void anArenaThatWasReplacedIsRefusedUntilToldOtherwise() throws IOException {
        fill(30);
        MortalStore store = new MortalStore();
        Dial target = serve(store).address();
        run(target);
        new PartitionFormatter(ARENA, BLOCK, 5, new Random(99)::nextLong)
                .format(refreshed(), "arena").close();
        fill(10);
        TargetReport report = run(target);
        assertThat(report.good()).isFalse();
        assertThat(report.problems()).singleElement().asString().contains("is not the arena that was mirrored");
        assertThat(report.moved().sentBlocks()).isZero();
        mirror(options()).again(List.of(target), Set.of("arena0"));
        assertThat(run(target).good()).isTrue();
        assertThat(store.blocks().keySet()).containsAll(stored.keySet());
        assertThatThrownBy(() -> mirror(options()).again(List.of(target), Set.of("no such")))
                .isInstanceOf(UsageException.class);
    }

    /** The partition, blank again. */
    private Storage refreshed() throws IOException {
        disks.put(ARENAS, new byte[FIRST_ARENA + 3 * ARENA]);
        return disks.openToWrite(ARENAS);
    }

    @Test
    void whatTheSourceCannotReadIsNamedAndFetchedFromElsewhereOnceItCanBeHad() throws IOException {
        fill(30);
        byte[] file = disks.get(ARENAS);
        int at = FIRST_ARENA + BLOCK + 38 + 5000;
        file[at] ^= 1;
        MortalStore store = new MortalStore();
        Dial target = serve(store).address();
        for (int i = 0; i < 2; i++) {
            TargetReport report = run(target);
            assertThat(report.good()).isFalse();
            assertThat(report.lacking().badClumps()).isEqualTo(1);
            assertThat(report.problems()).singleElement().asString().contains("arena arena0: clump at 0");
            assertThat(store.blocks()).hasSize(29);
        }
        MortalStore other = new MortalStore();
        stored.forEach((key, block) -> other.put(key.score(), key.type(), block));
        TargetReport report = mirror(options()).run(List.of(serve(other).address(), target)).targets().get(1);
        if (report.lacking().badClumps() > 0) {
            // the other target was not connected yet; it is by now
            report = mirror(options().withSourceServer(serve(other).address())).run(List.of(target)).targets().get(0);
        }
        assertThat(report.moved().repairedBlocks()).isEqualTo(1);
        assertThat(report.good()).isTrue();
        assertHasAll(store);
    }

    @Test
    void aRootWhoseTreeIsNotWholeIsNamed() throws IOException {
        fill(3);
        MortalStore store = new MortalStore();
        Dial target = serve(store).address();
        TargetReport report = mirror(options().with(MirrorOptions.Verify.STRUCTURE,
                List.of(stored.keySet().iterator().next().score()))).run(List.of(target)).targets().get(0);
        assertThat(report.outcome()).isEqualTo(TargetReport.Outcome.COMPLETE);
        assertThat(report.roots()).isEqualTo(TargetReport.RootVerdict.NOT_WHOLE);
        assertThat(report.good()).isFalse();
    }

    @Test
    void aRunThatIsStoppedGoesOnLater() throws IOException {
        fill(100);
        MortalStore store = new MortalStore();
        Dial target = serve(store).address();
        TargetReport stopped = mirror(options(), () -> store.messages() > 30).run(List.of(target)).targets().get(0);
        assertThat(stopped.outcome()).isEqualTo(TargetReport.Outcome.STOPPED);
        assertThat(stopped.moved().sentBlocks()).isBetween(1L, 99L);
        TargetReport resumed = run(target);
        assertThat(resumed.good()).isTrue();
        assertThat(stopped.moved().sentBlocks() + resumed.moved().sentBlocks()).isEqualTo(100);
        assertHasAll(store);
    }

    @Test
    void twoRunsCannotShareCursors() throws IOException {
        Path lock = folder.resolve("state");
        DurableFiles.createFolder(lock);
        try (ProcessLock held = ProcessLock.take(lock.resolve("lock"), "x", OperatorNeededException.Need.LOCKED)) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> run(new Dial("127.0.0.1", 1))).isInstanceOf(OperatorNeededException.class);
        }
    }

    @Test
    void aDamagedCursorIsNamedAndNothingIsGuessed() throws IOException {
        fill(10);
        MortalStore store = new MortalStore();
        Dial target = serve(store).address();
        run(target);
        Path cursor = folder.resolve("state").resolve(TargetState.fileName(target.toString()))
                .resolve("arena0.cursor");
        Files.writeString(cursor, Files.readString(cursor).replace("\"done\"", "\"dome\""));
        TargetReport report = run(target);
        assertThat(report.good()).isFalse();
        assertThat(report.problems()).isNotEmpty().allMatch(problem -> problem.contains("arena0.cursor"));
        Files.delete(cursor);
        assertThat(run(target).good()).isTrue();
    }

    @Test
    void aSourceWhoseServerDoesNotAnswerIsMirroredAsItLies() throws IOException {
        fill(10);
        MortalStore store = new MortalStore();
        MirrorReport report = mirror(options().withSourceServer(new Dial("127.0.0.1", 1)))
                .run(List.of(serve(store).address()));
        assertThat(report.notes()).singleElement().asString().contains("source's server was not asked");
        assertThat(report.outcome().isDone()).isTrue();
        assertHasAll(store);
    }

    @Test
    void aRunGoesOnWhereThePlan9ScriptsStopped() throws IOException {
        fill(50);
        MortalStore store = new MortalStore();
        Dial target = serve(store).address();
        List<MortalStore.Key> keys = List.copyOf(stored.keySet());
        // the scripts sent 40, and lost the last of them without knowing
        for (MortalStore.Key key : keys.subList(0, 39)) {
            store.put(key.score(), key.type(), stored.get(key));
        }
        long offset = 0;
        for (MortalStore.Key key : keys.subList(0, 40)) {
            offset += 38 + stored.get(key).length;
        }
        Mirror mirror = mirror(options());
        mirror.takeOver(new WrCmd(target, FIRST_ARENA, "arenas0", offset));
        assertThat(mirror.plan(List.of(target)).targets().get(0).lacking().behindClumps()).isEqualTo(22);
        TargetReport report = run(target);
        assertThat(report.notes()).isEmpty();
        assertThat(report.moved().sentBlocks() + report.moved().presentBlocks()).isEqualTo(22);
        assertHasAll(store);

        WrCmd given = mirror.commands(List.of(target)).get(0);
        assertThat(given.arenaOffset()).isEqualTo(FIRST_ARENA);
        assertThat(given.partition()).isEqualTo("arenas0");
        assertThat(given.clumpOffset()).isEqualTo(offset + keys.subList(40, 50).stream()
                .mapToLong(key -> 38 + stored.get(key).length).sum());
        assertThatThrownBy(() -> mirror.takeOver(new WrCmd(target, FIRST_ARENA + 1, "arenas0", 0)))
                .isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> mirror.takeOver(new WrCmd(target, FIRST_ARENA, "arenas0", ARENA)))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void aLimitIsKept() throws IOException {
        ManualClock manual = new ManualClock();
        Throttle throttle = new Throttle(1000, manual, StopSignal.NEVER);
        long begun = manual.nanos();
        for (int i = 0; i < 100; i++) {
            throttle.spend(100);
        }
        // the first second's worth passes at once
        assertThat(manual.nanos() - begun).isBetween(8_900_000_000L, 9_100_000_000L);
        new Throttle(0, manual, StopSignal.NEVER).spend(Long.MAX_VALUE);
    }

    /** Takes every block, and does not keep those that {@code lost} says. */
    private record Losing(MortalStore store, Predicate<Score> lost) implements BlockStore {

        @Override
        public Optional<byte[]> read(Score score, BlockType type) throws IOException {
            return store.read(score, type);
        }

        @Override
        public Optional<Score> write(BlockType type, byte[] block) throws IOException {
            Score score = Score.ofBlock(ByteBuffer.wrap(block));
            return lost.test(score) ? Optional.of(score) : store.write(type, block);
        }

        @Override
        public void sync() throws IOException {
            store.sync();
        }
    }

    private Dial serveLosing(MortalStore store, Predicate<Score> lost) throws IOException {
        VentiServer server = VentiServer.writable(new Losing(store, lost), new Dial("127.0.0.1", 0),
                ServerOptions.DEFAULT, clock);
        servers.add(server);
        return server.address();
    }

    @Test
    void whatATargetTakesAndDoesNotKeepIsNotCountedAndSentAgain() throws IOException {
        fill(100);
        MortalStore store = new MortalStore();
        AtomicBoolean mended = new AtomicBoolean();
        Dial target = serveLosing(store, score -> !mended.get() && score.toBytes()[0] % 7 == 0);
        for (int i = 0; i < 2; i++) {
            TargetReport report = run(target);
            assertThat(report.good()).isFalse();
            assertThat(report.copied().copiedArenas()).isZero();
            assertThat(report.moved().sentBlocks()).as("run " + i).isPositive();
            assertThat(report.problems()).anyMatch(problem -> problem.contains("takes blocks and does not keep them"));
        }
        mended.set(true);
        assertThat(run(target).good()).isTrue();
        assertHasAll(store);
    }

    @Test
    void whatATargetLosesOnceIsSentAgainInTheSameRun() throws IOException {
        fill(100);
        MortalStore store = new MortalStore();
        Set<Score> lost = new HashSet<>();
        Dial target = serveLosing(store, score -> score.toBytes()[0] % 7 == 0 && lost.add(score));
        TargetReport report = run(target);
        assertThat(lost).isNotEmpty();
        assertThat(report.good()).as(report.problems().toString()).isTrue();
        assertThat(report.notes()).anyMatch(note -> note.contains("sent again, for it had accepted them"));
        assertHasAll(store);
    }
}
