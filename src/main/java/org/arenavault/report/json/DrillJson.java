package org.arenavault.report.json;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import org.arenavault.restore.DrillReport;

/** {@code drill}. */
@JsonTypeName("arenavault.drill.1")
public record DrillJson(String set, long seed, List<Drilled> arenas, List<String> problems, long bytes, long blocks,
                        List<Stage> stages, double seconds, long roots, boolean wholeRoot, Estimate wholeRestore)
        implements Report {

    /** An arena that was drawn. */
    record Drilled(String arena, long bytes, String disc, String fault) {
    }

    /** A part of the work. */
    record Stage(String stage, double seconds) {
    }

    /** What a restore of everything would take. */
    record Estimate(double seconds, int arenas, long bytes, int discs) {
    }

    /** The report on a drill with this set. */
    public static DrillJson of(String set, DrillReport report) {
        return new DrillJson(set, report.seed(), report.arenas().stream().map(arena -> new Drilled(arena.arena(),
                arena.bytes(), arena.disc(), arena.fault())).toList(), report.problems(), report.bytes(),
                report.blocks(), report.stages().stream().map(stage -> new Stage(stage.name(),
                        stage.took().toMillis() / 1000.0)).toList(),
                report.took().toMillis() / 1000.0, report.roots(), report.wholeRoot(),
                new Estimate(report.estimate().took().toMillis() / 1000.0, report.estimate().arenas(),
                        report.estimate().bytes(), report.estimate().discs()));
    }
}
