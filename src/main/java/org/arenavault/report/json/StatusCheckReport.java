package org.arenavault.report.json;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.arenavault.report.SetWatch;

/**
 * {@code status --check}.
 *
 * @param well whether nobody has to act
 * @param sets why somebody has, a set each
 * @param unread sets that could not be read
 */
@JsonTypeName("arenavault.status.check.1")
public record StatusCheckReport(boolean well, List<Watched> sets, List<StatusReport.Unread> unread) implements Report {

    /** A set, and why somebody has to act; no reason where all is well. */
    public record Watched(String set, List<String> reasons, @JsonUnwrapped SetWatch.Figures figures) {
    }

    /** What was seen. */
    public static StatusCheckReport of(List<SetWatch> sets, List<StatusReport.Unread> unread) {
        return new StatusCheckReport(unread.isEmpty() && !sets.isEmpty() && sets.stream().allMatch(SetWatch::isWell),
                sets.stream().map(set -> new Watched(set.set(), set.reasons(), set.figures())).toList(), unread);
    }
}
