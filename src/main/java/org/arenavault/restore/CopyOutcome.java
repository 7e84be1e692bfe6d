package org.arenavault.restore;

import java.util.Optional;
import org.arenavault.venti.format.Score;

/** What became of an arena that was to be copied into its place. */
sealed interface CopyOutcome {

    /** Why it is not in its place; empty if it is. */
    String reason();

    /** Itself, if the arena is in its place. */
    default Optional<Copied> copied() {
        return Optional.empty();
    }

    /** Whether other copies may give what could not be read of this one. */
    default boolean isUnreadable() {
        return false;
    }

    /**
     * It lies there, whole, and forced to disk.
     *
     * @param digest what its bytes come to
     * @param seal its last twenty bytes
     * @param note what is worth knowing; empty if nothing is
     */
    record Copied(Score digest, Score seal, String note) implements CopyOutcome {

        @Override
        public String reason() {
            return "";
        }

        @Override
        public Optional<Copied> copied() {
            return Optional.of(this);
        }
    }

    /**
     * It is not what it should be; its place is what it was before.
     *
     * @param reason what is wrong
     */
    record Unfit(String reason) implements CopyOutcome {
    }

    /**
     * Not all of it can be read; its place is what it was before.
     *
     * @param reason what the medium said
     */
    record Unreadable(String reason) implements CopyOutcome {

        @Override
        public boolean isUnreadable() {
            return true;
        }
    }
}
