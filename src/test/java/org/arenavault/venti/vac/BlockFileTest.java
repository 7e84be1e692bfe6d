package org.arenavault.venti.vac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.arenavault.io.CancelledException;
import org.arenavault.io.CorruptException;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.StopSignal;
import org.arenavault.venti.MemoryBlocks;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.Test;

/** Files read at random and in order come out as they went in; holes cost nothing; gaps are named. */
class BlockFileTest {

    private static final int DSIZE = TreeBuilder.DSIZE;
    private static final int POINTERS = TreeBuilder.PSIZE / Score.SIZE;

    private final MemoryBlocks blocks = new MemoryBlocks();
    private final TreeBuilder build = new TreeBuilder(blocks);

    /** Noise with runs of zeros that are longer than blocks, and than what a pointer block reaches. */
    private static byte[] someContent(Random random) {
        byte[] content = new byte[random.nextInt(3) == 0 ? random.nextInt(2000) : random.nextInt(300 * DSIZE)];
        int at = 0;
        while (at < content.length) {
            int run = Math.min(content.length - at, random.nextInt(random.nextInt(30 * DSIZE) + 1) + 1);
            if (random.nextBoolean()) {
                byte[] noise = new byte[run];
                random.nextBytes(noise);
                System.arraycopy(noise, 0, content, at, run);
            }
            at += run;
        }
        return content;
    }

