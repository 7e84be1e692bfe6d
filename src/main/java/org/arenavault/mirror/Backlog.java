package org.arenavault.mirror;

import java.io.IOException;
import java.util.Optional;
import org.arenavault.io.VaultException;
import org.arenavault.venti.format.ArenaTail;

/**
 * What one target still lacks, by its cursors.
 *
 * @param clumps that are to be sent
 * @param bytes of them, as they are stored
 * @param arenas that hold anything, or cannot be read
 * @param copied sealed ones that are wholly there
 * @param skipped clumps that are marked corrupt at the source
 * @param bad clumps that could not be had
 * @param unread arenas whose tail cannot be read or is not what was mirrored
 */
record Backlog(long clumps, long bytes, int arenas, int copied, long skipped, long bad, int unread) {

    static final Backlog NOTHING = new Backlog(0, 0, 0, 0, 0, 0, 0);

    /**
     * Reads tails and cursors.
     *
     * @throws IOException if the cursors cannot be read
     */
    static Backlog of(SentArenas source, TargetState state) throws IOException {
        Backlog sum = NOTHING;
        for (SentArena arena : source.arenas()) {
            sum = sum.plus(arena, state);
        }
        return sum;
    }

    private Backlog plus(SentArena mirrored, TargetState state) throws IOException {
        ArenaTail tail;
        try {
            tail = mirrored.tail();
        } catch (VaultException e) {
            // the transfer tells of it
            return new Backlog(clumps, bytes, arenas + 1, copied, skipped, bad, unread + 1);
        }
        Optional<ArenaCursor> kept = state.cursor(mirrored.key());
        if (kept.isEmpty() && tail.memory().clumps() == 0) {
            return this;
        }
        ArenaCursor cursor = kept.orElseGet(() -> ArenaCursor.begin(mirrored, tail));
        return new Backlog(clumps + Math.max(0, tail.memory().clumps() - cursor.clumps()),
                bytes + Math.max(0, tail.memory().used() - cursor.done()), arenas + 1,
                copied + (cursor.copied() ? 1 : 0), skipped + cursor.counts().skipped(),
                bad + cursor.bad().size(), unread);
    }

    /** The report of a target that lacks this. */
    TargetReport report(String target, TargetReport.Outcome outcome, MirrorTally tally,
            TargetReport.RootVerdict roots) {
        boolean lacking = outcome == TargetReport.Outcome.COMPLETE && (unread > 0 || clumps > 0);
        return new TargetReport(target, lacking ? TargetReport.Outcome.BEHIND : outcome,
                new TargetReport.Moved(tally.sent(), tally.sentBytes(), tally.presentCount(), skipped,
                        tally.repairedCount()),
                new TargetReport.Lacking(bad, clumps, bytes), new TargetReport.Copied(arenas, copied), roots,
                tally.problems(), tally.notes());
    }
}
