package org.arenavault.ninep;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.arenavault.io.Clock;
import org.arenavault.io.Disks;
import org.arenavault.io.IoFunction;
import org.arenavault.io.RefusedException;
import org.arenavault.io.StopSignal;
import org.arenavault.io.Storage;

/**
 * Opens files of 9P servers to be read, and all else as others do. Each server is asked over one connection, which is
 * made when it is needed. To be written they are opened by what {@link #writingAfar} gives alone: whoever asks for that
 * has made sure that no venti there uses them.
 */
public final class NineDisks implements Disks, Closeable {

    private final Disks local;
    private final NineOptions options;
    private final Clock clock;
    private final StopSignal stop;
    private final NineReader reader;
    private final Map<NineAddress, NineServerTree> trees = new HashMap<>();
    private final Consumer<String> notes;
    private final Set<String> said = new HashSet<>();

    /**
     * Files and devices of this machine are opened by {@code local}.
     *
     * @param notes told, once, what the operator should know of a server
     */
    public NineDisks(Disks local, NineOptions options, Clock clock, StopSignal stop, Consumer<String> notes) {
        this.local = local;
        this.options = options;
        this.clock = clock;
        this.stop = stop;
        this.reader = new NineReader(clock);
        this.notes = notes;
    }

    private synchronized void note(String line) {
        if (said.add(line)) {
            notes.accept(line);
        }
    }

    private synchronized NineServerTree tree(NineAddress address) {
        return trees.computeIfAbsent(address, each -> new NineServerTree(each, options, clock, stop));
    }

    private Storage read(Path path, IoFunction<Path, Storage> otherwise) throws IOException {
        Optional<NinePath> nine = NinePath.of(path);
        return nine.isEmpty() ? otherwise.apply(path)
                : NineStorage.open(nine.get(), tree(nine.get().address()), reader, NineClient.Mode.READ);
    }

    private static Storage write(Path path, IoFunction<Path, Storage> otherwise) throws IOException {
        if (NinePath.of(path).isPresent()) {
            throw new RefusedException(path + ": lies on a file server, where this writes nothing; a file or device of "
                    + "this machine is needed here");
        }
        return otherwise.apply(path);
    }

    @Override
    public Storage openToRead(Path path) throws IOException {
        return read(path, local::openToRead);
    }

    @Override
    public Storage openToVerify(Path path) throws IOException {
        return read(path, local::openToVerify);
    }

    @Override
    public Storage openToWrite(Path path) throws IOException {
        return write(path, local::openToWrite);
    }

    @Override
    public Storage openToCopy(Path path) throws IOException {
        return write(path, local::openToCopy);
    }

    @Override
    public Disks writingAfar() {
        return new Disks() {
            @Override
            public Storage openToRead(Path path) throws IOException {
                return NineDisks.this.openToRead(path);
            }

            @Override
            public Storage openToVerify(Path path) throws IOException {
                return NineDisks.this.openToVerify(path);
            }

            @Override
            public Storage openToWrite(Path path) throws IOException {
                Optional<NinePath> nine = NinePath.of(path);
                return nine.isEmpty() ? local.openToWrite(path)
                        : NineTarget.open(nine.get(), tree(nine.get().address()), reader, NineDisks.this::note);
            }

            @Override
            public Storage openToCopy(Path path) throws IOException {
                return NineDisks.this.openToCopy(path);
            }

            @Override
            public Storage create(Path path, long size) throws IOException {
                return NineDisks.this.create(path, size);
            }
        };
    }

    @Override
    public Storage create(Path path, long size) throws IOException {
        return write(path, each -> local.create(each, size));
    }

    /** Ends all connections. */
    @Override
    public synchronized void close() {
        trees.values().forEach(NineServerTree::close);
    }
}
