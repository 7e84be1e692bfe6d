package org.arenavault.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.arenavault.io.CorruptException;
import org.arenavault.io.RefusedException;
import org.arenavault.optical.AppendPoint;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Medium} keeps. An implementation's test extends this class and says how its medium is opened; if
 * it takes only certain contents, also what they are.
 */
public abstract class MediumContractTest {

    /** The disc that is being recorded. */
    protected static final DiscIdentity DISC = new DiscIdentity(new UUID(1, 1), new UUID(2, 2), "home", 1,
            new UUID(3, 3));

    private static final int BLOCK_SIZE = 8192;

    /**
     * Opens the medium: the first time a blank one, with room for 8 MiB and more; from then on the same again. The
     * medium opened before has been closed.
     */
    protected abstract Medium open() throws IOException;

    /** Sizes of contents that are worth trying: one byte, a whole unit, one more and one less. */
    protected List<Integer> sizes() {
        return List.of(1, 65_535, 65_536, 65_537, 300_000);
    }

    /** Contents of that name and size; always the same for the same name. */
    protected byte[] contents(String name, int size) {
        byte[] bytes = new byte[size];
        new Random(name.hashCode()).nextBytes(bytes);
        return bytes;
    }

    /** Whether the medium's room is its own; in a folder others take of it and give back at any moment. */
    protected boolean hasRoomOfItsOwn() {
        return true;
    }

    /** Two looks at the medium are to have shown the same. */
    private void assertSame(MediumState seen, MediumState expected) {
        assertThat(hasRoomOfItsOwn() ? seen : withoutRoom(seen))
                .isEqualTo(hasRoomOfItsOwn() ? expected : withoutRoom(expected));
    }

    private static MediumState withoutRoom(MediumState s) {
        return new MediumState(s.kind(), s.condition(), s.reason(), s.identity(), s.discId(), s.tracks(),
                new AppendPoint(s.appendPoint().number(), s.appendPoint().start(), 0), s.capacity());
    }

    /** The largest of {@link #sizes}: more than one unit. */
    private int large() {
        return sizes().get(sizes().size() - 1);
    }

    /** A plan for the medium's next track. */
    protected TrackPlan plan(Medium medium, MediumState state, String name, byte[] contents) throws IOException {
        ArenaRecord arena = new ArenaRecord(name, contents.length, BLOCK_SIZE, "", 0,
                Score.ofBlock(ByteBuffer.wrap(contents)), false);
        TrackLabel label = new TrackLabel(DISC, state.appendPoint().number(), state.appendPoint().start(), arena, 7,
                Instant.parse("2026-02-03T04:05:06Z"));
        return new TrackPlan(label, medium.blocksFor(contents.length));
    }

    /** Gives the writer everything from its position on, in buffers of two units. */
    protected static void writeRest(TrackWriter writer, byte[] contents) throws IOException {
        while (writer.position() < contents.length) {
            int from = (int) writer.position();
            int count = Math.min(2 * writer.unit(), contents.length - from);
            ByteBuffer buffer = ByteBuffer.allocateDirect(count).put(contents, from, count).flip();
            writer.write(buffer);
            assertThat(buffer.hasRemaining()).isFalse();
            assertThat(writer.position()).isEqualTo(from + count);
        }
    }

    /** Records a whole track and returns what became of it. */
    protected TrackExtent record(Medium medium, String name, byte[] contents) throws IOException {
        TrackPlan plan = plan(medium, medium.inspect(), name, contents);
        try (TrackWriter writer = medium.append(plan)) {
            assertThat(writer.position()).isZero();
            writeRest(writer, contents);
            writer.finish();
            TrackExtent closed = writer.closeTrack();
            assertThat(closed).isEqualTo(new TrackExtent(plan.number(), plan.lba(), plan.blocks(),
                    TrackExtent.Condition.CLOSED));
            return closed;
        }
    }

    /** Begins a track, writes two units of it and lets go. */
    protected TrackPlan interrupt(Medium medium, String name, byte[] contents) throws IOException {
        TrackPlan plan = plan(medium, medium.inspect(), name, contents);
        try (TrackWriter writer = medium.append(plan)) {
            ByteBuffer part = ByteBuffer.wrap(contents, 0, 2 * writer.unit());
            writer.write(part);
        }
        return plan;
    }

