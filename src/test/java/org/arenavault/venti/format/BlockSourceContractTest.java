package org.arenavault.venti.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.arenavault.ContractTest;
import org.arenavault.io.CancelledException;
import org.arenavault.io.Meanwhile;
import org.arenavault.io.OwnFileException;
import org.arenavault.io.VaultException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every {@link BlockSource} keeps. An implementation's test extends this class and gives it blocks. */
public abstract class BlockSourceContractTest extends ContractTest {

    private static final long SEED = 20261130;
    private static final int ROOT_SIZE = 300;
    private static final List<BlockType> TYPES = List.of(BlockType.DATA, BlockType.DIRECTORY, BlockType.ROOT,
            BlockType.ofTree(true, 1), BlockType.ofTree(false, 3));

    private final Random random = new Random(SEED);
    private BlockSource opened;

    /**
     * A block that was stored.
     *
     * @param type of it
     * @param bytes that end with no zero
     */
    public record Block(BlockType type, byte[] bytes) {

        /** What it is asked for by. */
        public Score score() {
            return Score.ofBlock(ByteBuffer.wrap(bytes));
        }
    }

    /** Opens the source of these blocks; where they cannot be chosen, of {@link #blocks}. */
    protected abstract BlockSource open(List<Block> blocks) throws IOException;

    /** Blocks of all types and sizes; all of one type and score are the same. */
    protected List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        Random own = new Random(SEED);
        for (int any : new int[] {1, 2, 38, 511, 512, 8192, 8193, ArenaFormat.MAX_LUMP}) {
            for (BlockType type : TYPES) {
                // pointers come whole, and a root is no longer than this
                int size = type.equals(BlockType.ROOT) ? Math.min(any, ROOT_SIZE)
                        : type.depth() == 0 ? any : Math.max(1, any / Score.SIZE) * Score.SIZE;
                byte[] bytes = new byte[size];
                if (size < 8192 || type.equals(BlockType.DATA)) {
                    own.nextBytes(bytes);
                } else {
                    // shrinks when it is stored
                    Arrays.fill(bytes, (byte) (1 + own.nextInt(100)));
                    bytes[own.nextInt(size)] = (byte) type.toDisk();
                }
                bytes[size - 1] = (byte) (1 + type.toDisk());
                blocks.add(new Block(type, bytes));
            }
        }
        return blocks;
    }

    private BlockSource open() throws IOException {
        opened = open(blocks());
        return opened;
    }

    @Override
    protected Object implementation() throws IOException {
        return open();
    }

    @AfterEach
    void closeWhatWasOpened() throws IOException {
        Thread.interrupted();
        if (opened instanceof Closeable closeable) {
            closeable.close();
        }
    }

    private static void assertSame(Optional<byte[]> found, Block block) {
        assertThat(found.isPresent() && Arrays.equals(found.get(), block.bytes()))
                .as("%s of %d bytes, %s", block.type(), block.bytes().length,
                        found.isPresent() ? "changed" : "not found").isTrue();
    }

    /** All of these are found as they were stored. */
    static void assertHas(BlockSource source, List<Block> blocks) throws IOException {
        for (Block block : blocks) {
            assertSame(source.read(block.score(), block.type()), block);
            assertThat(source.contains(block.score(), block.type())).isTrue();
        }
    }

    @Test
    void everyBlockIsReadAsItWasStored() throws IOException {
        assertThat(blocks()).isNotEmpty();
        assertHas(open(), blocks());
    }

    @Test
    void whoGetsABlockMayChangeIt() throws IOException {
        BlockSource source = open();
        for (Block block : blocks()) {
            byte[] mine = source.read(block.score(), block.type()).orElseThrow();
            Arrays.fill(mine, (byte) 0);
            assertSame(source.read(block.score(), block.type()), block);
        }
    }

    @Test
    void aBlockUnderAnotherTypeIsAnotherBlock() throws IOException {
        BlockSource source = open();
        for (Block block : blocks()) {
            for (BlockType other : TYPES) {
                boolean isHere = blocks().stream().anyMatch(each -> each.type().toDisk() == other.toDisk()
                        && Arrays.equals(each.bytes(), block.bytes()));
                assertThat(source.read(block.score(), other).isPresent()).as("%s as %s", block.type(), other)
                        .isEqualTo(isHere);
                assertThat(source.contains(block.score(), other)).isEqualTo(isHere);
            }
        }
    }

    @Test
    void theEmptyBlockIsKnownUnderEveryType() throws IOException {
        BlockSource source = open();
        for (BlockType type : TYPES) {
            assertThat(source.read(Score.ZERO, type)).hasValue(new byte[0]);
            assertThat(source.contains(Score.ZERO, type)).isTrue();
        }
    }

    @Test
    void whatItDoesNotHaveIsNotThere() throws IOException {
        BlockSource source = open();
        for (int i = 0; i < 20; i++) {
            byte[] score = new byte[Score.SIZE];
            random.nextBytes(score);
            for (BlockType type : TYPES) {
                assertThat(source.read(Score.of(score), type)).isEmpty();
                assertThat(source.contains(Score.of(score), type)).isFalse();
            }
        }
    }

    @Test
    void severalThreadsReadAtOnce() throws IOException {
        BlockSource source = open();
        List<Meanwhile<Boolean>> team = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            team.add(Meanwhile.begin("contract", () -> {
                for (int round = 0; round < 5; round++) {
                    assertHas(source, blocks());
                }
                return true;
            }));
        }
        for (Meanwhile<Boolean> member : team) {
            assertThat(member.get()).isTrue();
        }
    }

    @Test
    void whoIsInterruptedGetsHisBlockOrIsToldAndTheSourceGoesOn() throws IOException {
        BlockSource source = open();
        for (Block block : blocks()) {
            Thread.currentThread().interrupt();
            try {
                assertSame(source.read(block.score(), block.type()), block);
            } catch (CancelledException e) {
                assertThat(e).hasMessageContaining("interrupted");
            }
            assertThat(Thread.interrupted()).isTrue();
        }
        assertHas(source, blocks());
    }

    @Test
    void itIsClosedTwiceAndThenSaysSoOrGoesOn() throws IOException {
        BlockSource source = open();
        if (source instanceof Closeable closeable) {
            closeable.close();
            closeable.close();
        }
        for (Block block : blocks()) {
            try {
                assertSame(source.read(block.score(), block.type()), block);
            } catch (VaultException | OwnFileException e) {
                assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
            }
        }
    }
}
