package org.arenavault.disk;

import java.util.regex.Pattern;

/**
 * A partition of a disk.
 *
 * @param inside the partition whose prep table tells of it; empty if none does, or the disk's own
 * @param name as Plan 9 calls it: what the prep table says, or {@code plan9}, {@code dos}, {@code dos.1}
 * @param table which table tells of it
 * @param from its first byte on the disk
 * @param to the byte behind its last
 */
public record DiskPart(String inside, String name, Table table, long from, long to) {

    /** Bytes of a sector, as tables count them. */
    static final int SECTOR = 512;

    private static final Pattern NAME = Pattern.compile(
            "(plan9(\\.[0-9]+)?/)?([A-Za-z]|(?!0[xX])[0-9]+[A-Za-z]{2})[^/:\\p{Cntrl}]*");

    /** Tables of partitions. */
    public enum Table {
        /** The four entries of the first sector, and the chain of an extended partition. */
        MBR,
        /** A GUID partition table. */
        GPT,
        /** The text in the second sector of a Plan 9 partition. */
        PREP
    }

    /**
     * Whether what stands behind the colon of {@code DISK:NAME} is a name, and no range: {@code 9fat} is one, and
     * {@code plan9.1/arenas}.
     */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** Bytes. */
    public long size() {
        return to - from;
    }

    /** Its name with that of the partition which it is a part of. */
    public String wholeName() {
        return inside.isEmpty() ? name : inside + "/" + name;
    }

    /** The same under another name. */
    DiskPart called(String other) {
        return new DiskPart(inside, other, table, from, to);
    }

    boolean overlaps(DiskPart other) {
        return from < other.to && other.from < to;
    }
}