    /** Reads the contents of a track. */
    protected static byte[] read(Medium medium, TrackExtent track, int size) throws IOException {
        try (TrackReader reader = medium.read(track)) {
            byte[] bytes = reader.read(0, size);
            assertThat(reader.bad()).isEmpty();
            return bytes;
        }
    }

    private Medium begun() throws IOException {
        Medium medium = open();
        medium.begin(DISC);
        return medium;
    }

    @Test
    void aBlankMediumSaysSo() throws IOException {
        try (Medium medium = open()) {
            MediumState state = medium.inspect();
            assertThat(state.condition()).isEqualTo(MediumState.Condition.BLANK);
            assertThat(state.reason()).isEmpty();
            assertThat(state.kind()).isNotBlank();
            assertThat(state.tracks()).isEmpty();
            assertThat(state.appendPoint().number()).isEqualTo(1);
            assertThat(state.appendPoint().free()).isPositive().isLessThanOrEqualTo(state.capacity());
            assertThat(state.isWritable()).isTrue();
            assertThat(medium.drive()).isNotBlank();
        }
    }

    @Test
    void whatIsWrittenReadsBackExactly() throws IOException {
        List<TrackExtent> tracks = new ArrayList<>();
        try (Medium medium = begun()) {
            for (int size : sizes()) {
                tracks.add(record(medium, "arena" + size, contents("arena" + size, size)));
            }
        }
        try (Medium medium = open()) {
            MediumState state = medium.inspect();
            assertThat(state.tracks()).isEqualTo(tracks);
            for (int i = 0; i < sizes().size(); i++) {
                int size = sizes().get(i);
                assertThat(read(medium, tracks.get(i), size)).isEqualTo(contents("arena" + size, size));
            }
        }
    }

    @Test
    void tracksFollowOneAnother() throws IOException {
        try (Medium medium = begun()) {
            long end = 0;
            for (int number = 1; number <= 3; number++) {
                MediumState before = medium.inspect();
                assertThat(before.appendPoint().number()).isEqualTo(number);
                assertThat(before.appendPoint().start()).isGreaterThanOrEqualTo(end);
                TrackExtent track = record(medium, "a" + number, contents("a" + number, large()));
                assertThat(track.number()).isEqualTo(number);
                assertThat(track.lba()).isEqualTo(before.appendPoint().start());
                assertThat(track.blocks()).isEqualTo(medium.blocksFor(large()));
                assertThat(track.bytes()).isGreaterThanOrEqualTo(large());
                end = track.end();
                MediumState after = medium.inspect();
                assertThat(after.condition()).isEqualTo(MediumState.Condition.APPENDABLE);
                assertThat(after.track(number)).contains(track);
                assertThat(!hasRoomOfItsOwn() || after.appendPoint().free() < before.appendPoint().free()).isTrue();
            }
        }
    }

    @Test
    void aTracksLabelSaysWhatItIs() throws IOException {
        try (Medium medium = begun()) {
            TrackPlan plan = plan(medium, medium.inspect(), "a1", contents("a1", large()));
            TrackExtent track = record(medium, "a1", contents("a1", large()));
            if (medium.labelsTracks()) {
                assertThat(medium.readLabel(track)).isInstanceOf(LabelReading.Found.class);
                assertThat(medium.readLabel(track).any()).contains(plan.label());
            } else {
                assertThat(medium.inspect().identity()).contains(DISC);
            }
        }
    }

    /** What is no arena of a venti lies on every medium that labels its tracks, and is told from one. */
    @Test
    void aTrackMayCarryOtherContent() throws IOException {
        try (Medium medium = begun()) {
            byte[] contents = contents("frob", large());
            MediumState state = medium.inspect();
            TrackContent content = new TrackContent("frob", "frob 1", contents.length, "ab".repeat(32),
                    new FlatJson().put("sort", "green").put("number", 7));
            TrackPlan plan = new TrackPlan(new ContentLabel(DISC, state.appendPoint().number(),
                    state.appendPoint().start(), content, 7, Instant.EPOCH, DISC.number() + 2),
                    medium.blocksFor(contents.length));
            if (!medium.labelsTracks()) {
                assertThatThrownBy(() -> medium.append(plan)).isInstanceOf(RefusedException.class)
                        .hasMessageEndingWith("takes arenas alone, not frob 1");
                return;
            }
            TrackExtent track;
            try (TrackWriter writer = medium.append(plan)) {
                writeRest(writer, contents);
                writer.finish();
                track = writer.closeTrack();
            }
            LabelReading label = medium.readLabel(track);
            assertThat(label.sound()).isEmpty();
            assertThat(label.any()).contains(plan.label());
            assertThat(label.passedOver()).contains("carries content of the kind 'frob', frob 1");
            assertThat(Recognition.of(medium, medium.inspect()).labelled())
                    .contains(new Recognition.Labelled(DISC, 7));
            record(medium, "a2", contents("a2", large()));
        }
    }

