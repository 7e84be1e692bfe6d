package org.arenavault.sets;

import org.arenavault.io.CorruptException;
import org.arenavault.media.FlatJson;

/**
 * How hard a track was to read. Where no time passed, or the track is too short to tell, the rates are 0.
 *
 * @param recovered reads that succeeded only after retries
 * @param rate bytes per second, as measured
 * @param slowest the lowest rate of a 64th of the track, bytes per second
 * @param slow how many 64ths of the track were read at less than half the rate of the one in the middle
 */
public record ReadEffort(long recovered, long rate, long slowest, long slow) {

    /** What was not read at all. */
    public static final ReadEffort NONE = new ReadEffort(0, 0, 0, 0);

    static ReadEffort decode(FlatJson line) throws CorruptException {
        return new ReadEffort(line.number("recovered"), line.number("rate"),
                line.has("slowest") ? line.number("slowest") : 0, line.has("slow") ? line.number("slow") : 0);
    }

    /** The fields of a line; those that say nothing are left out, as earlier versions did. */
    FlatJson encode() {
        FlatJson line = new FlatJson().put("recovered", recovered).put("rate", rate);
        if (slowest != 0) {
            line.put("slowest", slowest);
        }
        return slow == 0 ? line : line.put("slow", slow);
    }
}
