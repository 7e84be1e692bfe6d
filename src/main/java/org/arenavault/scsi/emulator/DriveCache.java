package org.arenavault.scsi.emulator;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The memory of a drive: how much of it is taken, and when what it holds leaves for the medium. */
final class DriveCache {

    private static final long DEFAULT_BYTES = 4L << 20;

    private final EmulatedDrive drive;
    private final WriteBuffer buffer;
    /** Blocks of the last WRITEs, as many as the backlog keeps. */
    private final Deque<Integer> recentWrites = new ArrayDeque<>();
    private long drainedUntil;
    private boolean unsynced;
    private boolean holding;

    DriveCache(EmulatedDrive drive, WriteBuffer.Listener listener) {
        this.drive = drive;
        this.buffer = new WriteBuffer(listener);
        this.drainedUntil = drive.clock().nanos();
    }

    WriteBuffer buffer() {
        return buffer;
    }

    long bytes() {
        return drive.quirks().number(Quirk.BUFFER, DEFAULT_BYTES);
    }

    long free() {
        return Math.max(0, bytes() - buffer.pendingBlocks() * EmulatedDisc.BLOCK);
    }

    /** True if what a WRITE brings goes to the medium with it. */
    boolean drainsAtOnce() {
        return drive.timing().instantTransfer() && !holding && !drive.quirks().on(Quirk.BACKLOG);
    }

    /** Whether all that comes stays here, because power is about to fail. */
    void hold(boolean all) {
        holding = all;
    }

    /** Notes that a WRITE of so many blocks was taken. */
    void wrote(int blocks) {
        unsynced = true;
        if (drive.quirks().on(Quirk.BACKLOG)) {
            recentWrites.add(blocks);
        }
        drive.counters().wrote((long) blocks * EmulatedDisc.BLOCK);
    }

    /** True if a host wrote since the last SYNC. */
    boolean unsynced() {
        return unsynced;
    }

    /** Moves everything to the medium. */
    void flush(EmulatedDisc disc) throws IOException {
        buffer.flush(disc);
        unsynced = false;
        recentWrites.clear();
    }

    /** Everything is gone. */
    void lose() {
        buffer.lose();
        unsynced = false;
        recentWrites.clear();
    }

    /** How long it takes to empty it. */
    long drainNanos() {
        return drive.timing().instantTransfer() ? 0
                : drive.timing().transferNanos(buffer.pendingBlocks() * EmulatedDisc.BLOCK, speed());
    }

    /** kB/s at which it empties: as chosen, or the fastest; half of it where every cluster is verified. */
    private double speed() {
        MediumFamily family = drive.disc().family();
        double fastest = family.fastestWrite() * family.oneX();
        double speed = drive.settings().writeSpeed() > 0 ? Math.min((double) drive.settings().writeSpeed(), fastest)
                : Math.min(drive.timing().writeX(), family.fastestWrite()) * family.oneX();
        return drive.disc().replacesBad() ? speed / 2 : speed;
    }

    /**
     * Moves to the medium what had the time for it, or on an instant clock all but the backlog.
     *
     * @param disc null if there is none
     */
    void drainByTime(@Nullable EmulatedDisc disc) throws IOException {
        long now = drive.clock().nanos();
        if (disc == null || buffer.isEmpty()) {
            drainedUntil = now;
        } else if (drive.timing().instantTransfer()) {
            drainBacklog(disc);
        } else if (now > drainedUntil) {
            double speed = speed();
            long moved = buffer.drain(disc, drive.timing().bytesIn(now - drainedUntil, speed) / EmulatedDisc.BLOCK);
            long spent = drive.timing().transferNanos(moved * EmulatedDisc.BLOCK, speed);
            drainedUntil = buffer.drainableBlocks(disc) == 0 ? now : drainedUntil + spent;
        }
    }

    private void drainBacklog(EmulatedDisc disc) throws IOException {
        long kept = drive.quirks().number(Quirk.BACKLOG, 0);
        while (recentWrites.size() > kept) {
            recentWrites.remove();
        }
        long stay = recentWrites.stream().mapToLong(Integer::longValue).sum();
        buffer.drain(disc, Math.max(0, buffer.pendingBlocks() - stay));
    }

    /** A WRITE found no room: on an instant clock the oldest one waiting leaves before the next try. */
    void makeRoom() {
        recentWrites.poll();
    }
}
