package org.arenavault.scsi.emulator;

import java.util.EnumMap;
import java.util.Map;
import org.arenavault.scsi.Opcode;

/** What a drive counted since it was switched on; for tests. Safe for several threads. */
public final class Counters {

    private final Map<Opcode, Long> commands = new EnumMap<>(Opcode.class);
    private long written;
    private long partialWrites;
    private long linkPoints;
    private long impliedSyncs;

    synchronized void count(Opcode opcode) {
        commands.merge(opcode, 1L, Long::sum);
    }

    synchronized void wrote(long bytes) {
        written += bytes;
    }

    synchronized void partialWrite() {
        partialWrites++;
    }

    synchronized void linkPoint() {
        linkPoints++;
    }

    synchronized void impliedSync() {
        impliedSyncs++;
    }

    /** Commands of this kind that were received, however they ended. */
    public synchronized long commands(Opcode opcode) {
        return commands.getOrDefault(opcode, 0L);
    }

    /** Commands that were received. */
    public synchronized long commands() {
        return commands.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Bytes taken by WRITE commands. */
    public synchronized long written() {
        return written;
    }

    /** WRITE commands that ended within a cluster. */
    public synchronized long partialWrites() {
        return partialWrites;
    }

    /** Clusters that the drive had to fill up by itself in mid-track. */
    public synchronized long linkPoints() {
        return linkPoints;
    }

    /** CLOSE commands that came without a SYNC before them. */
    public synchronized long impliedSyncs() {
        return impliedSyncs;
    }
}
