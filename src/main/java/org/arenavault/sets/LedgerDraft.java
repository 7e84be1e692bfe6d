package org.arenavault.sets;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.arenavault.io.Clock;
import org.arenavault.io.Disks;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.OwnFiles;
import org.arenavault.io.Storage;
import org.arenavault.media.FlatJson;

/** A ledger that is put together beside the one in force, and takes its place once it is whole and on disk. */
final class LedgerDraft implements Closeable {

    private static final int BUFFER = 64 * 1024;

    private final Storage file;
    private final Clock clock;
    private final LedgerChain chain = new LedgerChain();
    private final SetState state;
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private long end;

    private LedgerDraft(Storage file, Clock clock, long first, LedgerHeader header) {
        this.file = file;
        this.clock = clock;
        this.state = new SetState(header, first);
    }

    /**
     * Begins one; a file that is there is replaced.
     *
     * @param first the number of its first line
     */
    static LedgerDraft begin(Path path, long first, LedgerHeader header, Disks disks, Clock clock)
            throws IOException {
        OwnFiles.run(path, () -> DurableFiles.replace(path, new byte[0]));
        LedgerDraft draft = new LedgerDraft(OwnFiles.on(disks).openToWrite(path), clock, first, header);
        draft.write(draft.chain.next(first, draft.stamp(draft.now()).putAll(header.encode())));
        return draft;
    }

    /** What the lines so far come to. */
    SetState state() {
        return state;
    }

    /** Adds a line of now. */
    void add(LedgerEvent event) throws IOException {
        add(now(), event);
    }

    /**
     * Adds a line with the time that it had in another ledger.
     *
     * @throws org.arenavault.io.CorruptException if it says what cannot be; it is not added then
     */
    void add(Instant time, LedgerEvent event) throws IOException {
        if (event.form() > state.form()) {
            add(time, new FormatEvent.Format(event.form()));
        }
        long sequence = chain.last() + 1;
        LedgerChain before = chain.copy();
        byte[] line = chain.next(sequence, stamp(time).putAll(event.encode()));
        LedgerReader.check(line, before, event, state::check);
        state.apply(sequence, time, event);
        write(line);
    }

    private void write(byte[] line) throws IOException {
        waiting.writeBytes(line);
        if (waiting.size() >= BUFFER) {
            flush();
        }
    }

    private void flush() throws IOException {
        byte[] bytes = waiting.toByteArray();
        file.write(end, bytes);
        end += bytes.length;
        waiting.reset();
    }

    /** Puts all lines on disk. */
    void finish() throws IOException {
        flush();
        file.force();
    }

    private Instant now() {
        return clock.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private FlatJson stamp(Instant time) {
        return new FlatJson().put("time", time);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
