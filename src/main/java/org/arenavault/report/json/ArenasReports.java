package org.arenavault.report.json;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.arenavault.restore.placing.Placement;
import org.arenavault.restore.repair.RepairedMember;
import org.arenavault.venti.check.ArenaReport;
import org.arenavault.venti.check.CheckTally;
import org.arenavault.venti.format.ArenaFile;
import org.arenavault.venti.format.ArenaPartition;
import org.arenavault.venti.format.ArenaState;
import org.arenavault.venti.format.ArenaStats;
import org.arenavault.venti.format.ArenaStatus;
import org.arenavault.venti.format.Score;

/** Arenas in their partitions. */
public final class ArenasReports {

    private ArenasReports() {
    }

    /** {@code arenas list}. */
    @JsonTypeName("arenavault.arenas.list.2")
    public record Listing(List<Partition> partitions) implements Report {
    }

    /** A partition, or an arena by itself, which has no header. */
    public record Partition(String file, Optional<Integer> blockBytes, Optional<Long> arenaBase, List<Arena> arenas,
                            String problem) {

        /** One that was opened. */
        public static Partition of(String name, ArenaFile file, List<Arena> arenas) {
            Optional<ArenaPartition> partition = file.partition();
            return new Partition(name, partition.map(whole -> whole.header().blockSize()),
                    partition.map(whole -> whole.header().arenaBase()), arenas, "");
        }

        /** One that could not be read, or no further. */
        public static Partition failed(String name, String problem) {
            return new Partition(name, Optional.empty(), Optional.empty(), List.of(), problem);
        }
    }

    /** An arena by its head and tail. */
    public record Arena(@JsonUnwrapped Place place, ArenaState state, @JsonUnwrapped Tail tail,
                        List<String> problems) {

        /** What they say. */
        public static Arena of(ArenaStatus status) {
            return new Arena(Place.of(status), status.state(), Tail.of(status), status.problems());
        }
    }

    /** Which arena, and where it lies in its partition. */
    record Place(String name, long offset, long bytes) {

        static Place of(ArenaStatus status) {
            return new Place(status.arena().name(), status.arena().start(), status.arena().size());
        }
    }

    /** What the tail of an arena says. */
    record Tail(int version, Optional<Instant> created, Optional<Instant> written, Stats disk, Stats memory,
                String seal) {

        static Tail of(ArenaStatus status) {
            return new Tail(status.version(), time(status.ctime()), time(status.wtime()), Stats.of(status.disk()),
                    Stats.of(status.memory()), text(status.seal()));
        }
    }

    record Stats(long clumps, long compressedClumps, long usedBytes, long uncompressedBytes, boolean sealed) {

        static Stats of(ArenaStats stats) {
            return new Stats(stats.clumps(), stats.cclumps(), stats.used(), stats.uncsize(), stats.sealed());
        }
    }

    /** {@code arenas check}. */
    @JsonTypeName("arenavault.arenas.check.2")
    public record Check(boolean deep, List<Checked> files, int checked, int sealed, int damaged, long bytes,
                        Duration seconds) implements Report {

        /** What was found in these files. */
        public static Check of(boolean deep, List<Checked> files, CheckTally tally, Duration took) {
            return new Check(deep, files, tally.arenas(), tally.sealed(), tally.damaged(), tally.bytes(), took);
        }
    }

    /** A partition that was checked, and what is wrong with it as a whole. */
    public record Checked(String file, List<CheckedArena> arenas, List<String> problems) {
    }

    /** An arena that was checked. */
    public record CheckedArena(@JsonUnwrapped Place place, ArenaState state, boolean sound, String seal,
                               String computed, @JsonUnwrapped Decoded decoded, @JsonUnwrapped Problems problems,
                               List<String> notes) {

        /** What was found. */
        public static CheckedArena of(ArenaReport report) {
            ArenaStatus status = report.status();
            return new CheckedArena(Place.of(status), status.state(), report.sound(), text(status.seal()),
                    text(report.computed()), new Decoded(report.clumps(), report.bytes()),
                    new Problems(report.problemCount(), report.problems()), report.notes());
        }
    }

    /** How much of an arena was decoded. */
    record Decoded(long clumps, long decodedBytes) {
    }

    /** {@code arenas extract}. */
    @JsonTypeName("arenavault.arenas.extract.1")
    public record Extracted(String arena, long bytes, ArenaState state, String computed, Path output)
            implements Report {
    }

    /** {@code arenas format}. */
    @JsonTypeName("arenavault.arenas.format.2")
    public record Formatted(String file, int arenas, String first, String last, long arenaBytes, long blockBytes,
                            int version) implements Report {
    }

    /** {@code arenas insert}. */
    @JsonTypeName("arenavault.arenas.insert.2")
    public record Insertion(String file, List<Image> images) implements Report {
    }

    /** What became of an image. */
    public enum Placed { INSERTED, PRESENT, UNFIT, FAILED }

    /** An image; its arena and place are absent where it is not in the partition. */
    public record Image(Path image, Placed outcome, String arena, Optional<Long> offset, String note, String reason) {

        /** What became of it. */
        public static Image of(Path image, Placement placement) {
            return placement.there().map(there -> new Image(image, there.copied() ? Placed.INSERTED : Placed.PRESENT,
                    there.name(), Optional.of(there.offset()), there.note(), ""))
                    .orElseGet(() -> not(image, Placed.UNFIT, placement.reason()));
        }

        /** One that ended in an error. */
        public static Image failed(Path image, String reason) {
            return not(image, Placed.FAILED, reason);
        }

        private static Image not(Path image, Placed outcome, String reason) {
            return new Image(image, outcome, "", Optional.empty(), "", reason);
        }
    }

    /** {@code arenas repair}. */
    @JsonTypeName("arenavault.arenas.repair.1")
    public record Repair(List<Path> parity, Path folder, List<Repaired> members, List<Unknown> unknown)
            implements Report {
    }

    /** What became of something that parity protects. */
    public record Repaired(String name, String kind, long bytes, List<Path> images, RepairedMember.Result outcome,
                           Damage damage, Optional<Path> output) {

        /** The same as the repair tells it. */
        public static Repaired of(RepairedMember repaired) {
            return new Repaired(repaired.member().name(), repaired.member().kind(), repaired.member().size(),
                    repaired.images(), repaired.result(),
                    new Damage(repaired.damaged(), repaired.repaired(), repaired.missing()), repaired.output());
        }
    }

    /** What was wrong with it, in units of 64 KiB, and what is missing still, "from+length" in bytes. */
    record Damage(long units, long repaired, List<String> missing) {
    }

    /** An image in which nothing was found that the parity protects, or that cannot be read. */
    public record Unknown(Path image, String reason) {
    }

    private static String text(Score score) {
        return score.equals(Score.NONE) ? "" : score.toString();
    }

    private static Optional<Instant> time(long seconds) {
        return seconds == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(seconds));
    }
}
