package org.arenavault.venti.increment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.arenavault.io.CorruptException;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.Progress;
import org.arenavault.io.StopSignal;
import org.arenavault.io.Storage;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaHead;
import org.arenavault.venti.format.ArenaWriter;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.ClumpDecoder;
import org.arenavault.venti.format.ClumpDirectory;
import org.arenavault.venti.format.ClumpHeader;
import org.arenavault.venti.format.ClumpInfo;
import org.arenavault.venti.format.Score;

/** An active arena on the heap that grows on command, and what can happen to its bytes. */
final class SampleLog {

    static final Progress.Stage SILENT = Progress.SILENT.begin("", 0);
    static final UUID CHAIN = new UUID(1, 2);
    static final int SIZE = 1 << 20;

    private final Random random;
    private final MemoryStorage storage;
    private final Arena arena;
    private final ArenaWriter writer;
    private final List<Long> offsets = new ArrayList<>();
    private final List<Score> scores = new ArrayList<>();

    SampleLog(int blockSize, int version, long seed) throws IOException {
        this(SIZE, blockSize, version, seed);
    }

    SampleLog(int size, int blockSize, int version, long seed) throws IOException {
        this.random = new Random(seed);
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        this.storage = new MemoryStorage(bytes);
        this.arena = new Arena(storage, "arena7", 0, size, blockSize);
        this.writer = ArenaWriter.format(arena, version, version == 4 ? ArenaHead.V4_CLUMP_MAGIC : 0x12345678L + seed);
    }

    Arena arena() {
        return arena;
    }

    Storage storage() {
        return storage;
    }

    /** Appends blocks, every third one compressible and every tenth a root; the tail follows with {@link #flush}. */
    SampleLog append(int blocks) throws IOException {
        for (int i = 0; i < blocks; i++) {
            byte[] block = new byte[1 + random.nextInt(2000)];
            if (i % 3 != 0) {
                random.nextBytes(block);
            } else {
                ByteBuffer.wrap(new byte[8]).putLong(random.nextLong()).flip().get(block, 0, Math.min(8, block.length));
            }
            BlockType type = i % 10 == 9 ? BlockType.ROOT : BlockType.DATA;
            long offset = writer.append(type, ByteBuffer.wrap(block), 1_700_000_000L + offsets.size()).orElseThrow();
            offsets.add(offset);
            scores.add(Score.ofBlock(ByteBuffer.wrap(block)));
        }
        return this;
    }

    SampleLog flush() throws IOException {
        writer.flush();
        return this;
    }

    /** Where clump {@code i} begins, from the data start. */
    long offset(int i) {
        return offsets.get(i);
    }

    int clumps() {
        return offsets.size();
    }

    Score score(int i) {
        return scores.get(i);
    }

    /** The bytes of clumps so far. */
    long used() {
        return writer.tail().memory().used();
    }

    ClumpInfo entry(int i) throws IOException {
        ClumpDirectory.Cursor cursor = new ClumpDirectory(arena).cursor(i, 0, i + 1L);
        cursor.next();
        return cursor.info();
    }

    /** One bit of the clump's payload falls over. */
    void damage(int i) throws IOException {
        storage.flip(arena.dataStart() + offset(i) + ArenaFormat.CLUMP_HEADER, 3);
    }

    /** Noise where the clump's header was. */
    void damageHeader(int i) throws IOException {
        byte[] noise = new byte[ArenaFormat.CLUMP_HEADER];
        random.nextBytes(noise);
        storage.write(arena.dataStart() + offset(i), ByteBuffer.wrap(noise));
    }

    /** The directory entry as it is before it is written. */
    void clearEntry(int i) throws IOException {
        ClumpDirectory directory = new ClumpDirectory(arena);
        storage.write(directory.blockOf(i) + directory.positionInBlock(i), ByteBuffer.allocate(25));
    }

    /** Each of the two says what the other should. */
    void swapEntries(int i, int j) throws IOException {
        ClumpDirectory directory = new ClumpDirectory(arena);
        ByteBuffer first = ByteBuffer.allocate(25);
        ByteBuffer second = ByteBuffer.allocate(25);
        entry(i).encode(second, 0);
        entry(j).encode(first, 0);
        storage.write(directory.blockOf(i) + directory.positionInBlock(i), first);
        storage.write(directory.blockOf(j) + directory.positionInBlock(j), second);
    }

    /** Whether the clump decodes and hashes to the score of the block that was stored. */
    boolean isWhole(int i) throws IOException {
        ClumpHeader header = ClumpHeader.decode(
                ByteBuffer.wrap(storage.read(arena.dataStart() + offset(i), ArenaFormat.CLUMP_HEADER)), 0);
        try {
            new ClumpDecoder().read(arena, writer.tail().clumpMagic(), offset(i), header.type(), scores.get(i));
            return true;
        } catch (CorruptException e) {
            return false;
        }
    }

    ActiveArena read(Patience patience) throws IOException {
        return ActiveArena.read(arena, patience, StopSignal.NEVER);
    }

    ActiveArena read() throws IOException {
        return read(Patience.NOT_NEEDED);
    }

    /** All runs from {@code start} on, as a backup takes them. */
    static List<ClumpRun> runs(ActiveArena active, ClumpPlace start, long limit) throws IOException {
        List<ClumpRun> runs = new ArrayList<>();
        ClumpPlace at = start;
        while (true) {
            ClumpRun run = active.run(at, Long.MAX_VALUE, limit, SILENT);
            runs.add(run);
            if (run.end() == ClumpRun.End.LOG || run.end() == ClumpRun.End.NOT_WHOLE || run.next().isEmpty()) {
                return runs;
            }
            if (run.next().get().equals(at)) {
                throw new IllegalArgumentException("no clump fits into " + limit);
            }
            at = run.next().get();
        }
    }

    /** The increment of a run, made on the heap. */
    static Increment increment(ActiveArena active, ClumpRun run, UUID chain, long sequence) throws IOException {
        NewIncrement made = new NewIncrement(active, run, "arenas0", chain, sequence);
        MemoryStorage image = new MemoryStorage(Math.toIntExact(made.size()));
        made.write(image, SILENT, StopSignal.NEVER);
        return Increment.open(image, new RecordedIncrement(sequence, made.origin()));
    }

    /** Increments of everything from {@code start} on, none longer than {@code limit}. */
    static List<Increment> increments(ActiveArena active, ClumpPlace start, long limit, UUID chain, long sequence)
            throws IOException {
        List<Increment> made = new ArrayList<>();
        for (ClumpRun run : runs(active, start, limit)) {
            if (!run.isEmpty()) {
                made.add(increment(active, run, chain, sequence + made.size()));
            }
        }
        return made;
    }
}
