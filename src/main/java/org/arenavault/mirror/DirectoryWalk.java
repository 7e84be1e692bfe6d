package org.arenavault.mirror;

import java.io.IOException;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ClumpDirectory;
import org.arenavault.venti.format.ClumpInfo;
import org.arenavault.venti.format.Score;

/** The clumps of an arena as its directory lists them. */
final class DirectoryWalk implements ClumpWalk {

    private final Arena arena;
    private final ClumpDirectory.Cursor entries;

    DirectoryWalk(Arena arena, long clumps) {
        this.arena = arena;
        this.entries = new ClumpDirectory(arena).cursor(clumps);
    }

    /** Goes through all that was sent, and sees that it is what was sent. */
    @Override
    public void goTo(ArenaCursor cursor) throws IOException {
        Score last = Score.NONE;
        long end = 0;
        while (entries.ordinal() + 1 < cursor.clumps() && entries.next()) {
            end = entries.nextOffset();
            if (entries.ordinal() + 1 == cursor.clumps()) {
                last = entries.info().score();
            }
        }
        if (end != cursor.done() || !last.equals(cursor.last())) {
            throw ArenaCursor.replaced(arena, "another clump ends at %d".formatted(cursor.done()));
        }
    }

    @Override
    public boolean next() throws IOException {
        return entries.next();
    }

    @Override
    public long ordinal() {
        return entries.ordinal();
    }

    @Override
    public long offset() {
        return entries.offset();
    }

    @Override
    public long nextOffset() {
        return entries.nextOffset();
    }

    @Override
    public ClumpInfo info() {
        return entries.info();
    }
}
