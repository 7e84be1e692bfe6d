package org.arenavault.report.json;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.arenavault.sets.DiscMark;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.TrackRecord;
import org.arenavault.sets.TrackState;

/** Discs of a set, as its ledger knows them. */
public final class DiscReports {

    private DiscReports() {
    }

    /** {@code disc list}. */
    @JsonTypeName("arenavault.disc.list.2")
    public record Listing(String set, List<Disc> discs) implements Report {
    }

    /** {@code disc show}. */
    @JsonTypeName("arenavault.disc.show.2")
    public record Show(@JsonUnwrapped Disc disc) implements Report {
    }

    /** A disc. */
    public record Disc(String disc, int number, UUID uuid, String medium, String physical, Instant begun,
                       Optional<DiscMark> mark, String place, String full, List<Track> tracks) {

        /** What the ledger knows of it. */
        public static Disc of(DiscRecord disc) {
            return new Disc(disc.identity().label(), disc.number(), disc.uuid(), disc.medium(), disc.discId(),
                    disc.begun(), markOf(disc), disc.place(), disc.fullReason(),
                    disc.tracks().stream().map(Track::of).toList());
        }

        /** The same of several. */
        public static List<Disc> of(Collection<DiscRecord> discs) {
            return discs.stream().map(Disc::of).toList();
        }
    }

    /** A track; position and length are blocks of 2048 bytes. */
    record Track(int track, long lba, long blocks, TrackState state, String arena, long bytes, String digest,
                 boolean computed, Optional<Instant> checked, String drive, long recovered, String remark) {

        static Track of(TrackRecord track) {
            return new Track(track.number(), track.lba(), track.blocks(), track.state(), track.arena().name(),
                    track.arena().size(), track.arena().digest().toString(), track.arena().computed(),
                    Optional.of(track.checkedAt()).filter(time -> !time.equals(Instant.EPOCH)), track.drive(),
                    track.recovered(), track.remark());
        }
    }

    /** Why the disc does not count; empty of one that was never lost, or has turned up again. */
    static Optional<DiscMark> markOf(DiscRecord disc) {
        return Optional.of(disc.mark()).filter(mark -> mark != DiscMark.FOUND);
    }
}
