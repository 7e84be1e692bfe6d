package org.arenavault.scsi.emulator;

import org.arenavault.scsi.emulator.SavedDisc.SavedTrack;

/** One track of a disc while the disc is in use. Addresses and sizes count blocks. */
final class EmulatedTrack {

    private static final int NOTHING_RECORDED = -1;

    private int number;
    private int session;
    private long start;
    private long size;
    private long drained;
    private long nextWritable;
    private long lastRecorded = NOTHING_RECORDED;
    private EmulatedTrackState state;

    EmulatedTrack(int number, int session, long start, long size, EmulatedTrackState state) {
        this.number = number;
        this.session = session;
        this.start = start;
        this.size = size;
        this.drained = start;
        this.nextWritable = start;
        this.state = state;
    }

    static EmulatedTrack of(int number, SavedTrack saved) {
        EmulatedTrack track = new EmulatedTrack(number, saved.session(), saved.start(), saved.size(), saved.state());
        track.drained = saved.nextWritable();
        track.nextWritable = saved.nextWritable();
        track.lastRecorded = saved.lastRecorded();
        return track;
    }

    /** What of it lasts: what is still in a buffer does not. */
    SavedTrack saved() {
        return new SavedTrack(session, start, size, drained, Math.min(lastRecorded, drained - 1), state);
    }

    int number() {
        return number;
    }

    void renumber(int newNumber) {
        number = newNumber;
    }

    int session() {
        return session;
    }

    long start() {
        return start;
    }

    /** Blocks; of the incomplete track up to the end of the disc. */
    long size() {
        return size;
    }

    /** The block behind the last. */
    long end() {
        return start + size;
    }

    /** Where the host writes next. */
    long nextWritable() {
        return nextWritable;
    }

    /** Where the next block goes that reaches the medium: what lies from here to {@link #nextWritable} is buffered. */
    long drained() {
        return drained;
    }

    /** The last block a host wrote, or -1. */
    long lastRecorded() {
        return lastRecorded;
    }

    EmulatedTrackState state() {
        return state;
    }

    boolean holds(long lba) {
        return lba >= start && lba < end();
    }

    /** The host wrote {@code blocks} more. */
    void take(long blocks) {
        nextWritable += blocks;
        lastRecorded = nextWritable - 1;
        state = switch (state) {
            case INCOMPLETE_BLANK -> EmulatedTrackState.OPEN;
            case RESERVED_BLANK -> EmulatedTrackState.RESERVED_OPEN;
            default -> state;
        };
    }

    /** The drive goes on at {@code lba}, a cluster's end: the rest of the cluster before it is padding. */
    void skipTo(long lba) {
        nextWritable = Math.max(nextWritable, lba);
    }

    /** The medium holds everything below {@code lba}. */
    void drainedTo(long lba) {
        drained = lba;
    }

    /** What was buffered is gone. */
    void loseBuffered() {
        nextWritable = drained;
        lastRecorded = drained == start ? NOTHING_RECORDED : Math.min(lastRecorded, drained - 1);
        if (drained == start) {
            state = switch (state) {
                case OPEN -> EmulatedTrackState.INCOMPLETE_BLANK;
                case RESERVED_OPEN -> EmulatedTrackState.RESERVED_BLANK;
                default -> state;
            };
        }
    }

    void damage(EmulatedTrackState damaged) {
        state = damaged;
    }

    void close(long finalSize) {
        size = finalSize;
        state = EmulatedTrackState.CLOSED;
    }

    /** The track becomes a reserved one of {@code blocks} blocks. */
    void reserve(long blocks) {
        size = blocks;
        state = state.blank() ? EmulatedTrackState.RESERVED_BLANK : EmulatedTrackState.RESERVED_OPEN;
    }

    /** The track now reaches to {@code newEnd}, over the tracks behind it that became part of it. */
    void swallow(long newEnd, long last) {
        size = newEnd - start;
        lastRecorded = last;
        drained = newEnd;
        nextWritable = newEnd;
    }
}
