package org.arenavault.venti.format;

import java.util.Locale;

/** How far an arena has come, told from head and tail alone (venti-format 3.5). */
public enum ArenaState {
    /** Nothing written. */
    EMPTY,
    /** May still grow. */
    ACTIVE,
    /** No clump will ever be added, but the tail on disk does not say so yet: the index is not flushed past it. */
    FULL,
    /** Sealed on disk; the server has not yet written the seal. */
    UNSUMMED,
    /** Immutable; its seal can be checked. */
    SEALED,
    /** Head or tail are missing, contradict each other or cannot be. */
    DAMAGED;

    /** The state of an arena whose tail has been found sound. */
    static ArenaState of(ArenaTail tail) {
        if (tail.memory().clumps() == 0) {
            return EMPTY;
        }
        if (!tail.memory().sealed()) {
            return ACTIVE;
        }
        if (!tail.disk().sealed()) {
            return FULL;
        }
        return tail.score().equals(Score.NONE) ? UNSUMMED : SEALED;
    }

    /** True once the tail on disk says sealed: such an arena may be recorded. */
    public boolean isSealedOnDisk() {
        return this == UNSUMMED || this == SEALED;
    }

    /** In lower case, as reports show it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
