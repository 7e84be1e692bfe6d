package org.arenavault.report.json;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import org.arenavault.venti.index.BuildReport;
import org.arenavault.venti.index.IndexReport;

/** An index, built and checked. */
public final class IndexReports {

    private IndexReports() {
    }

    /** {@code index build}. */
    @JsonTypeName("arenavault.index.build.1")
    public record Build(String index, long clumps, long entries, long corrupt, long duplicates, long buckets,
                        int fullest, int capacity, double seconds, List<String> made, List<String> leftOut,
                        List<String> notes) implements Report {

        /** What it came to. */
        public static Build of(String index, List<String> made, BuildReport report) {
            return new Build(index, report.clumps(), report.entries(), report.corrupt(), report.duplicates(),
                    report.buckets(), report.fullest(), report.capacity(), report.took().toNanos() / 1e9, made,
                    report.leftOut(), report.notes());
        }
    }

    /** {@code index check}. */
    @JsonTypeName("arenavault.index.check.1")
    public record Check(String index, boolean sound, long clumps, long entries, long buckets, double seconds,
                        long problemCount, List<String> problems, List<String> notes) implements Report {

        /** What was found. */
        public static Check of(String index, IndexReport report, List<String> notes) {
            return new Check(index, report.sound(), report.clumps(), report.entries(), report.buckets(),
                    report.took().toNanos() / 1e9, report.problemCount(), report.problems(), notes);
        }
    }
}
