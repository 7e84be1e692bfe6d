package org.arenavault.scsi.emulator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.arenavault.scsi.SenseData;
import org.arenavault.scsi.SenseKey;

/**
 * What a drive took and has not put on the medium yet ({@code optical-emulator.md} 3, 8). On sequential media data
 * leave it cluster by cluster, in their order; a cluster begun waits for its rest, or for zeros. On overwritable media
 * a block is enough.
 *
 * <p>Data that may go to the medium at once are written from the caller's own buffer; only what has to wait is copied.
 */
final class WriteBuffer {

    /** Who hears what went wrong on the way to the medium. */
    interface Listener {

        /** The drive helped itself. */
        void recovered(SenseData sense);

        /** Data are lost; to be reported with a later command. */
        void failed(SenseData sense);

        /** A cluster had to be filled up in mid-track. */
        void linked();
    }

    /** Consecutive blocks of one track, or of an overwritable medium. */
    private static final class Run {

        private final EmulatedTrack track;
        private final Deque<ByteBuffer> chunks = new ArrayDeque<>();
        private long lba;
        private long blocks;
        private long padding;

        Run(EmulatedTrack track, long lba) {
            this.track = track;
            this.lba = lba;
        }

        long end() {
            return lba + blocks;
        }
    }

    private final Deque<Run> runs = new ArrayDeque<>();
    private final Listener listener;
    private long pending;

    WriteBuffer(Listener listener) {
        this.listener = listener;
    }

    boolean isEmpty() {
        return runs.isEmpty();
    }

    /** Blocks waiting. */
    long pendingBlocks() {
        return pending;
    }

    /** Blocks waiting that could leave: all but a cluster begun. */
    long drainableBlocks(EmulatedDisc disc) {
        long drainable = 0;
        for (Run run : runs) {
            drainable += ready(disc, run);
        }
        return drainable;
    }

    /**
     * Takes data.
     *
     * @param track the one they go to, at its next writable address; on an overwritable medium the one there is
     * @param lba where they go
     * @param atOnce whether what can go to the medium is to go there now
     */
    void take(EmulatedDisc disc, EmulatedTrack track, long lba, ByteBuffer data, boolean atOnce) throws IOException {
        long blocks = data.remaining() / EmulatedDisc.BLOCK;
        if (!disc.family().overwritable()) {
            Run last = runs.peekLast();
            if (last != null && last.track != track) {
                seal(disc, last);
            }
            track.take(blocks);
        }
        if (!atOnce || !runs.isEmpty()) {
            keep(track, lba, data);
            if (atOnce) {
                drain(disc, Long.MAX_VALUE);
            }
            return;
        }
        long whole = disc.family().overwritable() ? blocks : floor(disc, lba + blocks) - lba;
        if (whole <= 0 || store(disc, track, lba, cut(data, whole))) {
            keep(track, lba + Math.max(0, whole), data);
        }
    }

    /** The first {@code blocks} blocks of {@code data}, which goes on behind them. */
    private static ByteBuffer cut(ByteBuffer data, long blocks) {
        ByteBuffer piece = data.duplicate();
        piece.limit(piece.position() + (int) (blocks * EmulatedDisc.BLOCK));
        data.position(piece.limit());
        return piece;
    }

    private static long floor(EmulatedDisc disc, long lba) {
        return lba - lba % disc.family().clusterBlocks();
    }

    private void keep(EmulatedTrack track, long lba, ByteBuffer data) {
        if (!data.hasRemaining()) {
            return;
        }
        Run run = runs.peekLast();
        if (run == null || run.track != track || run.end() != lba || run.padding > 0) {
            run = new Run(track, lba);
            runs.add(run);
        }
        int blocks = data.remaining() / EmulatedDisc.BLOCK;
        run.chunks.add(ByteBuffer.allocate(data.remaining()).put(data).flip());
        run.blocks += blocks;
        pending += blocks;
    }

    /** Completes the cluster a run ends in: what is missing of it will be padding. */
    private void seal(EmulatedDisc disc, Run run) {
        if (fillUp(disc, run)) {
            listener.linked();
        }
    }

    private static boolean fillUp(EmulatedDisc disc, Run run) {
        if (disc.family().overwritable() || run.padding > 0) {
            return false;
        }
        long end = Math.min(disc.tracks().roundUp(run.end()), run.track.end());
        run.padding = end - run.end();
        run.track.skipTo(end);
        return run.padding > 0;
    }

    private static long ready(EmulatedDisc disc, Run run) {
        return disc.family().overwritable() || run.padding > 0 ? run.blocks
                : Math.max(0, floor(disc, run.end()) - run.lba);
    }

    /**
     * Moves whole clusters to the medium.
     *
     * @param most blocks at the most; a cluster is not divided
     * @return blocks moved
     */
    long drain(EmulatedDisc disc, long most) throws IOException {
        long moved = 0;
        while (!runs.isEmpty()) {
            Run run = runs.peek();
            long room = most - moved;
            long ready = ready(disc, run);
            long now = ready <= room || disc.family().overwritable() ? Math.min(ready, room) : floor(disc, room);
            if (now <= 0) {
                break;
            }
            moved += now;
            if (!move(disc, run, now)) {
                continue;
            }
            if (run.blocks > 0) {
                break;
            }
            runs.remove();
            if (run.padding > 0) {
                disc.pad(run.lba, run.padding);
                disc.drained(run.track, run.lba + run.padding);
            }
        }
        return moved;
    }

