package org.arenavault.scsi;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.io.CorruptException;

/**
 * The answer of MODE SENSE(10) and the list of MODE SELECT(10): an 8-byte header, no block descriptor, pages (2.15;
 * SPC-4 7.5).
 *
 * @param pages in the order of the answer
 */
public record ModeParameters(List<ModePage> pages) {

    /** Bytes of the header. */
    public static final int HEADER = 8;

    private static final int BLOCK_DESCRIPTOR_LENGTH = 6;
    private static final int SUBPAGE_FORMAT = 6;

    public ModeParameters {
        pages = List.copyOf(pages);
    }

    /** The length of the whole answer according to its first bytes. */
    public static int announcedLength(byte[] head) {
        return Answer.announced16(head);
    }

    /** Reads the answer of {@link Cdb#modeSense10}. A page that is not there whole is left out. */
    public static ModeParameters decode(byte[] bytes) throws CorruptException {
        return read(Answer.counted16("MODE SENSE", bytes));
    }

    /**
     * Reads the list of MODE SELECT as the unit gets it; its length field is reserved there and does not count.
     *
     * @throws CorruptException also if a page is cut off
     */
    public static ModeParameters decodeList(byte[] bytes) throws CorruptException {
        ModeParameters parameters = read(Answer.fixed("MODE SELECT parameter list", bytes));
        int size = HEADER + BigEndian.u16(bytes, BLOCK_DESCRIPTOR_LENGTH);
        for (ModePage page : parameters.pages()) {
            size += page.bytes().length;
        }
        if (size != bytes.length) {
            throw Answer.fixed("MODE SELECT parameter list", bytes).useless("its last page is cut off");
        }
        return parameters;
    }

    private static ModeParameters read(Answer a) throws CorruptException {
        a.require(HEADER);
        List<ModePage> pages = new ArrayList<>();
        int at = HEADER + a.u16(BLOCK_DESCRIPTOR_LENGTH);
        while (a.has(at + ModePage.HEADER)) {
            if (a.bit(at, SUBPAGE_FORMAT)) {
                at += 4 + a.u16(at + 2);
                continue;
            }
            int size = ModePage.HEADER + a.u8(at + 1);
            if (a.has(at + size)) {
                pages.add(new ModePage(a.bytes(at, size)));
            }
            at += size;
        }
        return new ModeParameters(pages);
    }

    /** The answer; as a list for MODE SELECT see {@link #encodeList}. */
    public byte[] encode() {
        byte[] b = encodeList();
        BigEndian.put16(b, 0, b.length - 2);
        return b;
    }

    /** The list for MODE SELECT(10): the header is all zeros, as it must be there. */
    public byte[] encodeList() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(new byte[HEADER]);
        for (ModePage page : pages) {
            all.writeBytes(page.bytes());
        }
        return all.toByteArray();
    }

    /** True if this page is among them. */
    public boolean has(int code) {
        return pages.stream().anyMatch(p -> p.code() == code);
    }

    /**
     * The page with this number.
     *
     * @throws CorruptException if it is not there
     */
    public ModePage page(int code) throws CorruptException {
        for (ModePage page : pages) {
            if (page.code() == code) {
                return page;
            }
        }
        throw new CorruptException("MODE SENSE: the answer lacks page %02Xh; try again, or another drive"
                .formatted(code));
    }
}
