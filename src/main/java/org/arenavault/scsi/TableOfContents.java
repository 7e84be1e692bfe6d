package org.arenavault.scsi;

import java.util.ArrayList;
import java.util.List;
import org.arenavault.io.CorruptException;

/**
 * READ TOC/PMA/ATIP, format 0 (tracks) or 1 (the last complete session), addresses as LBA (2.8; MMC-6, READ
 * TOC/PMA/ATIP). On DVD and BD the drive makes it up: never derive a layout from it.
 *
 * @param first format 0: first track; format 1: first complete session
 * @param last format 0: last track; format 1: last complete session
 * @param entries format 0: a track each, then the lead-out; format 1: the first track of the last complete session
 */
public record TableOfContents(int first, int last, List<Entry> entries) {

    /** The number under which the lead-out is listed. */
    public static final int LEAD_OUT = 0xAA;

    /** Control of a data track, recorded without interruption. */
    public static final int DATA = 0x4;

    private static final int HEADER = 4;
    private static final int ENTRY = 8;

    public TableOfContents {
        entries = List.copyOf(entries);
    }

    /**
     * One entry.
     *
     * @param adr what Q sub-channel data there were: 1
     * @param control bit 2: data
     * @param number track number, {@link #LEAD_OUT} for the lead-out
     * @param start first address, signed
     */
    public record Entry(int adr, int control, int number, long start) {
    }

    /** The length of the whole answer according to its first bytes. */
    public static int announcedLength(byte[] head) {
        return Answer.announced16(head);
    }

    /** Reads the answer of {@link Opcode#READ_TOC}, on tracks or on sessions; a cut-off last entry is left out. */
    public static TableOfContents decode(byte[] bytes) throws CorruptException {
        Answer a = Answer.counted16("READ TOC", bytes).require(HEADER);
        List<Entry> entries = new ArrayList<>();
        for (int at = HEADER; a.has(at + ENTRY); at += ENTRY) {
            entries.add(new Entry(a.bits(at + 1, 7, 4), a.bits(at + 1, 3, 0), a.u8(at + 2), a.s32(at + 4)));
        }
        return new TableOfContents(a.u8(2), a.u8(3), entries);
    }

    /** The answer. */
    public byte[] encode() {
        byte[] b = new byte[HEADER + ENTRY * entries.size()];
        BigEndian.put16(b, 0, b.length - 2);
        BigEndian.put8(b, 2, first);
        BigEndian.put8(b, 3, last);
        int at = HEADER;
        for (Entry entry : entries) {
            BigEndian.put8(b, at + 1, entry.adr() << 4 | entry.control());
            BigEndian.put8(b, at + 2, entry.number());
            BigEndian.put32(b, at + 4, entry.start());
            at += ENTRY;
        }
        return b;
    }
}
