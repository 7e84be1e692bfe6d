package org.arenavault.venti.index;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Count;
import org.arenavault.io.Disks;
import org.arenavault.io.MediumFaultException;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaStats;
import org.arenavault.venti.format.BlockSource;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.ClumpDecoder;
import org.arenavault.venti.format.IndexBucket;
import org.arenavault.venti.format.IndexEntry;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.format.VentiConf;

/**
 * The blocks of a venti whose server is not running, found through its index. Safe for several threads.
 *
 * <p>The index is a hint: a block counts as found only if its clump says so and hashes to its score; where a
 * bucket has several entries of a score, each is tried. What the server has not yet entered when it was
 * stopped is found too, as the server would find it after its next start (venti-format 10.2), and so are the
 * blocks of arenas that the index does not cover, through their directories.
 *
 * <p>The Bloom filter is not asked. It spares a server the reading of a bucket for blocks that it does not have,
 * at the price of holding all of it in memory; here, blocks are asked for that are expected to be there, and
 * one bucket costs less than 32 probes of a filter on disk. Nor could its word alone be taken (venti-format 7.4).
 */
public final class IndexLookup implements BlockSource, Closeable {

    private final IndexLayout layout;
    private final AddressSpace space;
    private final PendingClumps pending;
    private final List<String> notes;
    private final Map<Arena, Long> clumpMagics = new ConcurrentHashMap<>();
    private final ThreadLocal<ClumpDecoder> decoders = ThreadLocal.withInitial(ClumpDecoder::new);

    private IndexLookup(IndexLayout layout) throws IOException {
        this.layout = layout;
        this.space = layout.space().with(layout.unmapped());
        ArenaSurvey survey = ArenaSurvey.of(space);
        this.pending = PendingClumps.of(survey.filled().stream().map(this::asIndexed).toList());
        this.notes = notes(survey);
    }

    /** Of an arena outside of the index nothing is indexed, whatever its tail says. */
    private FilledArena asIndexed(FilledArena arena) {
        return isCovered(arena) ? arena
                : new FilledArena(arena.arena(), arena.base(), ArenaStats.EMPTY, arena.memory());
    }

    private boolean isCovered(FilledArena arena) {
        return layout.space().find(arena.base()).isPresent();
    }

    private List<String> notes(ArenaSurvey survey) {
        List<String> lines = new ArrayList<>(layout.faults());
        survey.damaged().values().forEach(fault ->
                lines.add(fault + "; only those of its blocks are found that the index has"));
        lines.addAll(survey.notes());
        survey.filled().stream().filter(arena -> !isCovered(arena) && arena.memory().clumps() > 0)
                .forEach(arena -> lines.add(("%s: the index does not cover it; what it holds, %s, is found through its "
                        + "directory: build the index").formatted(arena.arena().where(),
                        Count.of(arena.memory().clumps(), "block"))));
        if (pending.left() > 0) {
            lines.add("%d blocks that are in no index are too many to remember, and are not found: build the index"
                    .formatted(pending.left()));
        }
        return lines;
    }

    /**
     * Opens the index that {@code conf} describes, and its arenas, to be read.
     *
     * @throws CorruptException if the index is not complete, or does not belong to the arenas
     */
    public static IndexLookup open(VentiConf conf, Disks disks) throws IOException {
        return of(IndexLayout.open(conf, disks));
    }

    /**
     * The same where arena partitions may be missing, as long as one can be read: they are among the {@link #notes},
     * and whoever asks for a block that lies in one gets an error, not the answer that there is none.
     *
     * @throws CorruptException if the index is not complete, or does not belong to the arenas
     */
    public static IndexLookup openReadable(VentiConf conf, Disks disks) throws IOException {
        return of(IndexLayout.openReadable(conf, disks));
    }

    private static IndexLookup of(IndexLayout layout) throws IOException {
        try {
            return new IndexLookup(layout);
        } catch (IOException | RuntimeException | Error e) {
            layout.close();
            throw e;
        }
    }

