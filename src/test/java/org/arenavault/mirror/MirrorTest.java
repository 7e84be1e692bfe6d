package org.arenavault.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.arenavault.io.Dial;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.ManualClock;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.ProcessLock;
import org.arenavault.io.RefusedException;
import org.arenavault.io.StopSignal;
import org.arenavault.io.Storage;
import org.arenavault.io.UsageException;
import org.arenavault.venti.format.PartitionFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a mirror leaves on its targets and in its cursors, whatever happens in between. */
@Timeout(120)
class MirrorTest extends MirrorFixture {

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
        mirror.takeOver(new WrCmd(target, FIRST_ARENA, "arenas0", offset), "wrcmd");
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
        assertThatThrownBy(() -> mirror.takeOver(new WrCmd(target, FIRST_ARENA + 1, "arenas0", 0), "the/wrcmd"))
                .isInstanceOf(RefusedException.class).hasMessageStartingWith("the/wrcmd: ");
        assertThatThrownBy(() -> mirror.takeOver(new WrCmd(target, FIRST_ARENA, "arenas0", ARENA), "the/wrcmd"))
                .isInstanceOf(RefusedException.class).hasMessageStartingWith("the/wrcmd: ");
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
}
