package org.arenavault.venti.index;

/** What becomes of arenas whose tail or directory is damaged when an index is built. */
public enum DamagedArenas {
    /** The build is refused, and they are named. */
    REFUSE,
    /** They are named, and their blocks cannot be found through the index. */
    LEAVE_OUT
}
