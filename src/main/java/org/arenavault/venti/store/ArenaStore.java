package org.arenavault.venti.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.arenavault.io.Clock;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Count;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.ProcessLock;
import org.arenavault.io.RefusedException;
import org.arenavault.io.World;
import org.arenavault.venti.format.ArenaWriter;
import org.arenavault.venti.format.BlockStore;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.ClumpDecoder;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.format.VentiConf;
import org.arenavault.venti.index.IndexLookup;
import org.arenavault.venti.net.IndexPage;
import org.arenavault.venti.net.StatusPages;
import org.arenavault.venti.net.StoragePage;
import org.jspecify.annotations.Nullable;

/**
 * The files of a venti as a store that takes blocks. See the package for what is durable when.
 *
 * <p>Opening does what a starting server does: clumps behind the end that a tail knows are taken up, those that no tail
 * calls indexed are entered, full arenas are sealed. Nobody else may write the files meanwhile, no server either; a
 * lock beside the configuration keeps our own processes apart.
 *
 * <p>An error while storing ends all storing, for nobody knows what is on the disk: reading goes on.
 */
public final class ArenaStore implements BlockStore, Closeable {

    private static final System.Logger LOG = System.getLogger(ArenaStore.class.getName());
    /** So many blocks may be in no index before they are entered. */
    private static final int FRESH = 100_000;
    /** So many there may be if the index takes no more. */
    private static final int MOST_FRESH = 1_000_000;
    /** As long as the real server leaves clumps unwritten without being asked. */
    private static final long FLUSH_NANOS = 120_000_000_000L;

    private final StoreFiles files;
    private final ProcessLock lock;
    private final Clock clock;
    private final IndexInserter inserter;
    private final IndexLookup indexed;
    private final NewBlocks fresh = new NewBlocks();
    private final ReadWriteLock indexLock = new ReentrantReadWriteLock();
    private final ThreadLocal<ClumpDecoder> decoders = ThreadLocal.withInitial(ClumpDecoder::new);
    private int current = -1;
    private Optional<ArenaWriter> writer = Optional.empty();
    private int enterAt = FRESH;
    private boolean dirty;
    private long dirtySince;
    private @Nullable IOException failure;

    private ArenaStore(StoreFiles files, ProcessLock lock, VentiConf conf, World world) throws IOException {
        this.files = files;
        this.lock = lock;
        this.clock = world.clock();
        this.inserter = new IndexInserter(files);
        recover();
        nextArena();
        enterPending();
        this.indexed = IndexLookup.open(conf, world.disks());
    }

    /**
     * Opens the files that a configuration names, to be read and written.
     *
     * @throws OperatorNeededException if another process of this program has them open
     * @throws CorruptException if they do not belong together
     */
    public static ArenaStore open(VentiConf conf, World world) throws IOException {
        Path place = conf.source().toAbsolutePath();
        ProcessLock lock = ProcessLock.take(PlainFiles.beside(place, ".lock"),
                "the venti of " + place, OperatorNeededException.Need.LOCKED);
        StoreFiles files = null;
        try {
            files = StoreFiles.open(conf, world.disks());
            return new ArenaStore(files, lock, conf, world);
        } catch (IOException | RuntimeException | Error e) {
            try (lock) {
                if (files != null) {
                    files.close();
                }
            }
            throw e;
        }
    }

    private void recover() throws IOException {
        for (ArenaSlot slot : files.slots()) {
            if (!slot.tail().memory().sealed()) {
                ArenaWriter arena = ArenaWriter.open(slot.arena());
                long found = arena.recover();
                if (found > 0) {
                    arena.flush();
                    slot.becomes(arena.tail());
                    LOG.log(System.Logger.Level.INFO, () -> "%s: taken up behind its recorded end: %s"
                            .formatted(slot.arena().where(), Count.of(found, "clump")));
                }
            }
        }
    }

    /** Moves on to the next arena that takes clumps; false if there is none. */
    private boolean nextArena() throws IOException {
        current++;
        while (current < files.slots().size() && files.slots().get(current).tail().memory().sealed()) {
            current++;
        }
        if (current == files.slots().size()) {
            return false;
        }
        writer = Optional.of(ArenaWriter.open(files.slots().get(current).arena()));
        return true;
    }

    private boolean isFull() {
        return current >= files.slots().size();
    }

