package org.arenavault.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.arenavault.io.Clock;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Fifo;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.Plain;
import org.arenavault.io.Progress;
import org.arenavault.io.Pump;
import org.arenavault.io.Rate;
import org.arenavault.io.StopSignal;
import org.arenavault.io.UnitSums;
import org.arenavault.media.AnyLabel;
import org.arenavault.media.Content;
import org.arenavault.media.ContentSum;
import org.arenavault.media.IncrementFields;
import org.arenavault.media.LabelCluster;
import org.arenavault.media.LabelReading;
import org.arenavault.media.Medium;
import org.arenavault.media.TrackContent;
import org.arenavault.media.TrackExtent;
import org.arenavault.media.TrackReader;
import org.arenavault.sets.ReadEffort;
import org.arenavault.sets.Reading;
import org.arenavault.venti.check.ArenaCheck;
import org.arenavault.venti.check.ArenaReport;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.increment.Increment;

/**
 * Reads a track back and holds it against what it should be: the seal of its contents, zeros behind them, the
 * label at its end.
 */
final class TrackCheck {

    private static final int FIFO_MEGABYTES = 8;
    /** A cluster of padding, and what cdfs leaves behind a track (optical 5.3). */
    private static final int LONGEST_PADDING = 128 * 1024;

    /**
     * What reading a track came to.
     *
     * @param fault what is wrong; empty if nothing is
     * @param ranges where, as {@link Reading#ranges}; empty if nobody knows
     * @param effort how hard it was
     * @param sums of its units; empty unless all were read
     * @param sampled how many units were read, if not all were; else 0
     */
    record Result(Optional<String> fault, String ranges, ReadEffort effort, Optional<UnitSums> sums, long sampled) {

        /** What was not even read. */
        static Result fault(String what) {
            return new Result(Optional.of(what), "", ReadEffort.NONE, Optional.empty(), 0);
        }

        boolean sound() {
            return fault.isEmpty();
        }

        /** The same with what else was looked at, and may be wrong. */
        Result but(Optional<String> other) {
            return new Result(other, ranges, effort, sums, sampled);
        }
    }

    private final Clock clock;
    private final Progress progress;
    private final StopSignal stop;
    private final Fifo fifo = new Fifo(FIFO_MEGABYTES);
    private long decoded;

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
     * @param known the sums of its units, kept when it was read before; they tell where it is wrong
     * @throws IOException if the drive fails rather than the medium
     */
    Result check(Medium medium, TrackExtent track, Content expected, Optional<AnyLabel> label,
            Optional<UnitSums> known, String what) throws IOException {
        long begun = clock.nanos();
        try (TrackReader reader = medium.read(track);
                Progress.Stage stage = progress.begin("verifying " + what, expected.size())) {
            Contents contents = new Contents(reader, expected, known);
            Optional<String> fault = contents.compare(stage);
            if (fault.isEmpty() && medium.labelsTracks()) {
                fault = comparePadding(reader, expected.size(), label.isPresent());
            }
            if (fault.isEmpty() && label.isPresent()) {
                fault = compareLabel(medium.readLabel(track), label.get());
            }
            return new Result(fault, fault.isEmpty() ? "" : contents.badRanges(),
                    contents.effort(Rate.of(expected.size(), clock.nanos() - begun)), contents.sums(), 0);
        }
    }

    /** Decodes and hashes every block of what a track carries, whose bytes have been found right; if it has any. */
    Result deep(Medium medium, TrackExtent track, Content content, Result shallow) throws IOException {
        Optional<TrackContent> made = content.made();
        if (made.isEmpty()) {
            return deepArena(medium, track, shallow);
        }
        return made.get().isIncrement() ? deepIncrement(medium, track, made.get(), shallow) : shallow;
    }

    /** Blocks of arenas that were decoded and hashed so far. */
    long decoded() {
        return decoded;
    }

    /** Clumps that an increment carries as damaged are marked, and no fault of the disc. */
    private Result deepIncrement(Medium medium, TrackExtent track, TrackContent content, Result shallow)
            throws IOException {
        try (TrackReader reader = medium.read(track);
                Progress.Stage stage = progress.begin("checking every block of " + content.name(), content.size())) {
            Increment.open(reader.slice(0, content.size()), IncrementFields.recorded(content)).verify(stage, stop);
            return shallow;
        } catch (CorruptException e) {
            return new Result(Optional.of(e.getMessage()), "", shallow.effort(), Optional.empty(), 0);
        }
    }

