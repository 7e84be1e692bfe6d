package org.arenavault.scsi;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.io.CorruptException;

/**
 * INQUIRY, vital product data (2.2; SPC-4 7.8): the list of pages, the serial number, the identifiers. A page that
 * the unit does not have is answered with 5/24/00.
 */
public final class VitalProductData {

    /** Page 00h: which pages there are. */
    public static final int PAGE_LIST = 0x00;
    /** Page 80h: the unit's serial number. */
    public static final int SERIAL = 0x80;
    /** Page 83h: the unit's identifiers. */
    public static final int IDENTIFICATION = 0x83;

    private static final int HEADER = 4;

    /**
     * One identifier of page 83h, or of a drive in {@link ElementStatus}.
     *
     * @param codeSet 1 binary, 2 ASCII, 3 UTF-8
     * @param type 0 vendor specific, 1 vendor and product and serial, 3 NAA name, ...
     * @param identifier as sent
     */
    public record Designator(int codeSet, int type, byte[] identifier) {

        /** Code set of ASCII identifiers. */
        public static final int ASCII = 2;
        /** Type of identifiers made of vendor, product and serial number. */
        public static final int T10_VENDOR_ID = 1;

        static Designator read(Answer a, int at) {
            return new Designator(a.bits(at, 3, 0), a.bits(at + 1, 3, 0), a.bytes(at + HEADER, a.u8(at + 3)));
        }

        /** Header and identifier. */
        byte[] encode() {
            byte[] b = new byte[HEADER + identifier.length];
            BigEndian.put8(b, 0, codeSet);
            BigEndian.put8(b, 1, type);
            BigEndian.put8(b, 3, identifier.length);
            System.arraycopy(identifier, 0, b, HEADER, identifier.length);
            return b;
        }

        /** The identifier as text, fit to be shown. */
        public String text() {
            return Answer.printable(identifier);
        }
    }

    private VitalProductData() {
    }

    /** Page 00h: the codes of the pages the unit has. */
    public static List<Integer> decodePageList(byte[] bytes) throws CorruptException {
        Answer a = page(bytes, PAGE_LIST);
        List<Integer> pages = new ArrayList<>();
        for (int at = HEADER; a.has(at + 1); at++) {
            pages.add(a.u8(at));
        }
        return List.copyOf(pages);
    }

    /** Page 00h with these codes, in ascending order. */
    public static byte[] encodePageList(List<Integer> pages) {
        byte[] payload = new byte[pages.size()];
        for (int i = 0; i < payload.length; i++) {
            payload[i] = pages.get(i).byteValue();
        }
        return encode(PAGE_LIST, payload);
    }

    /** Page 80h: the serial number, fit to be shown; empty where the unit has none. */
    public static String decodeSerial(byte[] bytes) throws CorruptException {
        Answer a = page(bytes, SERIAL);
        return a.text(HEADER, a.length());
    }

    /** Page 80h with this serial number. */
    public static byte[] encodeSerial(String serial) {
        byte[] payload = new byte[serial.length()];
        Answer.putText(payload, 0, payload.length, serial);
        return encode(SERIAL, payload);
    }

    /** Page 83h: the identifiers that are there whole. */
    public static List<Designator> decodeIdentification(byte[] bytes) throws CorruptException {
        Answer a = page(bytes, IDENTIFICATION);
        List<Designator> designators = new ArrayList<>();
        for (int at = HEADER; a.has(at + HEADER); at += HEADER + a.u8(at + 3)) {
            if (a.has((long) at + HEADER + a.u8(at + 3))) {
                designators.add(Designator.read(a, at));
            }
        }
        return List.copyOf(designators);
    }

    /** Page 83h with these identifiers. */
    public static byte[] encodeIdentification(List<Designator> designators) {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        for (Designator designator : designators) {
            payload.writeBytes(designator.encode());
        }
        return encode(IDENTIFICATION, payload.toByteArray());
    }

    private static Answer page(byte[] bytes, int code) throws CorruptException {
        Answer a = Answer.fixed("INQUIRY page %02Xh".formatted(code), bytes).require(HEADER);
        if (a.u8(1) != code) {
            throw a.useless("it is another page");
        }
        return a.cutAt((long) HEADER + a.u16(2));
    }

    private static byte[] encode(int code, byte[] payload) {
        byte[] b = new byte[HEADER + payload.length];
        BigEndian.put8(b, 0, Inquiry.MMC);
        BigEndian.put8(b, 1, code);
        BigEndian.put16(b, 2, payload.length);
        System.arraycopy(payload, 0, b, HEADER, payload.length);
        return b;
    }
}
