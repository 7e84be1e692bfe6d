package org.arenavault.copy;

import java.io.IOException;
import java.util.List;
import org.arenavault.io.Clock;
import org.arenavault.io.Disks;
import org.arenavault.io.RefusedException;
import org.arenavault.io.UsageException;

/** What the record says before a worker goes on with a copy that stopped. */
public final class CopyResumption {

    private CopyResumption() {
    }

    /** Goes on where it stopped; what did not read back is copied again. */
    public static void resume(CopyFolder folder) throws IOException {
        CopyRecord record = stopped(folder);
        CopyState state = record.state();
        if (state.status() == CopyStatus.DONE || state.status() == CopyStatus.CANCELLED) {
            throw new RefusedException("copy %d is %s; %s".formatted(folder.number(),
                    state.status() == CopyStatus.DONE ? "done" : "cancelled",
                    state.status() == CopyStatus.DONE ? "give a larger --last, or verify it" : "start a new one"));
        }
        if (!state.damaged().isEmpty()) {
            record = from(record, state.damaged().get(0).start());
        }
        go(folder, record);
    }

    /**
     * Goes on to another end, further than the last: the source has grown.
     *
     * @throws RefusedException if another source is in the place of the copy's
     */
    public static void extend(CopyFolder folder, long end, DeviceTable devices, Disks disks) throws IOException {
        CopyRecord record = stopped(folder);
        DeviceIdentity source = devices.identify(new DeviceRecognition(devices, disks, record).source());
        long old = record.plan().range().end();
        if (end <= old || end > source.size()) {
            throw new UsageException("copy %d goes to byte %d; it can go on to at most byte %d, the end of the source"
                    .formatted(folder.number(), old, source.size()));
        }
        DeviceIdentity destination = record.plan().destination();
        if (!destination.isFile() && destination.size() < end) {
            throw new RefusedException("%s: has %d bytes, and the copy would go to byte %d"
                    .formatted(destination.path(), destination.size(), end));
        }
        boolean whole = record.state().position() == old;
        CopyRecord longer = new CopyRecord(record.plan().until(end).withSource(source),
                record.state().withoutTail());
        go(folder, whole ? from(longer, old) : longer);
    }

    /**
     * Copies again from this byte on to the end: that part of the source was still in use, and has changed.
     *
     * @throws UsageException if nothing was copied there yet
     */
    public static void refresh(CopyFolder folder, long from) throws IOException {
        CopyRecord record = stopped(folder);
        if (from < record.plan().range().start() || from >= record.state().position()) {
            throw new UsageException("copy %d goes from byte %d, and has come to byte %d: nothing at byte %d could be "
                    .formatted(folder.number(), record.plan().range().start(), record.state().position(), from)
                    + "copied again");
        }
        CopyRecord again = from(record, from);
        boolean headStays = from >= record.plan().range().start() + DeviceRecognition.HEAD;
        go(folder, again.with(headStays ? again.state().withoutTail() : again.state().withEnds("")));
    }

    /** Reads all of it back once more. */
    public static void verify(CopyFolder folder) throws IOException {
        CopyRecord record = stopped(folder);
        CopyState state = record.state();
        if (state.position() < record.plan().range().end() || record.plan().destination().isNull()) {
            throw new RefusedException("copy %d is not whole; there is nothing to verify yet"
                    .formatted(folder.number())).next("arenavault device-copy resume %d".formatted(folder.number()),
                            "goes on with it");
        }
        CopyState unread = state.with(CopyPhase.VERIFYING).with(CopyStatus.RUNNING, "")
                .verified(record.plan().range().start(), List.of());
        go(folder, new CopyRecord(record.plan().readBack(), unread));
    }

    /**
     * Puts on record that a copy without a worker was stopped: the worker may have been killed, or the copy paused
     * before.
     */
    public static CopyRecord settle(CopyFolder folder, CopyFolder.Request request, Clock clock) throws IOException {
        CopyRecord record = folder.load();
        boolean cancel = request == CopyFolder.Request.CANCEL && record.state().status() != CopyStatus.DONE;
        if (cancel || record.state().status() == CopyStatus.RUNNING) {
            CopyStatus status = cancel ? CopyStatus.CANCELLED : CopyStatus.PAUSED;
            record = record.with(record.state().with(status, "stopped on request").at(clock.now(), 0));
            folder.save(record);
        }
        folder.request(CopyFolder.Request.NONE);
        return record;
    }

    private static CopyRecord stopped(CopyFolder folder) throws IOException {
        if (folder.hasWorker()) {
            throw new RefusedException("copy %d is under way".formatted(folder.number()))
                    .next("arenavault device-copy pause %d".formatted(folder.number()), "stops it");
        }
        CopyRecord record = folder.load();
        if (record.state().status() == CopyStatus.OVERWRITTEN) {
            throw new RefusedException("copy %d is overwritten %s; start a new one".formatted(folder.number(),
                    record.state().reason()));
        }
        return record;
    }

    /** Copies again from the extent that holds this byte on. */
    private static CopyRecord from(CopyRecord record, long position) {
        CopyExtents extents = new CopyExtents(record.plan().range());
        long start = extents.at(extents.indexOf(position)).start();
        CopyState state = record.state();
        RangeMap bad = new RangeMap(state.bad());
        return record.with(state.with(CopyPhase.COPYING).with(state.status(), "")
                .copied(start, bad.before(start), state.zeros())
                .verified(Math.min(state.verified(), start), new RangeMap(state.damaged()).before(start)));
    }

    private static void go(CopyFolder folder, CopyRecord record) throws IOException {
        folder.request(CopyFolder.Request.NONE);
        folder.save(record.with(record.state().with(CopyStatus.RUNNING, "")));
    }
}
