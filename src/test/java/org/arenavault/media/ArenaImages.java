package org.arenavault.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.arenavault.io.MemoryStorage;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaWriter;
import org.arenavault.venti.format.BlockType;

/** Sealed arenas of any name and size, as bytes. */
final class ArenaImages {

    static final int BLOCK_SIZE = 8192;
    private static final long TIME = 1_700_000_000L;

    private static final Map<String, byte[]> MADE = new ConcurrentHashMap<>();

    private ArenaImages() {
    }

    /** A sealed arena full of noise; always the same for the same name and size. Not to be changed. */
    static byte[] of(String name, int size) throws IOException {
        byte[] known = MADE.get(name + size);
        if (known == null) {
            known = make(name, size);
            MADE.put(name + size, known);
        }
        return known;
    }

    private static byte[] make(String name, int size) throws IOException {
        MemoryStorage bytes = new MemoryStorage(size);
        ArenaWriter writer =
                ArenaWriter.format(new Arena(bytes, name, 0, size, BLOCK_SIZE), 5, 1 + (name.hashCode() & 0xFFFF));
        Random random = new Random(name.hashCode());
        byte[] block = new byte[20_000];
        do {
            random.nextBytes(block);
        } while (writer.append(BlockType.DATA, ByteBuffer.wrap(block), TIME).isPresent());
        writer.seal();
        return bytes.read(0, size);
    }
}
