package org.arenavault.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.arenavault.io.Crash;
import org.arenavault.io.CrashPoints;
import org.arenavault.io.CrashPoints.When;
import org.arenavault.io.Disks;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.RefusedException;
import org.arenavault.media.MediumState.Condition;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A folder of images: a process that dies at any write, damage, and folders that are not ours. */
class ImageFolderMediumTest {

    private static final DiscIdentity OURS =
            new DiscIdentity(new UUID(1, 1), new UUID(2, 2), "home", 1, new UUID(3, 3));
    private static final int TRACKS = 3;
    private static final int SIZE = 300_000;

    @TempDir(factory = MemoryTempDir.class)
    private Path temp;

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(temp.resolve("disk"));
    }

    private Medium medium() {
        return Disk.folder(folder, Disks.REAL);
    }

    private static byte[] contents(int track) {
        byte[] bytes = new byte[SIZE];
        new Random(track).nextBytes(bytes);
        return bytes;
    }

    private static TrackPlan plan(Medium medium, DiscIdentity disc, int number, long lba) {
        ArenaRecord arena = new ArenaRecord("arena" + number, SIZE, 8192, "", 0,
                Score.ofBlock(ByteBuffer.wrap(contents(number))), false);
        return new TrackPlan(new TrackLabel(disc, number, lba, arena, 7, Instant.EPOCH), medium.blocksFor(SIZE));
    }

    private static TrackPlan next(Medium medium, DiscIdentity disc) throws IOException {
        MediumState state = medium.inspect();
        return plan(medium, disc, state.appendPoint().number(), state.appendPoint().start());
    }

    /** Records what is missing; an interrupted track is continued where what is there is right. */
    private void record(Disks disks, List<TrackExtent> closed) throws IOException {
        Medium medium = Disk.folder(folder, disks);
        if (medium.inspect().condition() == Condition.BLANK) {
            medium.begin(OURS);
        }
        for (TrackExtent open : open(medium)) {
            if (holdsBeginning(medium, open)) {
                write(medium.resume(plan(medium, OURS, open.number(), open.lba()), open), open.number(), closed);
            } else {
                medium.giveUp(open);
            }
        }
        while (medium.inspect().tracks().size() < TRACKS) {
            TrackPlan plan = next(medium, OURS);
            write(medium.append(plan), plan.number(), closed);
        }
    }

    private static void write(TrackWriter opened, int track, List<TrackExtent> closed) throws IOException {
        byte[] contents = contents(track);
        try (TrackWriter writer = opened) {
            while (writer.position() < SIZE) {
                int count = (int) Math.min(writer.unit(), SIZE - writer.position());
                writer.write(ByteBuffer.wrap(contents, (int) writer.position(), count));
            }
            writer.finish();
            closed.add(writer.closeTrack());
        }
    }

    private static List<TrackExtent> open(Medium medium) throws IOException {
        return medium.inspect().tracks().stream().filter(t -> t.condition() == TrackExtent.Condition.OPEN).toList();
    }

    private static boolean holdsBeginning(Medium medium, TrackExtent track) throws IOException {
        try (TrackReader reader = medium.read(track)) {
            int length = (int) Math.min(SIZE, reader.size());
            return Arrays.equals(reader.read(0, length), Arrays.copyOf(contents(track.number()), length));
        }
    }

    @ParameterizedTest
    @EnumSource(When.class)
    void goesOnAfterDyingAtAnyWrite(When when) throws IOException {
        CrashPoints all = CrashPoints.none();
        record(all.disks(), new ArrayList<>());
        assertThat(all.steps()).isGreaterThan(TRACKS * 7);
        for (long at = 0; at < all.steps(); at++) {
            String context = "died %s step %d of %d".formatted(when, at, all.steps());
            folder = Files.createDirectory(temp.resolve(when + "-" + at));
            CrashPoints points = CrashPoints.at(at, when);
            List<TrackExtent> closed = new ArrayList<>();
            assertThatThrownBy(() -> record(points.disks(), closed)).as(context).isInstanceOf(Crash.class);
            assertThat(medium().inspect().tracks()).as(context).containsAll(closed);
            record(Disks.REAL, closed);
            assertComplete(context);
        }
    }

    private void assertComplete(String context) throws IOException {
        Medium medium = medium();
        assertThat(medium.inspect().tracks()).as(context).hasSize(TRACKS)
                .allMatch(track -> track.condition() == TrackExtent.Condition.CLOSED);
        for (TrackExtent track : medium.inspect().tracks()) {
            assertThat(holdsBeginning(medium, track)).as(context).isTrue();
            assertThat(medium.readLabel(track)).isInstanceOf(LabelReading.Found.class);
            assertThat(Files.size(folder.resolve("track-%04d.arena".formatted(track.number())))).isEqualTo(SIZE);
        }
    }

    @Test
    void whatABeginThatDiedLeavesIsNotInTheWay() throws IOException {
        Files.write(folder.resolve("disc.label.new"), new byte[100]);
        assertThat(medium().inspect().condition()).isEqualTo(Condition.BLANK);
        record(Disks.REAL, new ArrayList<>());
        assertComplete("a label half written");
    }

    @Test
    void aLabelThatWasBeingWrittenDoesNotCloseItsTrack() throws IOException {
        record(Disks.REAL, new ArrayList<>());
        Files.move(folder.resolve("track-0003.label"), folder.resolve("track-0003.label.new"));
        assertThat(open(medium())).extracting(TrackExtent::number).containsExactly(3);
        record(Disks.REAL, new ArrayList<>());
        assertComplete("a label not yet renamed");
    }

    @Test
    void aFolderThatHoldsAnythingElseIsLeftAlone() throws IOException {
        Files.writeString(folder.resolve("holiday.jpg"), "x");
        Medium medium = medium();
        assertThat(medium.inspect().condition()).isEqualTo(Condition.UNSUITABLE);
        assertThatThrownBy(() -> medium.begin(OURS)).isInstanceOf(RefusedException.class)
                .hasMessageContaining("nothing was written");
        TrackPlan plan = next(medium, OURS);
        assertThatThrownBy(() -> medium.append(plan)).isInstanceOf(OperatorNeededException.class);
        assertThat(folder.toFile().list()).containsExactly("holiday.jpg");
    }

    @Test
    void aDamagedDiscLabelStopsEverything() throws IOException {
        record(Disks.REAL, new ArrayList<>());
        Path label = folder.resolve("disc.label");
        byte[] bytes = Files.readAllBytes(label);
        for (int at = 0; at < 250; at += 3) {
            byte[] flipped = bytes.clone();
            flipped[at] ^= (byte) (1 << (at % 8));
            Files.write(label, flipped);
            assertThat(medium().inspect().condition()).as("byte %d", at).isEqualTo(Condition.UNSUITABLE);
        }
    }

    @Test
    void theFolderOfAnotherDiscIsNotWritten() throws IOException {
        record(Disks.REAL, new ArrayList<>());
        DiscIdentity other = new DiscIdentity(OURS.store(), new UUID(9, 9), "away", 2, new UUID(8, 8));
        Medium medium = medium();
        TrackPlan plan = next(medium, other);
        assertThatThrownBy(() -> medium.append(plan)).isInstanceOf(OperatorNeededException.class)
                .hasMessageContaining("home-001").hasMessageContaining("away-002");
        assertThat(folder.toFile().list()).hasSize(2 * TRACKS + 1);
    }

    @Test
    void aLinkInPlaceOfAnImageIsNeitherReadNorWritten() throws IOException {
        record(Disks.REAL, new ArrayList<>());
        Path live = Files.write(temp.resolve("live"), contents(4));
        Files.createSymbolicLink(folder.resolve("track-0004.arena"), live);
        Medium medium = medium();
        assertThat(medium.inspect().tracks()).hasSize(TRACKS);
        TrackPlan plan = next(medium, OURS);
        assertThatThrownBy(() -> medium.append(plan)).isInstanceOf(RefusedException.class);
        assertThat(live).hasBinaryContent(contents(4));
    }
}
