package org.arenavault.report.json;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import org.arenavault.backup.BackupResult;
import org.arenavault.sets.DiscRecord;

/** {@code protect}. */
@JsonTypeName("arenavault.protect.1")
public record ProtectReport(String set, List<DiscReports.Disc> parityDiscs, List<BackupReports.Track> recorded,
                            List<String> failed, boolean done) implements Report {

    /** What was recorded, and the discs that carry the group's parity now. */
    public static ProtectReport of(String set, List<DiscRecord> discs, BackupResult result) {
        return new ProtectReport(set, DiscReports.Disc.of(discs),
                result.recorded().stream().map(BackupReports.Track::of).toList(), result.failed(), result.done());
    }
}