    @Test
    void anyPieceIsReadAsItWasWritten() throws IOException {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            byte[] content = someContent(random);
            BlockFile file = new BlockFile(blocks, build.file(content), "test");
            assertThat(file.size()).isEqualTo(content.length);
            for (int i = 0; i < 40; i++) {
                int from = random.nextInt(content.length + 10);
                ByteBuffer target = ByteBuffer.allocate(random.nextInt(5 * DSIZE));
                int count = file.read(from, target);
                int expected = Math.max(0, Math.min(target.capacity(), content.length - from));
                assertThat(count).as("seed %d", seed).isEqualTo(expected);
                assertThat(Arrays.copyOf(target.array(), count)).as("seed %d, at %d", seed, from)
                        .isEqualTo(Arrays.copyOfRange(content, Math.min(from, content.length),
                                Math.min(from, content.length) + count));
            }
        }
    }

    @Test
    void readAheadGivesEveryBlockOnceAndInOrder() throws IOException {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            for (int seed = 0; seed < 60; seed++) {
                Random random = new Random(seed);
                byte[] content = someContent(random);
                BlockFile file = new BlockFile(blocks, build.file(content), "test");
                ReadAhead ahead = new ReadAhead(blocks, file, pool, 1 + random.nextInt(20), StopSignal.NEVER);
                byte[] out = new byte[content.length];
                long last = -1;
                for (Optional<ReadAhead.Piece> piece = ahead.next(); piece.isPresent(); piece = ahead.next()) {
                    assertThat(piece.get().problem()).isEmpty();
                    assertThat(piece.get().number()).isGreaterThan(last);
                    last = piece.get().number();
                    System.arraycopy(piece.get().bytes(), 0, out, (int) last * DSIZE, piece.get().bytes().length);
                }
                assertThat(out).as("seed %d", seed).isEqualTo(content);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void pointerBlocksAreReadOnceInASequence() throws IOException {
        byte[] content = new byte[POINTERS * POINTERS * DSIZE];
        new Random(1).nextBytes(content);
        BlockFile file = new BlockFile(blocks, build.file(content), "test");
        long before = blocks.reads();
        file.read(0, ByteBuffer.allocate(content.length));
        assertThat(blocks.reads() - before).isEqualTo(POINTERS * POINTERS + POINTERS + 1);
    }

    @Test
    void aHoleAsWideAsAFileCanBeIsCrossedAtOnce() throws IOException {
        Entry nothing = new Entry(0, 256, 256, Entry.flags(BlockType.ofTree(false, 7)), (1L << 48) - 1, Score.ZERO);
        ReadAhead ahead = new ReadAhead(blocks, new BlockFile(blocks, nothing, "test"), Runnable::run, 4,
                StopSignal.NEVER);
        assertThat(ahead.next()).isEmpty();
        ByteBuffer end = ByteBuffer.allocate(100);
        assertThat(new BlockFile(blocks, nothing, "test").read((1L << 48) - 11, end)).isEqualTo(10);
    }

    @Test
    void aFileThatRepeatsItsPointersForeverCanBeStopped() {
        // a block of zero scores that a client should have cut to nothing
        Score score = blocks.put(BlockType.ofTree(false, 1), Score.ZERO.toBytes());
        for (int depth = 2; depth <= 7; depth++) {
            score = build.pointers(Collections.nCopies(12, score), BlockType.ofTree(false, depth));
        }
        Entry bomb = new Entry(0, 256, 256, Entry.flags(BlockType.ofTree(false, 7)), (1L << 48) - 1, score);
        int[] asked = {0};
        ReadAhead ahead = new ReadAhead(blocks, new BlockFile(blocks, bomb, "test"), Runnable::run, 4,
                () -> ++asked[0] > 3);
        assertThatThrownBy(ahead::next).isInstanceOf(CancelledException.class);
    }

    @Test
    void beyondWhatThePointersReachThereAreZeros() throws IOException {
        Entry one = build.file("x".repeat(DSIZE).getBytes(StandardCharsets.US_ASCII));
        Entry claims = new Entry(0, one.psize(), one.dsize(), one.flags(), 3L * DSIZE, one.score());
        assertThat(claims.reachesItsSize()).isFalse();
        ByteBuffer target = ByteBuffer.allocate(4 * DSIZE);
        assertThat(new BlockFile(blocks, claims, "test").read(0, target)).isEqualTo(3 * DSIZE);
        assertThat(target.get(DSIZE - 1)).isEqualTo((byte) 'x');
        assertThat(target.get(DSIZE)).isZero();
    }

    @Test
    void aBlockLongerThanItShouldBeIsCut() throws IOException {
        Score score = blocks.put(BlockType.DATA, "y".repeat(3000).getBytes(StandardCharsets.US_ASCII));
        Score top = build.pointers(List.of(score, score), BlockType.ofTree(false, 1));
        Entry entry = new Entry(0, 260, 512, Entry.flags(BlockType.ofTree(false, 1)), 700, top);
        ByteBuffer target = ByteBuffer.allocate(4000);
        assertThat(new BlockFile(blocks, entry, "test").read(0, target)).isEqualTo(700);
    }

    @Test
    void aMissingBlockIsNamedAndTheRestIsRead() throws IOException {
        byte[] content = new byte[40 * DSIZE];
        new Random(2).nextBytes(content);
        Entry entry = build.file(content);
        blocks.remove(Score.ofBlock(ByteBuffer.wrap(content, 5 * DSIZE, DSIZE)), BlockType.DATA);
        Score pointers = Score.ofBlock(ByteBuffer.wrap(
                new PointerBlockBytes(blocks, entry).child(1)));
        blocks.remove(pointers, BlockType.ofTree(false, 1));

        BlockFile file = new BlockFile(blocks, entry, "a file");
        assertThatThrownBy(() -> file.block(5)).isInstanceOf(CorruptException.class)
                .hasMessageStartingWith("a file: block 5 cannot be read: no sound data block ");
        assertThatThrownBy(() -> file.block(POINTERS + 2)).hasMessageContaining("no sound data+1 block " + pointers);
        assertThat(file.block(4)).isEqualTo(Arrays.copyOfRange(content, 4 * DSIZE, 5 * DSIZE));

        ReadAhead ahead = new ReadAhead(blocks, file, Runnable::run, 3, StopSignal.NEVER);
        int there = 0;
        long missing = 0;
        for (Optional<ReadAhead.Piece> piece = ahead.next(); piece.isPresent(); piece = ahead.next()) {
            if (piece.get().problem().isEmpty()) {
                there++;
            } else {
                missing += piece.get().until() - piece.get().number();
            }
        }
        assertThat(there).isEqualTo(40 - 1 - POINTERS);
        assertThat(missing).isEqualTo(1 + POINTERS);
    }

    @Test
    void aMissingTopCostsOneLookAndNotOneABlock() throws IOException {
        Entry gone = new Entry(0, 256, 256, Entry.flags(BlockType.ofTree(false, 7)), (1L << 48) - 1,
                Score.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20}));
        ReadAhead ahead = new ReadAhead(blocks, new BlockFile(blocks, gone, "test"), Runnable::run, 4,
                StopSignal.NEVER);
        ReadAhead.Piece piece = ahead.next().orElseThrow();
        assertThat(piece.until()).isEqualTo(12L * 12 * 12 * 12 * 12 * 12 * 12);
        assertThat(ahead.next()).isEmpty();
    }

    @Test
    void aFailingSourceIsNoMissingBlock() throws IOException {
        byte[] content = new byte[40 * DSIZE];
        new Random(3).nextBytes(content);
        BlockFile file = new BlockFile(blocks, build.file(content), "test");
        ReadAhead ahead = new ReadAhead((score, type) -> {
            throw new MediumFaultException("gone");
        }, file, Runnable::run, 3, StopSignal.NEVER);
        assertThatThrownBy(ahead::next).isInstanceOf(MediumFaultException.class).hasMessage("gone");
    }

    @Test
    void entriesOfAStreamAreFoundBySlot() throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            entries.add(build.file(("file " + i).getBytes(StandardCharsets.US_ASCII)));
        }
        BlockFile stream = new BlockFile(blocks, build.directory(entries), "test");
        for (int i = 0; i < 100; i++) {
            assertThat(stream.entry(i)).isEqualTo(entries.get(i));
        }
        assertThat(stream.entry(100).isActive()).isFalse();
        assertThat(stream.entry(0xFFFF_FFFFL).isActive()).isFalse();
    }

    /** Bytes of the pointer blocks below an entry. */
    private record PointerBlockBytes(MemoryBlocks blocks, Entry entry) {

        byte[] child(int i) {
            byte[] top = blocks.read(entry.score(), entry.type()).orElseThrow();
            return blocks.read(new PointerBlock(top).score(i), BlockType.ofTree(false, entry.depth() - 1))
                    .orElseThrow();
        }
    }
}
