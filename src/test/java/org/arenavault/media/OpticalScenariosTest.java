package org.arenavault.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.arenavault.io.CancelledException;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.RefusedException;
import org.arenavault.io.VaultException;
import org.arenavault.media.TrackExtent.Condition;
import org.arenavault.optical.OpticalDrive;
import org.arenavault.optical.QuickFolder;
import org.arenavault.scsi.Opcode;
import org.arenavault.scsi.emulator.MediumFamily;
import org.arenavault.scsi.emulator.Quirk;
import org.junit.jupiter.api.Test;

/** The scenarios of {@code optical-emulator.md} 12, as far as they concern a disc and its drive. */
class OpticalScenariosTest extends OpticalFixture {

    @Test
    void threeArenasAndLaterTwoMore() throws IOException {
        List<TrackExtent> tracks = new ArrayList<>();
        try (Medium medium = with(MediumFamily.BD_R_DL)) {
            for (int i = 1; i <= 3; i++) {
                tracks.add(Burns.record(medium, "a" + i, SIZE));
            }
        }
        bench.crash();
        try (Medium medium = reopen()) {
            for (int i = 4; i <= 5; i++) {
                tracks.add(Burns.record(medium, "a" + i, SIZE));
            }
            MediumState state = medium.inspect();
            assertThat(state.kind()).isEqualTo("BD-R DL");
            assertThat(state.tracks()).isEqualTo(tracks).allMatch(t -> t.condition() == Condition.CLOSED);
            long end = 0;
            for (TrackExtent track : tracks) {
                assertThat(track.lba()).isEqualTo(end);
                end = track.end();
                Burns.assertHolds(medium, track, "a" + track.number(), SIZE);
            }
            assertThat(state.appendPoint().start()).isEqualTo(end);
            assertThat(state.appendPoint().free()).isEqualTo(state.capacity() - end);
        }
        assertThat(bench.drive().counters().impliedSyncs()).isZero();
        assertThat(bench.drive().counters().partialWrites()).isZero();
    }

    @Test
    void aDiscIsFilledToItsLastBlockAndNotOneMoreIsTried() throws IOException {
        try (Medium medium = with(MediumFamily.BD_R)) {
            long free = medium.inspect().appendPoint().free();
            int large = (int) ((free - 64) * Medium.BLOCK) - UNIT;
            Burns.record(medium, "a1", large);
            MediumState state = medium.inspect();
            assertThat(state.appendPoint().free()).isEqualTo(64);
            long written = bench.drive().counters().commands(Opcode.WRITE_10);
            TrackPlan tooLarge = Burns.plan(medium, state, "a2", UNIT + 1);
            assertThatThrownBy(() -> medium.append(tooLarge)).isInstanceOf(RefusedException.class);
            assertThat(bench.drive().counters().commands(Opcode.WRITE_10)).isEqualTo(written);
            Burns.record(medium, "a2", UNIT);
            MediumState full = medium.inspect();
            assertThat(full.condition()).isEqualTo(MediumState.Condition.FINISHED);
            assertThat(full.reason()).contains("full");
            assertThat(full.appendPoint().free()).isZero();
            assertThat(full.tracks()).hasSize(2);
            Burns.assertHolds(medium, full.tracks().get(1), "a2", UNIT);
        }
    }

    /** The table of 5.5: what a power failure leaves behind, and what is made of it. */
    @Test
    void powerFailsInMidTrack() throws IOException {
        for (String damage : List.of("", " damage writable", " damage dead")) {
            for (int clusters : new int[] {0, 1, 40}) {
                powerFails(damage, clusters);
                bench.close();
                QuickFolder.remove(folder.resolve("emu"));
            }
        }
    }

