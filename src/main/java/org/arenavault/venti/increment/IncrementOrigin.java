package org.arenavault.venti.increment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.UUID;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Count;
import org.arenavault.io.Digests;
import org.arenavault.io.Plain;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaTail;
import org.arenavault.venti.format.ClumpDirectory;
import org.arenavault.venti.format.Score;

/**
 * Which part of which active arena an increment is: what its label says of it (protection 2).
 *
 * @param form the active arena
 * @param source the partition that the active arena lay in; a hint
 * @param offset where it began there; a hint, 0 or more
 * @param from offset of the first clump from the active arena's data start
 * @param to offset behind the last
 * @param clumps how many
 * @param chain the increments that begin at 0 and go on from each other; new whenever one begins at 0 again
 * @param entries SHA-1 over the clumps' directory entries, as {@link ClumpRun#entries}; {@link Score#NONE} where the
 *     label does not say, so that no chain can be continued behind it
 */
public record IncrementOrigin(ArenaForm form, String source, long offset, long from, long to, long clumps, UUID chain,
                              Score entries) {

    /** What stands behind the last clump: the end mark, and four bytes to spare (venti-format 3.6). */
    static final int END = 8;

    private static final int LONGEST_NAME = 63;

    /** The part of {@code active} that {@code run} is. */
    static IncrementOrigin of(ActiveArena active, ClumpRun run, String source, UUID chain) {
        return new IncrementOrigin(ArenaForm.of(active), source, active.arena().start(), run.from(), run.to(),
                run.stats().clumps(), chain, run.entries());
    }

    /** The active arena's name. */
    public String arena() {
        return form.name();
    }

    /**
     * Checks that there can be such an arena, and such a part of it.
     *
     * @return this
     * @throws CorruptException if not; the message begins with {@code where}
     */
    public IncrementOrigin check(String where) throws CorruptException {
        form.check(where);
        if (offset < 0 || from < 0 || to <= from || to > form.usable() || clumps < 1
                || clumps > (to - from) / (ArenaFormat.CLUMP_HEADER + 1)
                || to + ArenaFormat.directorySize(clumps, form.blockSize()) > form.usable()) {
            throw new CorruptException(("%s: increment of %s at %d-%d, in an arena at %d that has room for %d "
                    + "bytes").formatted(where, Count.of(clumps, "clump"), from, to, offset, form.usable()));
        }
        return this;
    }

    /**
     * Whether an arena holds these very clumps at this place, as its directory says.
     *
     * @throws IOException if tail or directory cannot be read
     */
    public boolean isIn(Arena arena) throws IOException {
        ArenaTail tail = arena.readTail();
        if (arena.size() != form.size() || tail.clumpMagic() != form.clumpMagic()) {
            return false;
        }
        MessageDigest sum = Digests.sha1();
        byte[] entry = new byte[ArenaFormat.CLUMP_INFO];
        ClumpDirectory.Cursor cursor = new ClumpDirectory(arena).cursor(tail.memory().clumps());
        while (cursor.next() && cursor.offset() < to) {
            if (cursor.offset() >= from) {
                cursor.info().encode(ByteBuffer.wrap(entry), 0);
                sum.update(entry);
            }
        }
        return Score.of(sum).equals(entries);
    }

    /** Bytes of the increment as a sealed arena. */
    public long imageSize() {
        return ClumpRun.imageSize(to - from, clumps, form.blockSize());
    }

    /**
     * What the increment is called: {@code ARENA@FROM.SEQ}, 63 bytes at the most.
     *
     * @param sequence the ledger's line that announces it, so that no name comes twice
     */
    public String name(long sequence) {
        String end = "@%d.%d".formatted(from, sequence);
        return arena().substring(0, Math.min(arena().length(), LONGEST_NAME - end.length())) + end;
    }

    /** What it is, for people. */
    public String text() {
        return "%s, clumps at %d-%d".formatted(Plain.field(arena()), from, to);
    }
}
