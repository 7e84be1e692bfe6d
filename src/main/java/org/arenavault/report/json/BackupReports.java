package org.arenavault.report.json;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.arenavault.backup.BackupForecast;
import org.arenavault.backup.BackupPlan;
import org.arenavault.backup.BackupResult;
import org.arenavault.backup.RepairOutlook;
import org.arenavault.backup.SourceArena;
import org.arenavault.backup.Unsealed;
import org.arenavault.backup.Verification;
import org.arenavault.sets.DueDisc;
import org.arenavault.sets.ReadEffort;
import org.arenavault.sets.TrackState;
import org.arenavault.sets.Unverified;
import org.arenavault.venti.format.ArenaState;

/** What was recorded and read back, and what would be. */
public final class BackupReports {

    private BackupReports() {
    }

    /** {@code backup --dry-run}. */
    @JsonTypeName("arenavault.backup.plan.2")
    public record Plan(String set, List<PlannedDisc> plan, List<NotReady> notReady, List<String> failed)
            implements Report {

        /** What would be done for this set. */
        public static Plan of(String set, BackupForecast forecast) {
            return new Plan(set, PlannedDisc.of(forecast.plan()), NotReady.of(forecast.notSealed()),
                    forecast.failed());
        }
    }

    /** {@code backup}. */
    @JsonTypeName("arenavault.backup.2")
    public record Backup(@JsonUnwrapped Result result) implements Report {
    }

    /** {@code duplicate}. */
    @JsonTypeName("arenavault.duplicate.2")
    public record Duplicate(@JsonUnwrapped Result result) implements Report {
    }

    /** {@code verify}. */
    @JsonTypeName("arenavault.verify.2")
    public record Verify(String set, List<ReadTrack> tracks, List<String> notRead, List<String> unusable,
                         List<String> passedOver, List<BackupResult.PutAside> putAside, List<Due> due,
                         List<String> notSampled) implements Report {
    }

    /** A disc that is, or was, due to be read back. */
    public record Due(String disc, Optional<Instant> lastRead, boolean oneDrive) {

        /** These discs. */
        public static List<Due> of(List<DueDisc> discs) {
            return discs.stream().map(due -> new Due(due.disc().identity().label(),
                    Optional.of(due.last()).filter(time -> !time.equals(Instant.EPOCH)), due.oneDrive())).toList();
        }
    }

    /** A track that was read back. */
    public record ReadTrack(@JsonUnwrapped Place place, String verdict, String fault, @JsonUnwrapped Effort effort,
                            Optional<Long> sampledUnits, List<DiscReports.Range> badRanges,
                            Optional<Repair> repair) {

        /** What reading them came to. */
        public static List<ReadTrack> of(List<Verification.TrackResult> results) {
            return results.stream().map(track -> new ReadTrack(
                    new Place(track.disc(), track.track(), track.arena()), track.verdict(), track.fault(),
                    Effort.of(track.effort()), measured(track.sampled()), DiscReports.Range.of(track.ranges()),
                    track.outlook().map(Repair::of))).toList();
        }
    }

    /** Whether the disc's own parity repairs a damaged track. */
    record Repair(RepairOutlook.Role role, Optional<Integer> parityTrack, Optional<Long> units, Optional<Long> badUnits,
                  Optional<Long> beyondRepair) {

        static Repair of(RepairOutlook outlook) {
            return outlook.parity().isEmpty()
                    ? new Repair(outlook.role(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty())
                    : new Repair(outlook.role(), Optional.of(outlook.parity().getAsInt()), Optional.of(outlook.units()),
                            Optional.of(outlook.bad()), Optional.of(outlook.beyond()));
        }
    }

    /** A track, and what it carries. */
    record Place(String disc, int track, String arena) {
    }

    /** How it was read. */
    record Effort(long recovered, Optional<Long> bytesPerSecond, Optional<Long> slowestBytesPerSecond,
                  long slowPieces) {

        static Effort of(ReadEffort effort) {
            return new Effort(effort.recovered(), measured(effort.rate()), measured(effort.slowest()),
                    effort.slow());
        }
    }

    /** A disc and what would go on it. */
    public record PlannedDisc(String disc, boolean blank, long bytes, List<String> arenas, boolean kit,
                              long parityBytes) {

        /** The discs of a plan. */
        public static List<PlannedDisc> of(BackupPlan plan) {
            return plan.discs().stream().map(disc -> new PlannedDisc(disc.label(), disc.fresh(), disc.bytes(),
                    SourceArena.names(disc.arenas()), disc.protection().kit(), disc.protection().parityBytes()))
                    .toList();
        }
    }

    /** An arena that is not sealed, and how much is in it. */
    public record NotReady(String arena, ArenaState state, long bytes, long unrecordedBytes,
                           Optional<Instant> recorded) {

        /** How these arenas are. */
        public static List<NotReady> of(List<Unsealed> arenas) {
            return arenas.stream().map(one -> new NotReady(one.arena().name(), one.arena().status().state(),
                    one.arena().status().memory().used(), one.unrecorded(), one.since())).toList();
        }
    }

    /** What a run came to. */
    public record Result(String set, Duration seconds, List<Track> recorded, @JsonUnwrapped Unrecorded unrecorded,
                         List<BackupResult.PutAside> putAside, List<Unverified> unverified, List<String> notes,
                         boolean done) {

        /** The result of a run for this set. */
        public static Result of(String set, BackupResult result) {
            return new Result(set, result.elapsed(),
                    result.recorded().stream().map(Track::of).toList(),
                    new Unrecorded(result.failed(), result.left(), NotReady.of(result.notSealed())),
                    result.putAside(), result.unverified(), result.discs().notes(), result.done());
        }
    }

    /** What is on no disc: what failed, what is left, what is not to be recorded yet. */
    record Unrecorded(List<String> failed, List<String> left, List<NotReady> notReady) {
    }

    /** A track that was recorded; its rate is that of reading it back. */
    record Track(String disc, int track, String arena, long bytes, TrackState state, Optional<Long> bytesPerSecond,
                 String fault) {

        static Track of(BackupResult.Recorded track) {
            return new Track(track.disc(), track.track(), track.arena(), track.bytes(), track.state(),
                    measured(track.rate()), track.fault());
        }
    }

    private static Optional<Long> measured(long rate) {
        return Optional.of(rate).filter(known -> known > 0);
    }
}