    private void powerFails(String damage, int clusters) throws IOException {
        int size = 60 * UNIT;
        String what = clusters + " clusters" + damage;
        TrackPlan plan;
        try (Medium medium = with(MediumFamily.BD_R)) {
            bench.drive().quirks().set(Quirk.BACKLOG, "60");
            Burns.record(medium, "a1", SIZE);
            plan = Burns.plan(medium, medium.inspect(), "a2", size);
            bench.inject("op=2A nth=51 powerloss keep %d clusters%s reset".formatted(clusters, damage));
            try (TrackWriter writer = medium.append(plan)) {
                assertThatThrownBy(() -> Burns.write(writer, plan, size)).as(what)
                        .isInstanceOf(MediumFaultException.class);
            }
        }
        bench.drive().quirks().clear(Quirk.BACKLOG);
        try (Medium medium = reopen()) {
            MediumState state = medium.inspect();
            TrackExtent track = new TrackExtent(2, plan.lba(), 32L * clusters,
                    damage.isEmpty() ? Condition.OPEN : Condition.DAMAGED);
            if (damage.isEmpty() && clusters == 0) {
                assertThat(state.tracks()).as(what).hasSize(1);
                assertThat(state.appendPoint().start()).isEqualTo(plan.lba());
            } else {
                assertThat(state.tracks()).as(what).hasSize(2).last().isEqualTo(track);
                assertThatThrownBy(() -> medium.append(Burns.plan(medium, state, "a3", SIZE))).as(what)
                        .isInstanceOf(RefusedException.class);
            }
            if (damage.isEmpty() && clusters > 0) {
                try (TrackWriter writer = medium.resume(plan, track)) {
                    assertThat(writer.position()).isEqualTo((long) clusters * UNIT);
                    Burns.complete(writer, plan);
                }
                Burns.assertHolds(medium, medium.inspect().tracks().get(1), "a2", size);
                return;
            }
            if (!damage.isEmpty()) {
                assertThatThrownBy(() -> medium.resume(plan, track)).as(what).isInstanceOf(RefusedException.class);
                MediumState after = medium.giveUp(track);
                assertThat(after.tracks()).as(what).hasSize(2).last().extracting(TrackExtent::condition)
                        .isEqualTo(Condition.CLOSED);
            }
            TrackExtent again = Burns.record(medium, "a2", size);
            Burns.assertHolds(medium, again, "a2", size);
            Burns.assertHolds(medium, medium.inspect().tracks().get(0), "a1", SIZE);
        }
    }

    @Test
    void aSmallBufferThatIsFullMostOfTheTime() throws IOException {
        try (Medium medium = with(MediumFamily.BD_R)) {
            bench.drive().quirks().set(Quirk.BUFFER, Integer.toString(256 * 1024));
            bench.drive().quirks().set(Quirk.BACKLOG, "100");
            TrackExtent track = Burns.record(medium, "a1", 64 * UNIT + 1);
            Burns.assertHolds(medium, track, "a1", 64 * UNIT + 1);
            assertThat(bench.drive().counters().written()).isEqualTo(66L * UNIT);
            assertThat(bench.drive().counters().commands(Opcode.WRITE_10)).isGreaterThan(100);
        }
    }

    @Test
    void aWriteThatWasExecutedUnheardIsNotRepeated() throws IOException {
        try (Medium medium = with(MediumFamily.BD_R)) {
            for (String fault : List.of("timeout executed", "timeout later", "error executed")) {
                bench.inject("op=2A nth=3 " + fault);
                TrackExtent track = Burns.record(medium, "a " + fault, SIZE);
                Burns.assertHolds(medium, track, "a " + fault, SIZE);
            }
            assertThat(bench.drive().counters().commands(Opcode.WRITE_10)).isEqualTo(21);
        }
    }

    @Test
    void aWriteThatWasLostInterruptsTheTrack() throws IOException {
        try (Medium medium = with(MediumFamily.BD_R)) {
            for (String fault : List.of("timeout lost", "error lost")) {
                bench.inject("op=2A nth=3 " + fault);
                String name = "a " + fault;
                TrackPlan plan = Burns.plan(medium, medium.inspect(), name, SIZE);
                try (TrackWriter writer = medium.append(plan)) {
                    assertThatThrownBy(() -> Burns.write(writer, plan, SIZE)).isInstanceOf(MediumFaultException.class);
                    assertThatThrownBy(() -> Burns.write(writer, plan, SIZE)).isInstanceOf(MediumFaultException.class);
                    assertThatThrownBy(writer::finish).isInstanceOf(VaultException.class);
                    assertThatThrownBy(writer::closeTrack).isInstanceOf(MediumFaultException.class);
                }
                MediumState state = medium.inspect();
                TrackExtent open = state.tracks().get(state.tracks().size() - 1);
                assertThat(open.condition()).isEqualTo(Condition.OPEN);
                try (TrackWriter writer = medium.resume(plan, open)) {
                    Burns.complete(writer, plan);
                }
                Burns.assertHolds(medium, medium.inspect().track(plan.number()).orElseThrow(), name, SIZE);
            }
        }
    }

    @Test
    void synchronizingAndClosingOfUnknownOutcome() throws IOException {
        try (Medium medium = with(MediumFamily.BD_R)) {
            int n = 0;
            for (String op : List.of("35", "5B")) {
                for (String fate : List.of("executed", "lost", "later")) {
                    bench.inject("op=%s nth=1 timeout %s".formatted(op, fate));
                    String name = "a" + n++;
                    Burns.assertHolds(medium, Burns.record(medium, name, SIZE), name, SIZE);
                }
            }
            assertThat(medium.inspect().tracks()).hasSize(n);
        }
    }

