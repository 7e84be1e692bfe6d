package org.arenavault.restore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.Progress;
import org.arenavault.io.StopSignal;
import org.arenavault.media.ArenaRecord;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaSeal;
import org.arenavault.venti.format.ArenaWriter;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.vac.Entry;
import org.arenavault.venti.vac.Root;

/** Makes small arenas, with whatever a test wants in them. */
final class ArenaMaker {

    static final int BLOCK = 512;
    private static final int SIZE = 32 * 1024;
    private static final int LARGE = 8 * 1024;
    private static final long TIME = 1_700_000_000L;

    private final MemoryStorage storage;
    private final Arena arena;
    private final ArenaWriter writer;

    private ArenaMaker(String name, int blockSize, int size, long seed) throws IOException {
        this.storage = new MemoryStorage(size);
        this.arena = new Arena(storage, name, 0, size, blockSize);
        this.writer = ArenaWriter.format(arena, 5, 0x1000_0000L + (name.hashCode() + 1000 * seed) % 0x1000_0000);
    }

    private ArenaMaker(MemoryStorage storage, Arena arena) throws IOException {
        this.storage = storage;
        this.arena = arena;
        this.writer = ArenaWriter.open(arena);
    }

    /** Begins an arena of 32 KiB in blocks of 512 bytes. */
    static ArenaMaker named(String name) throws IOException {
        return new ArenaMaker(name, BLOCK, SIZE, 0);
    }

    /** A sealed arena with a few blocks in it; seeds tell stores apart. */
    static SampleArena arena(String name, int blockSize, int size, long seed) throws IOException {
        ArenaMaker maker = new ArenaMaker(name, blockSize, size, seed);
        Random random = new Random(seed * 31 + name.hashCode());
        for (int i = 0; i < 5; i++) {
            byte[] block = new byte[100 + random.nextInt(1000)];
            random.nextBytes(block);
            maker.put(BlockType.DATA, block, i);
        }
        return maker.seal();
    }

    /** A sealed arena that is nearly full of blocks that look like nothing else. */
    static SampleArena filled(String name, int size, long seed) throws IOException {
        ArenaMaker maker = new ArenaMaker(name, BLOCK, size, 0);
        Random random = new Random(seed * 31 + name.hashCode());
        int count = (int) (size * 0.9 / LARGE);
        for (int i = 0; i < count; i++) {
            byte[] block = new byte[LARGE];
            random.nextBytes(block);
            maker.put(BlockType.DATA, block, i);
        }
        return maker.seal();
    }

    /** The same in blocks of 512 bytes, 32 KiB long. */
    static SampleArena arena(String name) throws IOException {
        return arena(name, BLOCK, SIZE, 1);
    }

    /** Appends a block that was stored so many seconds after the first. */
    Score put(BlockType type, byte[] block, long seconds) throws IOException {
        writer.append(type, ByteBuffer.wrap(block), TIME + seconds).orElseThrow();
        return Score.ofBlock(ByteBuffer.wrap(block));
    }

    /** Appends a root, whose tree is one file with these data blocks, each of one byte. */
    Score root(long seconds, Score data) throws IOException {
        byte[] entries = new byte[Entry.SIZE];
        new Entry(0, BLOCK, BLOCK, Entry.ACTIVE, 1, data).encode(ByteBuffer.wrap(entries), 0);
        Score directory = put(BlockType.DIRECTORY, entries, seconds);
        return put(BlockType.ROOT, new Root("r" + seconds, "vac", directory, BLOCK, Score.NONE).encode(), seconds);
    }

    /** Begins one that is larger than those of {@link #named}; seeds tell stores apart. */
    static ArenaMaker named(String name, int size, long seed) throws IOException {
        return new ArenaMaker(name, BLOCK, size, seed);
    }

    /** Appends blocks of noise, about half a kilobyte each. */
    ArenaMaker fill(int blocks, long seed) throws IOException {
        Random random = new Random(seed);
        for (int i = 0; i < blocks; i++) {
            byte[] block = new byte[300 + random.nextInt(400)];
            random.nextBytes(block);
            put(BlockType.DATA, block, writer.tail().memory().clumps());
        }
        return this;
    }

    /** It as it is now, in the place where it is to come back. */
    Arena flushed() throws IOException {
        writer.flush();
        return arena;
    }

    /** The same with all that it holds, on its own. */
    ArenaMaker copy() throws IOException {
        writer.flush();
        ArenaMaker copy = new ArenaMaker(arena.name(), BLOCK, (int) arena.size(), 0);
        copy.storage.write(0, storage.read(0, (int) arena.size()));
        return new ArenaMaker(copy.storage, copy.arena);
    }

    /** Seals it. */
    SampleArena seal() throws IOException {
        Score seal = writer.seal();
        return new SampleArena(new ArenaRecord(arena.name(), arena.size(), arena.blockSize(), "", 0, seal, false),
                storage.read(0, (int) arena.size()));
    }

    /** Says in its tail that it is sealed, and leaves out the score, as a server does for some hours. */
    SampleArena unsummed() throws IOException {
        SampleArena sealed = seal();
        byte[] bytes = sealed.bytes().clone();
        for (int i = bytes.length - Score.SIZE; i < bytes.length; i++) {
            bytes[i] = 0;
        }
        Score digest = ArenaSeal.compute(new MemoryStorage(bytes), Progress.SILENT.begin("", 0), StopSignal.NEVER);
        return new SampleArena(new ArenaRecord(arena.name(), bytes.length, arena.blockSize(), "", 0, digest, true),
                bytes);
    }

    /** Leaves it as a server that is still writing to it. */
    SampleArena active() throws IOException {
        writer.flush();
        return new SampleArena(new ArenaRecord(arena.name(), arena.size(), arena.blockSize(), "", 0, Score.NONE,
                false), storage.read(0, (int) arena.size()));
    }
}