    /** False if arenas of the index lie in partitions that cannot be read. */
    public boolean isWhole() {
        return !layout.isPartial();
    }

    /** What whoever relies on this should know, one line each: arenas outside of the index, damaged ones. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    @Override
    public Optional<byte[]> read(Score score, BlockType type) throws IOException {
        if (score.isEmptyBlock()) {
            return Optional.of(new byte[0]);
        }
        List<IndexEntry> entries = entries(score, type);
        for (IndexEntry entry : entries) {
            Optional<byte[]> block = readAt(entry.address(), score, type);
            if (block.isPresent()) {
                return block;
            }
        }
        for (long address : pending.addresses(score)) {
            Optional<byte[]> block = readAt(address, score, type);
            if (block.isPresent()) {
                return block;
            }
        }
        for (IndexEntry entry : entries) {
            Optional<String> lost = space.lost(entry.address());
            if (lost.isPresent()) {
                throw new MediumFaultException("block %s lies in arena %s, whose partition cannot be read"
                        .formatted(score, lost.get()));
            }
        }
        return Optional.empty();
    }

    /** True if the index leads to a clump whose header says that it is the block; what the clump holds is not read. */
    @Override
    public boolean contains(Score score, BlockType type) throws IOException {
        if (score.isEmptyBlock()) {
            return true;
        }
        for (IndexEntry entry : entries(score, type)) {
            if (isAt(entry.address(), score, type)) {
                return true;
            }
        }
        return read(score, type).isPresent();
    }

    private boolean isAt(long address, Score score, BlockType type) throws IOException {
        Optional<AddressSpace.Place> place = space.find(address);
        if (place.isEmpty()) {
            return false;
        }
        Arena arena = place.get().arena();
        try {
            ClumpDecoder.header(arena, clumpMagic(arena), address - place.get().base(), type.toDisk(), score);
            return true;
        } catch (CorruptException e) {
            // as in readAt
            return false;
        }
    }

    private List<IndexEntry> entries(Score score, BlockType type) throws IOException {
        long number = layout.arithmetic().bucketOf(score.firstBits());
        Section section = layout.sectionOf(number);
        if (section.isLost()) {
            throw new MediumFaultException("bucket %d cannot be read: %s".formatted(number, section.fault()));
        }
        byte[] block = section.storage().read(section.header().bucketOffset(number), layout.blockSize());
        try {
            return IndexBucket.view(ByteBuffer.wrap(block), section.header(), section.where())
                    .find(score, type.toDisk());
        } catch (CorruptException e) {
            // a damaged bucket hints at nothing; the check of the index names it
            return List.of();
        }
    }

    /** The block, if its sound clump lies at this index address. */
    private Optional<byte[]> readAt(long address, Score score, BlockType type) throws IOException {
        Optional<AddressSpace.Place> place = space.find(address);
        if (place.isEmpty()) {
            return Optional.empty();
        }
        Arena arena = place.get().arena();
        try {
            return Optional.of(decoders.get().read(arena, clumpMagic(arena), address - place.get().base(),
                    type.toDisk(), score));
        } catch (CorruptException e) {
            // a wrong hint or a damaged clump: the block may lie elsewhere, and is not here
            return Optional.empty();
        }
    }

    private long clumpMagic(Arena arena) throws IOException {
        Long known = clumpMagics.get(arena);
        if (known == null) {
            known = readClumpMagic(arena);
            clumpMagics.put(arena, known);
        }
        return known;
    }

    /** From the tail; where that is damaged the head does as well, and the clumps may be sound. */
    private static long readClumpMagic(Arena arena) throws IOException {
        try {
            return arena.readTail().clumpMagic();
        } catch (CorruptException e) {
            return arena.readHead().clumpMagic();
        }
    }

    @Override
    public void close() throws IOException {
        layout.close();
    }
}
