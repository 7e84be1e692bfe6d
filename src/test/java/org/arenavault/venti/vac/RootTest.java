package org.arenavault.venti.vac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.arenavault.Golden;
import org.arenavault.io.CorruptException;
import org.arenavault.io.UnsupportedVersionException;
import org.arenavault.venti.GoldenBlocks;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Root blocks: recorded ones, ours, and what is none. */
class RootTest {

    @TempDir
    private Path folder;

    static List<String> samples() {
        return Golden.names();
    }

    private static byte[] example() {
        return new Root("fossil", "vac", Score.ZERO, 8192, Score.NONE).encode();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void recordedRootsAreRead(String name) throws IOException {
        GoldenBlocks golden = GoldenBlocks.read(name, folder);
        byte[] block = golden.blocks().read(golden.second(), BlockType.ROOT).orElseThrow();

        Root root = Root.decode(block, "test");

        assertThat(root.type()).isEqualTo("vac");
        assertThat(root.prev()).isEqualTo(golden.first());
        assertThat(root.blockSize()).isEqualTo(8192);
        assertThat(golden.blocks().contains(root.score(), BlockType.DIRECTORY)).isTrue();
        assertThat(root.encode()).isEqualTo(block);
    }

    @Test
    void aBlockSizeFrom64KiBIsAFloat() throws IOException {
        Root root = new Root("", "vac", Score.ZERO, 131072, Score.NONE);
        byte[] block = root.encode();
        assertThat(block).startsWith(0x80, 2);
        assertThat(Root.decode(block, "test")).isEqualTo(root);
    }

    @Test
    void namesOfAnyBytesSurvive() throws IOException {
        Root root = new Root("\u00e9\u0001\u00ff".repeat(42), "", Score.ZERO, 512, Score.NONE);
        assertThat(Root.decode(root.encode(), "test")).isEqualTo(root);
        assertThatThrownBy(() -> new Root("x".repeat(128), "", Score.ZERO, 512, Score.NONE).encode())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNameWithoutANulEndsWithItsField() throws IOException {
        byte[] block = example();
        Arrays.fill(block, 2, 130, (byte) 'n');
        assertThat(Root.decode(block, "test").name()).hasSize(128);
    }

    @Test
    void everythingElseIsRefused() {
        assertThatThrownBy(() -> Root.decode(new byte[299], "here")).isInstanceOf(CorruptException.class)
                .hasMessage("here: a root block has 300 bytes, this one 299");
        byte[] version = example();
        version[1] = 3;
        assertThatThrownBy(() -> Root.decode(version, "here")).isInstanceOf(UnsupportedVersionException.class);
        byte[] blockSize = example();
        blockSize[278] = 0;
        assertThatThrownBy(() -> Root.decode(blockSize, "here")).isInstanceOf(CorruptException.class);
    }
}
