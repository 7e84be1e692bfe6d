package org.arenavault.scsi.emulator;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.arenavault.io.UsageException;
import org.arenavault.scsi.Opcode;

/** The quirks of one unit, and the commands it does not know. Safe for several threads. */
public final class Quirks {

    private static final String ON = "on";
    private static final String OFF = "off";
    private static final String BUFFER_CAPACITY = "nobuf";

    private final Map<Quirk, String> values = new EnumMap<>(Quirk.class);
    private final Set<Opcode> unsupported = EnumSet.noneOf(Opcode.class);

    /** Switches a quirk on. */
    public void set(Quirk quirk) {
        set(quirk, ON);
    }

    /** Gives a quirk a value. */
    public synchronized void set(Quirk quirk, String value) {
        values.put(quirk, value);
    }

    /** Switches a quirk off. */
    public synchronized void clear(Quirk quirk) {
        values.remove(quirk);
    }

    /** Makes a command unsupported. */
    public synchronized void drop(Opcode opcode) {
        unsupported.add(opcode);
    }

    /**
     * Applies what a fault plan says: {@code name}, {@code name=value} or {@code noXX}, and {@code on} or {@code off}.
     *
     * @throws UsageException if there is no such quirk
     */
    synchronized void apply(String text, boolean on) throws UsageException {
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        Opcode dropped = droppedBy(name);
        if (dropped != Opcode.UNKNOWN) {
            if (on) {
                unsupported.add(dropped);
            } else {
                unsupported.remove(dropped);
            }
            return;
        }
        Quirk quirk = Quirk.of(name);
        String value = equals < 0 ? ON : text.substring(equals + 1);
        if (on && !value.equals(OFF)) {
            values.put(quirk, value);
        } else {
            values.remove(quirk);
        }
    }

    /** The command that {@code noXX} or {@code nobuf} takes away; {@link Opcode#UNKNOWN} for another name. */
    private static Opcode droppedBy(String name) {
        if (name.equals(BUFFER_CAPACITY)) {
            return Opcode.READ_BUFFER_CAPACITY;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.matches("no[0-9a-f]{2}") ? Opcode.of(Integer.parseInt(lower.substring(2), 16)) : Opcode.UNKNOWN;
    }

    /** True if {@link #apply} would take this. */
    static boolean known(String text) {
        try {
            new Quirks().apply(text, true);
            return true;
        } catch (UsageException e) {
            return false;
        }
    }

    synchronized boolean on(Quirk quirk) {
        return values.containsKey(quirk);
    }

    synchronized boolean is(Quirk quirk, String value) {
        return value.equals(values.get(quirk));
    }

    /** The quirk's value; empty if it is off. */
    synchronized String value(Quirk quirk) {
        return values.getOrDefault(quirk, "");
    }

    /** The quirk's value as a number; {@code otherwise} if it is off or has none. */
    synchronized long number(Quirk quirk, long otherwise) {
        String value = values.getOrDefault(quirk, "");
        return value.matches("[0-9]{1,12}") ? Long.parseLong(value) : otherwise;
    }

    synchronized boolean supports(Opcode opcode) {
        return !unsupported.contains(opcode);
    }
}
