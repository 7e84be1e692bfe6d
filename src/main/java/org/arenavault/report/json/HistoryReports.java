package org.arenavault.report.json;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.arenavault.history.HistoryCheck;
import org.arenavault.history.HistoryCopy;
import org.arenavault.history.HistoryDiff;
import org.arenavault.history.HistoryFile;
import org.arenavault.history.Oddities;
import org.arenavault.history.Qid;

/** Histories of dumps. */
public final class HistoryReports {

    private HistoryReports() {
    }

    /** {@code history list}. */
    @JsonTypeName("arenavault.history.list.1")
    public record Listing(String history, List<String> days) implements Report {
    }

    /** {@code history check}. */
    @JsonTypeName("arenavault.history.check.1")
    public record Check(List<HistoryCheck.Violation> violations, int days, int notAsked, long files, long bytes,
                        long excluded) implements Report {
    }

    /** {@code history diff}. */
    @JsonTypeName("arenavault.history.diff.2")
    public record Diff(String from, String to, List<Changed> changes, List<Unread> unread) implements Report {
    }

    /** A file that is another one on the later day. */
    public record Changed(HistoryDiff.Change change, String path, String qid, @JsonUnwrapped Attributes attributes,
                          long bytes) {

        /** How it is afterwards, or was before if it is gone. */
        public static Changed of(HistoryDiff.Change change, String path, HistoryFile file) {
            return new Changed(change, path, file.qid().map(Qid::toString).orElse(""),
                    Attributes.of(file.attributes()), file.size());
        }
    }

    /** Whose a file is, and when it changed last. */
    record Attributes(long modeBits, String uid, String gid, String muid, Instant modified) {

        static Attributes of(HistoryFile.Attributes file) {
            return new Attributes(file.mode().bits(), file.uid().toString(), file.gid().toString(),
                    file.muid().toString(), Instant.ofEpochSecond(file.mtime()));
        }
    }

    /** What could not be compared. */
    public record Unread(String path, String reason) {
    }

    /** {@code history copy}. */
    @JsonTypeName("arenavault.history.copy.2")
    public record Copy(List<CopiedDay> days) implements Report {
    }

    /** A day that was copied, and its root where that is told. */
    public record CopiedDay(String day, long inferred, @JsonUnwrapped Oddities odd, @JsonUnwrapped Work work,
                            String root) {

        /** What became of it. */
        public static CopiedDay of(HistoryCopy.DayResult day, boolean withScores) {
            return new CopiedDay(day.day().toString(), day.inferred(), day.odd(), Work.of(day),
                    withScores ? day.root().toString() : "");
        }
    }

    /** What was looked at, read and sent. */
    record Work(long entries, long files, long bytes, long readBytes, long blocks, Duration seconds) {

        static Work of(HistoryCopy.DayResult day) {
            return new Work(day.work().entries(), day.work().files(), day.work().bytes(), day.work().read(),
                    day.work().blocks(),
                    Duration.ofNanos(day.work().nanos()));
        }
    }
}
