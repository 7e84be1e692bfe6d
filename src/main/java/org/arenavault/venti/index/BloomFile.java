package org.arenavault.venti.index;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Disks;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;
import org.arenavault.io.World;
import org.arenavault.venti.format.BloomFilter;
import org.arenavault.venti.format.VentiConf;

/**
 * The file of a Bloom filter (venti-format 7.1).
 *
 * @param filter hashes and size, as its header says or will say
 */
record BloomFile(Storage storage, BloomFilter filter) implements Closeable {

    private static final int SMALLEST = 512;

    /**
     * Opens the filter of a complete index to be read, if the configuration has one.
     *
     * @throws CorruptException if it is none
     */
    static Optional<BloomFile> open(VentiConf conf, Disks disks) throws IOException {
        if (conf.bloom().isEmpty()) {
            return Optional.empty();
        }
        Storage storage = conf.bloom().get().openToRead(disks);
        try {
            return Optional.of(new BloomFile(storage,
                    BloomFilter.decode(head(storage), storage.size(), storage.name())));
        } catch (IOException | RuntimeException | Error e) {
            storage.close();
            throw e;
        }
    }

    /**
     * Opens the filter's file, to be read and written, if the configuration has one. A blank file will become a
     * filter of 32 hashes, and as large as fits. Nothing is written.
     *
     * @throws RefusedException if it holds something else
     */
    static Optional<BloomFile> openToBuild(VentiConf conf, World world) throws IOException {
        if (conf.bloom().isEmpty()) {
            return Optional.empty();
        }
        Storage storage = conf.bloom().get().openToWrite(world.disks());
        try {
            return Optional.of(new BloomFile(storage, look(storage, world)));
        } catch (IOException | RuntimeException | Error e) {
            storage.close();
            throw e;
        }
    }

    private static BloomFilter look(Storage storage, World world) throws IOException {
        ByteBuffer head = head(storage);
        if (head.getInt(0) == (int) BloomFilter.MAGIC) {
            return BloomFilter.decode(head, storage.size(), storage.name());
        }
        if (BloomFilter.isUnfinished(head)) {
            return unfinished(storage, head);
        }
        if (!Blankness.isBlank(storage, world)) {
            throw new RefusedException("%s: holds neither a Bloom filter nor zeros alone; what it holds is not touched"
                    .formatted(storage.name()));
        }
        return fresh(storage);
    }

    private static BloomFilter unfinished(Storage storage, ByteBuffer head) throws IOException {
        try {
            return BloomFilter.decodeAtAnyStage(head, storage.size(), storage.name());
        } catch (CorruptException e) {
            // a blank file whose build was killed within the first 16 bytes
            return fresh(storage);
        }
    }

    private static BloomFilter fresh(Storage storage) throws IOException {
        long size = Math.min(Long.highestOneBit(storage.size()), BloomFilter.MAX_SIZE);
        if (size < IndexSizes.SMALLEST_BLOOM) {
            throw new RefusedException("%s: a Bloom filter needs 1 MiB at least, there are %d bytes"
                    .formatted(storage.name(), storage.size()));
        }
        return new BloomFilter(BloomFilter.MAX_HASHES, (int) size);
    }

    private static ByteBuffer head(Storage storage) throws IOException {
        if (storage.size() < SMALLEST) {
            throw new CorruptException(storage.name() + ": too short for a Bloom filter");
        }
        return ByteBuffer.wrap(storage.read(0, BloomFilter.HEADER));
    }

    /** Makes sure that no server takes the filter for one until {@link #finish}. */
    void begin() throws IOException {
        storage.write(0, filter.encodeUnfinished());
        storage.force();
    }

    /** Says that all bits are in place. */
    void finish() throws IOException {
        storage.force();
        storage.write(0, filter.encode());
        storage.force();
    }

    @Override
    public void close() throws IOException {
        storage.close();
    }
}
