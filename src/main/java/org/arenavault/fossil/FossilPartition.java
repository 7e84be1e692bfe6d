package org.arenavault.fossil;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Disks;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;

/** A fossil's partition, read as it lies on disk. A fossil that runs writes there at any time. */
public final class FossilPartition implements Closeable {

    private static final int ATTEMPTS = 5;

    private final Storage storage;
    private final FossilHeader header;

    private FossilPartition(Storage storage, FossilHeader header) {
        this.storage = storage;
        this.header = header;
    }

    /**
     * Opens a partition for reading only.
     *
     * @throws CorruptException if it is no fossil
     */
    public static FossilPartition open(Path path, Disks disks) throws IOException {
        return of(disks.openToRead(path));
    }

    /**
     * The fossil on a storage that was only lent.
     *
     * @throws CorruptException if it is none
     */
    public static FossilPartition on(Storage storage) throws IOException {
        return of(storage.slice(0, storage.size()));
    }

    /** The fossil on this storage, which it owns and closes. */
    static FossilPartition of(Storage storage) throws IOException {
        try {
            if (storage.size() < FossilHeader.AT + FossilHeader.SIZE) {
                throw new CorruptException(storage.name() + ": too short for a fossil partition");
            }
            return new FossilPartition(storage, FossilHeader.decode(storage.read(FossilHeader.AT, FossilHeader.SIZE),
                    storage.size(), storage.name()));
        } catch (IOException | RuntimeException | Error e) {
            storage.close();
            throw e;
        }
    }

    /** True if a fossil partition lies there, sound or not. */
    public static boolean isAt(Path path, Disks disks) throws IOException {
        try (Storage storage = disks.openToRead(path)) {
            return storage.size() >= FossilHeader.AT + FossilHeader.SIZE
                    && ByteBuffer.wrap(storage.read(FossilHeader.AT, 4)).getInt() == (int) FossilHeader.MAGIC;
        }
    }

    /** What it lies on. */
    public String name() {
        return storage.name();
    }

    /** Where its parts begin. */
    public FossilHeader header() {
        return header;
    }

    Storage storage() {
        return storage;
    }

    /**
     * Reads the super block, twice: a fossil may be writing it.
     *
     * @throws CorruptException if it is none
     * @throws RefusedException if no two readings were alike
     */
    public SuperBlock readSuper() throws IOException {
        byte[] before = storage.read(header.superOffset(), SuperBlock.SIZE);
        for (int i = 0; i < ATTEMPTS; i++) {
            byte[] again = storage.read(header.superOffset(), SuperBlock.SIZE);
            if (Arrays.equals(before, again)) {
                return SuperBlock.decode(again, name());
            }
            before = again;
        }
        throw new RefusedException(name() + ": its super block changes at every reading; try again");
    }

    /**
     * Reads the label of a block.
     *
     * @throws CorruptException if there is no such block
     */
    Label label(long address) throws IOException {
        if (address < 0 || address >= header.dataBlocks()) {
            throw new CorruptException("%s: block %d is none of its %d".formatted(name(), address,
                    header.dataBlocks()));
        }
        return Label.decode(ByteBuffer.wrap(storage.read(header.labelOffset(address), Label.SIZE)), 0);
    }

    /** Whether a fossil would find its live tree here: the label of the block that it hangs from says so. */
    public boolean isUsable(SuperBlock block) throws IOException {
        if (block.active() >= header.dataBlocks()) {
            return false;
        }
        Label label = label(block.active());
        return label.isAllocated() && label.type() == Label.DIRECTORY && label.tag() == Label.ROOT_TAG;
    }

    @Override
    public void close() throws IOException {
        storage.close();
    }
}
