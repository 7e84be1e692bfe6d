package org.arenavault.soak;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
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

/**
 * A venti whose arenas fill as time goes by, and what each of its sealed arenas holds. What they are filled with is
 * the same in every history, so that it is made once.
 */
final class GrowingVenti {

    /** Bytes of an arena. */
    static final int ARENA = 1 << 20;
    /** How many it has at the most. */
    static final int ARENAS = 20;

    private static final int BLOCK = 8192;
    private static final int MAP = 786_432;

    private static List<Stages> stages;

    /**
     * One arena through its life, 1 MiB each.
     *
     * @param empty as formatted
     * @param active with some blocks
     * @param unsummed full, and not yet summed by its server
     * @param sealed as it stays
     */
    private record Stages(byte[] empty, byte[] active, byte[] unsummed, byte[] sealed) {
    }

    private final Path folder;
    private final Random random;
    private final SortedMap<String, byte[]> sealed = new TreeMap<>(
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));

    /** A fresh venti in {@code folder}. */
    GrowingVenti(Path folder, Random random) throws IOException {
        this.folder = folder;
        this.random = random;
        Files.createDirectories(folder);
        List<Stages> life = stages(folder.resolve("template"));
        format(partition(), new Random(1)).close();
        write(life.size(), stage -> stage.empty());
        Files.writeString(conf(), "index main\nisect isect0\narenas arenas0\n");
    }

    private static ArenaPartition format(Path file, Random random) throws IOException {
        Storage storage = Disks.REAL.create(file, MAP + BLOCK + (long) ARENAS * ARENA);
        ArenaPartition partition = new PartitionFormatter(ARENA, BLOCK, 5, random::nextLong).format(storage, "arena");
        if (partition.arenas().size() != ARENAS || partition.arenas().get(ARENAS - 1).size() != ARENA) {
            throw new AssertionError("the arenas are not of one size");
        }
        return partition;
    }

    private static synchronized List<Stages> stages(Path template) throws IOException {
        if (stages == null) {
            List<Stages> made = new ArrayList<>();
            Random random = new Random(1);
            try (ArenaPartition partition = format(template, random)) {
                for (Arena arena : partition.arenas()) {
                    made.add(fill(arena, random));
                }
            }
            Files.delete(template);
            stages = made;
        }
        return stages;
    }

    private static Stages fill(Arena arena, Random random) throws IOException {
        byte[] empty = image(arena);
        ArenaWriter writer = ArenaWriter.open(arena);
        byte[] active = empty;
        boolean room = true;
        for (int i = 0; room; i++) {
            byte[] block = new byte[1 + random.nextInt(40_000)];
            random.nextBytes(block);
            room = writer.append(BlockType.DATA, ByteBuffer.wrap(block), 1_700_000_000L + i).isPresent();
            if (i == 5) {
                writer.flush();
                active = image(arena);
            }
        }
        writer.indexed();
        byte[] unsummed = image(arena);
        byte[] whole = unsummed.clone();
        System.arraycopy(Digests.sha1().digest(unsummed), 0, whole, ARENA - Score.SIZE, Score.SIZE);
        return new Stages(empty, active, unsummed, whole);
    }

    private static byte[] image(Arena arena) throws IOException {
        return arena.image().read(0, ARENA);
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

    /** A form of an arena. */
    @FunctionalInterface
    private interface Form {

        byte[] of(Stages stage);
    }

    /** Brings the next {@code count} arenas that are not sealed into some form. */
    private void write(int count, Form form) throws IOException {
        try (ArenaPartition partition = ArenaPartition.open(Disks.REAL.openToWrite(partition()))) {
            int first = sealed.size();
            for (int i = first; i < Math.min(first + count, ARENAS); i++) {
                partition.arenas().get(i).image().write(0, form.of(stages.get(i)));
            }
        }
    }

    /** Fills and seals up to {@code most} arenas, and leaves some blocks in the next one. */
    void grow(int most) throws IOException {
        int wanted = 1 + random.nextInt(most);
        for (int i = 0; i < wanted && sealed.size() < ARENAS; i++) {
            boolean summed = random.nextInt(3) > 0;
            write(1, stage -> summed ? stage.sealed() : stage.unsummed());
            sealed.put("arena" + sealed.size(), stages.get(sealed.size()).sealed());
        }
        write(1, stage -> stage.active());
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