    @Override
    public Optional<byte[]> read(Score score, BlockType type) throws IOException {
        if (score.isEmptyBlock()) {
            return Optional.of(new byte[0]);
        }
        Optional<NewBlocks.Place> place = fresh.find(score, type);
        if (place.isPresent()) {
            try {
                ArenaSlot slot = place.get().slot();
                return Optional.of(decoders.get().read(slot.arena(), slot.tail().clumpMagic(), place.get().offset(),
                        type.toDisk(), score));
            } catch (CorruptException e) {
                LOG.log(System.Logger.Level.WARNING, e::getMessage);
            }
        }
        indexLock.readLock().lock();
        try {
            return indexed.read(score, type);
        } finally {
            indexLock.readLock().unlock();
        }
    }

    @Override
    public synchronized Optional<Score> write(BlockType type, byte[] block) throws IOException {
        Score score = Score.ofBlock(ByteBuffer.wrap(block));
        // the copy that is here has been read and is sound, so that a damaged one does not keep its like out
        if (read(score, type).isPresent()) {
            return Optional.of(score);
        }
        checkFailure();
        if (fresh.count() >= MOST_FRESH) {
            throw new RefusedException("the index is full: make it larger and build it again");
        }
        try {
            return append(score, type, block);
        } catch (RefusedException e) {
            // nothing was written
            throw e;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private Optional<Score> append(Score score, BlockType type, byte[] block) throws IOException {
        while (!isFull()) {
            ArenaSlot slot = files.slots().get(current);
            ArenaWriter arena = writer.orElseThrow();
            OptionalLong offset =
                    arena.append(type, ByteBuffer.wrap(block), score, clock.now().getEpochSecond());
            slot.becomes(arena.tail());
            if (offset.isPresent()) {
                fresh.put(score, type, new NewBlocks.Place(slot, offset.getAsLong()));
                if (!dirty) {
                    dirty = true;
                    dirtySince = clock.nanos();
                }
                if (fresh.count() >= enterAt) {
                    enterPending();
                }
                return Optional.of(score);
            }
            // before the next arena takes a clump this one's tail must say that it is full
            arena.flush();
            nextArena();
            enterPending();
        }
        return Optional.empty();
    }

    @Override
    public synchronized void sync() throws IOException {
        checkFailure();
        try {
            flush();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void flush() throws IOException {
        if (dirty) {
            writer.orElseThrow().flush();
            dirty = false;
        }
    }

    /**
     * Makes durable what has been taken, if that was long ago, as the real server does without being asked. To be
     * called now and then.
     */
    public synchronized void flushIfOld() throws IOException {
        if (dirty && clock.nanos() - dirtySince >= FLUSH_NANOS) {
            sync();
        }
    }

    /** Enters everything that is in no index, says so in the tails, and seals what is full. */
    private void enterPending() throws IOException {
        flush();
        for (int i = 0; i < files.slots().size(); i++) {
            ArenaSlot slot = files.slots().get(i);
            if (slot.isPending() && enter(slot) == 0) {
                ArenaWriter arena = i == current ? writer.orElseThrow() : ArenaWriter.open(slot.arena());
                if (slot.tail().memory().sealed()) {
                    arena.seal();
                } else {
                    arena.indexed();
                }
                slot.becomes(arena.tail());
                fresh.forget(slot);
            }
        }
        enterAt = fresh.count() + FRESH;
    }

    private long enter(ArenaSlot slot) throws IOException {
        indexLock.writeLock().lock();
        try {
            long left = new PendingEntries(inserter).enter(slot);
            if (left > 0) {
                LOG.log(System.Logger.Level.WARNING, () -> "%s: no place in the index for %s: it is too "
                        .formatted(slot.arena().where(), Count.of(left, "block")) + "small or damaged: build it again");
            }
            return left;
        } finally {
            indexLock.writeLock().unlock();
        }
    }

    /** What whoever relies on this should know, one line each: arenas outside of the index, which take no blocks. */
    public List<String> notes() {
        return indexed.notes();
    }

    /** What the server's status pages show of this store. */
    public StatusPages pages() {
        return new StatusPages() {
            @Override
            public IndexPage index() throws IOException {
                synchronized (ArenaStore.this) {
                    return files.indexPage();
                }
            }

            @Override
            public StoragePage storage() {
                synchronized (ArenaStore.this) {
                    return files.storagePage();
                }
            }
        };
    }

    private void checkFailure() throws IOException {
        if (failure != null) {
            throw new MediumFaultException("storing has ended after an error: " + failure.getMessage(), failure);
        }
    }

    private IOException failed(IOException cause) {
        failure = cause;
        return cause;
    }

    /** Makes everything durable, enters it into the index, and lets go of the files. */
    @Override
    public synchronized void close() throws IOException {
        try (lock; files; indexed) {
            if (failure == null) {
                enterPending();
            }
        }
    }
}
