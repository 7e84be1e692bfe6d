package org.arenavault.report.json;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.arenavault.backup.BackupResult;
import org.arenavault.backup.kit.DiscKit;
import org.arenavault.backup.kit.KitFile;
import org.arenavault.media.ArenaRecord;
import org.arenavault.media.Content;
import org.arenavault.media.GroupParity;
import org.arenavault.sets.DiscMark;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.DiscTrend;
import org.arenavault.sets.TrackRecord;
import org.arenavault.sets.TrackState;

/** Discs of a set, as its ledger knows them. */
public final class DiscReports {

    private DiscReports() {
    }

    /** {@code disc list}. */
    @JsonTypeName("arenavault.disc.list.3")
    public record Listing(String set, List<Disc> discs) implements Report {
    }

    /** {@code disc show}. */
    @JsonTypeName("arenavault.disc.show.3")
    public record Show(@JsonUnwrapped Disc disc, List<Pass> readings, List<Damage> damage, Optional<Instant> sampled,
                       String ageing) implements Report {

        /** What the ledger knows of it, its history included. */
        public static Show of(DiscRecord disc) {
            DiscTrend trend = DiscTrend.of(disc);
            return new Show(Disc.of(disc), trend.passes().stream().map(Pass::of).toList(), Damage.of(disc),
                    Optional.of(disc.sampled()).filter(time -> !time.equals(Instant.EPOCH)),
                    trend.ageing().orElse(""));
        }
    }

    /** {@code disc complete}. */
    @JsonTypeName("arenavault.disc.complete.1")
    public record Completed(String set, String disc, int number, List<BackupReports.Track> recorded,
                            List<String> failed, List<String> notes, boolean done) implements Report {

        /** What was recorded on it. */
        public static Completed of(String set, DiscRecord disc, BackupResult result) {
            return new Completed(set, disc.identity().label(), disc.number(),
                    result.recorded().stream().map(BackupReports.Track::of).toList(), result.failed(),
                    result.discs().notes(), result.done());
        }
    }

    /** {@code disc insert} and {@code set inserts}. */
    @JsonTypeName("arenavault.disc.insert.1")
    public record Inserts(String set, List<String> discs, Path file) implements Report {
    }

    /** {@code disc mark}. */
    @JsonTypeName("arenavault.disc.mark.1")
    public record Marked(String set, String disc, int number, Optional<DiscMark> mark) implements Report {

        /** How it is marked now. */
        public static Marked of(String set, DiscRecord disc) {
            return new Marked(set, disc.identity().label(), disc.number(), markOf(disc));
        }
    }

    /** {@code disc move}. */
    @JsonTypeName("arenavault.disc.move.1")
    public record Moved(String set, String disc, int number, String place) implements Report {

        /** Where it is kept now. */
        public static Moved of(String set, DiscRecord disc) {
            return new Moved(set, disc.identity().label(), disc.number(), disc.place());
        }
    }

    /** {@code disc kit}. */
    @JsonTypeName("arenavault.disc.kit.1")
    public record Kit(String disc, int track, Optional<String> kit, long bytes, Optional<String> digest, Path folder,
                      List<KitFile> files, List<String> damaged) implements Report {

        /** What was taken out. */
        public static Kit of(DiscKit.Taken taken) {
            return new Kit(taken.disc(), taken.track(), Optional.of(taken.name()).filter(name -> !name.isEmpty()),
                    taken.size(), Optional.of(taken.digest()).filter(digest -> !digest.isEmpty()), taken.folder(),
                    taken.files(), taken.damaged());
        }
    }

    /** Tracks of a disc that a drive read one after the other, each once. */
    record Pass(Instant from, Instant to, String drive, int tracks, long damaged, long recovered, long slowPieces,
                Optional<Long> slowestBytesPerSecond) {

        static Pass of(DiscTrend.Pass pass) {
            return new Pass(pass.from(), pass.to(), pass.drive(), pass.tracks(), pass.damaged(), pass.recovered(),
                    pass.slow(), Optional.of(pass.slowest()).filter(rate -> rate > 0));
        }
    }

