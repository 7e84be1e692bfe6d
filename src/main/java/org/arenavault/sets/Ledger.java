package org.arenavault.sets;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.arenavault.io.AppendLog;
import org.arenavault.io.Clock;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Disks;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.OwnFiles;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;
import org.arenavault.media.FlatJson;

/**
 * The ledger of a set, open for writing: every line is forced to disk before {@link #append} returns. Whoever
 * holds it holds the set's lock as well. Several threads may use it at once.
 */
public final class Ledger implements Closeable {

    private final AppendLog file;
    private final Clock clock;
    private final LedgerChain chain;
    private final SetState state;
    private final TrackSums sums;
    private Optional<DiscNumbers> numbers = Optional.empty();

    private Ledger(AppendLog file, Clock clock, LedgerChain chain, SetState state, TrackSums sums) {
        this.sums = sums;
        this.file = file;
        this.clock = clock;
        this.chain = chain;
        this.state = state;
    }

    /**
     * Begins a ledger; a file that is there is replaced.
     *
     * @param first the number of its first line
     */
    static Ledger create(Path path, long first, LedgerHeader header, Disks disks, Clock clock) throws IOException {
        byte[] line = new LedgerChain().next(first, stamp(clock).putAll(header.encode()));
        OwnFiles.run(path, () -> DurableFiles.replace(path, line));
        return open(path, disks, clock);
    }

    /**
     * Opens a ledger; a torn last line is cut off, and the end is written anew before it is trusted.
     *
     * @throws org.arenavault.io.CorruptException if a complete line is wrong
     * @throws org.arenavault.io.UnsupportedVersionException if a later version wrote some of its lines
     * @throws org.arenavault.io.OwnFileException if the file cannot be read, or its end cannot be written
     */
    static Ledger open(Path path, Disks disks, Clock clock) throws IOException {
        DurableFiles.refuseLink(path);
        Storage file = LedgerReader.open(path, () -> OwnFiles.on(disks).openToWrite(path));
        try {
            LedgerReader reader = new LedgerReader(path, file);
            SetState state = reader.replay();
            state.requireUnderstood(path);
            return new Ledger(AppendLog.open(file, reader.validEnd()), clock, reader.chain(), state,
                    new TrackSums(PlainFiles.folderOf(path), disks));
        } catch (IOException | RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    /** Reads a ledger without the right to write; a torn last line counts as not written. */
    static SetState read(Path path, Disks disks) throws IOException {
        return read(path, path, disks);
    }

    /** The same of one that people know by another name. */
    static SetState read(Path path, Path shown, Disks disks) throws IOException {
        DurableFiles.refuseLink(path);
        try (Storage file = LedgerReader.open(path, () -> OwnFiles.on(disks).openToRead(path))) {
            return new LedgerReader(path, shown, file).replay();
        }
    }

    /** What the lines so far come to. It moves with every line. */
    public SetState state() {
        return state;
    }

    /**
     * Appends one line and forces it to disk. What whoever reads the ledger would refuse is not written, and does no
     * harm. After a failure to write the ledger takes nothing more: what reached the disk is known only when it is
     * opened again.
     *
     * @throws RefusedException if the line does not go on where the ledger ends
     * @throws org.arenavault.io.OwnFileException if it cannot be written, or one before it could not
     */
    public synchronized void append(LedgerEvent event) throws IOException {
        if (event.form() > state.form()) {
            require(event, state::checkInNewForm);
            if (numbers.isPresent()) {
                numbers.get().form(event.form());
            }
            append(new FormatEvent.Format(event.form()));
        }
        require(event, state::check);
        long sequence = chain.last() + 1;
        FlatJson stamp = stamp(clock);
        LedgerChain next = chain.copy();
        byte[] line = next.next(sequence, stamp.putAll(event.encode()));
        file.append(line);
        chain.follow(next);
        int last = state.lastDisc();
        state.apply(sequence, stamp.instant("time"), event);
        if (numbers.isPresent() && state.lastDisc() > last) {
            numbers.get().raise(state.lastDisc());
        }
    }

    private void require(LedgerEvent event, LedgerReader.Check check) throws RefusedException {
        byte[] line = chain.copy().next(chain.last() + 1, stamp(clock).putAll(event.encode()));
        try {
            LedgerReader.check(line, chain.copy(), event, check);
        } catch (CorruptException e) {
            throw new RefusedException("%s: takes no line that %s: what is seen now contradicts what was recorded"
                    .formatted(file.name(), e.getMessage()), e);
        }
    }

    /** The sums of the tracks that it knows. */
    public TrackSums sums() {
        return sums;
    }

    /** Says of the track that was announced last on a disc, and never closed, that it never came to be there. */
    public void withdraw(DiscRecord disc, String reason) throws IOException {
        Optional<TrackRecord> open = disc.openTrack();
        if (open.isPresent()) {
            append(new TrackEvent.Dead(disc.number(), open.get().number(), open.get().lba(), 0, reason));
        }
    }

    /** From now on it is put on record beside the ledger, too, how far that has come. */
    void tell(DiscNumbers keeper) throws IOException {
        keeper.raise(state.lastDisc());
        keeper.form(state.form());
        numbers = Optional.of(keeper);
    }

    private static FlatJson stamp(Clock clock) {
        return new FlatJson().put("time", clock.now().truncatedTo(ChronoUnit.MILLIS));
    }

    @Override
    public void close() throws IOException {
        try (file) {
            if (numbers.isPresent()) {
                numbers.get().reached(state);
            }
        }
    }
}
