package org.arenavault.report.json;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.arenavault.restore.RestoreReport;
import org.arenavault.restore.RootsReport;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.index.BuildReport;
import org.arenavault.venti.index.IndexFigures;
import org.arenavault.venti.vac.Gap;

/** What a restore has come to. */
@JsonTypeName("arenavault.restore.2")
public record RestoreJson(boolean complete, long bytes, Duration seconds, @JsonUnwrapped Arenas arenas,
                          @JsonUnwrapped RestoreReport.Made files, List<String> notes, Optional<Index> index,
                          Roots roots)
        implements Report {

    /** What a restore came to. */
    public static RestoreJson of(RestoreReport report, ShownScores scores) {
        return new RestoreJson(report.isComplete(), report.bytes(), report.gathering(),
                new Arenas(report.restored().stream().map(Restored::of).toList(), report.present(),
                        report.missing()),
                report.files(), report.notes(), report.index().map(Index::of),
                Roots.of(report.roots(), scores));
    }

    /** What became of each arena. */
    record Arenas(List<Restored> restored, List<String> present, List<RestoreReport.Missing> missing) {
    }

    record Restored(String arena, String partition, long offset, long bytes, String disc, int track,
                    Duration seconds, long repairedUnits) {

        static Restored of(RestoreReport.Restored arena) {
            return new Restored(arena.arena(), arena.partition(), arena.offset(), arena.bytes(), arena.disc(),
                    arena.track(), Duration.ofNanos(arena.nanos()), arena.repaired());
        }
    }

    record Index(@JsonUnwrapped IndexFigures figures, long bytes, Duration seconds, double clumpsPerSecond,
                 List<String> leftOut, List<String> notes) {

        static Index of(BuildReport index) {
            return new Index(index.figures(), index.sectionBytes(), index.took(),
                    index.clumpsPerSecond(), index.leftOut(), index.notes());
        }
    }

    record Roots(long found, int walked, Optional<Whole> newestWhole, List<Broken> notRestorable,
                 List<String> problems) {

        static Roots of(RootsReport roots, ShownScores scores) {
            return new Roots(roots.found(), roots.walked().size(),
                    roots.whole().map(walked -> Whole.of(walked, scores)),
                    roots.newerButBroken().stream().map(walked -> Broken.of(walked, scores)).toList(),
                    roots.problems());
        }
    }

    record Whole(boolean forFossil, String arena, long offset, Instant time, String score) {

        static Whole of(RootsReport.Walked walked, ShownScores scores) {
            return new Whole(walked.forFossil(), walked.root().arena(), walked.root().offset(),
                    Instant.ofEpochSecond(walked.root().time()), scores.text(walked.root().score()));
        }
    }

    record Broken(long gaps, boolean cutShort, String arena, long offset, Instant time, String score,
                  List<Lack> lacks) {

        static Broken of(RootsReport.Walked walked, ShownScores scores) {
            return new Broken(walked.report().gapCount(), walked.report().cutShort(), walked.root().arena(),
                    walked.root().offset(), Instant.ofEpochSecond(walked.root().time()),
                    scores.text(walked.root().score()),
                    walked.report().gaps().stream().map(gap -> Lack.of(gap, scores)).toList());
        }
    }

    /** A block that is missing, and where in the tree. */
    record Lack(Gap.Reason reason, String type, String where, String score) {

        static Lack of(Gap gap, ShownScores scores) {
            return new Lack(gap.reason(), gap.type().toString(), gap.where(), scores.text(gap.score()));
        }
    }

    /** Whether the scores of roots, which open everything, are told. */
    public enum ShownScores {
        /** They are. */
        SHOWN,
        /** They are left out. */
        HIDDEN;

        String text(Score score) {
            return this == SHOWN ? score.toString() : "";
        }
    }
}
