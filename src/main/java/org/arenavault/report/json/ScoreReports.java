package org.arenavault.report.json;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.util.List;
import org.arenavault.sets.RootScore;
import org.arenavault.sets.ScoreCheck;

/** Root scores on record. They open everything: how much of one is told the command decides. */
public final class ScoreReports {

    private ScoreReports() {
    }

    /** {@code score list}. */
    @JsonTypeName("arenavault.score.list.2")
    public record Listing(List<Entry> scores) implements Report {
    }

    /** A score. */
    public record Entry(String score, Instant recorded, RootScore.Feed feed, String source, String venti,
                        List<Check> checks) {

        /** What is on record of it. */
        public static Entry of(String shown, RootScore root, List<ScoreCheck> checks) {
            return new Entry(shown, root.recorded(), root.feed(), root.source(), root.venti(),
                    checks.stream().map(check -> new Check(check.time(), check.venti(), check.deep(), check.whole(),
                            check.blocks())).toList());
        }
    }

    record Check(Instant time, String venti, boolean deep, boolean whole, long blocks) {
    }

    /** {@code score record}. */
    @JsonTypeName("arenavault.score.record.1")
    public record Recorded(int recorded, int known) implements Report {
    }

    /** {@code score check}. */
    @JsonTypeName("arenavault.score.check.2")
    public record Checked(String score, List<Venti> ventis, List<Unread> unread) implements Report {
    }

    /** What a venti has of the tree. */
    public record Venti(String venti, boolean whole, long blocks, long bytesRead, boolean dataRead, long gaps,
                        List<String> missing) {
    }

    /** A venti that could not be asked. */
    public record Unread(String venti, String reason) {
    }
}
