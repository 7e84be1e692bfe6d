package org.arenavault.report.json;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Duration;
import java.util.List;
import org.arenavault.restore.DrillReport;

/** {@code drill}. */
@JsonTypeName("arenavault.drill.1")
public record DrillJson(String set, long seed, List<Drilled> arenas, List<String> problems,
                        @JsonUnwrapped Read read, @JsonUnwrapped Stages stages,
                        @JsonUnwrapped DrillReport.Roots found, Estimate wholeRestore)
        implements Report {

    /** An arena that was drawn. */
    record Drilled(String arena, long bytes, String disc, String fault) {
    }

    /** How much came back, and how many blocks of it were read by their score. */
    record Read(long bytes, long blocks) {
    }

    /** The parts of the work, and how long all took. */
    record Stages(List<Stage> stages, Duration seconds) {
    }

    /** A part of the work. */
    record Stage(String stage, Duration seconds) {
    }

    /** What a restore of everything would take. */
    record Estimate(Duration seconds, int arenas, long bytes, int discs) {
    }

    /** The report on a drill with this set. */
    public static DrillJson of(String set, DrillReport report) {
        return new DrillJson(set, report.seed(), report.arenas().stream().map(arena -> new Drilled(arena.arena(),
                arena.bytes(), arena.disc(), arena.fault())).toList(), report.problems(),
                new Read(report.bytes(), report.blocks()),
                new Stages(report.stages().stream().map(stage -> new Stage(stage.name(), stage.took())).toList(),
                        report.took()),
                report.found(), new Estimate(report.estimate().took(),
                        report.estimate().arenas(), report.estimate().bytes(), report.estimate().discs()));
    }
}
