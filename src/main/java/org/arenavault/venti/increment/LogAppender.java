package org.arenavault.venti.increment;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaHead;
import org.arenavault.venti.format.ArenaStats;
import org.arenavault.venti.format.ArenaTail;
import org.arenavault.venti.format.ClumpHeader;
import org.arenavault.venti.format.ClumpInfo;
import org.arenavault.venti.format.Fields;
import org.arenavault.venti.format.Score;
import org.jspecify.annotations.Nullable;

/**
 * Makes an active arena of clumps, the first one at its data start. Before anything else the tail becomes zeros, and is
 * written last: until then the slot holds no arena, whatever it held before, and the work can begin anew.
 */
final class LogAppender {

    /** Bytes of the end-of-log mark (venti-format 3.6). */
    private static final int END_MARK = 4;

    private static final int BUFFER = 1 << 20;

    private final Arena slot;
    private final int version;
    private final long clumpMagic;
    private final ClumpInfoWriter directory;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private ArenaStats stats = ArenaStats.EMPTY;
    private long written;
    private long ctime;
    private long wtime;
    private @Nullable IOException failure;

    LogAppender(Arena slot, int version, long clumpMagic) throws IOException {
        this.slot = slot;
        this.version = version;
        this.clumpMagic = clumpMagic;
        this.directory = new ClumpInfoWriter(slot);
        slot.storage().write(slot.tailStart(), new byte[slot.blockSize()]);
        slot.storage().force();
    }

    /** What it holds so far. */
    ArenaStats stats() {
        return stats;
    }

    /** True if a clump of {@code length} bytes, header and payload, has room. */
    boolean fits(int length) {
        return stats.used() + length + IncrementOrigin.END
                + ArenaFormat.directorySize(stats.clumps() + 1, slot.blockSize()) <= slot.usable();
    }

    /**
     * Adds a clump as it is, but for the clump magic, which becomes this arena's.
     *
     * @param info its directory entry
     * @param whole whether it is what the entry says: only such a one has a time
     */
    void add(ClumpInfo info, byte[] bytes, int at, boolean whole) throws IOException {
        try {
            append(info, bytes, at, whole);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /** Fails if a clump could not be written, whatever the one who added it made of that. */
    void requireSound() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    private void append(ClumpInfo info, byte[] bytes, int at, boolean whole) throws IOException {
        int length = ArenaFormat.CLUMP_HEADER + info.size();
        if (buffer.remaining() < length) {
            flush();
        }
        int start = buffer.position();
        buffer.put(bytes, at, length);
        if (whole) {
            Fields.putU32(buffer, start, clumpMagic);
            long time = ClumpHeader.decode(buffer, start).time();
            ctime = wtime == 0 ? time : ctime;
            wtime = Math.max(wtime, time);
        }
        directory.add(info);
        stats = stats.plus(info.size(), info.uncsize());
    }

    private void flush() throws IOException {
        buffer.flip();
        int count = buffer.remaining();
        slot.storage().write(slot.dataStart() + written, buffer);
        written += count;
        buffer.clear();
    }

    /** Makes the arena durable: clumps, directory and head first, then the tail that vouches for them. */
    ArenaTail finish() throws IOException {
        flush();
        directory.finish();
        long end = slot.dataStart() + stats.used();
        slot.storage().write(end, new byte[(int) Math.min(END_MARK, directory.start() - end)]);
        slot.storage().write(slot.start(),
                new ArenaHead(version, slot.name(), slot.blockSize(), slot.size(), clumpMagic).encode());
        slot.storage().force();
        ArenaTail tail = new ArenaTail(version, slot.name(), ctime, wtime, clumpMagic, stats, stats, Score.NONE);
        slot.storage().write(slot.tailStart(), tail.encode(slot.blockSize()));
        slot.storage().force();
        return tail;
    }
}
