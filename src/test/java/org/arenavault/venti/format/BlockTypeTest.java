package org.arenavault.venti.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The three numberings of block types (venti-format 4.3). */
class BlockTypeTest {

    @ParameterizedTest
    @CsvSource({
        "13, 0, data, false, 0", "3, 9, dir+1, true, 1", "4, 10, dir+2, true, 2", "5, 11, dir+3, true, 3",
        "6, 12, dir+4, true, 4", "7, 13, dir+5, true, 5", "8, 14, dir+6, true, 6", "9, 15, dir+7, true, 7",
        "2, 8, dir, true, 0", "1, 16, root, false, 0",
    })
    void whatStandsOnDiskIsOneType(int disk, int number, String text, boolean directory, int depth) {
        BlockType type = BlockType.fromDisk(disk);
        assertThat(BlockType.isLegalOnDisk(disk)).isTrue();
        assertThat(type.number()).isEqualTo(number);
        assertThat(type.toDisk()).isEqualTo(disk);
        assertThat(type).hasToString(text);
        assertThat(type.isDirectoryTree()).isEqualTo(directory);
        assertThat(type.depth()).isEqualTo(depth);
        assertThat(type.isPointer()).isEqualTo(depth > 0);
        assertThat(type.hashCode()).isEqualTo(number);
    }

    @Test
    void everyOtherNumberIsCorrupt() {
        for (int disk : new int[] {-1, 0, 10, 11, 12, 14, 255}) {
            assertThat(BlockType.isLegalOnDisk(disk)).as("%d", disk).isFalse();
            assertThat(BlockType.fromDisk(disk)).as("%d", disk).isEqualTo(BlockType.CORRUPT);
        }
        assertThat(BlockType.CORRUPT).hasToString("corrupt");
        assertThat(BlockType.CORRUPT.toDisk()).isEqualTo(255);
        assertThat(BlockType.CORRUPT.isDirectoryTree()).isFalse();
        assertThat(BlockType.CORRUPT.isPointer()).isFalse();
    }

    @Test
    void pointerBlocksOfBothTreesShareTheirNumbersOnDisk() {
        for (int depth = 0; depth <= BlockType.MAX_DEPTH; depth++) {
            BlockType data = BlockType.ofTree(false, depth);
            BlockType directory = BlockType.ofTree(true, depth);
            assertThat(data.number()).isEqualTo(depth);
            assertThat(directory.number()).isEqualTo(8 + depth);
            assertThat(data.isDirectoryTree()).isFalse();
            assertThat(data).hasToString(depth == 0 ? "data" : "data+" + depth);
            assertThat(data.toDisk()).isEqualTo(depth == 0 ? 13 : depth + 2);
            assertThat(directory.toDisk()).isEqualTo(depth + 2);
            assertThat(data).isNotEqualTo(directory).isEqualTo(BlockType.ofTree(false, depth));
        }
        assertThat(BlockType.ofTree(false, 0)).isEqualTo(BlockType.DATA).isNotEqualTo("data");
        assertThatIllegalArgumentException().isThrownBy(() -> BlockType.ofTree(true, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> BlockType.ofTree(false, 8));
    }
}
