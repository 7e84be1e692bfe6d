package org.arenavault.venti.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.arenavault.io.Meanwhile;
import org.junit.jupiter.api.Test;

/** What every {@link BlockStore} keeps beside what a source of blocks keeps. Its test gives an empty one. */
public abstract class BlockStoreContractTest extends BlockSourceContractTest {

    /** Opens a store that has no blocks yet, and has room for all of {@link #blocks} and as many again. */
    protected abstract BlockStore open() throws IOException;

    @Override
    protected final BlockSource open(List<Block> blocks) throws IOException {
        BlockStore store = open();
        for (Block block : blocks) {
            assertThat(store.write(block.type(), block.bytes())).contains(block.score());
        }
        store.sync();
        return store;
    }

    private BlockStore openFilled() throws IOException {
        return (BlockStore) implementation();
    }

    @Test
    void whatIsTakenIsReadAtOnceAndASecondCopyIsTheFirst() throws IOException {
        BlockStore store = openFilled();
        Random random = new Random(1);
        for (int i = 0; i < 20; i++) {
            byte[] bytes = new byte[1 + random.nextInt(3000)];
            random.nextBytes(bytes);
            Block block = new Block(BlockType.DATA, bytes);
            for (int round = 0; round < 2; round++) {
                assertThat(store.write(block.type(), bytes)).contains(block.score());
                assertHas(store, List.of(block));
            }
        }
        store.sync();
        store.sync();
        assertHas(store, blocks());
    }

    @Test
    void whoGaveABlockMayChangeItsBytes() throws IOException {
        BlockStore store = openFilled();
        byte[] bytes = {1, 2, 3, 4, 5};
        Block block = new Block(BlockType.DATA, bytes.clone());
        store.write(block.type(), bytes);
        Arrays.fill(bytes, (byte) 9);
        assertHas(store, List.of(block));
    }

    @Test
    void severalThreadsWriteAtOnce() throws IOException {
        BlockStore store = openFilled();
        List<Meanwhile<Boolean>> team = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Random random = new Random(i / 2);
            team.add(Meanwhile.begin("contract", () -> {
                for (int round = 0; round < 40; round++) {
                    byte[] bytes = new byte[1 + random.nextInt(2000)];
                    random.nextBytes(bytes);
                    Block block = new Block(BlockType.DIRECTORY, bytes);
                    assertThat(store.write(block.type(), bytes)).contains(block.score());
                    assertHas(store, List.of(block));
                }
                store.sync();
                return true;
            }));
        }
        for (Meanwhile<Boolean> member : team) {
            assertThat(member.get()).isTrue();
        }
        assertHas(store, blocks());
    }
}