    @Test
    void sessionsOfADvdPlusRLieWhereTheDriveSays() throws IOException {
        try (Medium medium = with(MediumFamily.DVD_PLUS_R)) {
            TrackExtent first = Burns.record(medium, "a1", SIZE);
            TrackExtent second = Burns.record(medium, "a2", SIZE);
            assertThat(second.lba()).isEqualTo(first.end() + 2048);
            assertThat(medium.inspect().appendPoint().start()).isEqualTo(second.end() + 2048);
            Burns.assertHolds(medium, first, "a1", SIZE);
            Burns.assertHolds(medium, second, "a2", SIZE);
        }
    }

    @Test
    void aDvdPlusRWhoseSessionWasNotClosedIsEndedFirst() throws IOException {
        TrackPlan plan;
        try (Medium medium = with(MediumFamily.DVD_PLUS_R)) {
            plan = Burns.plan(medium, medium.inspect(), "a1", SIZE);
            bench.inject("op=5B/2 nth=1 sense 4/44/00 x 5");
            try (TrackWriter writer = medium.append(plan)) {
                assertThatThrownBy(() -> Burns.complete(writer, plan)).isInstanceOf(MediumFaultException.class)
                        .hasMessageContaining("session is open");
            }
        }
        bench.inject();
        try (Medium medium = reopen()) {
            MediumState state = medium.inspect();
            TrackExtent open = new TrackExtent(1, 0, plan.blocks(), Condition.OPEN);
            assertThat(state.tracks()).containsExactly(open);
            try (TrackWriter writer = medium.resume(plan, open)) {
                assertThat(writer.position()).isEqualTo(SIZE);
                assertThat(Burns.complete(writer, plan).condition()).isEqualTo(Condition.CLOSED);
            }
            assertThat(medium.inspect().appendPoint().start()).isEqualTo(plan.blocks() + 2048);
            Burns.record(medium, "a2", SIZE);
        }
    }

    /** cdfs appends two blocks of zeros to an arena, and the drive makes a cluster of them (5.3). */
    @Test
    void aDiscBurnedByPlan9IsReadAndGoneOnWith() throws IOException {
        try (Medium medium = with(MediumFamily.BD_R)) {
            try (OpticalDrive drive = bench.open()) {
                try (var recorder = drive.record(drive.inspect(), 16 * 32 + 32)) {
                    byte[] arena = Arrays.copyOf(Burns.contents("plan9", 16 * UNIT), 17 * UNIT);
                    recorder.write(ByteBuffer.wrap(arena));
                    recorder.synchronize();
                    recorder.closeTrack();
                }
            }
            MediumState state = medium.inspect();
            TrackExtent track = state.tracks().get(0);
            assertThat(track.blocks()).isEqualTo(17 * 32);
            Burns.assertHolds(medium, track, "plan9", 16 * UNIT);
            assertThat(medium.readLabel(track)).isEqualTo(new LabelReading.None());
            Burns.record(medium, "a2", SIZE);
        }
    }

    @Test
    void aPauseSynchronizesAndTheTrackGoesOn() throws IOException {
        try (Medium medium = with(MediumFamily.BD_R)) {
            TrackPlan plan = Burns.plan(medium, medium.inspect(), "a1", SIZE);
            try (TrackWriter writer = medium.append(plan)) {
                writer.pause();
                assertThat(bench.drive().counters().commands(Opcode.SYNCHRONIZE_CACHE)).isZero();
                Burns.write(writer, plan, 2 * UNIT);
                writer.pause();
                long synced = bench.drive().counters().commands(Opcode.SYNCHRONIZE_CACHE);
                assertThat(synced).isPositive();
                writer.pause();
                assertThat(bench.drive().counters().commands(Opcode.SYNCHRONIZE_CACHE)).isEqualTo(synced);
                bench.clock().sleep(Duration.ofMinutes(10));
                Burns.complete(writer, plan);
            }
            Burns.assertHolds(medium, medium.inspect().tracks().get(0), "a1", SIZE);
        }
    }

