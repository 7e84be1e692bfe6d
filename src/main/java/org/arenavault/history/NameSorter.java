package org.arenavault.history;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.arenavault.io.NewFiles;
import org.arenavault.io.OwnFiles;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.RefusedException;
import org.arenavault.venti.vac.VacName;

/**
 * Sorts the files of one directory by the bytes of their names: in memory while they are few, on disk from some
 * thousands on, so that a directory of millions takes no more memory than one of hundreds.
 */
final class NameSorter implements Closeable {

    private static final int BUFFER = 1 << 14;
    private static final int MOST_RUNS = 4096;
    private static final Comparator<Item> ORDER = Comparator.comparing(Item::name);

    /**
     * Something with a name.
     *
     * @param name of the file
     * @param rest what else is to be known of it
     */
    record Item(VacName name, byte[] rest) {
    }

    private final Path folder;
    private final int limit;
    private final List<Item> memory = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();
    private final PriorityQueue<Run> runs = new PriorityQueue<>(Comparator.comparing(Run::head, ORDER));
    private final List<Run> open = new ArrayList<>();
    private int memoryBytes;
    private int next;

    /**
     * An empty sorter.
     *
     * @param folder for temporary files
     * @param limit bytes to hold in memory
     */
    NameSorter(Path folder, int limit) {
        this.folder = folder;
        this.limit = limit;
    }

    void add(Item item) throws IOException {
        memory.add(item);
        memoryBytes += 2 * item.name().length() + item.rest().length + 64;
        if (memoryBytes > limit) {
            spill();
        }
    }

    private void spill() throws IOException {
        OwnFiles.run(folder, this::spillRun);
    }

    private void spillRun() throws IOException {
        if (files.size() == MOST_RUNS) {
            throw new RefusedException("a directory has more files than can be sorted: over %d bytes of names"
                    .formatted((long) MOST_RUNS * limit));
        }
        memory.sort(ORDER);
        Path file = NewFiles.temporary(folder, "names", ".tmp");
        files.add(file);
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(NewFiles.write(file),
                BUFFER))) {
            for (Item item : memory) {
                byte[] name = item.name().toBytes();
                out.writeInt(name.length);
                out.write(name);
                out.writeInt(item.rest().length);
                out.write(item.rest());
            }
            out.writeInt(-1);
        }
        memory.clear();
        memoryBytes = 0;
    }

    /** Nothing more is added; from now on {@link #next} gives what there is. */
    void sort() throws IOException {
        if (files.isEmpty()) {
            memory.sort(ORDER);
            return;
        }
        if (!memory.isEmpty()) {
            spill();
        }
        for (Path file : files) {
            Run run = new Run(file);
            open.add(run);
            if (run.advance()) {
                runs.add(run);
            }
        }
    }

    /** The next in order; empty behind the last. */
    Optional<Item> next() throws IOException {
        if (files.isEmpty()) {
            return next < memory.size() ? Optional.of(memory.get(next++)) : Optional.empty();
        }
        Run run = runs.poll();
        if (run == null) {
            return Optional.empty();
        }
        Item item = run.head();
        if (run.advance()) {
            runs.add(run);
        }
        return Optional.of(item);
    }

    @Override
    public void close() throws IOException {
        OwnFiles.run(folder, () -> {
            for (Run run : open) {
                run.in.close();
            }
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        });
    }

    /** A sorted file that is being read. */
    private static final class Run {

        private final Path file;
        private final DataInputStream in;
        private Item head = new Item(VacName.of(""), new byte[0]);

        Run(Path file) throws IOException {
            this.file = file;
            in = OwnFiles.get(file,
                    () -> new DataInputStream(new BufferedInputStream(PlainFiles.read(file), BUFFER)));
        }

        Item head() {
            return head;
        }

        boolean advance() throws IOException {
            return OwnFiles.get(file, this::read);
        }

        private boolean read() throws IOException {
            int length = in.readInt();
            if (length < 0) {
                return false;
            }
            VacName name = VacName.of(in.readNBytes(length));
            head = new Item(name, in.readNBytes(in.readInt()));
            return true;
        }
    }
}
