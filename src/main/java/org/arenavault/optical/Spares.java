package org.arenavault.optical;

/**
 * Whether a BD gives up room for spare clusters, with which the drive replaces bad ones.
 *
 * @param kind how much is decided
 * @param bytes of spares where they are {@link Kind#SIZED}; else 0
 */
public record Spares(Kind kind, long bytes) {

    /** None: full capacity and full speed. */
    public static final Spares NONE = new Spares(Kind.NONE, 0);
    /** As many as the drive takes by default: 3.2 % of a disc; written at half the speed. */
    public static final Spares DEFAULT = new Spares(Kind.DEFAULT, 0);

    /** How the amount is decided. */
    public enum Kind {
        NONE,
        /** By the drive. */
        DEFAULT,
        /** By the operator, on a BD-R; an overwritable disc gets what the drive takes by default. */
        SIZED
    }

    /** As many bytes, rounded up to clusters of 64 KiB. */
    public static Spares sized(long bytes) {
        return new Spares(Kind.SIZED, bytes);
    }
}
