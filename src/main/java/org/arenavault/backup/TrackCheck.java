package org.arenavault.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.arenavault.io.Clock;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.Progress;
import org.arenavault.io.StopSignal;
import org.arenavault.media.ArenaRecord;
import org.arenavault.media.DiscIdentity;
import org.arenavault.media.LabelReading;
import org.arenavault.media.Medium;
import org.arenavault.media.TrackExtent;
import org.arenavault.media.TrackLabel;
import org.arenavault.media.TrackReader;
import org.arenavault.venti.format.ArenaSeal;
import org.arenavault.venti.format.Score;

/**
 * Reads a track back and holds it against what it should be: the seal of its contents, zeros behind them, the
 * label at its end.
 */
final class TrackCheck {

    private static final int CHUNK = 1 << 20;

    /**
     * What reading a track came to.
     *
     * @param fault what is wrong; empty if nothing is
     * @param recovered reads that succeeded only after retries
     * @param rate bytes per second, as measured
     */
    record Result(Optional<String> fault, long recovered, long rate) {

        boolean sound() {
            return fault.isEmpty();
        }
    }

    private final Clock clock;
    private final Progress progress;
    private final StopSignal stop;
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK);

    TrackCheck(Clock clock, Progress progress, StopSignal stop) {
        this.clock = clock;
        this.progress = progress;
        this.stop = stop;
    }

    /**
     * Reads a track.
     *
     * @param expected what it should carry
     * @param label what its label should say; empty if it need not have one
     * @throws IOException if the drive fails rather than the medium
     */
    Result check(Medium medium, TrackExtent track, ArenaRecord expected, Optional<TrackLabel> label, String what)
            throws IOException {
        long begun = clock.nanos();
        try (TrackReader reader = medium.read(track);
                Progress.Stage stage = progress.begin("verifying " + what, expected.size())) {
            Optional<String> fault = compare(reader, expected, stage);
            if (fault.isEmpty() && label.isPresent()) {
                fault = compareLabel(medium.readLabel(track), label.get());
            }
            return new Result(fault, reader.recovered(), Rate.of(expected.size(), clock.nanos() - begun));
        }
    }

    private Optional<String> compare(TrackReader reader, ArenaRecord expected, Progress.Stage stage)
            throws IOException {
        long size = reader.size();
        if (size < expected.size()) {
            return Optional.of("holds %d bytes of %d".formatted(size, expected.size()));
        }
        ArenaSeal seal = new ArenaSeal(expected.size());
        for (long at = 0; at < expected.size(); at += chunk.limit()) {
            stop.check();
            chunk.clear().limit((int) Math.min(CHUNK, expected.size() - at));
            try {
                reader.read(at, chunk);
            } catch (MediumFaultException e) {
                return Optional.of(e.getMessage());
            }
            seal.update(chunk.flip());
            stage.add(chunk.limit());
        }
        Score read = seal.finish();
        return read.equals(expected.digest()) ? Optional.empty()
                : Optional.of("reads as %s, was recorded as %s".formatted(read, expected.digest()));
    }

    private static Optional<String> compareLabel(LabelReading reading, TrackLabel expected) {
        if (reading instanceof LabelReading.Found found) {
            return found.label().equals(expected) ? Optional.empty()
                    : Optional.of("its label says it is track %d of %s, %s".formatted(found.label().track(),
                            found.label().disc().label(), found.label().arena().name()));
        }
        if (reading instanceof LabelReading.Damaged damaged) {
            return Optional.of("its label is damaged: " + damaged.reason());
        }
        return Optional.of("its label is missing");
    }

    /** The label that a track of {@code disc} is to carry; empty on media that keep none with their tracks. */
    static Optional<TrackLabel> labelOf(Medium medium, TrackLabel label, DiscIdentity disc) {
        return medium.labelsTracks() && label.disc().equals(disc) ? Optional.of(label) : Optional.empty();
    }
}
