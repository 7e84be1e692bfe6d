package org.arenavault.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.arenavault.backup.BackupPlan;
import org.arenavault.backup.SourceArena;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.Unverified;

/** A set's report for programs. */
public final class SetReportJson {

    private SetReportJson() {
    }

    /** Puts the report's fields into {@code node}. */
    public static void put(SetReport report, ObjectNode node) {
        node.put("set", report.name()).put("medium", report.medium()).put("source", report.source())
                .put("on_disc", report.onDisc()).put("verified", report.verified());
        if (report.sealed() >= 0) {
            node.put("sealed", report.sealed());
        }
        node.put("source_read", report.knowsSource());
        if (report.knowsSource()) {
            names(node.putArray("waiting"), report.waiting().stream().map(SourceArena::name).toList());
        }
        names(node.putArray("too_few_copies"), report.lostCopies());
        ArrayNode notSealed = node.putArray("not_sealed");
        for (SourceArena arena : report.notSealed()) {
            notSealed.addObject().put("arena", arena.name()).put("state", arena.status().state().toString())
                    .put("bytes", arena.status().memory().used());
        }
        names(node.putArray("problems"), report.problems());
        ArrayNode damaged = node.putArray("damaged_tracks");
        report.damagedTracks().forEach(damaged::add);
        ArrayNode discs = node.putArray("discs");
        report.discs().forEach(disc -> disc(discs.addObject(), disc));
        report.current().ifPresent(disc -> node.put("current_disc", disc.identity().label()));
        report.spaceLeft().ifPresent(space -> node.put("space_left", space));
        if (!report.oldestCheck().equals(Instant.EPOCH) && report.damagedTracks().isEmpty()) {
            node.put("verified_throughout", report.oldestCheck().toString());
        }
        plan(report.plan(), node.putArray("plan"));
        unverified(report.unverified(), node.putArray("unverified"));
        names(node.putArray("next"), report.next());
        names(node.putArray("notes"), report.notes());
    }

    /** Puts the arenas that were never read back into {@code node}, by their discs. */
    public static void unverified(List<Unverified> unverified, ArrayNode node) {
        unverified.forEach(one -> names(node.addObject().put("disc", one.disc()).putArray("arenas"), one.arenas()));
    }

    /** Puts the discs of a plan into {@code node}. */
    public static void plan(BackupPlan plan, ArrayNode node) {
        for (BackupPlan.PlannedDisc disc : plan.discs()) {
            ObjectNode planned = node.addObject().put("disc", disc.label()).put("blank", disc.fresh())
                    .put("bytes", disc.bytes());
            names(planned.putArray("arenas"), disc.arenas().stream().map(SourceArena::name).toList());
        }
    }

    private static void disc(ObjectNode node, DiscRecord disc) {
        node.put("disc", disc.identity().label()).put("mark", disc.mark().toString()).put("place", disc.place())
                .put("tracks", disc.tracks().size()).put("arenas", disc.holding().count());
    }

    private static void names(ArrayNode node, List<String> names) {
        names.forEach(node::add);
    }
}
