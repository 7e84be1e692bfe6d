package org.arenavault.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;
import org.arenavault.io.Plain;
import org.arenavault.report.Bytes;
import org.arenavault.sets.DiscMark;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.TrackRecord;
import org.arenavault.sets.TrackState;

/** How a disc's record is shown. */
final class DiscText {

    private DiscText() {
    }

    static String line(DiscRecord disc) {
        long bytes = disc.holding().mapToLong(track -> track.arena().size()).sum();
        String state = disc.full().isEmpty() ? "takes more" : Plain.field(disc.full());
        return "%s  %s  %d arenas, %s, verified throughout: %s, %s%s%s".formatted(disc.identity().label(),
                Plain.field(disc.medium()), disc.holding().count(), Bytes.words(bytes), time(disc.verifiedThroughout()), state,
                disc.mark() == DiscMark.FOUND ? "" : ", " + disc.mark().toString().toUpperCase(Locale.ROOT),
                disc.place().isEmpty() ? "" : ", kept at: " + Plain.field(disc.place()));
    }

    static String line(TrackRecord track) {
        String checked = track.state() == TrackState.VERIFIED || track.state() == TrackState.BAD
                ? " %s in %s".formatted(time(track.checkedAt()), Plain.field(track.drive())) : "";
        return "  track %3d at %10d, %9d blocks: %-9s%s  %s, %s, %s%s%s".formatted(track.number(), track.lba(),
                track.blocks(), track.state(), checked, Plain.field(track.arena().name()), Bytes.words(track.arena().size()),
                track.arena().digest(), track.arena().computed() ? " (computed)" : "",
                track.remark().isEmpty() ? "" : "  [" + Plain.field(track.remark()) + "]");
    }

    static void put(DiscRecord disc, ObjectNode node) {
        node.put("disc", disc.identity().label()).put("number", disc.number()).put("uuid", disc.uuid().toString())
                .put("medium", disc.medium()).put("physical", disc.physical()).put("begun", disc.begun().toString())
                .put("mark", disc.mark().toString()).put("place", disc.place()).put("full", disc.full());
        ArrayNode tracks = node.putArray("tracks");
        for (TrackRecord track : disc.tracks()) {
            tracks.addObject().put("track", track.number()).put("lba", track.lba()).put("blocks", track.blocks())
                    .put("state", track.state().toString()).put("arena", track.arena().name())
                    .put("size", track.arena().size()).put("digest", track.arena().digest().toString())
                    .put("computed", track.arena().computed()).put("checked", track.checkedAt().toString())
                    .put("drive", track.drive()).put("recovered", track.recovered()).put("remark", track.remark());
        }
    }

    private static String time(Instant time) {
        return time.equals(Instant.EPOCH) ? "never" : time.toString();
    }
}
