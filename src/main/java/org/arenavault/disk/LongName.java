package org.arenavault.disk;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The long name of a file of a FAT file system: entries before its own hold 13 UTF-16 letters each, the last ones first
 * (Microsoft's FAT specification 1.03, "Long Directory Entries"). What is not whole, or another file's, is none.
 */
final class LongName {

    /** The attributes of an entry that holds a part of a long name, of those under {@link #MASK}. */
    static final int ATTRIBUTES = 0x0F;
    static final int MASK = 0x3F;

    private static final int BEGIN = 0x40;
    private static final int MOST_PARTS = 20;
    private static final int[] LETTERS = {1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30};
    private static final int SUM_AT = 13;

    private String name = "";
    /** The number of the part that has to come; 0 once all are here, -1 if there is no name. */
    private int next = -1;
    private int sum;

    /**
     * Takes a part.
     *
     * @param entries little-endian
     * @param at where its entry begins
     */
    void add(ByteBuffer entries, int at) {
        int order = entries.get(at) & 0xFF;
        int sumHere = entries.get(at + SUM_AT) & 0xFF;
        if ((order & BEGIN) != 0) {
            name = "";
            next = order & ~BEGIN;
            sum = sumHere;
        }
        if ((order & ~BEGIN) != next || next < 1 || next > MOST_PARTS || sumHere != sum) {
            next = -1;
            return;
        }
        StringBuilder part = new StringBuilder();
        for (int letter : LETTERS) {
            part.append((char) entries.getShort(at + letter));
        }
        int end = part.indexOf("\0");
        name = part.substring(0, end < 0 ? part.length() : end) + name;
        next--;
    }

    /** The name of the file whose entry follows; its parts are forgotten then. */
    Optional<String> of(byte[] shortName) {
        boolean whole = next == 0 && sum == sum(shortName) && !name.isEmpty();
        next = -1;
        return whole ? Optional.of(name) : Optional.empty();
    }

    private static int sum(byte[] shortName) {
        int sum = 0;
        for (byte letter : shortName) {
            sum = ((sum & 1) << 7) + (sum >> 1) + (letter & 0xFF) & 0xFF;
        }
        return sum;
    }
}
