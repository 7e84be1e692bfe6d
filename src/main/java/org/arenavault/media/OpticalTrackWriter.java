package org.arenavault.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalDouble;
import org.arenavault.io.RefusedException;
import org.arenavault.optical.TrackRecorder;

/**
 * Writes one track onto an optical disc: the contents as they come, zeros up to 64 KiB before the end, and there
 * the label.
 */
final class OpticalTrackWriter implements TrackWriter {

    private static final int UNIT = TrackRecorder.UNIT;

    private final TrackRecorder recorder;
    private final TrackPlan plan;
    private final ByteBuffer label;
    private final ByteBuffer unit = ByteBuffer.allocateDirect(UNIT);
    private long position;

    /**
     * A writer that goes on where {@code recorder} does.
     *
     * @param label as it is to stand on the disc
     */
    OpticalTrackWriter(TrackRecorder recorder, TrackPlan plan, byte[] label) {
        this.recorder = recorder;
        this.plan = plan;
        this.label = ByteBuffer.allocateDirect(LabelCluster.SIZE).put(label).flip();
        this.position = Math.min(plan.contents(), (recorder.next() - plan.lba()) * Medium.BLOCK);
    }

    /** Where the label of a track stands, blocks. */
    static long labelAt(long lba, long blocks) {
        return lba + blocks - LabelCluster.SIZE / Medium.BLOCK;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public int unit() {
        return UNIT;
    }

    @Override
    public void write(ByteBuffer contents) throws IOException {
        long left = plan.contents() - position;
        int part = contents.remaining() % UNIT;
        if (contents.remaining() > left || (part != 0 && contents.remaining() < left)) {
            throw new RefusedException("track %d: %d bytes at %d of %d: whole units of %d are wanted, but for the last"
                    .formatted(plan.number(), contents.remaining(), position, plan.contents(), UNIT));
        }
        int count = contents.remaining();
        int end = contents.limit();
        contents.limit(end - part);
        try {
            if (contents.hasRemaining()) {
                recorder.write(contents);
            }
        } finally {
            contents.limit(end);
        }
        if (part > 0) {
            unit.clear().put(contents);
            writePadded();
        }
        position += count;
    }

    /** Writes what has been put into {@code unit}, with zeros behind it. */
    private void writePadded() throws IOException {
        long room = (labelAt(plan.lba(), plan.blocks()) - recorder.next()) * Medium.BLOCK;
        int length = (int) Math.min(UNIT, room);
        while (unit.position() < length) {
            unit.put((byte) 0);
        }
        recorder.write(unit.flip());
    }

    @Override
    public void pause() throws IOException {
        recorder.pause();
    }

    @Override
    public OptionalDouble driveBuffer() throws IOException {
        return recorder.bufferFill();
    }

    @Override
    public void finish() throws IOException {
        if (position < plan.contents()) {
            throw new RefusedException("track %d: %s ends after %d of %d bytes".formatted(plan.number(),
                    plan.label().content().name(), position, plan.contents()));
        }
        long labelAt = labelAt(plan.lba(), plan.blocks());
        while (recorder.next() < labelAt) {
            unit.clear();
            writePadded();
        }
        long written = (recorder.next() - labelAt) * Medium.BLOCK;
        if (written < LabelCluster.SIZE) {
            recorder.write(label.position((int) written));
        }
        recorder.synchronize();
    }

    @Override
    public TrackExtent closeTrack() throws IOException {
        recorder.closeTrack();
        return new TrackExtent(plan.number(), plan.lba(), plan.blocks(), TrackExtent.Condition.CLOSED);
    }

    @Override
    public void close() throws IOException {
        recorder.close();
    }
}
