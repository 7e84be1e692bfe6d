package org.arenavault.restore;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a drill came to.
 *
 * @param seed what the arenas were drawn with
 * @param arenas what became of each that was drawn
 * @param problems what else is wrong, one line each
 * @param blocks how many blocks were read back by their score
 * @param stages how long each stage took, in their order
 * @param found the roots in what came back
 * @param drives which drives read the discs
 * @param estimate what a restore of the whole set would take
 */
public record DrillReport(long seed, List<Drilled> arenas, List<String> problems, long blocks, List<Stage> stages,
                          Roots found, String drives, Estimate estimate) {

    /**
     * The roots in what came back.
     *
     * @param roots how many there are
     * @param wholeRoot whether the tree of one of them is whole
     */
    public record Roots(long roots, boolean wholeRoot) {
    }

    /**
     * An arena that was drawn.
     *
     * @param disc where it came from; empty if it did not come
     * @param fault what is wrong; empty if nothing is
     */
    public record Drilled(String arena, long bytes, String disc, String fault) {
    }

    /** A part of the work, and how long it took. */
    public record Stage(String name, Duration took) {
    }

    /**
     * What a restore of everything would take, by what was measured.
     *
     * @param took until the last root is found
     * @param arenas how many there are
     * @param bytes of them
     * @param discs how many discs have to be inserted
     */
    public record Estimate(Duration took, int arenas, long bytes, int discs) {
    }

    public DrillReport {
        arenas = List.copyOf(arenas);
        problems = List.copyOf(problems);
        stages = List.copyOf(stages);
    }

    /** Bytes of the arenas that came back. */
    public long bytes() {
        return arenas.stream().filter(arena -> !arena.disc().isEmpty()).mapToLong(Drilled::bytes).sum();
    }

    /** How long it took. */
    public Duration took() {
        return stages.stream().map(Stage::took).reduce(Duration.ZERO, Duration::plus);
    }

    /** What is wrong, one line each; nothing if all that was drawn came back and can be read. */
    public List<String> faults() {
        return Stream.concat(arenas.stream().filter(arena -> !arena.fault().isEmpty())
                .map(arena -> "%s: %s".formatted(arena.arena(), arena.fault())), problems.stream()).toList();
    }
}
