package org.arenavault.restore.sending;

import java.time.Duration;
import java.util.List;
import org.arenavault.io.Outcome;
import org.arenavault.mirror.SentTotals;
import org.arenavault.mirror.TargetReport;
import org.arenavault.restore.RestoreReport;
import org.arenavault.restore.RootsReport;

/**
 * What came of sending discs to ventis.
 *
 * @param targets what each has
 * @param missing arenas and increments that no disc gave as a whole
 * @param notes what else is worth knowing, one line each
 * @param took how long it took
 */
public record SendReport(List<Served> targets, List<RestoreReport.Missing> missing, List<String> notes,
                         Duration took) {

    /**
     * A target.
     *
     * @param report what came of this run
     * @param totals what all runs brought
     * @param roots what its blocks can be opened with
     */
    public record Served(TargetReport report, SentTotals totals, RootsReport roots) {
    }

    public SendReport {
        targets = List.copyOf(targets);
        missing = List.copyOf(missing);
        notes = List.copyOf(notes);
    }

    /** How many targets have everything that was asked for. */
    public Outcome outcome() {
        return Outcome.of(targets.size(), targets.stream().filter(target -> !target.report().good()
                || !target.roots().problems().isEmpty()).count()).and(Outcome.of(missing.isEmpty()));
    }
}
