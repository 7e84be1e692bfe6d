package org.arenavault.venti.increment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.io.Count;
import org.arenavault.io.StopSignal;
import org.arenavault.io.UnusableBytesException;
import org.arenavault.venti.format.ArenaFormat;

/** Appends to an arena the blocks of increments that it lacks, found by score. */
final class LackingBlocks {

    private final LogAppender log;
    private final KnownBlocks known;
    private final StopSignal stop;
    private final List<String> notes = new ArrayList<>();
    private long withoutRoom;

    /** Appends to {@code log}, which holds the blocks of {@code known}. */
    LackingBlocks(LogAppender log, KnownBlocks known, StopSignal stop) {
        this.log = log;
        this.known = known;
        this.stop = stop;
    }

    /** How many had no room. */
    long withoutRoom() {
        return withoutRoom;
    }

    /** What came of it, one line each. */
    List<String> notes() {
        return notes;
    }

    /** Takes whole clumps alone; an increment that is damaged gives those that it has. */
    void take(Increment increment) throws IOException {
        long before = log.stats().clumps();
        long withoutRoomBefore = withoutRoom;
        try {
            new SealedClumps(increment.arena(), increment.tail()).all((info, bytes, at, whole) -> {
                if (!whole || SealedClumps.isMarked(info)) {
                    return;
                }
                if (!log.fits(ArenaFormat.CLUMP_HEADER + info.size())) {
                    withoutRoom += known.contains(info) ? 0 : 1;
                } else if (known.add(info)) {
                    log.add(info, bytes, at, true);
                }
            }, stop);
        } catch (UnusableBytesException e) {
            log.requireSound();
            notes.add(e.getMessage());
        }
        long appended = log.stats().clumps() - before;
        if (appended > 0) {
            notes.add("%s: %s that the arena lacked, appended".formatted(increment.where(),
                    Count.of(appended, "block")));
        }
        if (withoutRoom > withoutRoomBefore) {
            notes.add("%s: %s that the arena lacks and has no room for".formatted(increment.where(),
                    Count.of(withoutRoom - withoutRoomBefore, "block")));
        }
    }
}
