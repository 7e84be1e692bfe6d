package org.arenavault.cli.common;

import java.util.List;

/**
 * A command that only has others below it. Picocli's own list of them would set all of them up, whichever was named.
 */
public interface CommandGroup {

    /**
     * A command below, known by name without a look at its class: to read the annotations of them all takes longer
     * than to set up one.
     *
     * @param name as in its annotation
     * @param type its class
     */
    record Below(String name, Class<?> type) { }

    /** The commands below, in the order of the help. */
    List<Below> below();
}