    @Test
    void theTrayIsShutDuringWorkAndOpensAfterIt() throws IOException {
        try (Medium medium = with(MediumFamily.BD_R)) {
            TrackExtent track = Burns.record(medium, "a1", SIZE);
            TrackPlan plan = Burns.plan(medium, medium.inspect(), "a2", SIZE);
            try (TrackWriter writer = medium.append(plan)) {
                assertThatThrownBy(() -> bench.recorder().remove()).isInstanceOf(RefusedException.class);
                bench.drive().pressEject();
                Burns.complete(writer, plan);
                assertThat(bench.said()).anyMatch(line -> line.contains("eject button"));
            }
            try (TrackReader reader = medium.read(track)) {
                reader.read(0, 10);
                assertThatThrownBy(() -> bench.recorder().remove()).isInstanceOf(RefusedException.class);
            }
            bench.recorder().remove();
            assertThatThrownBy(medium::inspect).isInstanceOf(OperatorNeededException.class)
                    .extracting(e -> ((OperatorNeededException) e).need())
                    .isEqualTo(OperatorNeededException.Need.NO_MEDIUM);
        }
    }

    @Test
    void ejectOpensTheTrayWhateverWasGoingOn() throws IOException {
        Medium medium = with(MediumFamily.BD_R);
        medium.append(Burns.plan(medium, medium.inspect(), "a1", SIZE));
        medium.eject();
        assertThat(bench.drive().trayOpen()).isTrue();
    }

    @Test
    void aRequestToStopLeavesATrackThatCanBeGoneOnWithOrGivenUp() throws IOException {
        try (Medium medium = with(MediumFamily.BD_R)) {
            TrackPlan plan = Burns.plan(medium, medium.inspect(), "a1", SIZE);
            try (TrackWriter writer = medium.append(plan)) {
                Burns.write(writer, plan, 2 * UNIT);
                bench.stopWhen(() -> true);
                bench.inject("op=2A nth=1 sense 2/04/08 x 3");
                assertThatThrownBy(() -> Burns.write(writer, plan, SIZE)).isInstanceOf(CancelledException.class);
            }
            bench.inject("op=52 nth=1 sense 2/04/07 x 2", "op=5B nth=1 sense 2/04/07 x 2");
            medium.inspect();
        } catch (CancelledException e) {
            assertThat(bench.drive().counters().commands(Opcode.CLOSE_TRACK_SESSION)).isZero();
        }
        bench.inject();
        try (Medium medium = reopen()) {
            TrackExtent open = medium.inspect().tracks().get(0);
            assertThat(open).isEqualTo(new TrackExtent(1, 0, 64, Condition.OPEN));
            bench.inject("op=52 nth=1 sense 2/04/07 x 2", "op=5B nth=1 sense 2/04/07 x 2");
            MediumState after = medium.giveUp(open);
            assertThat(after.tracks()).containsExactly(new TrackExtent(1, 0, 64, Condition.CLOSED));
        }
    }

    @Test
    void whatStandsBehindTheContentsOfAnOpenTrackMustBeOurs() throws IOException {
        TrackPlan plan;
        try (Medium medium = with(MediumFamily.BD_R)) {
            plan = Burns.plan(medium, medium.inspect(), "a1", SIZE);
            bench.inject("op=5B nth=1 sense 4/44/00 x 9");
            try (TrackWriter writer = medium.append(plan)) {
                assertThatThrownBy(() -> Burns.complete(writer, plan)).isInstanceOf(MediumFaultException.class);
            }
        }
        bench.inject();
        try (Medium medium = reopen()) {
            TrackExtent open = medium.inspect().tracks().get(0);
            assertThat(open).isEqualTo(new TrackExtent(1, 0, plan.blocks(), Condition.OPEN));
            TrackLabel label = medium.readLabel(open).sound().orElseThrow();
            assertThat(Recognition.of(medium, medium.inspect()))
                    .isEqualTo(new Recognition.Labelled(label.disc(), label.sequence()));
            TrackLabel later = new TrackLabel(label.disc(), 1, 0, label.arena(), label.sequence() + 1, label.time());
            assertThatThrownBy(() -> medium.resume(new TrackPlan(later, plan.blocks()), open))
                    .isInstanceOf(MediumFaultException.class).hasMessageContaining("behind its contents");
            DiscIdentity ours = label.disc();
            TrackLabel others = new TrackLabel(new DiscIdentity(ours.store(), ours.set(), ours.setName(),
                    ours.number() + 1, new UUID(7, 7)), 1, 0, label.arena(), label.sequence(), label.time());
            assertThatThrownBy(() -> medium.resume(new TrackPlan(others, plan.blocks()), open))
                    .isInstanceOf(RefusedException.class).hasMessageContaining("the disc in the drive is "
                            + ours.label()).hasMessageContaining("not " + others.disc().label());
            try (TrackWriter writer = medium.resume(plan, open)) {
                assertThat(writer.position()).isEqualTo(SIZE);
                Burns.complete(writer, plan);
            }
            assertThat(medium.readLabel(medium.inspect().tracks().get(0)).any()).contains(plan.label());
        }
    }
}
