package org.arenavault.report.finding;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import org.arenavault.io.Plain;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.SetName;
import org.arenavault.sets.TrackRecord;
import org.arenavault.sets.TrackState;

/**
 * A track of a disc that carries what somebody looks for.
 *
 * @param set the set, as the vault calls it
 * @param disc the disc
 * @param track the track on it
 */
public record FoundCopy(SetName set, DiscRecord disc, TrackRecord track) {

    /** Whether it counts: the disc is there, and the track holds what it carries as far as anybody knows. */
    public boolean counts() {
        return disc.mark().counts() && track.state().holds();
    }

    /** Whether it counts, and was read back and found right. */
    public boolean isVerified() {
        return counts() && track.state() == TrackState.VERIFIED;
    }

    /** How far it has come: "verified 2026-05-01". */
    public String state() {
        return switch (track.state()) {
            case INTENT, WRITTEN -> "not finished";
            case CLOSED -> "never read back";
            case VERIFIED -> "verified " + day(track.checkedAt());
            case BAD -> "BAD since " + day(track.checkedAt());
            case DEAD -> "given up";
        };
    }

    /** What became of the disc, and where it is kept: "LOST, kept at: the bank"; empty if there is nothing to say. */
    public String place() {
        String mark = disc.mark().counts() ? "" : disc.mark().toString().toUpperCase(Locale.ROOT);
        String kept = disc.place().isEmpty() ? "" : "kept at: " + Plain.field(disc.place());
        return mark.isEmpty() || kept.isEmpty() ? mark + kept : mark + ", " + kept;
    }

    private static String day(Instant time) {
        return LocalDate.ofInstant(time, ZoneId.systemDefault()).toString();
    }
}
