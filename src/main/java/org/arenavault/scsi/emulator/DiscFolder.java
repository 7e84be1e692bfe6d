package org.arenavault.scsi.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.arenavault.io.Closing;
import org.arenavault.io.CorruptException;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.RefusedException;

/**
 * The folder {@code NAME.disc} a disc lives in ({@code optical-emulator.md} 3): {@code data}, sparse, block n at
 * byte n x 2048; {@code state}; {@code drained}, see {@link DrainMark}; {@code journal}, one line for each thing that
 * happened to the medium.
 */
final class DiscFolder implements Closeable {

    private static final String STATE = "state";
    private static final String DATA = "data";
    private static final String DRAINED = "drained";
    private static final String JOURNAL = "journal";

    private final Path folder;
    private OpenFiles files;
    private long generation;

    /** The files that are open. */
    private record OpenFiles(FileChannel data, FileChannel journal, DrainMark mark) {
    }

    private DiscFolder(Path folder, OpenFiles files) {
        this.folder = folder;
        this.files = files;
    }

    /**
     * Makes the folder of a new disc.
     *
     * @throws RefusedException if there is something of that name
     */
    static void create(Path folder, SavedDisc state) throws IOException {
        if (PlainFiles.exists(folder)) {
            throw new RefusedException(folder + ": exists already; an emulated disc is made where there is nothing");
        }
        DurableFiles.createFolder(folder);
        DurableFiles.createFile(folder.resolve(DATA));
        DurableFiles.createFile(folder.resolve(JOURNAL));
        DurableFiles.replace(folder.resolve(STATE), DiscStateText.encode(state));
    }

    static DiscFolder open(Path path) throws IOException {
        DurableFiles.refuseLink(path);
        return new DiscFolder(path, openFiles(path));
    }

    /** All of them, or none. */
    private static OpenFiles openFiles(Path folder) throws IOException {
        List<Closeable> opened = new ArrayList<>();
        try {
            FileChannel data = openFile(folder.resolve(DATA), StandardOpenOption.READ, StandardOpenOption.WRITE);
            opened.add(data);
            FileChannel journal = openFile(folder.resolve(JOURNAL), StandardOpenOption.APPEND);
            opened.add(journal);
            return new OpenFiles(data, journal, DrainMark.open(folder.resolve(DRAINED)));
        } catch (IOException e) {
            Closing.all(opened);
            throw e;
        }
    }

    private static FileChannel openFile(Path path, StandardOpenOption... options) throws IOException {
        DurableFiles.refuseLink(path);
        try {
            return PlainFiles.channel(path, Set.of(options));
        } catch (NoSuchFileException e) {
            throw new CorruptException(path + ": is missing; make the emulated disc anew", e);
        }
    }

    /** Reads the state as it was last saved; {@link #drained} tells what was written since. */
    SavedDisc readState() throws IOException {
        SavedDisc state = peek(folder);
        generation = state.generation();
        return state;
    }

    /** Reads the state of a disc that need not be open. */
    static SavedDisc peek(Path folder) throws IOException {
        Path path = folder.resolve(STATE);
        try {
            long size = Files.size(path);
            if (size > StateText.LIMIT) {
                throw new CorruptException("%s: is %d bytes long; make the emulated disc anew".formatted(path, size));
            }
            return DiscStateText.decode(path.toString(), PlainFiles.bytes(path));
        } catch (NoSuchFileException e) {
            throw new CorruptException(path + ": is missing; make the emulated disc anew", e);
        }
    }

    DrainMark.Mark drained() throws IOException {
        return files.mark().read(generation);
    }

    /** Notes that {@code track} has got as far as {@code nextWritable}, without forcing anything to disk. */
    void noteDrained(int track, long nextWritable) throws IOException {
        uninterrupted(() -> files.mark().write(generation, track, nextWritable));
    }

    /** The generation the next save is to carry. */
    long nextGeneration() {
        return generation + 1;
    }

    /** Forces data and state to disk, the state replaced as one step. */
    void save(SavedDisc state) throws IOException {
        byte[] text = DiscStateText.encode(state);
        uninterrupted(() -> {
            files.data().force(false);
            DurableFiles.replace(folder.resolve(STATE), text);
        });
        generation = state.generation();
    }

    /**
     * Writes all that remains in {@code source}, whole blocks, from block {@code lba} on. Zeros behind the end of the
     * file stay a hole, so that a disc takes no room for what is empty.
     */
    void write(long lba, ByteBuffer source) throws IOException {
        if (Buffers.isZero(source) && size() <= lba * EmulatedDisc.BLOCK) {
            extend(lba + source.remaining() / EmulatedDisc.BLOCK);
            source.position(source.limit());
            return;
        }
        long base = lba * EmulatedDisc.BLOCK - source.position();
        uninterrupted(() -> {
            while (source.hasRemaining()) {
                files.data().write(source, base + source.position());
            }
        });
    }

    /**
     * Fills {@code target} from block {@code lba} on.
     *
     * @return false if the file ends before; what is missing is zero
     */
    boolean read(long lba, ByteBuffer target) throws IOException {
        long base = lba * EmulatedDisc.BLOCK - target.position();
        uninterrupted(() -> {
            int count = 0;
            while (target.hasRemaining() && count >= 0) {
                count = files.data().read(target, base + target.position());
            }
        });
        boolean whole = !target.hasRemaining();
        Buffers.zero(target);
        return whole;
    }

    /** How far the data reach, in whole blocks. */
    long dataBlocks() throws IOException {
        return size() / EmulatedDisc.BLOCK;
    }

    private long size() throws IOException {
        long[] size = new long[1];
        uninterrupted(() -> size[0] = files.data().size());
        return size[0];
    }

    /** Makes the file at least so many blocks long, what is new a hole. */
    void extend(long blocks) throws IOException {
        uninterrupted(() -> {
            if (files.data().size() < blocks * EmulatedDisc.BLOCK) {
                files.data().write(ByteBuffer.wrap(new byte[1]), blocks * EmulatedDisc.BLOCK - 1);
            }
        });
    }

    /** Forgets all data. */
    void erase() throws IOException {
        uninterrupted(() -> files.data().truncate(0));
    }

    /** Adds a line to the journal. */
    void log(String event) throws IOException {
        ByteBuffer line = ByteBuffer.wrap((event + "\n").getBytes(UTF_8));
        uninterrupted(() -> {
            while (line.hasRemaining()) {
                files.journal().write(line);
            }
        });
    }

    /** Something done to the files that can be done once more if it was cut short. */
    private interface Step {
        void run() throws IOException;
    }

    /**
     * A command in flight cannot be cancelled, but Java closes a file under the thread that is interrupted while it
     * uses it: then the files are opened again, the step repeated, and the thread stays interrupted.
     */
    private void uninterrupted(Step step) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    step.run();
                    return;
                } catch (ClosedByInterruptException e) {
                    interrupted = Thread.interrupted();
                    close();
                    files = openFiles(folder);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    Path path() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        Closing.all(List.of(files.mark(), files.journal(), files.data()));
    }
}
