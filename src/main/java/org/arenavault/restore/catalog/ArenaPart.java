package org.arenavault.restore.catalog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;
import org.arenavault.io.Digests;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaTail;
import org.arenavault.venti.format.ClumpDirectory;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.increment.IncrementOrigin;

/**
 * What a track carries of an arena in a partition.
 *
 * @param arena that it was recorded from
 * @param from offset of its first clump from the arena's data start
 * @param to offset behind the last
 */
record ArenaPart(Arena arena, long from, long to) {

    /** All of it. */
    static ArenaPart whole(Arena arena) {
        return new ArenaPart(arena, 0, Long.MAX_VALUE);
    }

    /** The part that an increment is; empty if the arena does not hold these clumps any more. */
    static Optional<ArenaPart> of(Arena arena, IncrementOrigin origin) throws IOException {
        ArenaTail tail = arena.readTail();
        if (arena.size() != origin.form().size() || tail.clumpMagic() != origin.form().clumpMagic()) {
            return Optional.empty();
        }
        MessageDigest entries = Digests.sha1();
        byte[] entry = new byte[ArenaFormat.CLUMP_INFO];
        ClumpDirectory.Cursor cursor = new ClumpDirectory(arena).cursor(tail.memory().clumps());
        while (cursor.next() && cursor.offset() < origin.to()) {
            if (cursor.offset() >= origin.from()) {
                cursor.info().encode(ByteBuffer.wrap(entry), 0);
                entries.update(entry);
            }
        }
        return Score.of(entries).equals(origin.entries())
                ? Optional.of(new ArenaPart(arena, origin.from(), origin.to())) : Optional.empty();
    }
}
