package org.arenavault.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.arenavault.restore.RestoreReport;
import org.arenavault.restore.RootsReport;
import org.arenavault.venti.index.BuildReport;
import org.arenavault.venti.vac.FoundRoot;
import org.arenavault.venti.vac.Gap;

/** What a restore came to, for programs. */
public final class RestoreReportJson {

    /** Whether the scores of roots, which open everything, are told. */
    public enum Scores {
        /** They are. */
        SHOWN,
        /** They are left out. */
        HIDDEN
    }

    private RestoreReportJson() {
    }

    /** Puts the report's fields into {@code node}. */
    public static void put(RestoreReport report, Scores scores, ObjectNode node) {
        node.put("complete", report.isComplete()).put("bytes", report.bytes())
                .put("seconds", report.gathering().toNanos() / 1e9);
        ArrayNode restored = node.putArray("restored");
        for (RestoreReport.Restored arena : report.restored()) {
            restored.addObject().put("arena", arena.arena()).put("partition", arena.partition())
                    .put("offset", arena.offset()).put("bytes", arena.bytes()).put("disc", arena.disc())
                    .put("track", arena.track()).put("seconds", arena.nanos() / 1e9);
        }
        names(node.putArray("present"), report.present());
        ArrayNode missing = node.putArray("missing");
        for (RestoreReport.Missing arena : report.missing()) {
            ObjectNode entry = missing.addObject().put("arena", arena.arena());
            names(entry.putArray("reasons"), arena.reasons());
            names(entry.putArray("elsewhere"), arena.elsewhere());
        }
        names(node.putArray("made"), report.made());
        names(node.putArray("spares"), report.spares());
        names(node.putArray("notes"), report.notes());
        report.index().ifPresent(index -> put(index, node.putObject("index")));
        put(report.roots(), scores, node.putObject("roots"));
    }

    /** Puts what a build of an index came to into {@code node}. */
    public static void put(BuildReport index, ObjectNode node) {
        node.put("clumps", index.clumps()).put("entries", index.entries()).put("corrupt", index.corrupt())
                .put("duplicates", index.duplicates()).put("buckets", index.buckets())
                .put("fullest", index.fullest()).put("capacity", index.capacity())
                .put("bytes", index.sectionBytes()).put("seconds", index.took().toNanos() / 1e9)
                .put("clumps_per_second", index.clumpsPerSecond());
        names(node.putArray("left_out"), index.leftOut());
        names(node.putArray("notes"), index.notes());
    }

    private static void put(RootsReport roots, Scores scores, ObjectNode node) {
        node.put("found", roots.found()).put("walked", roots.walked().size());
        roots.whole().ifPresent(walked -> {
            ObjectNode whole = node.putObject("newest_whole").put("for_fossil", walked.forFossil());
            put(walked.root(), scores, whole);
        });
        ArrayNode broken = node.putArray("not_restorable");
        for (RootsReport.Walked walked : roots.newerButBroken()) {
            ObjectNode entry = broken.addObject().put("gaps", walked.report().gapCount())
                    .put("cut_short", walked.report().cutShort());
            put(walked.root(), scores, entry);
            ArrayNode gaps = entry.putArray("lacks");
            walked.report().gaps().forEach(gap -> gaps.add(scores == Scores.SHOWN ? gap.toString() : place(gap)));
        }
        names(node.putArray("problems"), roots.problems());
    }

    /** Where a tree is broken, without the score of the block that is missing there. */
    private static String place(Gap gap) {
        return "%s: %s block".formatted(gap.where(), gap.type());
    }

    private static void put(FoundRoot root, Scores scores, ObjectNode node) {
        node.put("arena", root.arena()).put("offset", root.offset()).put("time", root.time());
        if (scores == Scores.SHOWN) {
            node.put("score", root.score().toString());
        }
    }

    private static void names(ArrayNode node, List<String> names) {
        names.forEach(node::add);
    }
}
