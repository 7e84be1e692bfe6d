package org.arenavault.io;

import java.util.UUID;
import java.util.function.Supplier;

/**
 * All that a job takes from outside, in one hand: tests replace what they want to control.
 *
 * @param clock time
 * @param disks files and devices
 * @param terminal the operator
 * @param progress where long work says how far it has come
 * @param stop whether the operator asked to stop
 * @param uuids fresh identities for sets and discs
 * @param program what the program has with it of itself
 */
public record World(Clock clock, Disks disks, Terminal terminal, Progress progress, StopSignal stop,
                    Supplier<UUID> uuids, ProgramFiles program) {

    /** The operator is reached through {@link Plain}, whoever made the terminal. */
    public World {
        terminal = PlainTerminal.of(terminal);
    }

    /** A world with the program that runs. */
    public World(Clock clock, Disks disks, Terminal terminal, Progress progress, StopSignal stop,
            Supplier<UUID> uuids) {
        this(clock, disks, terminal, progress, stop, uuids, ProgramFiles.RUNNING);
    }

    /** The real world, with nobody watching: what is left to say is who the operator is. */
    public static World unattended(Terminal terminal) {
        return new World(new SystemClock(), Disks.REAL, terminal, Progress.SILENT, StopSignal.NEVER,
                UUID::randomUUID);
    }

    /** The same with another place to report progress to. */
    public World with(Progress other) {
        return new World(clock, disks, terminal, other, stop, uuids, program);
    }

    /** The same with another clock. */
    public World with(Clock other) {
        return new World(other, disks, terminal, progress, stop, uuids, program);
    }

    /** The same with other files and devices. */
    public World with(Disks other) {
        return new World(clock, other, terminal, progress, stop, uuids, program);
    }

    /** The same with what another program has with it. */
    public World with(ProgramFiles other) {
        return new World(clock, disks, terminal, progress, stop, uuids, other);
    }
}
