package org.arenavault.venti.increment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaStats;
import org.arenavault.venti.format.ClumpDirectory;
import org.arenavault.venti.format.ClumpHeader;
import org.arenavault.venti.format.ClumpInfo;

/** What an active arena's directory says of clumps that do not tell by themselves. Not safe for several threads. */
final class LogDirectory {

    /** Entries behind one damaged clump that are followed at the most. */
    private static final int LONGEST_DAMAGE = 10_000;

    private final ActiveArena active;
    private final ArenaStats vouched;
    /** Before the first entry until something was read. */
    private ClumpDirectory.Cursor cursor;

    LogDirectory(ActiveArena active) {
        this.active = active;
        this.vouched = active.tail().memory();
        this.cursor = new ClumpDirectory(active.arena()).cursor(vouched.clumps());
    }

    /** What was read of it may have changed. */
    void forget() {
        cursor = new ClumpDirectory(active.arena()).cursor(vouched.clumps());
    }

    /** Moves to entry {@code ordinal}; false if the tail does not vouch for it. */
    private boolean seek(long ordinal) throws IOException {
        if (ordinal < 0 || ordinal >= vouched.clumps()) {
            return false;
        }
        if (cursor.ordinal() < 0 || cursor.ordinal() > ordinal) {
            cursor = new ClumpDirectory(active.arena()).cursor(ordinal, 0, vouched.clumps());
            return cursor.next();
        }
        while (cursor.ordinal() < ordinal) {
            cursor.next();
        }
        return true;
    }

    /** Puts the 25 bytes of entry {@code ordinal} into {@code entry}; false if it was never written. */
    boolean copy(long ordinal, byte[] entry) throws IOException {
        if (!seek(ordinal) || !cursor.info().isWritten()) {
            return false;
        }
        cursor.info().encode(ByteBuffer.wrap(entry), 0);
        return true;
    }

    /**
     * The entries of the damaged clump at {@code at} and of those behind it, up to the next place where a clump's
     * header says what its entry says, or to the end of what the tail vouches for. Only entries that lead there are
     * believed: a block of the directory may hold anything until it was written.
     *
     * @return empty if they lead nowhere
     */
    List<ClumpInfo> around(ClumpPlace at) throws IOException {
        List<ClumpInfo> damaged = new ArrayList<>();
        ClumpPlace place = at;
        while (damaged.size() < LONGEST_DAMAGE && seek(place.ordinal())) {
            ClumpInfo info = cursor.info();
            if (info.size() == 0 || info.size() > info.uncsize()) {
                return List.of();
            }
            damaged.add(info);
            place = place.behind(ArenaFormat.CLUMP_HEADER + info.size());
            if (leads(place)) {
                return damaged;
            }
        }
        return List.of();
    }

    private boolean leads(ClumpPlace place) throws IOException {
        if (place.offset() >= vouched.used()) {
            return place.offset() == vouched.used() && place.ordinal() == vouched.clumps();
        }
        Optional<ClumpHeader> header = active.headerAt(place);
        return header.isPresent() && seek(place.ordinal()) && header.get().info().equals(cursor.info());
    }

    /** The place of the whole clump with this header that was found at {@code offset}, behind clump {@code ordinal}. */
    ClumpPlace locate(long offset, ClumpHeader header, long ordinal) throws IOException {
        byte[] wanted = new byte[ArenaFormat.CLUMP_INFO];
        header.info().encode(ByteBuffer.wrap(wanted), 0);
        for (long next = ordinal + 1; seek(next); next++) {
            if (cursor.matches(wanted, 0)) {
                return new ClumpPlace(offset, next);
            }
        }
        return new ClumpPlace(offset, ClumpPlace.UNKNOWN);
    }
}
