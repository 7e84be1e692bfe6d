package org.arenavault.restore;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.arenavault.io.Outcome;
import org.arenavault.io.Rate;
import org.arenavault.restore.increments.Regained;
import org.arenavault.venti.index.BuildReport;

/**
 * What a restore came to.
 *
 * @param restored arenas that were copied, in their order
 * @param present arenas that were in their place already
 * @param missing arenas that did not come back
 * @param files what was made for them
 * @param notes what else is worth knowing
 * @param gathering how long it took until the arenas were in place
 * @param index what the build of the index came to; empty if no arena came back
 * @param roots what the arenas can be opened with
 */
public record RestoreReport(List<Restored> restored, List<String> present, List<Missing> missing, Made files,
                            List<String> notes, Duration gathering, Optional<BuildReport> index, RootsReport roots) {

    /**
     * What was made.
     *
     * @param made files
     * @param spares empty arenas for the venti to write to
     * @param regained arenas that their venti had not sealed, of increments
     */
    public record Made(List<String> made, List<String> spares, List<Regained> regained) {

        public Made {
            made = List.copyOf(made);
            spares = List.copyOf(spares);
            regained = List.copyOf(regained);
        }
    }

    /**
     * An arena that was copied into its place.
     *
     * @param arena its name
     * @param partition as the configuration calls it
     * @param offset of its head there
     * @param bytes its size
     * @param disc where it came from
     * @param track the track there
     * @param nanos how long it took
     * @param repaired units of 64 KiB of it that its disc did not give, and parity did
     */
    public record Restored(String arena, String partition, long offset, long bytes, String disc, int track,
                           long nanos, long repaired) {

        /** "85.2 MB/s", as measured. */
        public String rateText() {
            return Rate.text(Rate.of(bytes, nanos));
        }
    }

    /**
     * An arena that did not come back.
     *
     * @param arena its name, or where it should have been
     * @param reasons why; one for each copy that was tried
     * @param elsewhere discs that have another copy, as far as the vault knows
     */
    public record Missing(String arena, List<String> reasons, List<String> elsewhere) {

        public Missing {
            reasons = List.copyOf(reasons);
            elsewhere = List.copyOf(elsewhere);
        }
    }

    public RestoreReport {
        restored = List.copyOf(restored);
        present = List.copyOf(present);
        missing = List.copyOf(missing);
        notes = List.copyOf(notes);
    }

    /** Bytes of the arenas that were copied. */
    public long bytes() {
        return restored.stream().mapToLong(Restored::bytes).sum();
    }

    /** How much of what was asked for is done: the arenas, an index that finds all in them, their roots. */
    public Outcome outcome() {
        return Outcome.of(restored.size() + present.size() + files.regained().size() + missing.size(), missing.size())
                .and(Outcome.of(index.isPresent() && index.get().isComplete()))
                .and(Outcome.of(roots.problems().isEmpty()));
    }

    /** True if everything that was asked for is back, can be found, and was searched for roots. */
    public boolean isComplete() {
        return outcome().isDone();
    }
}