    @Test
    void whatIsNotBlankIsNotBegun() throws IOException {
        try (Medium medium = begun()) {
            record(medium, "a1", contents("a1", large()));
            MediumState before = medium.inspect();
            assertThatThrownBy(() -> medium.begin(DISC)).isInstanceOf(RefusedException.class);
            assertSame(medium.inspect(), before);
        }
    }

    @Test
    void aTrackThatIsNotTheNextOneIsRefused() throws IOException {
        try (Medium medium = begun()) {
            record(medium, "a1", contents("a1", large()));
            MediumState state = medium.inspect();
            byte[] contents = contents("a2", large());
            for (MediumState wrong : List.of(with(state, state.appendPoint().number() + 1, state.appendPoint().start()),
                    with(state, 1, state.appendPoint().start()),
                    with(state, state.appendPoint().number(), state.appendPoint().start() + 32),
                    with(state, state.appendPoint().number(), 0))) {
                TrackPlan plan = plan(medium, wrong, "a2", contents);
                assertThatThrownBy(() -> medium.append(plan)).isInstanceOf(RefusedException.class);
            }
            assertSame(medium.inspect(), state);
        }
    }

    private static MediumState with(MediumState s, int next, long start) {
        return new MediumState(s.kind(), s.condition(), s.reason(), s.identity(), s.discId(), s.tracks(),
                new AppendPoint(next, start, s.appendPoint().free()), s.capacity());
    }

    @Test
    void aTrackThatDoesNotFitIsRefused() throws IOException {
        try (Medium medium = begun()) {
            MediumState state = medium.inspect();
            long size = (state.appendPoint().free() + (hasRoomOfItsOwn() ? 1 : state.capacity())) * Medium.BLOCK;
            ArenaRecord arena = new ArenaRecord("huge", size, BLOCK_SIZE, "", 0,
                    Score.ofBlock(ByteBuffer.allocate(0)), false);
            TrackLabel label = new TrackLabel(DISC, state.appendPoint().number(), state.appendPoint().start(), arena, 7,
                    Instant.EPOCH);
            TrackPlan plan = new TrackPlan(label, medium.blocksFor(size));
            assertThatThrownBy(() -> medium.append(plan)).isInstanceOf(RefusedException.class);
            assertSame(medium.inspect(), state);
        }
    }

    @Test
    void nothingIsWrittenBeforeTheFirstBytes() throws IOException {
        try (Medium medium = begun()) {
            MediumState before = medium.inspect();
            byte[] contents = contents("a1", large());
            medium.append(plan(medium, before, "a1", contents)).close();
            assertSame(medium.inspect(), before);
            record(medium, "a1", contents);
        }
    }

    @Test
    void aTrackIsNotFinishedBeforeItsEndNorWrittenBehindIt() throws IOException {
        try (Medium medium = begun()) {
            byte[] contents = contents("a1", large());
            TrackPlan plan = plan(medium, medium.inspect(), "a1", contents);
            try (TrackWriter writer = medium.append(plan)) {
                writer.write(ByteBuffer.wrap(contents, 0, writer.unit()));
                assertThatThrownBy(writer::finish).isInstanceOf(RefusedException.class);
                assertThatThrownBy(() -> writer.write(ByteBuffer.allocate(contents.length)))
                        .isInstanceOf(RefusedException.class);
                writer.pause();
                writeRest(writer, contents);
                assertThatThrownBy(() -> writer.write(ByteBuffer.allocate(1))).isInstanceOf(RefusedException.class);
                writer.finish();
                assertThat(read(medium, writer.closeTrack(), contents.length)).isEqualTo(contents);
            }
        }
    }

