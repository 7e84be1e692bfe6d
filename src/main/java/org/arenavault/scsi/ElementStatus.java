package org.arenavault.scsi;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.io.CorruptException;

/**
 * READ ELEMENT STATUS (7.1; SMC-3 6.10): what lies where in a changer.
 *
 * @param elements in the order of the answer
 */
public record ElementStatus(List<Element> elements) {

    /** Bytes of the header, which alone tells the length. */
    public static final int HEADER = 8;

    private static final int PAGE_HEADER = 8;
    private static final int PLAIN_DESCRIPTOR = 12;
    private static final int TAG = 36;
    private static final int TAG_TEXT = 32;
    private static final int DESIGNATOR_HEADER = 4;

    private static final int FULL = 0;
    private static final int IMPEXP = 1;
    private static final int EXCEPT = 2;
    private static final int ACCESS = 3;
    private static final int EXENAB = 4;
    private static final int INENAB = 5;

    public ElementStatus {
        elements = List.copyOf(elements);
    }

    /**
     * One place.
     *
     * @param type what it is
     * @param address by which MOVE MEDIUM knows it
     * @param full FULL: a medium lies in it
     * @param byOperator IMPEXP: the operator put it there
     * @param exception EXCEPT: see {@code asc} and {@code ascq}
     * @param accessible ACCESS: the picker can reach it
     * @param exportEnabled EXENAB
     * @param importEnabled INENAB
     * @param asc what is wrong
     * @param ascq its qualifier
     * @param sourceValid SVALID
     * @param source the slot its medium came from
     * @param volumeTag the label read; empty where there is none
     * @param device identifier of the drive; an empty one where none was sent
     */
    public record Element(ElementType type, int address, boolean full, boolean byOperator, boolean exception,
                          boolean accessible, boolean exportEnabled, boolean importEnabled, int asc, int ascq,
                          boolean sourceValid, int source, String volumeTag, VitalProductData.Designator device) {

        /** Where a drive has no identifier to give. */
        public static final VitalProductData.Designator NO_DEVICE =
                new VitalProductData.Designator(0, 0, new byte[0]);
    }

    /** The length of the whole answer according to its first bytes; 0 if they are fewer than 8. */
    public static int announcedLength(byte[] head) {
        return head.length < HEADER ? 0 : HEADER + BigEndian.u24(head, 5);
    }

    /**
     * Reads the answer of {@link ChangerCdb#readElementStatus}. There are changers that cut off its last bytes: of a
     * descriptor whose fixed part is there the rest reads as empty, others are left out.
     */
    public static ElementStatus decode(byte[] bytes) throws CorruptException {
        Answer a = Answer.fixed("READ ELEMENT STATUS", bytes).require(HEADER);
        a = a.cutAt((long) HEADER + a.u24(5));
        List<Element> elements = new ArrayList<>();
        int at = HEADER;
        while (a.has(at + PAGE_HEADER)) {
            int length = a.u16(at + 2);
            long end = (long) at + PAGE_HEADER + a.u24(at + 5);
            if (a.u24(at + 5) == 0) {
                at = (int) end;
                continue;
            }
            if (length < PLAIN_DESCRIPTOR) {
                throw a.useless("its descriptors are of %d bytes".formatted(length));
            }
            for (long d = (long) at + PAGE_HEADER; d + length <= end && a.has(d + PLAIN_DESCRIPTOR); d += length) {
                elements.add(element(a, (int) d, length, at));
            }
            if (!a.has(end)) {
                break;
            }
            at = (int) end;
        }
        return new ElementStatus(elements);
    }

