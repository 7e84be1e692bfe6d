package org.arenavault.restore.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Disks;
import org.arenavault.io.MemoryStorage;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaWriter;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every block of every arena is found where it lies, and no damage makes it seem elsewhere. */
class DiscCatalogTest {

    private static final int SIZE = 1 << 20;
    private static final int BLOCK = 512;

    private record Stored(Score score, BlockType type, int track, long offset) {
    }

    @TempDir
    private Path folder;

    private final UUID disc = new UUID(1, 2);
    private final List<Stored> stored = new ArrayList<>();

    private Arena arena(int track, int blocks) throws IOException {
        Arena arena = new Arena(new MemoryStorage(SIZE), "arena" + track, 0, SIZE, BLOCK);
        ArenaWriter writer = ArenaWriter.format(arena, 5, 77);
        Random random = new Random(track);
        for (int i = 0; i < blocks; i++) {
            byte[] block = new byte[20 + random.nextInt(100)];
            random.nextBytes(block);
            BlockType type = i % 3 == 0 ? BlockType.DIRECTORY : BlockType.DATA;
            long offset = writer.append(type, ByteBuffer.wrap(block), 1).orElseThrow();
            stored.add(new Stored(Score.ofBlock(ByteBuffer.wrap(block)), type, track, offset));
        }
        writer.flush();
        return arena;
    }

    private Path write(int runLength, int... blocks) throws IOException {
        Path file = folder.resolve("001.cat");
        try (CatalogWriter writer = new CatalogWriter(file, runLength)) {
            for (int track = 1; track <= blocks.length; track++) {
                writer.add(track, arena(track, blocks[track - 1]));
            }
            assertThat(writer.finish(disc, "tracks")).isEqualTo(stored.size());
        }
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
        return file;
    }

    private DiscCatalog open(Path file) throws IOException {
        return DiscCatalog.open(Disks.REAL.openToRead(file), disc, "tracks");
    }

    private void assertFindsAll(DiscCatalog catalog) throws IOException {
        assertThat(catalog.entries()).isEqualTo(stored.size());
        for (Stored block : stored) {
            assertThat(catalog.find(block.score(), block.type()))
                    .anyMatch(entry -> entry.track() == block.track() && entry.offset() == block.offset());
            assertThat(catalog.find(block.score(), BlockType.ROOT)).isEmpty();
        }
        Random random = new Random(5);
        byte[] score = new byte[Score.SIZE];
        for (int i = 0; i < 300; i++) {
            random.nextBytes(score);
            assertThat(catalog.find(Score.of(score), BlockType.DATA)).isEmpty();
        }
    }

    @Test
    void everyBlockIsFoundThroughOneRunAndThroughMany() throws IOException {
        for (int runLength : new int[] {CatalogRun.MOST, 1000, 1}) {
            stored.clear();
            try (DiscCatalog catalog = open(write(runLength, 700, 0, 254, 1))) {
                assertFindsAll(catalog);
            }
        }
    }

    @Test
    void pagesThatAreJustFullAndNoneAtAll() throws IOException {
        for (int blocks : new int[] {0, 1, CatalogPages.ENTRIES, CatalogPages.ENTRIES + 1}) {
            stored.clear();
            try (DiscCatalog catalog = open(write(CatalogRun.MOST, blocks))) {
                assertFindsAll(catalog);
            }
        }
    }

    @Test
    void aBlockThatLiesTwiceIsFoundTwice() throws IOException {
        Path file = folder.resolve("twice.cat");
        try (CatalogWriter writer = new CatalogWriter(file)) {
            Arena arena = arena(3, 300);
            writer.add(3, arena);
            writer.add(4, arena);
            writer.finish(disc, "tracks");
        }
        try (DiscCatalog catalog = open(file)) {
            for (Stored block : stored) {
                assertThat(catalog.find(block.score(), block.type())).extracting(CatalogEntry::track)
                        .containsExactly(3, 4);
            }
        }
    }

    @Test
    void aStaleOrForeignCatalogIsNone() throws IOException {
        Path file = write(CatalogRun.MOST, 10);
        assertThatThrownBy(() -> DiscCatalog.open(Disks.REAL.openToRead(file), disc, "others"))
                .isInstanceOf(CorruptException.class);
        assertThatThrownBy(() -> DiscCatalog.open(Disks.REAL.openToRead(file), new UUID(3, 4), "tracks"))
                .isInstanceOf(CorruptException.class);
    }

    @Test
    void noDamageGoesUnnoticed() throws IOException {
        Path file = write(CatalogRun.MOST, 600);
        byte[] sound = Files.readAllBytes(file);
        Random random = new Random(9);
        for (int i = 0; i < 40; i++) {
            byte[] bytes = sound.clone();
            int at = CatalogPages.SIZE + random.nextInt(bytes.length - CatalogPages.SIZE);
            if (at % CatalogPages.SIZE >= CatalogPages.ENTRIES * CatalogEntry.SIZE + Integer.BYTES) {
                continue;
            }
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, bytes);
            try (DiscCatalog catalog = open(file)) {
                assertThatThrownBy(() -> assertFindsAll(catalog)).as("byte %d", at)
                        .isInstanceOf(CorruptException.class).hasMessageContaining("set catalog");
            }
        }
        Files.write(file, Arrays.copyOf(sound, sound.length - 1));
        assertThatThrownBy(() -> open(file)).isInstanceOf(CorruptException.class);
    }
}
