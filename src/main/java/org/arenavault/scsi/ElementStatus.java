package org.arenavault.scsi;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
    private static final int PVOLTAG = 7;
    private static final int AVOLTAG = 6;

    public ElementStatus {
        elements = List.copyOf(elements);
    }

    /**
     * One place.
     *
     * @param type what it is
     * @param address by which MOVE MEDIUM knows it
     * @param full FULL: a medium lies in it
     * @param flags what else is said of it
     * @param trouble what is wrong, with EXCEPT
     * @param origin where its medium came from
     * @param volumeTag the label read; empty where there is none
     * @param device identifier of the drive; an empty one where none was sent
     */
    public record Element(ElementType type, int address, boolean full, Flags flags, Trouble trouble, Origin origin,
                          String volumeTag, VitalProductData.Designator device) {

        /**
         * What else is said of a place.
         *
         * @param byOperator IMPEXP: the operator put its medium there
         * @param exception EXCEPT: see {@link Trouble}
         * @param accessible ACCESS: the picker can reach it
         * @param exportEnabled EXENAB
         * @param importEnabled INENAB
         */
        public record Flags(boolean byOperator, boolean exception, boolean accessible, boolean exportEnabled,
                            boolean importEnabled) {
        }

        /**
         * What is wrong with a place.
         *
         * @param asc what
         * @param ascq its qualifier
         */
        public record Trouble(int asc, int ascq) {

            /** Nothing. */
            public static final Trouble NONE = new Trouble(0, 0);
        }

        /**
         * Where a medium came from.
         *
         * @param valid SVALID
         * @param slot the slot
         */
        public record Origin(boolean valid, int slot) {

            /** Nobody knows. */
            public static final Origin UNKNOWN = new Origin(false, 0);
        }

        /** Where a drive has no identifier to give. */
        public static final VitalProductData.Designator NO_DEVICE =
                new VitalProductData.Designator(0, 0, new byte[0]);

        /**
         * What is said of a place that is not there: no magazine, no drive. 83h, 80h and 3Bh/90h are what makers chose;
         * the others are those of SPC: magazine not accessible or removed, element disabled, drive removed.
         */
        private static final Set<Integer> ABSENT = Set.of(0x8302, 0x8304, 0x8003, 0x8004, 0x3B90, 0x3B91, 0x3B11,
                0x3B12, 0x3B18, 0x3B1A);

        /** False if there is only a hole where a slot or drive can be put in: nothing can be carried there. */
        public boolean installed() {
            return full || !flags.exception() || !ABSENT.contains(trouble.asc() << 8 | trouble.ascq());
        }

        /** EXCEPT: see {@link #trouble}. */
        public boolean exception() {
            return flags.exception();
        }

        /** True if a disc can be carried there, as far as the changer knows. */
        public boolean free() {
            return !full && installed();
        }
    }

    /** The length of the whole answer according to its first bytes; 0 if they are fewer than 8. */
    public static int announcedLength(byte[] head) {
        return head.length < HEADER ? 0 : HEADER + BigEndian.u24(head, 5);
    }

    /**
     * Reads the answer of {@link ChangerCdb#readElementStatus}. Descriptors are as long as their page says, from the
     * {@link ElementDescriptor#SMALLEST} up. There are changers that cut off the last bytes of an answer: of a
     * descriptor whose fixed part is there the rest reads as empty, others are left out. A page of a type that is
     * none is left out.
     *
     * @throws CorruptException if there is no header, or a page has descriptors that hold no address and no state
     */
    public static ElementStatus decode(byte[] bytes) throws CorruptException {
        Answer a = Answer.fixed("READ ELEMENT STATUS", bytes).require(HEADER);
        a = a.cutAt((long) HEADER + a.u24(5));
        List<Element> elements = new ArrayList<>();
        int at = HEADER;
        while (a.has(at + PAGE_HEADER)) {
            int length = a.u16(at + 2);
            long end = (long) at + PAGE_HEADER + a.u24(at + 5);
            if (isPlace(a.u8(at)) && end > at + PAGE_HEADER) {
                if (length < ElementDescriptor.SMALLEST) {
                    throw a.useless("its descriptors are of %d bytes".formatted(length));
                }
                ElementDescriptor descriptor = new ElementDescriptor(Coded.of(ElementType.values(), a.u8(at)),
                        a.bit(at + 1, PVOLTAG), a.bit(at + 1, AVOLTAG), length);
                int fixed = Math.min(length, ElementDescriptor.PLAIN);
                for (long d = (long) at + PAGE_HEADER; d + length <= end && a.has(d + fixed); d += length) {
                    elements.add(descriptor.decode(a.bytes((int) d, length)));
                }
            }
            if (!a.has(end)) {
                break;
            }
            at = (int) end;
        }
        return new ElementStatus(elements);
    }

    private static boolean isPlace(int type) {
        return type > ElementType.ALL.code() && type <= ElementType.DATA_TRANSFER.code();
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
                ? run.stream().mapToInt(e -> e.device().encode().length).max().orElse(0) : 0;
        ElementDescriptor descriptor = new ElementDescriptor(run.get(0).type(), withTags, false,
                ElementDescriptor.PLAIN + (withTags ? ElementDescriptor.TAG : 0) + longest);
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        page.writeBytes(new byte[PAGE_HEADER]);
        run.forEach(element -> page.writeBytes(descriptor.encode(element)));
        byte[] b = page.toByteArray();
        BigEndian.put8(b, 0, run.get(0).type().code());
        BigEndian.put8(b, 1, Answer.flag(withTags, PVOLTAG));
        BigEndian.put16(b, 2, descriptor.length());
        BigEndian.put24(b, 5, b.length - PAGE_HEADER);
        return b;
    }
}
