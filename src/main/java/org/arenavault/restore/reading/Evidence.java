package org.arenavault.restore.reading;

/** How it is known what an arena's bytes must come to. */
public enum Evidence {
    /** The ledger has the digest, and the arena carries it as its seal. */
    LEDGER,
    /** The ledger has the digest; the arena carries another seal, and was accepted with it. */
    ACCEPTED,
    /** The label has the digest; whether the arena carries it as its seal is not said. */
    LABEL,
    /** The arena's own seal, and nothing besides. */
    SEAL,
    /** Not even a seal: every clump was decoded and hashed, and the bytes summed on the way. */
    CLUMPS
}
