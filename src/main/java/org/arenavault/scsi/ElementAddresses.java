package org.arenavault.scsi;

import org.arenavault.io.CorruptException;

/**
 * Mode page 1Dh of a changer, element address assignment, with the 4-byte header of MODE SENSE(6) (7.1; SMC-3 7.3.4).
 *
 * @param firstTransport address of the first picker
 * @param transports how many
 * @param firstStorage address of the first slot
 * @param storages how many
 * @param firstImportExport address of the first mail slot
 * @param importExports how many
 * @param firstDrive address of the first drive
 * @param drives how many
 */
public record ElementAddresses(int firstTransport, int transports, int firstStorage, int storages,
                               int firstImportExport, int importExports, int firstDrive, int drives) {

    /** The page's number. */
    public static final int PAGE = 0x1D;

    /** Bytes to ask for: header, block descriptors that should not be there, the page. */
    public static final int ALLOCATION = 136;

    private static final int HEADER = 4;
    private static final int BLOCK_DESCRIPTOR_LENGTH = 3;
    private static final int PAGE_SIZE = 20;

    /** Reads the answer of {@link ChangerCdb#modeSenseElementAddresses}. */
    public static ElementAddresses decode(byte[] bytes) throws CorruptException {
        Answer a = Answer.fixed("MODE SENSE(6) page 1Dh", bytes).require(HEADER);
        a = a.cutAt(a.u8(0) + 1L);
        int page = HEADER + a.u8(BLOCK_DESCRIPTOR_LENGTH);
        a.require(page + PAGE_SIZE - 2);
        if (a.bits(page, 5, 0) != PAGE) {
            throw a.useless("it holds page %02Xh".formatted(a.bits(page, 5, 0)));
        }
        return new ElementAddresses(a.u16(page + 2), a.u16(page + 4), a.u16(page + 6), a.u16(page + 8),
                a.u16(page + 10), a.u16(page + 12), a.u16(page + 14), a.u16(page + 16));
    }

    /** The answer. */
    public byte[] encode() {
        byte[] b = new byte[HEADER + PAGE_SIZE];
        BigEndian.put8(b, 0, b.length - 1);
        BigEndian.put8(b, HEADER, PAGE);
        BigEndian.put8(b, HEADER + 1, PAGE_SIZE - ModePage.HEADER);
        BigEndian.put16(b, HEADER + 2, firstTransport);
        BigEndian.put16(b, HEADER + 4, transports);
        BigEndian.put16(b, HEADER + 6, firstStorage);
        BigEndian.put16(b, HEADER + 8, storages);
        BigEndian.put16(b, HEADER + 10, firstImportExport);
        BigEndian.put16(b, HEADER + 12, importExports);
        BigEndian.put16(b, HEADER + 14, firstDrive);
        BigEndian.put16(b, HEADER + 16, drives);
        return b;
    }

    /** Address of the first element of a kind. */
    public int first(ElementType type) {
        return switch (type) {
            case ALL -> 0;
            case MEDIUM_TRANSPORT -> firstTransport;
            case STORAGE -> firstStorage;
            case IMPORT_EXPORT -> firstImportExport;
            case DATA_TRANSFER -> firstDrive;
        };
    }

    /** Number of elements of a kind. */
    public int count(ElementType type) {
        return switch (type) {
            case ALL -> transports + storages + importExports + drives;
            case MEDIUM_TRANSPORT -> transports;
            case STORAGE -> storages;
            case IMPORT_EXPORT -> importExports;
            case DATA_TRANSFER -> drives;
        };
    }
}
