package org.arenavault.venti.vac;

/** How closely an archive is looked at (venti-protocol 14). */
public enum CheckLevel {
    /** Level 0: the root block and its directory block. */
    ROOT,
    /** Level 1: blocks of directories and pointers are read; of blocks of data it is asked whether they are there. */
    STRUCTURE,
    /** Level 2: every block is read. */
    FULL
}
