package org.arenavault.soak;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.arenavault.io.Digests;
import org.arenavault.io.Disks;
import org.arenavault.io.Storage;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaPartition;
import org.arenavault.venti.format.ArenaWriter;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.PartitionFormatter;
import org.arenavault.venti.format.Score;

/** A venti whose arenas fill as time goes by, and what each of its sealed arenas holds. */
final class GrowingVenti {

    /** Bytes of an arena. */
    static final int ARENA = 1 << 20;

    private static final int BLOCK = 8192;
    private static final int MAP = 802_816;

    private final Path folder;
    private final Random random;
    private final SortedMap<String, byte[]> sealed = new TreeMap<>();
    private long time = 1_700_000_000L;

    /** A fresh venti in {@code folder}, with room for so many arenas. */
    GrowingVenti(Path folder, int arenas, Random random) throws IOException {
        this.folder = folder;
        this.random = random;
        Files.createDirectories(folder);
        try (Storage storage = Disks.REAL.create(partition(), MAP + BLOCK + (long) arenas * ARENA)) {
            new PartitionFormatter(ARENA, BLOCK, 5, random::nextLong).format(storage, "arena").close();
        }
        Files.writeString(conf(), "index main\nisect isect0\narenas arenas0\n");
    }

    /** Its configuration. */
    Path conf() {
        return folder.resolve("venti.conf");
    }

    private Path partition() {
        return folder.resolve("arenas0");
    }

    /** The bytes of each sealed arena, the seal that a server would have written among them. */
    SortedMap<String, byte[]> sealed() {
        return sealed;
    }

    /** Fills and seals up to {@code most} arenas, and leaves the next one in some state. */
    void grow(int most) throws IOException {
        try (ArenaPartition partition = ArenaPartition.open(Disks.REAL.openToWrite(partition()))) {
            int wanted = 1 + random.nextInt(most);
            for (Arena arena : partition.arenas()) {
                if (wanted >= 0 && !sealed.containsKey(arena.name())) {
                    grow(arena, wanted > 0);
                    wanted--;
                }
            }
        }
    }

    private void grow(Arena arena, boolean whole) throws IOException {
        ArenaWriter writer = ArenaWriter.open(arena);
        int blocks = whole ? Integer.MAX_VALUE : random.nextInt(8);
        boolean room = true;
        for (int i = 0; room && i < blocks; i++) {
            byte[] block = new byte[1 + random.nextInt(40_000)];
            random.nextBytes(block);
            room = writer.append(BlockType.DATA, ByteBuffer.wrap(block), time++).isPresent();
        }
        if (!whole) {
            writer.flush();
        } else if (random.nextInt(3) > 0) {
            writer.seal();
            sealed.put(arena.name(), arena.image().read(0, ARENA));
        } else {
            // full, and not yet summed by its server
            writer.indexed();
            sealed.put(arena.name(), summed(arena.image().read(0, ARENA)));
        }
    }

    private static byte[] summed(byte[] image) {
        System.arraycopy(Digests.sha1().digest(image), 0, image, ARENA - Score.SIZE, Score.SIZE);
        return image;
    }

    /** True if {@code partition} holds a sealed arena of this name, equal to the one that was here. */
    boolean isIn(Path partition, String name) throws IOException {
        if (!Files.exists(partition)) {
            return false;
        }
        try (ArenaPartition restored = ArenaPartition.open(Disks.REAL.openToRead(partition))) {
            for (Arena arena : restored.arenas()) {
                if (arena.name().equals(name)) {
                    return Arrays.equals(arena.image().read(0, (int) arena.size()), sealed.get(name));
                }
            }
        }
        return false;
    }
}
