package org.arenavault.mirror;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.arenavault.io.CorruptException;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.StopSignal;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.ClumpDecoder;
import org.arenavault.venti.format.ClumpHeader;
import org.arenavault.venti.format.ClumpInfo;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.vac.FoundRoot;
import org.arenavault.venti.vac.Root;

/**
 * The clumps of an arena as they tell of themselves, one behind the other, and behind damage wherever one begins again
 * (venti-format 11.4): where no directory can be trusted. Each is decoded and hashed.
 */
final class ClumpScan implements ClumpWalk {

    private static final int LONGEST = ArenaFormat.CLUMP_HEADER + ArenaFormat.MAX_UNCSIZE;
    private static final int PIECE = 2 << 20;
    private static final int DISK_BLOCK = 2048;
    /** Bytes that are hashed in vain at the most; where every byte looks like a clump, proof costs too much. */
    private static final long VAIN_AT_FIRST = 16 << 20;
    private static final long VAIN_PER_BYTE = 4;

    private final Arena arena;
    private final int magic;
    private final long end;
    private final boolean endKnown;
    private final Consumer<FoundRoot> roots;
    private final StopSignal stop;
    private final ClumpDecoder decoder = new ClumpDecoder();
    private final byte[] piece = new byte[PIECE];
    private final ExpectedBlocks expected;
    private final List<BadClump> passedOver = new ArrayList<>();
    private long from;
    private int length;
    private long inVain;
    private long ordinal = -1;
    private long offset;
    private long nextOffset;
    private ClumpInfo info = new ClumpInfo(0, 0, 0, Score.NONE);

    /**
     * A scan.
     *
     * @param end where the last clump ends, from the arena's data start, or may end at the latest
     * @param listed how many clumps the tail tells of, which then tells the end as well; less than 0 if there is none
     * @param roots told of the root blocks that are met
     */
    ClumpScan(Arena arena, long clumpMagic, long end, long listed, Consumer<FoundRoot> roots, StopSignal stop) {
        this.arena = arena;
        this.magic = (int) clumpMagic;
        this.end = end;
        this.endKnown = listed >= 0;
        this.roots = roots;
        this.stop = stop;
        this.expected = new ExpectedBlocks(arena, Math.max(0, listed));
    }

    @Override
    public void goTo(ArenaCursor cursor) {
        ordinal = cursor.clumps() - 1;
        nextOffset = cursor.done();
    }

    @Override
    public boolean next() throws IOException {
        long lost = nextOffset;
        for (long at = lost; at <= end - ArenaFormat.CLUMP_HEADER; at = candidate(at + 1)) {
            load(at);
            if (isClump(at)) {
                passOver(lost, at);
                ordinal++;
                offset = at;
                nextOffset = at + ArenaFormat.CLUMP_HEADER + info.size();
                return true;
            }
        }
        if (endKnown) {
            passOver(lost, end);
        }
        nextOffset = end;
        return false;
    }

    /** The next place from {@code at} on where a clump may begin; behind the end if there is none. */
    private long candidate(long at) throws IOException {
        long next = at;
        while (next <= end - ArenaFormat.CLUMP_HEADER) {
            stop.check();
            load(next);
            ByteBuffer view = ByteBuffer.wrap(piece, 0, length);
            for (int i = (int) (next - from); i <= length - ArenaFormat.CLUMP_HEADER; i++) {
                if (view.getInt(i) == magic && inVain <= VAIN_AT_FIRST + VAIN_PER_BYTE * (from + i)) {
                    return from + i;
                }
            }
            next = from + length - ArenaFormat.CLUMP_HEADER + 1;
        }
        return next;
    }

    /** Reads so that a clump of any size that begins at {@code at} is in the piece, as far as the log goes. */
    private void load(long at) throws IOException {
        if (at >= from && Math.min(at + LONGEST, end) <= from + length) {
            return;
        }
        from = at;
        length = (int) Math.min(PIECE, end - at);
        try {
            arena.storage().read(arena.dataStart() + from, ByteBuffer.wrap(piece, 0, length));
        } catch (MediumFaultException e) {
            readWhatCanBe();
        }
    }

    /** A block that cannot be read counts as zeros: no clump there is whole; its neighbours are not lost with it. */
    private void readWhatCanBe() throws IOException {
        int count;
        for (int at = 0; at < length; at += count) {
            stop.check();
            long position = arena.dataStart() + from + at;
            count = (int) Math.min(length - at, DISK_BLOCK - position % DISK_BLOCK);
            try {
                arena.storage().read(position, ByteBuffer.wrap(piece, at, count));
            } catch (MediumFaultException e) {
                Arrays.fill(piece, at, at + count, (byte) 0);
            }
        }
    }

    private boolean isClump(long at) {
        int index = (int) (at - from);
        ClumpHeader header = ClumpHeader.decode(ByteBuffer.wrap(piece), index);
        if ((int) header.magic() != magic || !header.isLegal() || header.uncsize() == 0
                || header.uncsize() > ArenaFormat.MAX_UNCSIZE || header.length() > length - index) {
            return false;
        }
        try {
            decoder.decode(header, piece, index + ArenaFormat.CLUMP_HEADER);
        } catch (CorruptException e) {
            inVain += header.length() + header.uncsize();
            return false;
        }
        info = header.info();
        if (header.type() == BlockType.ROOT.toDisk() && header.uncsize() >= Root.SIZE) {
            roots.accept(new FoundRoot(header.score(), header.time(), arena.name(), at));
        }
        return true;
    }

    private void passOver(long lost, long to) throws IOException {
        if (to > lost) {
            passedOver.add(new BadClump(lost, 0, 0, Score.NONE, "%s: clumps at %d-%d: nothing of them is whole%s"
                    .formatted(arena.where(), lost, to, expected.between(lost, to))));
        }
    }

    @Override
    public List<BadClump> passedOver() {
        List<BadClump> all = List.copyOf(passedOver);
        passedOver.clear();
        return all;
    }

    @Override
    public long ordinal() {
        return ordinal;
    }

    @Override
    public long offset() {
        return offset;
    }

    @Override
    public long nextOffset() {
        return nextOffset;
    }

    @Override
    public ClumpInfo info() {
        return info;
    }
}
