package org.arenavault.report.json;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.nio.file.Path;
import java.util.List;
import org.arenavault.mirror.MirrorReport;
import org.arenavault.mirror.TargetReport;

/** What went to other ventis. */
public final class MirrorReports {

    private MirrorReports() {
    }

    /** {@code mirror}. */
    @JsonTypeName("arenavault.mirror.2")
    public record Mirror(@JsonUnwrapped Result result) implements Report {
    }

    /** {@code mirror --dry-run}. */
    @JsonTypeName("arenavault.mirror.plan.2")
    public record Plan(@JsonUnwrapped Result result) implements Report {
    }

    /** How the targets are. */
    public record Result(Path conf, List<Target> targets, List<String> notes) {

        /** What a run came to. */
        public static Result of(Path conf, MirrorReport report) {
            return new Result(conf, report.targets().stream().map(Target::of).toList(), report.notes());
        }
    }

    record Target(String target, TargetReport.Outcome outcome, @JsonUnwrapped TargetReport.Moved moved,
                  @JsonUnwrapped TargetReport.Lacking lacking, @JsonUnwrapped TargetReport.Copied copied,
                  TargetReport.RootVerdict roots, List<String> problems, List<String> notes) {

        static Target of(TargetReport target) {
            return new Target(target.target(), target.outcome(), target.moved(), target.lacking(), target.copied(),
                    target.roots(), target.problems(), target.notes());
        }
    }
}
