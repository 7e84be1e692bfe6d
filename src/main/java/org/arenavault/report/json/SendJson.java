package org.arenavault.report.json;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Duration;
import java.util.List;
import org.arenavault.mirror.SentTotals;
import org.arenavault.mirror.TargetReport;
import org.arenavault.restore.RestoreReport;
import org.arenavault.restore.sending.SendReport;

/** What came of sending discs to ventis. */
@JsonTypeName("arenavault.restore.to.1")
public record SendJson(boolean complete, Duration seconds, List<Target> targets, List<RestoreReport.Missing> missing,
                       List<String> notes) implements Report {

    /** What came of it. */
    public static SendJson of(SendReport report, RestoreJson.ShownScores scores) {
        return new SendJson(report.outcome().isDone(), report.took(),
                report.targets().stream().map(target -> Target.of(target, scores)).toList(), report.missing(),
                report.notes());
    }

    /** What a target has of the tracks. */
    record Tracks(int tracks, int wholeTracks, long badClumps) {
    }

    record Target(String target, TargetReport.Outcome outcome, @JsonUnwrapped Tracks tracks,
                  @JsonUnwrapped TargetReport.Moved moved, @JsonUnwrapped SentTotals totals,
                  RestoreJson.Roots roots, List<String> problems, List<String> notes) {

        static Target of(SendReport.Served served, RestoreJson.ShownScores scores) {
            TargetReport target = served.report();
            return new Target(target.target(), target.outcome(), new Tracks(target.copied().arenas(),
                    target.copied().copiedArenas(), target.lacking().badClumps()), target.moved(), served.totals(),
                    RestoreJson.Roots.of(served.roots(), scores), target.problems(), target.notes());
        }
    }
}
