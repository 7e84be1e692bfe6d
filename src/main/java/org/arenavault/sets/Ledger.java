package org.arenavault.sets;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.arenavault.io.Clock;
import org.arenavault.io.Disks;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.Storage;
import org.arenavault.media.FlatJson;

/**
 * The ledger of a set, open for writing: every line is forced to disk before {@link #append} returns. Whoever
 * holds it holds the set's lock as well. Several threads may use it at once.
 */
public final class Ledger implements Closeable {

    private final Storage file;
    private final Clock clock;
    private final LedgerChain chain;
    private final SetState state;
    private long end;
    private DiscNumbers numbers;

    private Ledger(Storage file, Clock clock, LedgerChain chain, SetState state, long end) {
        this.file = file;
        this.clock = clock;
        this.chain = chain;
        this.state = state;
        this.end = end;
    }

    /**
     * Begins a ledger; a file that is there is replaced.
     *
     * @param first the number of its first line
     */
    static Ledger create(Path path, long first, LedgerHeader header, Disks disks, Clock clock) throws IOException {
        byte[] line = new LedgerChain().next(first, stamp(clock).putAll(header.encode()));
        DurableFiles.replace(path, line);
        return open(path, disks, clock);
    }

    /**
     * Opens a ledger; a torn last line is cut off.
     *
     * @throws org.arenavault.io.CorruptException if a complete line is wrong
     */
    static Ledger open(Path path, Disks disks, Clock clock) throws IOException {
        DurableFiles.refuseLink(path);
        Storage file = disks.openToWrite(path);
        try {
            LedgerReader reader = new LedgerReader(file);
            SetState state = reader.replay();
            if (reader.validEnd() < file.size()) {
                file.truncate(reader.validEnd());
                file.force();
            }
            return new Ledger(file, clock, reader.chain(), state, reader.validEnd());
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /** Reads a ledger without the right to write; a torn last line counts as not written. */
    static SetState read(Path path, Disks disks) throws IOException {
        DurableFiles.refuseLink(path);
        try (Storage file = disks.openToRead(path)) {
            return new LedgerReader(file).replay();
        }
    }

    /** What the lines so far come to. It moves with every line. */
    public SetState state() {
        return state;
    }

    /**
     * Appends one line and forces it to disk. After a failure the ledger is of no more use: what reached the disk
     * is known only when it is opened again.
     */
    public synchronized void append(LedgerEvent event) throws IOException {
        long sequence = chain.last() + 1;
        FlatJson stamp = stamp(clock);
        Instant time = stamp.instant("time");
        byte[] line = chain.next(sequence, stamp.putAll(event.encode()));
        file.write(end, line);
        file.force();
        end += line.length;
        int last = state.lastDisc();
        state.apply(sequence, time, event);
        if (numbers != null && state.lastDisc() > last) {
            numbers.raise(state.lastDisc());
        }
    }

    /** From now on the highest number of a disc is put on record beside the ledger, too. */
    void tell(DiscNumbers keeper) throws IOException {
        keeper.raise(state.lastDisc());
        numbers = keeper;
    }

    private static FlatJson stamp(Clock clock) {
        return new FlatJson().put("time", clock.now().truncatedTo(ChronoUnit.MILLIS));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
