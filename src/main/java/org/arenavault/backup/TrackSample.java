package org.arenavault.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Random;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.Progress;
import org.arenavault.io.Rate;
import org.arenavault.io.UnitSums;
import org.arenavault.io.World;
import org.arenavault.media.AnyLabel;
import org.arenavault.media.Content;
import org.arenavault.media.Medium;
import org.arenavault.media.TrackExtent;
import org.arenavault.media.TrackReader;
import org.arenavault.sets.ReadEffort;

/**
 * Reads a share of the units of a track, drawn at random, and holds each against its sum. A drive takes a tenth of a
 * second to find a place: so that a sample costs what its share costs, the units are read in a few runs, each at random
 * in its own part of the track.
 */
final class TrackSample {

    /** Runs in a track; with the label that makes less than a second of seeking. */
    private static final int RUNS = 6;
    /** Units that are read at one go: 1 MiB. */
    private static final int AT_ONCE = 16;

    private final World world;
    private final double share;
    private final Random random;

    /**
     * Samples.
     *
     * @param share of the units of each track, above 0, up to 1
     * @param random what draws them
     */
    TrackSample(World world, double share, Random random) {
        this.world = world;
        this.share = share;
        this.random = random;
    }

    /**
     * Reads parts of a track.
     *
     * @param label what its label should say; empty if it need not have one
     * @param sums of all its units
     * @throws IOException if the drive fails rather than the medium
     */
    TrackCheck.Result of(Medium medium, TrackExtent track, Content expected, Optional<AnyLabel> label,
            UnitSums sums) throws IOException {
        if (track.bytes() < expected.size()) {
            return TrackCheck.Result.fault("holds %d bytes of %d".formatted(track.bytes(), expected.size()));
        }
        try (TrackReader reader = medium.read(track);
                Progress.Stage stage = world.progress().begin("sampling " + expected.name(),
                        wanted(sums) * UnitSums.UNIT)) {
            TrackCheck.Result read = of(reader, expected.size(), sums, stage);
            return read.sound() && label.isPresent()
                    ? read.but(TrackCheck.compareLabel(medium.readLabel(track), label.get())) : read;
        }
    }

    private long wanted(UnitSums sums) {
        return Math.min(sums.units(), Math.max(1, (long) Math.ceil(share * sums.units())));
    }

    /** Reads parts of contents of so many bytes. */
    TrackCheck.Result of(TrackReader reader, long size, UnitSums sums, Progress.Stage stage) throws IOException {
        long wanted = wanted(sums);
        long runs = Math.min(RUNS, wanted);
        long begun = world.clock().nanos();
        Optional<Wrong> wrong = Optional.empty();
        long read = 0;
        for (long run = 0; run < runs && wrong.isEmpty(); run++) {
            long count = wanted * (run + 1) / runs - wanted * run / runs;
            long from = wanted * run / runs;
            long spare = sums.units() - wanted;
            // the gaps before the runs so far are drawn in order, so that no unit is read twice
            long at = from + spare * run / runs
                    + (long) (random.nextDouble() * (spare * (run + 1) / runs - spare * run / runs + 1));
            for (long end = at + count; at < end && wrong.isEmpty(); at += AT_ONCE) {
                world.stop().check();
                long units = Math.min(AT_ONCE, end - at);
                wrong = compare(reader, size, at, units, sums);
                read += units;
                stage.add(units * UnitSums.UNIT);
            }
        }
        return new TrackCheck.Result(wrong.map(Wrong::words), wrong.map(Wrong::ranges).orElse(""),
                new ReadEffort(reader.recovered(), Rate.of(read * UnitSums.UNIT, world.clock().nanos() - begun), 0, 0),
                Optional.empty(), read);
    }

    /** A part of the track that is not what it should be: why, and where. */
    private record Wrong(String words, String ranges) {
    }

    private static Optional<Wrong> compare(TrackReader reader, long size, long first, long units, UnitSums sums)
            throws IOException {
        long from = first * UnitSums.UNIT;
        ByteBuffer bytes = ByteBuffer.allocate((int) (Math.min(size, from + units * UnitSums.UNIT) - from));
        try {
            reader.read(from, bytes);
        } catch (MediumFaultException e) {
            return Optional.of(new Wrong(e.getMessage(), BadRanges.of(reader.bad(), size)));
        }
        for (long unit = 0; unit < units; unit++) {
            int start = (int) (unit * UnitSums.UNIT);
            int length = Math.min(UnitSums.UNIT, bytes.limit() - start);
            if (!sums.match(first + unit, bytes.slice(start, length))) {
                return Optional.of(new Wrong("the unit at byte %d is not what it was when the track was verified"
                        .formatted(from + start), "%d+%d".formatted(from + start, length)));
            }
        }
        return Optional.empty();
    }
}
