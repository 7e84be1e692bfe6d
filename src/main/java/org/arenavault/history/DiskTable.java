package org.arenavault.history;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.NewFiles;
import org.arenavault.io.OwnFiles;
import org.arenavault.io.PlainFiles;

/**
 * A table of keys and values of fixed length in a file, with open addressing; it grows as it fills. Memory does not
 * depend on how much is in it. What a crash leaves of it is right or missing, never wrong: each slot has its checksum.
 */
final class DiskTable implements Closeable {

    private static final int FIRST_SLOTS = 1 << 12;
    private static final int GROWTH = 4;
    private static final int SUM = 4;
    private static final int USED = 1;
    private static final int WINDOW = 16;
    private static final int CHUNK = 1 << 12;

    private final Path path;
    private final int keySize;
    private final int valueSize;
    private final int slotSize;
    private FileChannel file;
    private long slots;
    private long count;

    /** Opens the table, or begins an empty one. */
    DiskTable(Path path, int keySize, int valueSize) throws IOException {
        this.path = path;
        this.keySize = keySize;
        this.valueSize = valueSize;
        this.slotSize = USED + keySize + valueSize + SUM;
        boolean isNew = !OwnFiles.exists(path);
        this.file = open(path);
        this.slots = isNew ? FIRST_SLOTS : Math.max(1, file.size() / slotSize - WINDOW);
        if (isNew) {
            lengthen(file, slots);
        } else {
            scan((key, value) -> count++);
        }
    }

    private static FileChannel open(Path path) throws IOException {
        return OwnFiles.get(path, () -> NewFiles.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    /** Room for {@code length} slots and a window behind the last. */
    private void lengthen(FileChannel channel, long length) throws IOException {
        OwnFiles.run(path, () -> channel.write(ByteBuffer.allocate(1), (length + WINDOW) * slotSize - 1));
    }

    /** Shown every key with its value. */
    @FunctionalInterface
    private interface Visitor {
        void visit(byte[] key, byte[] value) throws IOException;
    }

    private void scan(Visitor visitor) throws IOException {
        long total = slots + WINDOW;
        for (long from = 0; from < total; from += CHUNK) {
            byte[] chunk = read(from, (int) Math.min(CHUNK, total - from));
            for (int at = 0; at < chunk.length; at += slotSize) {
                if (isUsed(chunk, at)) {
                    int key = at + USED;
                    visitor.visit(Arrays.copyOfRange(chunk, key, key + keySize),
                            Arrays.copyOfRange(chunk, key + keySize, key + keySize + valueSize));
                }
            }
        }
    }

    /** So many slots; zeros where the file ends before them. */
    private byte[] read(long slot, int length) throws IOException {
        byte[] bytes = new byte[length * slotSize];
        ByteBuffer target = ByteBuffer.wrap(bytes);
        OwnFiles.run(path, () -> {
            int read = 0;
            while (target.hasRemaining() && read >= 0) {
                read = file.read(target, slot * slotSize + target.position());
            }
        });
        return bytes;
    }

    private boolean isUsed(byte[] bytes, int at) {
        return bytes[at] != 0 && ByteBuffer.wrap(bytes).getInt(at + slotSize - SUM) == sum(bytes, at);
    }

    private int sum(byte[] bytes, int at) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, at, slotSize - SUM);
        return (int) sum.getValue();
    }

    private long home(byte[] key) {
        long hash = 0xCBF2_9CE4_8422_2325L;
        for (byte b : key) {
            hash = (hash ^ (b & 0xFF)) * 0x100_0000_01B3L;
        }
        hash ^= hash >>> 32;
        return Long.remainderUnsigned((hash * 0x9E37_79B9_7F4A_7C15L) >>> 1, slots);
    }

    /** The value of a key, if it is there. */
    Optional<byte[]> get(byte[] key) throws IOException {
        byte[] window = window(key);
        for (int i = 0; i < WINDOW; i++) {
            int at = i * slotSize;
            if (isUsed(window, at) && Arrays.equals(window, at + USED, at + USED + keySize, key, 0, keySize)) {
                return Optional.of(Arrays.copyOfRange(window, at + USED + keySize,
                        at + USED + keySize + valueSize));
            }
        }
        return Optional.empty();
    }

    private byte[] window(byte[] key) throws IOException {
        return read(home(key), WINDOW);
    }

    /** Sets the value of a key. */
    void put(byte[] key, byte[] value) throws IOException {
        while (!tryPut(key, value)) {
            grow();
        }
        if (count * 4 > slots * 3) {
            grow();
        }
    }

    private boolean tryPut(byte[] key, byte[] value) throws IOException {
        byte[] window = window(key);
        int free = -1;
        for (int i = WINDOW - 1; i >= 0; i--) {
            int at = i * slotSize;
            boolean used = isUsed(window, at);
            if (used && Arrays.equals(window, at + USED, at + USED + keySize, key, 0, keySize)) {
                write(home(key) + i, key, value);
                return true;
            }
            free = used ? free : i;
        }
        if (free < 0) {
            return false;
        }
        write(home(key) + free, key, value);
        count++;
        return true;
    }

    private void write(long slot, byte[] key, byte[] value) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(slotSize);
        bytes.put((byte) 1).put(key).put(value);
        bytes.putInt(sum(bytes.array(), 0));
        bytes.flip();
        OwnFiles.run(path, () -> {
            while (bytes.hasRemaining()) {
                file.write(bytes, slot * slotSize + bytes.position());
            }
        });
    }

    private void grow() throws IOException {
        OwnFiles.run(path, this::growFile);
    }

    private void growFile() throws IOException {
        Path larger = PlainFiles.beside(path, ".larger");
        for (long wanted = slots * GROWTH;; wanted *= GROWTH) {
            Files.deleteIfExists(larger);
            try (DiskTable table = new DiskTable(larger, keySize, valueSize)) {
                table.resize(wanted);
                boolean[] fits = {true};
                scan((key, value) -> fits[0] = fits[0] && table.tryPut(key, value));
                if (fits[0]) {
                    slots = wanted;
                    break;
                }
            }
        }
        file.close();
        DurableFiles.swap(larger, path);
        file = open(path);
    }

    private void resize(long wanted) throws IOException {
        slots = wanted;
        lengthen(file, wanted);
    }

    /** Number of keys. */
    long count() {
        return count;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
