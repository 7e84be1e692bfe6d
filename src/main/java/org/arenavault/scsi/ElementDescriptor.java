package org.arenavault.scsi;

import java.util.Arrays;
import org.arenavault.scsi.ElementStatus.Element;
import org.arenavault.scsi.VitalProductData.Designator;

/**
 * The descriptor of one place in READ ELEMENT STATUS (7.1; SMC-3 6.11.4): what its page says of all of its kind.
 *
 * @param type what the places are
 * @param primaryTag PVOLTAG: the label that was read follows the fixed part
 * @param alternateTag AVOLTAG: so does that of the other side
 * @param length bytes of each: 4 in the oldest changers, 12 and what follows in others
 */
record ElementDescriptor(ElementType type, boolean primaryTag, boolean alternateTag, int length) {

    /** Address and flags: with less a descriptor is of no use. */
    static final int SMALLEST = 4;
    /** The fixed part. */
    static final int PLAIN = 12;
    /** A label with its sequence number. */
    static final int TAG = 36;

    private static final int TAG_TEXT = 32;
    private static final int DESIGNATOR_HEADER = 4;
    private static final byte VOID = (byte) 0xFF;

    private static final int FULL = 0;
    private static final int IMPEXP = 1;
    private static final int EXCEPT = 2;
    private static final int ACCESS = 3;
    private static final int EXENAB = 4;
    private static final int INENAB = 5;
    private static final int SVALID = 7;

    /** Reads one; what lies behind the bytes that are there reads as zero, and a name that is cut is none. */
    Element decode(byte[] bytes) {
        Answer a = Answer.fixed("READ ELEMENT STATUS", bytes);
        boolean labelled = primaryTag && length >= PLAIN + TAG && a.has(PLAIN + TAG_TEXT);
        return new Element(type, a.u16(0), a.bit(2, FULL),
                new Element.Flags(a.bit(2, IMPEXP), a.bit(2, EXCEPT), a.bit(2, ACCESS), a.bit(2, EXENAB),
                        a.bit(2, INENAB)),
                new Element.Trouble(a.u8(4), a.u8(5)), new Element.Origin(a.bit(9, SVALID), a.u16(10)),
                labelled ? tag(a.bytes(PLAIN, TAG_TEXT)) : "", device(a));
    }

    /** A label that is nothing but FFh, blanks or zeros is none; what it is filled up with does not belong to it. */
    private static String tag(byte[] text) {
        int end = text.length;
        while (end > 0 && (text[end - 1] == VOID || text[end - 1] == 0 || text[end - 1] == ' ')) {
            end--;
        }
        return Answer.printable(Arrays.copyOf(text, end));
    }

    /** Behind the labels; there are changers that announce one and send none. */
    private Designator device(Answer a) {
        int tags = PLAIN + (primaryTag ? TAG : 0) + (alternateTag ? TAG : 0);
        int fewer = primaryTag ? PLAIN + TAG : PLAIN;
        return holdsDesignator(a, tags) ? Designator.read(a, tags)
                : alternateTag && holdsDesignator(a, fewer) ? Designator.read(a, fewer) : Element.NO_DEVICE;
    }

    private boolean holdsDesignator(Answer a, int at) {
        return length >= at + DESIGNATOR_HEADER && a.u8(at + 2) == 0 && a.u8(at + 3) > 0
                && a.u8(at + 3) <= length - at - DESIGNATOR_HEADER && a.has(at + DESIGNATOR_HEADER + a.u8(at + 3));
    }

    /** The bytes of one. */
    byte[] encode(Element e) {
        byte[] b = new byte[length];
        BigEndian.put16(b, 0, e.address());
        BigEndian.put8(b, 2, Answer.flag(e.full(), FULL) | Answer.flag(e.flags().byOperator(), IMPEXP)
                | Answer.flag(e.exception(), EXCEPT) | Answer.flag(e.flags().accessible(), ACCESS)
                | Answer.flag(e.flags().exportEnabled(), EXENAB) | Answer.flag(e.flags().importEnabled(), INENAB));
        BigEndian.put8(b, 4, e.trouble().asc());
        BigEndian.put8(b, 5, e.trouble().ascq());
        BigEndian.put8(b, 9, Answer.flag(e.origin().valid(), SVALID));
        BigEndian.put16(b, 10, e.origin().slot());
        if (primaryTag) {
            Answer.putText(b, PLAIN, TAG_TEXT, e.volumeTag());
        }
        byte[] designator = e.device().encode();
        int after = PLAIN + (primaryTag ? TAG : 0);
        if (length >= after + designator.length) {
            System.arraycopy(designator, 0, b, after, designator.length);
        }
        return b;
    }
}
