package org.arenavault.venti.increment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaTail;
import org.arenavault.venti.format.ClumpHeader;

/**
 * Looks for the next whole clump behind damage, byte by byte (venti-format 11.4), as far as the tail vouches for any,
 * and at the place where that ends.
 */
final class LogSearch {

    /** A clump of any legal size. */
    private static final int LONGEST = ArenaFormat.CLUMP_HEADER + ArenaFormat.MAX_UNCSIZE;

    /** Bytes that are hashed in vain at the most; where every byte looks like a clump, proof costs too much. */
    private static final long VAIN_AT_FIRST = 16 << 20;
    private static final long VAIN_PER_BYTE = 4;

    private final ActiveArena active;
    private long inVain;
    private long passed;

    LogSearch(ActiveArena active) {
        this.active = active;
    }

    /** The next whole clump behind {@code damaged}. */
    Optional<ClumpPlace> behind(ClumpPlace damaged) throws IOException {
        ArenaTail tail = active.tail();
        long end = tail.memory().used();
        long at = damaged.offset() + 1;
        while (at < end) {
            active.log().read(at);
            int found = inPiece(at, end);
            if (found >= 0) {
                ClumpHeader header = ClumpHeader.decode(ByteBuffer.wrap(active.log().bytes()), found);
                return Optional.of(active.directory().locate(at + found, header, damaged.ordinal()));
            }
            passed += step();
            at += step();
        }
        ClumpPlace last = new ClumpPlace(end, tail.memory().clumps());
        active.log().read(end);
        return active.isWholeAt(0, last) ? Optional.of(last) : Optional.empty();
    }

    /** A clump that begins near the end of a piece runs over it: the next piece overlaps, unless the log ends there. */
    private int step() {
        int length = active.log().length();
        return length < LogBytes.PIECE ? Math.max(1, length) : length - LONGEST;
    }

    private int inPiece(long from, long end) {
        int behindLast = (int) Math.min(step(), end - from);
        int magic = (int) active.tail().clumpMagic();
        ByteBuffer view = ByteBuffer.wrap(active.log().bytes(), 0, active.log().length());
        for (int i = 0; i < behindLast && i <= active.log().length() - ArenaFormat.CLUMP_HEADER; i++) {
            if (view.getInt(i) == magic && inVain <= VAIN_AT_FIRST + VAIN_PER_BYTE * passed) {
                ClumpPlace place = new ClumpPlace(from + i, ClumpPlace.UNKNOWN);
                if (active.isWholeAt(i, place)) {
                    return i;
                }
                ClumpHeader header = ClumpHeader.decode(view, i);
                inVain += header.length() + header.uncsize();
            }
        }
        return -1;
    }
}
