package org.arenavault.restore.catalog;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.arenavault.io.CorruptException;
import org.arenavault.io.VaultException;

/**
 * The pages of a catalog, 4096 bytes each: 255 entries, those behind the last all ones, then the CRC-32C of them[4] and
 * zeros.
 */
final class CatalogPages {

    static final int SIZE = 4096;
    static final int ENTRIES = 255;

    private static final int CRC_AT = ENTRIES * CatalogEntry.SIZE;

    private CatalogPages() {
    }

    /** Puts the check sum behind the entries of a page. */
    static void seal(ByteBuffer page) {
        page.putInt(CRC_AT, sum(page));
    }

    /**
     * Checks a page.
     *
     * @throws CorruptException if its sum is wrong
     */
    static void check(ByteBuffer page, String where) throws VaultException {
        if (page.getInt(CRC_AT) != sum(page)) {
            throw new CorruptException(where + ": a page of it is damaged; remove the file").next(
                    "arenavault set catalog %s".formatted(set(where)), "makes it anew then");
        }
    }

    /** Catalogs lie in a folder in that of their set, which bears its name. */
    private static String set(String file) {
        Path set = Path.of(file).toAbsolutePath().resolve("../..").normalize().getFileName();
        return set == null ? "SET" : set.toString();
    }

    private static int sum(ByteBuffer page) {
        CRC32C crc = new CRC32C();
        crc.update(page.duplicate().clear().limit(CRC_AT));
        return (int) crc.getValue();
    }

    static long count(long entries) {
        return (entries + ENTRIES - 1) / ENTRIES;
    }
}
