package org.arenavault.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.arenavault.io.CancelledException;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Fifo;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.MediumFaultException.Reach;
import org.arenavault.io.Progress;
import org.arenavault.io.Pump;
import org.arenavault.io.Reason;
import org.arenavault.io.Storage;
import org.arenavault.io.World;
import org.arenavault.media.Medium;
import org.arenavault.media.MediumState;
import org.arenavault.media.TrackExtent;
import org.arenavault.media.TrackPlan;
import org.arenavault.media.TrackWriter;
import org.arenavault.sets.TrackRecord;

/** Writes announced tracks onto a disc, from their first block or from where they were interrupted. */
final class TrackBurning {

    /** How often a drive may lose what it has in its buffer before the track is given up. */
    private static final int RESETS = 8;

    private final Medium medium;
    private final DiscWatch watch;
    private final TrackEnding ending;
    private final World world;
    private final Fifo fifo;

    /** Begins a track, or goes on with it. */
    @FunctionalInterface
    private interface WriterOpener {

        TrackWriter open() throws IOException;
    }

    TrackBurning(Medium medium, DiscWatch watch, TrackEnding ending, World world, Fifo fifo) {
        this.medium = medium;
        this.watch = watch;
        this.ending = ending;
        this.world = world;
        this.fifo = fifo;
    }

    private TrackPlan plan(TrackRecord track) {
        return new TrackPlan(track.label(watch.disc().identity()), track.blocks());
    }

    /**
     * Writes a track that nothing is on the disc of. One that fails is brought to an end.
     *
     * @throws SourceException if its content cannot be read; it has been brought to an end
     */
    void begin(TrackRecord track, ReadyContent content) throws IOException {
        TrackPlan plan = plan(track);
        record(track, content, () -> medium.append(plan));
    }

    /** Writes the rest of a track of which so much is on the disc; otherwise as {@link #begin}. */
    void resume(TrackRecord track, TrackExtent extent, ReadyContent content) throws IOException {
        world.terminal().print("Continuing %s after %d of %d blocks".formatted(ending.what(track), extent.blocks(),
                track.blocks()));
        TrackPlan plan = plan(track);
        record(track, content, () -> medium.resume(plan, extent));
    }

    private void record(TrackRecord track, ReadyContent content, WriterOpener opener) throws IOException {
        watch.touch();
        Optional<WriterOpener> next = Optional.of(opener);
        for (int resets = 0; next.isPresent(); resets++) {
            try {
                write(track, content, next.get());
                return;
            } catch (MediumFaultException e) {
                watch.lookAgain(track.number(), e.reach());
                boolean lost = e.reach() == Reach.BUFFER || e.reach() == Reach.CHANGE;
                next = lost && resets < RESETS ? goOn(track, content, e) : Optional.empty();
                if (next.isEmpty()) {
                    ending.failed(track, e);
                }
            } catch (SourceException e) {
                watch.lookAgain(track.number());
                Optional<TrackExtent> begun = watch.state().track(track.number());
                if (begun.isPresent()) {
                    ending.giveUp(track.number(), begun.get(), Reason.of(e));
                }
                throw e;
            }
        }
        watch.lookAgain(0);
    }

    private void write(TrackRecord track, ReadyContent content, WriterOpener opener) throws IOException {
        TrackExtent closed;
        try (TrackWriter writer = opener.open()) {
            write(writer, content.contents(), ending.what(track));
            writer.finish();
            ending.written(track);
            closed = writer.closeTrack();
        }
        watch.lookAgain(track.number());
        ending.closed(track, closed);
    }

    /** How a track goes on that has lost nothing but what the drive had buffered: as after a power failure. */
    private Optional<WriterOpener> goOn(TrackRecord track, ReadyContent content, MediumFaultException fault)
            throws IOException {
        MediumState state = watch.state();
        Optional<TrackExtent> extent = state.track(track.number());
        TrackPlan plan = plan(track);
        if (extent.isEmpty() && state.isWritable() && state.appendPoint().number() == track.number()
                && state.appendPoint().start() == track.lba()) {
            world.terminal().print("%s; %s is begun anew".formatted(fault.getMessage(), ending.what(track)));
            return Optional.of(() -> medium.append(plan));
        }
        boolean goesOn = extent.isPresent() && extent.get().condition() == TrackExtent.Condition.OPEN
                && extent.get().lba() == track.lba() && extent.get().blocks() <= track.blocks()
                && holdsBeginning(extent.get(), content);
        if (!goesOn) {
            return Optional.empty();
        }
        world.terminal().print("%s; continuing %s after %d of %d blocks".formatted(fault.getMessage(),
                ending.what(track), extent.get().blocks(), track.blocks()));
        return Optional.of(() -> medium.resume(plan, extent.get()));
    }

    /** Whether what is on the disc of a track is the beginning of this content. */
    boolean holdsBeginning(TrackExtent extent, ReadyContent content) throws IOException {
        Storage contents = content.contents();
        long length = Math.min(extent.bytes(), contents.size());
        byte[] seen = new byte[Fifo.BUFFER];
        byte[] expected = new byte[Fifo.BUFFER];
        try (Storage track = medium.read(extent);
                Progress.Stage stage = world.progress().begin("comparing what is there of " + content.record().name(),
                        length)) {
            for (long at = 0; at < length; at += Fifo.BUFFER) {
                world.stop().check();
                int count = (int) Math.min(Fifo.BUFFER, length - at);
                track.read(at, ByteBuffer.wrap(seen, 0, count));
                contents.read(at, ByteBuffer.wrap(expected, 0, count));
                if (!Arrays.equals(seen, 0, count, expected, 0, count)) {
                    return false;
                }
                stage.add(count);
            }
            return true;
        } catch (MediumFaultException e) {
            return false;
        }
    }

    private void write(TrackWriter writer, Storage contents, String what) throws IOException {
        try (Pump pump = new Pump(fifo, contents, writer.position());
                Progress.Stage stage = world.progress().begin("burning " + what,
                        contents.size() - writer.position())) {
            pump.prefill();
            ByteBuffer buffer = take(pump);
            while (buffer.hasRemaining()) {
                int count = buffer.remaining();
                if (!watch.isWritten()) {
                    writeFirst(writer, buffer);
                }
                writer.write(buffer);
                stage.add(count);
                stage.detail("buffer %d%%".formatted(pump.fill()));
                pump.release(buffer);
                if (world.stop().requested()) {
                    throw new CancelledException("stopped at the operator's wish, within %s; start again to continue it"
                            .formatted(what));
                }
                buffer = take(pump);
            }
        }
    }

    /**
     * The first bytes on a blank disc are put there at once. A drive that is reset loses what is in its buffer: were
     * that all, nothing would tell the disc from another blank one. Recorders that know too little to say what they
     * hold are not asked to empty it: some end a track by that.
     */
    private void writeFirst(TrackWriter writer, ByteBuffer buffer) throws IOException {
        int end = buffer.limit();
        buffer.limit(Math.min(end, buffer.position() + writer.unit()));
        try {
            writer.write(buffer);
        } finally {
            buffer.limit(end);
        }
        watch.nowWritten();
        if (writer.driveBuffer().isPresent()) {
            writer.pause();
        }
    }

    private static ByteBuffer take(Pump pump) throws IOException {
        try {
            return pump.take();
        } catch (MediumFaultException | CorruptException e) {
            throw new SourceException(e);
        }
    }
}
