package org.arenavault.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files written and read past the system's cache, where the file system of the temporary folder knows that. */
class UncachedTest {

    private static final int SIZE = 3 * 1024 * 1024 + 1234;

    @TempDir
    private Path temp;

    private final Random random = new Random(20261130);

    @Test
    void pieceAtAnyPlaceOfAnyLengthInAnyMemoryArrives() throws IOException {
        byte[] expected = bytes(SIZE);
        Path file = Files.write(temp.resolve("file"), expected);
        try (Storage storage = Disks.REAL.openToCopy(file)) {
            for (int i = 0; i < 200; i++) {
                int position = near(random.nextInt(SIZE));
                byte[] piece = bytes(Math.min(near(random.nextInt(1 << 20)), SIZE - position));
                System.arraycopy(piece, 0, expected, position, piece.length);
                ByteBuffer memory = memory(piece.length);
                storage.write(position, memory.duplicate().put(piece).flip());
            }
            storage.force();
            assertThat(storage.size()).isEqualTo(SIZE);
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(expected);
        try (Storage storage = Disks.REAL.openToVerify(file)) {
            for (int i = 0; i < 200; i++) {
                int position = near(random.nextInt(SIZE));
                int length = Math.min(near(random.nextInt(1 << 20)), SIZE - position);
                ByteBuffer memory = memory(length);
                storage.read(position, memory);
                assertThat(memory.remaining()).isZero();
                assertThat(memory.flip()).isEqualTo(ByteBuffer.wrap(expected, position, length));
            }
        }
    }

    @Test
    void whatIsReadBehindTheEndIsNamed() throws IOException {
        Path file = Files.write(temp.resolve("file"), bytes(SIZE));
        try (Storage storage = Disks.REAL.openToVerify(file)) {
            for (int length : new int[] {1 << 20, 4096, 1000}) {
                assertThatThrownBy(() -> storage.read(SIZE / 4096 * 4096, memory(length + 4096)))
                        .isInstanceOf(CorruptException.class).hasMessageContaining("ends before byte " + SIZE);
            }
        }
    }

    @Test
    void pieceOfADeviceThatIsFullIsAnError() throws IOException {
        Path file = Files.createFile(temp.resolve("file"));
        try (Storage plain = Disks.REAL.openToCopy(file)) {
            // more than a file can be: neither way can write it
            assertThatThrownBy(() -> plain.write(Long.MAX_VALUE / 4096 * 4096 - 4096, memory(4096)))
                    .isInstanceOf(MediumFaultException.class).hasMessageContaining("write error");
        }
    }

    /** On an edge, or not. */
    private int near(int value) {
        return random.nextBoolean() ? value / 4096 * 4096 : value;
    }

    private ByteBuffer memory(int length) {
        return switch (random.nextInt(3)) {
            case 0 -> ByteBuffer.allocate(length);
            case 1 -> ByteBuffer.allocateDirect(length + 1).position(1).slice();
            default -> Disks.memory(length);
        };
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
