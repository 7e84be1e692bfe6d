package org.arenavault.scsi.emulator;

import java.util.Locale;

/**
 * A bad spot of a disc.
 *
 * @param first first block
 * @param last last block
 * @param kind what goes wrong there
 * @param tries {@link #HARD}, or how many reads fail before one is recovered; each failed read counts it down
 * @param xor what is laid over the data, {@link Kind#CORRUPT}
 */
record Defect(long first, long last, Kind kind, int tries, int xor) {

    /** What goes wrong. */
    enum Kind {
        READ, WRITE, BOTH, CORRUPT;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** It never recovers. */
    static final int HARD = -1;

    boolean touches(long lba, long count) {
        return first < lba + count && last >= lba;
    }

    boolean hitsReading() {
        return kind == Kind.READ || kind == Kind.BOTH;
    }

    boolean hitsWriting() {
        return kind == Kind.WRITE || kind == Kind.BOTH;
    }

    /** The same after one more failed read. */
    Defect tried() {
        return new Defect(first, last, kind, tries - 1, xor);
    }
}
