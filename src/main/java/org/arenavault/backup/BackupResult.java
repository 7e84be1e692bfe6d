package org.arenavault.backup;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.io.Outcome;
import org.arenavault.io.Rate;
import org.arenavault.sets.TrackState;
import org.arenavault.sets.Unverified;

/**
 * What a backup came to.
 *
 * @param recorded the tracks that it wrote, or brought to an end, in their order
 * @param failed arenas that could not be recorded, and why
 * @param left arenas that are still on no disc
 * @param notSealed arenas that are full or active, with what of them is on no disc
 * @param discs what came of the discs
 * @param unverified arenas that are on disc, and were never read back
 * @param asked what was asked for
 * @param elapsed how long it took
 */
public record BackupResult(List<Recorded> recorded, List<String> failed, List<String> left, List<Unsealed> notSealed,
                           Discs discs, List<Unverified> unverified, Asked asked, Duration elapsed) {

    /**
     * What was asked for.
     *
     * @param verify whether tracks were to be read back
     * @param discs the most discs that were to be used; 0 for as many as it takes
     */
    public record Asked(boolean verify, int discs) {
    }

    /**
     * What came of the discs.
     *
     * @param putAside those that take no more, in their order
     * @param notes what they got, or went without, to protect what is on them, a line each
     */
    public record Discs(List<PutAside> putAside, List<String> notes) {

        /** Of no discs. */
        public static final Discs NONE = new Discs(List.of(), List.of());

        public Discs {
            putAside = List.copyOf(putAside);
            notes = List.copyOf(notes);
        }

        /** These and others. */
        Discs and(Discs others) {
            List<PutAside> allPutAside = new ArrayList<>(putAside);
            allPutAside.addAll(others.putAside);
            List<String> allNotes = new ArrayList<>(notes);
            allNotes.addAll(others.notes);
            return new Discs(allPutAside, allNotes);
        }
    }

    /**
     * A disc that takes no more.
     *
     * @param disc by its label
     * @param reason why
     * @param fault whether it was given up, or could not be written, before it was full
     */
    public record PutAside(String disc, String reason, boolean fault) {
    }

    /**
     * One track.
     *
     * @param disc the disc, by its label
     * @param track its number there
     * @param arena what it carries
     * @param bytes its size
     * @param state how far it has come: closed, verified or bad
     * @param rate bytes per second of reading it back; 0 if it was not, or nobody knows
     * @param fault what is wrong; empty if nothing is
     */
    public record Recorded(String disc, int track, String arena, long bytes, TrackState state, long rate,
                           String fault) {

        /** Whether it holds its arena, as far as anybody knows. */
        public boolean holds() {
            return state.holds();
        }

        /** How far it has come, in a few words. */
        String text() {
            return switch (state) {
                case VERIFIED -> "verified at " + Rate.text(rate);
                case BAD -> "BAD: " + fault;
                default -> state + ", not verified";
            };
        }
    }

    public BackupResult {
        recorded = List.copyOf(recorded);
        failed = List.copyOf(failed);
        left = List.copyOf(left);
        notSealed = List.copyOf(notSealed);
        unverified = List.copyOf(unverified);
    }

    /** Discs that take no more, in their order. */
    public List<PutAside> putAside() {
        return discs.putAside();
    }

    /** The tracks that hold their arenas. */
    public List<Recorded> good() {
        return recorded.stream().filter(Recorded::holds).toList();
    }

    /** Bytes of the arenas on these. */
    public long bytes() {
        return good().stream().mapToLong(Recorded::bytes).sum();
    }

    /** Whether there is something to tell of. */
    public boolean isWorthTelling() {
        return !recorded.isEmpty() || !putAside().isEmpty() || !failed.isEmpty() || !unverified.isEmpty();
    }

    /** The same with more that failed. */
    public BackupResult withFailed(List<String> more) {
        List<String> all = new ArrayList<>(failed);
        all.addAll(more);
        return new BackupResult(recorded, all, left, notSealed, discs, unverified, asked, elapsed);
    }

    /**
     * How much of what was asked is done: every arena is on disc and read back, or as many discs as were allowed have
     * been filled with what they take. What was never read back needs nothing but its disc.
     */
    public Outcome outcome() {
        boolean filled = asked.discs() > 0 && recorded.stream().anyMatch(Recorded::holds)
                && putAside().stream().noneMatch(PutAside::fault);
        int undone = failed.size() + (filled ? 0 : left.size());
        return Outcome.of(undone, undone).and(Outcome.waitingFor(asked.verify() ? unverified.size() : 0));
    }

    /** Whether all is done that was asked for. */
    public boolean done() {
        return outcome().isDone();
    }
}