    /** Moves the first {@code count} blocks of a run; false if the medium failed and the run is gone. */
    private boolean move(EmulatedDisc disc, Run run, long count) throws IOException {
        long left = count;
        while (left > 0) {
            ByteBuffer chunk = run.chunks.peek();
            long blocks = Math.min(left, chunk.remaining() / EmulatedDisc.BLOCK);
            ByteBuffer piece = cut(chunk, blocks);
            long at = run.lba;
            run.lba += blocks;
            run.blocks -= blocks;
            pending -= blocks;
            left -= blocks;
            if (!chunk.hasRemaining()) {
                run.chunks.remove();
            }
            if (!store(disc, run.track, at, piece)) {
                return false;
            }
        }
        return true;
    }

    /** Puts data on the medium; false if it failed and what was waiting for the same track is gone. */
    private boolean store(EmulatedDisc disc, EmulatedTrack track, long lba, ByteBuffer data) throws IOException {
        long count = data.remaining() / EmulatedDisc.BLOCK;
        for (Defect defect : disc.defects()) {
            if (defect.hitsWriting() && defect.touches(lba, count)) {
                return storeAround(disc, track, lba, data, defect);
            }
        }
        disc.store(lba, data);
        noteDrained(disc, track, lba + count);
        return true;
    }

    /** A run may end within a cluster only when padding follows; the track counts as drained up to a cluster. */
    private static void noteDrained(EmulatedDisc disc, EmulatedTrack track, long end) throws IOException {
        long whole = floor(disc, end);
        if (!disc.family().overwritable() && whole > track.drained()) {
            disc.drained(track, whole);
        }
    }

    private boolean storeAround(EmulatedDisc disc, EmulatedTrack track, long lba, ByteBuffer data, Defect defect)
            throws IOException {
        long bad = Math.max(lba, floor(disc, defect.first()));
        if (bad > lba) {
            store(disc, track, lba, cut(data, bad - lba));
        }
        long clusterEnd = floor(disc, bad) + disc.family().clusterBlocks();
        ByteBuffer spot = cut(data, Math.min(clusterEnd - bad, data.remaining() / EmulatedDisc.BLOCK));
        boolean spared = disc.replacesBad();
        if (spared && disc.takeSpare()) {
            disc.store(bad, spot);
            noteDrained(disc, track, clusterEnd);
            listener.recovered(SenseData.of(SenseKey.RECOVERED_ERROR, 0x0C, 0x01).withInformation(bad));
            return !data.hasRemaining() || store(disc, track, clusterEnd, data);
        }
        fail(disc, track, bad, spot, spared);
        return false;
    }

    /** A cluster is spoilt: it counts as written and cannot be read, and what was to follow it is gone. */
    private void fail(EmulatedDisc disc, EmulatedTrack track, long bad, ByteBuffer spot, boolean spared)
            throws IOException {
        long last = bad + spot.remaining() / EmulatedDisc.BLOCK - 1;
        disc.log("write error lba=" + bad);
        disc.store(bad, spot);
        disc.addDefect(new Defect(bad, last, Defect.Kind.READ, Defect.HARD, 0));
        runs.removeIf(run -> run.track == track);
        pending = runs.stream().mapToLong(run -> run.blocks).sum();
        if (!disc.family().overwritable()) {
            track.drainedTo(Math.min(disc.tracks().roundUp(last + 1), track.end()));
            track.loseBuffered();
        }
        disc.save();
        SenseData sense = spared ? disc.sparesExhausted() : SenseData.of(SenseKey.MEDIUM_ERROR, 0x0C, 0x00);
        listener.failed(sense.withInformation(bad).asDeferred());
    }

    /** Moves everything to the medium, a cluster begun filled up with zeros. */
    void flush(EmulatedDisc disc) throws IOException {
        for (Run run : runs) {
            fillUp(disc, run);
        }
        drain(disc, Long.MAX_VALUE);
    }

    /** A cluster begun is filled up and leaves with the rest, as before a read on older drives. */
    void link(EmulatedDisc disc) throws IOException {
        Run last = runs.peekLast();
        if (last != null) {
            seal(disc, last);
        }
        drain(disc, Long.MAX_VALUE);
    }

    /** Everything waiting is gone. */
    void lose() {
        runs.clear();
        pending = 0;
    }

    /** The first block at or behind {@code lba} that does not wait here. */
    long firstMissing(long lba) {
        long at = lba;
        for (Run run : runs) {
            if (at >= run.lba && at < run.end() + run.padding) {
                at = run.end() + run.padding;
            }
        }
        return at;
    }

    /** Lays what waits here over {@code target}, which holds the medium from block {@code lba} on. */
    void overlay(long lba, ByteBuffer target) {
        long count = target.remaining() / EmulatedDisc.BLOCK;
        for (Run run : runs) {
            long at = run.lba;
            for (ByteBuffer chunk : run.chunks) {
                long blocks = chunk.remaining() / EmulatedDisc.BLOCK;
                long from = Math.max(lba, at);
                long to = Math.min(lba + count, at + blocks);
                if (from < to) {
                    ByteBuffer piece = chunk.duplicate();
                    piece.position(piece.position() + (int) ((from - at) * EmulatedDisc.BLOCK));
                    piece.limit(piece.position() + (int) ((to - from) * EmulatedDisc.BLOCK));
                    target.duplicate().position(target.position() + (int) ((from - lba) * EmulatedDisc.BLOCK))
                            .put(piece);
                }
                at += blocks;
            }
        }
    }
}
