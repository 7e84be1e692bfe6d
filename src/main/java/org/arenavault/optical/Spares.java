package org.arenavault.optical;

/** Whether a BD gives up room for spare clusters, with which the drive replaces bad ones. */
public enum Spares {
    /** None: full capacity and full speed. */
    NONE,
    /** As many as the drive takes by default: 3.2 % of a disc; written at half the speed. */
    DEFAULT
}