    /** A reading that found a track wrong. */
    record Damage(int track, Instant time, String drive, List<Range> badRanges) {

        static List<Damage> of(DiscRecord disc) {
            return disc.readings().stream().filter(reading -> !reading.sound())
                    .map(reading -> new Damage(reading.track(), reading.time(), reading.drive(),
                            Range.of(reading.ranges()))).toList();
        }
    }

    /** Where a track is wrong, in bytes of the arena on it. */
    public record Range(long fromByte, long bytes) {

        /** Those that the ledger has as words. */
        public static List<Range> of(String ranges) {
            return ranges.isEmpty() ? List.of() : Stream.of(ranges.split(" ")).map(range -> range.split("\\+"))
                    .map(parts -> new Range(Long.parseLong(parts[0]), Long.parseLong(parts[1]))).toList();
        }
    }

    /** A disc. */
    public record Disc(@JsonUnwrapped Identity identity, Optional<DiscMark> mark, String place, String full,
                       Optional<Protects> protects, List<Track> tracks) {

        /** What the ledger knows of it. */
        public static Disc of(DiscRecord disc) {
            return new Disc(Identity.of(disc), markOf(disc), disc.place(), disc.fullReason(),
                    disc.protection().map(Protects::of), disc.tracks().stream().map(Track::of).toList());
        }

        /** The same of several. */
        public static List<Disc> of(Collection<DiscRecord> discs) {
            return discs.stream().map(Disc::of).toList();
        }
    }

    /** The parity of other discs that a disc carries. */
    record Protects(UUID group, int parityDisc, int parityDiscs, List<ProtectedDisc> discs) {

        static Protects of(GroupParity parity) {
            return new Protects(parity.column().group(), parity.column().number() + 1, parity.columns(),
                    parity.discs().entrySet().stream().map(disc -> new ProtectedDisc(disc.getKey(),
                            disc.getValue().stream().boxed().toList())).toList());
        }
    }

    /** A disc that is protected, by its number, and which of its tracks are. */
    record ProtectedDisc(int number, List<Integer> tracks) {
    }

    /** Which disc it is. */
    record Identity(String disc, int number, UUID uuid, String medium, String physical, Instant begun) {

        static Identity of(DiscRecord disc) {
            return new Identity(disc.identity().label(), disc.number(), disc.uuid(), disc.medium(), disc.discId(),
                    disc.begun());
        }
    }

    /** A track; position and length are blocks of 2048 bytes. */
    record Track(int track, long lba, long blocks, TrackState state, @JsonUnwrapped Carried content,
                 @JsonUnwrapped Reading reading, String remark) {

        static Track of(TrackRecord track) {
            return new Track(track.number(), track.lba(), track.blocks(), track.state(), Carried.of(track.content()),
                    Reading.of(track), track.remark());
        }
    }

    /** What a track carries. */
    record Carried(String kind, String name, long bytes, String digest, boolean computed) {

        static Carried of(Content content) {
            return new Carried(content.id().kind(), content.name(), content.size(), content.sum(),
                    content.arena().filter(ArenaRecord::computed).isPresent());
        }
    }

    /** When a track was read back last, and how. */
    record Reading(Optional<Instant> checked, String drive, long recovered) {

        static Reading of(TrackRecord track) {
            return new Reading(Optional.of(track.checkedAt()).filter(time -> !time.equals(Instant.EPOCH)),
                    track.drive(), track.recovered());
        }
    }

    /** Why the disc does not count; empty of one that was never lost, or has turned up again. */
    static Optional<DiscMark> markOf(DiscRecord disc) {
        return Optional.of(disc.mark()).filter(mark -> mark != DiscMark.FOUND);
    }
}
