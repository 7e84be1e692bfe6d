package org.arenavault.report.json;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Duration;
import java.util.List;
import org.arenavault.venti.index.BuildReport;
import org.arenavault.venti.index.IndexFigures;
import org.arenavault.venti.index.IndexReport;

/** An index, built and checked. */
public final class IndexReports {

    private IndexReports() {
    }

    /** {@code index build}. */
    @JsonTypeName("arenavault.index.build.1")
    public record Build(String index, @JsonUnwrapped IndexFigures figures, Duration seconds, List<String> made,
                        List<String> leftOut, List<String> notes) implements Report {

        /** What it came to. */
        public static Build of(String index, List<String> made, BuildReport report) {
            return new Build(index, report.figures(), report.took(), made, report.leftOut(),
                    report.notes());
        }
    }

    /** {@code index check}. */
    @JsonTypeName("arenavault.index.check.1")
    public record Check(String index, boolean sound, long clumps, long entries, long buckets, Duration seconds,
                        @JsonUnwrapped Problems problems, List<String> notes) implements Report {

        /** What was found. */
        public static Check of(String index, IndexReport report, List<String> notes) {
            return new Check(index, report.sound(), report.clumps(), report.entries(), report.buckets(),
                    report.took(), new Problems(report.problemCount(), report.problems()), notes);
        }
    }
}