    private Result deepArena(Medium medium, TrackExtent track, Result shallow) throws IOException {
        try (TrackReader reader = medium.read(track);
                ArenaCheck check = new ArenaCheck(Runtime.getRuntime().availableProcessors(), progress, stop)) {
            ArenaReport report = check.deep(Arena.ofImage(reader, 0));
            decoded += report.clumps();
            return report.sound() ? shallow
                    : new Result(Optional.of(report.problems().get(0)), "", shallow.effort(), Optional.empty(), 0);
        }
    }

    /** The contents of a track, as they are read. */
    private final class Contents {

        private final TrackReader reader;
        private final Content expected;
        private final Optional<UnitSums> known;
        private Optional<PieceRates> rates = Optional.empty();
        private Optional<UnitSums> sums = Optional.empty();

        Contents(TrackReader reader, Content expected, Optional<UnitSums> known) {
            this.reader = reader;
            this.expected = expected;
            this.known = known;
        }

        Optional<String> compare(Progress.Stage stage) throws IOException {
            long size = reader.size();
            if (size < expected.size()) {
                return Optional.of("holds %d bytes of %d".formatted(size, expected.size()));
            }
            ContentSum sum = ContentSum.of(expected);
            UnitSums.Sink sink = new UnitSums.Sink(expected.size());
            PieceRates timed = new PieceRates(reader.slice(0, expected.size()), clock);
            rates = Optional.of(timed);
            try (Pump pump = new Pump(fifo, timed, 0)) {
                for (ByteBuffer next = pump.take(); next.hasRemaining(); next = pump.take()) {
                    stop.check();
                    stage.add(next.remaining());
                    sink.update(next);
                    sum.update(next);
                    pump.release(next);
                }
            } catch (MediumFaultException e) {
                return Optional.of(e.getMessage());
            }
            sums = Optional.of(sink.finish());
            String read = sum.finish();
            return read.equals(expected.sum()) ? Optional.empty()
                    : Optional.of("reads as %s, was recorded as %s".formatted(read, expected.sum()));
        }

        /**
         * How hard it was.
         *
         * @param overall the rate of all that was done, for a track too short for its reads to be measured
         */
        ReadEffort effort(long overall) {
            long rate = rates.map(PieceRates::mean).filter(mean -> mean > 0).orElse(overall);
            return new ReadEffort(reader.recovered(), rate, rates.map(PieceRates::slowest).orElse(0L),
                    rates.map(PieceRates::slow).orElse(0L));
        }

        Optional<UnitSums> sums() {
            return sums;
        }

        /** What the drive could not read; or, where it read all, the units that are others than they were. */
        String badRanges() {
            return sums.isPresent() ? known.map(before -> BadRanges.of(before, sums.get(), expected.size())).orElse("")
                    : BadRanges.of(reader.bad(), expected.size());
        }
    }

    /** What stands between contents and label, or behind the contents of a track without one: zeros. */
    private static Optional<String> comparePadding(TrackReader reader, long from, boolean labelled)
            throws IOException {
        long to = Math.min(reader.size() - (labelled ? LabelCluster.SIZE : 0), from + LONGEST_PADDING);
        if (to <= from) {
            return Optional.empty();
        }
        byte[] padding = reader.read(from, (int) (to - from));
        return Arrays.equals(padding, new byte[padding.length]) ? Optional.empty()
                : Optional.of("holds other bytes behind its contents");
    }

    /** Line and time of the announcement are those of the ledger that was in force then. */
    private static boolean saysTheSame(AnyLabel seen, AnyLabel expected) {
        return seen.disc().equals(expected.disc()) && seen.track() == expected.track()
                && seen.lba() == expected.lba() && seen.content().equals(expected.content());
    }

    static Optional<String> compareLabel(LabelReading reading, AnyLabel expected) throws IOException {
        Optional<AnyLabel> seen = reading.any();
        if (seen.isPresent()) {
            return saysTheSame(seen.get(), expected) ? Optional.empty()
                    : Optional.of("its label says it is track %d of %s, %s".formatted(seen.get().track(),
                            seen.get().disc().label(), Plain.field(seen.get().content().name())));
        }
        return reading.match(
                found -> Optional.empty(),
                foreign -> Optional.of("its label says that it " + foreign.text()),
                none -> Optional.of("its label is missing"),
                damaged -> Optional.of("its label is damaged: " + damaged.reason()));
    }
}
