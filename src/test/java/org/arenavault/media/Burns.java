package org.arenavault.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import org.arenavault.venti.format.Score;

/** Tracks to burn in tests: made-up contents with labels of their own. */
final class Burns {

    /** The disc they are burned on. */
    static final DiscIdentity DISC = new DiscIdentity(new UUID(1, 1), new UUID(2, 2), "home", 1, new UUID(3, 3));

    private Burns() {
    }

    /** Contents of that name and size; always the same. */
    static byte[] contents(String name, int size) {
        byte[] bytes = new byte[size];
        new Random(name.hashCode()).nextBytes(bytes);
        return bytes;
    }

    /** A plan for the medium's next track, as it was found. */
    static TrackPlan plan(Medium medium, MediumState state, String name, int size) {
        return plan(medium, state.appendPoint().number(), state.appendPoint().start(), DISC, name, size);
    }

    /** A plan for any track. */
    static TrackPlan plan(Medium medium, int number, long lba, DiscIdentity disc, String name, int size) {
        ArenaRecord arena = new ArenaRecord(name, size, 8192, "", 0,
                Score.ofBlock(ByteBuffer.wrap(contents(name, size))), false);
        TrackLabel label = new TrackLabel(disc, number, lba, arena, number, Instant.parse("2026-02-03T04:05:06Z"));
        return new TrackPlan(label, medium.blocksFor(size));
    }

    /** Records a whole track. */
    static TrackExtent record(Medium medium, String name, int size) throws IOException {
        TrackPlan plan = plan(medium, medium.inspect(), name, size);
        try (TrackWriter writer = medium.append(plan)) {
            return complete(writer, plan);
        }
    }

    /** Writes what is missing of a track, and closes it. */
    static TrackExtent complete(TrackWriter writer, TrackPlan plan) throws IOException {
        write(writer, plan, (int) plan.contents());
        writer.finish();
        return writer.closeTrack();
    }

    /** Writes up to byte {@code to}, a unit at a time. */
    static void write(TrackWriter writer, TrackPlan plan, int to) throws IOException {
        byte[] contents = contents(plan.label().content().name(), (int) plan.contents());
        while (writer.position() < to) {
            int from = (int) writer.position();
            writer.write(ByteBuffer.wrap(contents, from, Math.min(writer.unit(), to - from)));
        }
    }

    /** All that a track holds: contents, zeros, label. */
    static byte[] image(TrackPlan plan) {
        byte[] image = Arrays.copyOf(contents(plan.label().content().name(), (int) plan.contents()),
                (int) (plan.blocks() * Medium.BLOCK));
        byte[] label = plan.label().cluster();
        System.arraycopy(label, 0, image, image.length - label.length, label.length);
        return image;
    }

    /** Holds a track to read back as what was recorded under that name. */
    static void assertHolds(Medium medium, TrackExtent track, String name, int size) throws IOException {
        try (TrackReader reader = medium.read(track)) {
            assertThat(reader.read(0, size)).as("track %d", track.number()).isEqualTo(contents(name, size));
            assertThat(reader.bad()).isEmpty();
        }
    }
}