    private static Element element(Answer a, int at, int length, int page) throws CorruptException {
        int type = a.u8(page);
        if (type == ElementType.ALL.code() || type > ElementType.DATA_TRANSFER.code()) {
            throw a.useless("there is no element type %d".formatted(type));
        }
        boolean primary = a.bit(page + 1, 7);
        boolean alternate = a.bit(page + 1, 6);
        int afterTags = PLAIN_DESCRIPTOR + (primary ? TAG : 0) + (alternate ? TAG : 0);
        String tag = primary && length >= PLAIN_DESCRIPTOR + TAG ? a.text(at + PLAIN_DESCRIPTOR, TAG_TEXT) : "";
        VitalProductData.Designator device = Element.NO_DEVICE;
        if (length >= afterTags + DESIGNATOR_HEADER && a.u8(at + afterTags + 3) <= length - afterTags
                - DESIGNATOR_HEADER) {
            device = VitalProductData.Designator.read(a, at + afterTags);
        }
        return new Element(Coded.of(ElementType.values(), type), a.u16(at), a.bit(at + 2, FULL), a.bit(at + 2, IMPEXP),
                a.bit(at + 2, EXCEPT), a.bit(at + 2, ACCESS), a.bit(at + 2, EXENAB), a.bit(at + 2, INENAB),
                a.u8(at + 4), a.u8(at + 5), a.bit(at + 9, 7), a.u16(at + 10), tag, device);
    }

    /**
     * The answer, one page for each run of elements of the same type.
     *
     * @param tags whether volume tags are sent
     * @param ids whether drives send their identifiers
     */
    public byte[] encode(ChangerCdb.VolumeTags tags, ChangerCdb.DeviceIds ids) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(new byte[HEADER]);
        int from = 0;
        while (from < elements.size()) {
            ElementType type = elements.get(from).type();
            int to = from;
            while (to < elements.size() && elements.get(to).type() == type) {
                to++;
            }
            all.writeBytes(page(elements.subList(from, to), tags, ids));
            from = to;
        }
        byte[] b = all.toByteArray();
        BigEndian.put16(b, 0, elements.isEmpty() ? 0 : elements.get(0).address());
        BigEndian.put16(b, 2, elements.size());
        BigEndian.put24(b, 5, b.length - HEADER);
        return b;
    }

    private static byte[] page(List<Element> run, ChangerCdb.VolumeTags tags, ChangerCdb.DeviceIds ids) {
        boolean withTags = tags == ChangerCdb.VolumeTags.WANTED;
        boolean withIds = ids == ChangerCdb.DeviceIds.WANTED && run.get(0).type() == ElementType.DATA_TRANSFER;
        int longest = withIds
                ? DESIGNATOR_HEADER + run.stream().mapToInt(e -> e.device().identifier().length).max().orElse(0) : 0;
        int afterTags = PLAIN_DESCRIPTOR + (withTags ? TAG : 0);
        int length = afterTags + longest;
        byte[] b = new byte[PAGE_HEADER + length * run.size()];
        BigEndian.put8(b, 0, run.get(0).type().code());
        BigEndian.put8(b, 1, Answer.flag(withTags, 7));
        BigEndian.put16(b, 2, length);
        BigEndian.put24(b, 5, b.length - PAGE_HEADER);
        int at = PAGE_HEADER;
        for (Element e : run) {
            put(b, at, e);
            if (withTags) {
                Answer.putText(b, at + PLAIN_DESCRIPTOR, TAG_TEXT, e.volumeTag());
            }
            if (withIds) {
                byte[] designator = e.device().encode();
                System.arraycopy(designator, 0, b, at + afterTags, designator.length);
            }
            at += length;
        }
        return b;
    }

    private static void put(byte[] b, int at, Element e) {
        BigEndian.put16(b, at, e.address());
        BigEndian.put8(b, at + 2, Answer.flag(e.full(), FULL) | Answer.flag(e.byOperator(), IMPEXP)
                | Answer.flag(e.exception(), EXCEPT) | Answer.flag(e.accessible(), ACCESS)
                | Answer.flag(e.exportEnabled(), EXENAB) | Answer.flag(e.importEnabled(), INENAB));
        BigEndian.put8(b, at + 4, e.asc());
        BigEndian.put8(b, at + 5, e.ascq());
        BigEndian.put8(b, at + 9, Answer.flag(e.sourceValid(), 7));
        BigEndian.put16(b, at + 10, e.source());
    }
}
