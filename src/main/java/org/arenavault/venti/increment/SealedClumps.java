package org.arenavault.venti.increment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.arenavault.io.CorruptException;
import org.arenavault.io.StopSignal;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaTail;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.ClumpDirectory;
import org.arenavault.venti.format.ClumpHeader;
import org.arenavault.venti.format.ClumpInfo;

/** Goes through the clumps of an arena by its directory, and tells of each whether it is whole. */
final class SealedClumps {

    private final Arena arena;
    private final ArenaTail tail;
    private final LogBytes log;

    SealedClumps(Arena arena, ArenaTail tail) {
        this.arena = arena;
        this.tail = tail;
        this.log = new LogBytes(arena);
    }

    /** Takes clump after clump. */
    @FunctionalInterface
    interface Visitor {

        /**
         * The next one.
         *
         * @param info its directory entry
         * @param bytes holds it at {@code at}, header and payload as they are
         * @param whole whether it is what the entry says, and hashes to its score
         */
        void clump(ClumpInfo info, byte[] bytes, int at, boolean whole) throws IOException;
    }

    /**
     * True for an entry that says that its clump is not to be believed. A server marks what it gives up like this, an
     * increment what it carries damaged.
     */
    static boolean isMarked(ClumpInfo info) {
        return BlockType.fromDisk(info.type()).equals(BlockType.CORRUPT);
    }

    /**
     * All of them, in their order.
     *
     * @throws CorruptException if the directory does not lead from the first clump to the end of the last
     */
    void all(Visitor visitor, StopSignal stop) throws IOException {
        ClumpDirectory.Cursor cursor = new ClumpDirectory(arena).cursor(tail.memory().clumps());
        List<ClumpInfo> infos = new ArrayList<>();
        long from = 0;
        boolean more = cursor.next();
        while (more) {
            stop.check();
            log.read(from);
            infos.clear();
            long at = from;
            while (more && cursor.nextOffset() - from <= log.length()) {
                infos.add(cursor.info());
                at = cursor.nextOffset();
                more = cursor.next();
            }
            if (infos.isEmpty() || at > tail.memory().used()) {
                throw new CorruptException("%s: its directory leads out of its %d bytes of clumps"
                        .formatted(arena.where(), tail.memory().used()));
            }
            visit(infos, visitor);
            from = at;
        }
        if (from != tail.memory().used()) {
            throw new CorruptException("%s: its directory tells of %d bytes of clumps, its tail of %d"
                    .formatted(arena.where(), from, tail.memory().used()));
        }
    }

    private void visit(List<ClumpInfo> infos, Visitor visitor) throws IOException {
        int[] starts = new int[infos.size()];
        for (int i = 1; i < starts.length; i++) {
            starts[i] = starts[i - 1] + ArenaFormat.CLUMP_HEADER + infos.get(i - 1).size();
        }
        boolean[] whole = new boolean[starts.length];
        IntStream.range(0, starts.length).parallel().forEach(i -> whole[i] = isWhole(infos.get(i), starts[i]));
        for (int i = 0; i < starts.length; i++) {
            visitor.clump(infos.get(i), log.bytes(), starts[i], whole[i]);
        }
    }

    private boolean isWhole(ClumpInfo info, int at) {
        ClumpHeader header = ClumpHeader.decode(ByteBuffer.wrap(log.bytes()), at);
        return header.magic() == tail.clumpMagic() && header.isLegal() && header.uncsize() > 0
                && header.info().equals(info) && WholeClumps.isWhole(log.bytes(), at);
    }
}
