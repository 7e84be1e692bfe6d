package org.arenavault.backup;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.arenavault.changer.DiscSource;
import org.arenavault.io.Terminal;

/**
 * What is to be written on discs that were begun and are not full. It is said once: when a disc is to be changed for
 * another, or when nothing more is recorded. Safe for drives that work at the same time.
 */
final class DiscNaming {

    private final Terminal terminal;
    private final Set<Integer> begun = new HashSet<>();
    private final Map<DiscSource, String> pending = new LinkedHashMap<>();

    DiscNaming(Terminal terminal) {
        this.terminal = terminal;
    }

    /** A disc was begun. */
    synchronized void begin(int disc) {
        begun.add(disc);
    }

    /** What is to be written on a disc was said. */
    synchronized void said(int disc, DiscSource drive) {
        begun.remove(disc);
        pending.remove(drive);
    }

    /** The work on a disc has ended for now; if it was begun here, this is said when it is time. */
    synchronized void sayLater(int disc, DiscSource drive, String text) {
        if (begun.contains(disc)) {
            pending.put(drive, text);
        }
    }

    /** Another disc is wanted in a drive. */
    synchronized void tell(DiscSource drive) {
        String text = pending.remove(drive);
        if (text != null) {
            terminal.printNeeded(text);
        }
    }

    /** Nothing more is recorded. */
    synchronized void tellAll() {
        pending.values().forEach(terminal::printNeeded);
        pending.clear();
    }
}
