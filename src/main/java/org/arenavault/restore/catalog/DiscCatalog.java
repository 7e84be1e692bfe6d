package org.arenavault.restore.catalog;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Storage;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;

/** The catalog of one disc, open to be asked. */
final class DiscCatalog implements Closeable {

    private static final int MOST_FOUND = 16;

    private final Storage file;
    private final long entries;
    private final long pages;

    private DiscCatalog(Storage file, long entries) {
        this.file = file;
        this.entries = entries;
        this.pages = CatalogPages.count(entries);
    }

    /**
     * Opens a catalog; takes over the file.
     *
     * @param disc the identity of the disc
     * @param tracks what the ledger says of its tracks now, see {@link CatalogHead#tracksOf}
     * @throws CorruptException if it is none, is stale, or is that of another disc
     */
    static DiscCatalog open(Storage file, UUID disc, String tracks) throws IOException {
        try {
            if (file.size() < CatalogPages.SIZE) {
                throw new CorruptException(file.name() + ": is no catalog");
            }
            CatalogHead head = CatalogHead.decode(file.read(0, CatalogPages.SIZE), file.name());
            if (!head.disc().equals(disc) || !head.tracks().equals(tracks)) {
                throw new CorruptException(file.name() + ": is not the catalog of the disc as it is now");
            }
            if (head.entries() > file.size() || file.size() != (1 + CatalogPages.count(head.entries()))
                    * CatalogPages.SIZE) {
                throw new CorruptException("%s: is %d bytes long, which is not what its head says"
                        .formatted(file.name(), file.size()));
            }
            return new DiscCatalog(file, head.entries());
        } catch (IOException | RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    /** How many blocks it has. */
    long entries() {
        return entries;
    }

    /** Where the block may lie on the disc; most often in one place, or none. */
    List<CatalogEntry> find(Score score, BlockType type) throws IOException {
        return find(score, entry -> entry.is(type));
    }

    /** The same of a block whose type nobody knows. */
    List<CatalogEntry> find(Score score) throws IOException {
        return find(score, entry -> true);
    }

    private List<CatalogEntry> find(Score score, Predicate<CatalogEntry> wanted) throws IOException {
        List<CatalogEntry> found = new ArrayList<>();
        if (pages == 0) {
            return found;
        }
        long prefix = CatalogEntry.prefix(score);
        long number = firstPage(prefix);
        while (number < pages && found.size() < MOST_FOUND) {
            ByteBuffer page = page(number);
            int count = (int) Math.min(CatalogPages.ENTRIES, entries - number * CatalogPages.ENTRIES);
            for (int i = 0; i < count && found.size() < MOST_FOUND; i++) {
                CatalogEntry entry = CatalogEntry.decode(page, i * CatalogEntry.SIZE);
                int order = Long.compareUnsigned(entry.prefix(), prefix);
                if (order > 0) {
                    return found;
                }
                if (order == 0 && wanted.test(entry)) {
                    found.add(entry);
                }
            }
            number++;
        }
        return found;
    }

    /** The last page whose first entry lies before the prefix: where its entries begin, if there are any. */
    private long firstPage(long prefix) throws IOException {
        long low = 0;
        long high = pages - 1;
        while (low < high) {
            long middle = (low + high + 1) >>> 1;
            if (Long.compareUnsigned(page(middle).getLong(0), prefix) < 0) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private ByteBuffer page(long number) throws IOException {
        ByteBuffer page = ByteBuffer.wrap(file.read((1 + number) * CatalogPages.SIZE, CatalogPages.SIZE));
        CatalogPages.check(page, file.name());
        return page;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
