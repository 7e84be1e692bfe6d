package org.arenavault.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.arenavault.Keeps;
import org.arenavault.io.Dial;
import org.arenavault.venti.format.BlockStore;
import org.arenavault.venti.format.BlockStoreContractTest;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.net.ServerOptions;
import org.arenavault.venti.net.VentiServer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Targets of a mirror that die, come back, are full, or lose what they took. */
@Timeout(120)
class MirrorTargetsTest extends MirrorFixture {

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

    @Nested
    @Keeps("mirror.MirrorTargetsTest$Losing")
    class AStoreThatLosesNothing extends BlockStoreContractTest {

        @Override
        protected BlockStore open() {
            return new Losing(new MortalStore(), score -> false);
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
        assertThat(report.notes()).anyMatch(note -> note.contains("and not kept them; sent again"));
        assertHasAll(store);
    }
}