    @Test
    void anInterruptedTrackIsContinuedOrLeavesNothing() throws IOException {
        byte[] first = contents("a1", large());
        byte[] contents = contents("a2", large());
        TrackPlan plan;
        try (Medium medium = begun()) {
            record(medium, "a1", first);
            plan = interrupt(medium, "a2", contents);
        }
        try (Medium medium = open()) {
            MediumState state = medium.inspect();
            if (state.tracks().size() == 1) {
                assertThat(state.appendPoint().number()).isEqualTo(plan.number());
                record(medium, "a2", contents);
                return;
            }
            TrackExtent open = state.tracks().get(1);
            assertThat(open.condition()).isEqualTo(TrackExtent.Condition.OPEN);
            assertThat(open.number()).isEqualTo(plan.number());
            assertThat(open.lba()).isEqualTo(plan.lba());
            TrackPlan other = plan(medium, state, "a3", contents);
            assertThatThrownBy(() -> medium.append(other)).isInstanceOf(RefusedException.class);
            try (TrackWriter writer = medium.resume(plan, open)) {
                assertThat(writer.position()).isPositive().isLessThanOrEqualTo(open.bytes());
                writeRest(writer, contents);
                writer.finish();
                writer.closeTrack();
            }
            MediumState after = medium.inspect();
            assertThat(after.tracks()).hasSize(2).allMatch(t -> t.condition() == TrackExtent.Condition.CLOSED);
            assertThat(read(medium, after.tracks().get(0), large())).isEqualTo(first);
            assertThat(read(medium, after.tracks().get(1), large())).isEqualTo(contents);
        }
    }

    @Test
    void anInterruptedTrackIsGivenUp() throws IOException {
        byte[] first = contents("a1", large());
        byte[] contents = contents("a2", large());
        try (Medium medium = begun()) {
            record(medium, "a1", first);
            interrupt(medium, "a2", contents);
        }
        try (Medium medium = open()) {
            MediumState state = medium.inspect();
            if (state.tracks().size() > 1) {
                MediumState after = medium.giveUp(state.tracks().get(1));
                assertSame(after, medium.inspect());
                assertThat(after.isWritable()).isTrue();
                assertThat(after.tracks()).allMatch(t -> t.condition() == TrackExtent.Condition.CLOSED);
            }
            TrackExtent track = record(medium, "a2", contents);
            assertThat(read(medium, track, large())).isEqualTo(contents);
            assertThat(read(medium, medium.inspect().tracks().get(0), large())).isEqualTo(first);
        }
    }

    @Test
    void aClosedTrackIsNeitherGivenUpNorContinued() throws IOException {
        try (Medium medium = begun()) {
            byte[] contents = contents("a1", large());
            TrackPlan plan = plan(medium, medium.inspect(), "a1", contents);
            TrackExtent closed = record(medium, "a1", contents);
            assertThatThrownBy(() -> medium.giveUp(closed)).isInstanceOf(RefusedException.class);
            assertThatThrownBy(() -> medium.resume(plan, closed)).isInstanceOf(RefusedException.class);
            assertThat(read(medium, closed, large())).isEqualTo(contents);
        }
    }

    @Test
    void aTrackIsReadAnywhereButNotPastItsEndAndNeverWritten() throws IOException {
        try (Medium medium = begun()) {
            byte[] contents = contents("a1", large());
            TrackExtent track = record(medium, "a1", contents);
            try (TrackReader reader = medium.read(track)) {
                Random random = new Random(5);
                for (int i = 0; i < 50; i++) {
                    int from = random.nextInt(contents.length);
                    int count = random.nextInt(contents.length - from);
                    byte[] expected = Arrays.copyOfRange(contents, from, from + count);
                    assertThat(reader.read(from, count)).as("%d bytes at %d", count, from).isEqualTo(expected);
                }
                long size = reader.size();
                assertThat(size).isGreaterThanOrEqualTo(contents.length);
                assertThatThrownBy(() -> reader.read(size, 1)).isInstanceOf(CorruptException.class);
                assertThatThrownBy(() -> reader.write(0, new byte[1])).isInstanceOf(RefusedException.class);
            }
        }
    }
}
