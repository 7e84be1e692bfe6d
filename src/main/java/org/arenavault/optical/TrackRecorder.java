package org.arenavault.optical;

import static org.arenavault.drivers.MediumDescription.BLOCK;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.arenavault.drivers.DriveQuirk;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.RefusedException;
import org.arenavault.io.UnitSums;
import org.arenavault.scsi.BufferCapacity;
import org.arenavault.scsi.Cdb;
import org.arenavault.scsi.Cdb.Fua;
import org.arenavault.scsi.Cdb.Streaming;
import org.arenavault.scsi.Command;
import org.arenavault.scsi.CommandResult;
import org.arenavault.scsi.Opcode;
import org.arenavault.scsi.SenseData;
import org.arenavault.scsi.TrackInformation;

/**
 * Records one track: block after block from its start, or from where it was interrupted. A WRITE that failed is not
 * repeated and the recorder is of no more use; look at the disc and decide.
 */
public final class TrackRecorder implements Closeable {

    /** Bytes of a WRITE: a cluster of a BD, and what every adapter takes. */
    public static final int UNIT = UnitSums.UNIT;

    /** After such a pause the disc is looked at before the next WRITE. */
    private static final Duration PAUSE = Duration.ofSeconds(60);
    private static final Duration ASK_BUFFER_EVERY = Duration.ofSeconds(1);
    private static final int CHANGES = 8;

    private final OpticalDrive drive;
    private final CommandRunner runner;
    private final DriveQueries queries;
    private final LongOperations operations;
    private final RecordingMethod method;
    private final Streaming streaming;
    private final DiscState before;
    private final int number;
    private final long start;
    private final long limit;

    private long next;
    private long lastWrite;
    private boolean begun;
    private boolean synchronised;
    private boolean failed;
    private boolean closed;
    private OptionalDouble bufferFill = OptionalDouble.empty();
    private long bufferAsked;

    TrackRecorder(OpticalDrive drive, RecordingMethod method, Streaming streaming, DiscState before, int number,
                  long start, long position, long limit) {
        this.drive = drive;
        this.runner = drive.runner();
        this.queries = new DriveQueries(runner, drive.name());
        this.operations = drive.finisher();
        this.method = method;
        this.streaming = streaming;
        this.before = before;
        this.number = number;
        this.start = start;
        this.next = position;
        this.limit = limit;
        this.lastWrite = runner.clock().nanos();
        this.bufferAsked = lastWrite - ASK_BUFFER_EVERY.toNanos();
        this.synchronised = position == limit;
        runner.observations().takeDeferred();
    }

    /** The address that is written next. */
    public long next() {
        return next;
    }

    /**
     * Writes the bytes from position to limit: whole clusters. Direct buffers are passed on as they are.
     *
     * @throws MediumFaultException if they were not written, or nobody knows
     */
    public void write(ByteBuffer data) throws IOException {
        int end = data.limit();
        if (data.remaining() % (method.clusterBlocks() * BLOCK) != 0) {
            throw new IllegalArgumentException(data.remaining() + " bytes are no whole clusters");
        }
        if (next + data.remaining() / BLOCK > limit) {
            throw new RefusedException("%s: track %d was to end at %d; nothing is written behind that"
                    .formatted(drive.name(), number, limit));
        }
        try {
            while (data.position() < end) {
                data.limit(Math.min(end, data.position() + UNIT));
                writeUnit(data);
                data.position(data.limit());
            }
        } finally {
            data.limit(end);
        }
    }

    private void writeUnit(ByteBuffer data) throws IOException {
        if (failed || closed) {
            throw new MediumFaultException("%s: track %d: nothing is written after a failure; look at the disc afresh"
                    .formatted(drive.name(), number));
        }
        int blocks = data.remaining() / BLOCK;
        failed = true;
        long now = runner.clock().nanos();
        if (!begun || now - lastWrite > PAUSE.toNanos() || runner.observations().hasChanged()) {
            confirm();
            begun = true;
        }
        byte[] cdb = streaming == Streaming.ON ? Cdb.write12(next, blocks, Streaming.ON)
                : Cdb.write10(next, blocks, Fua.OFF);
        Command command = Command.out(cdb, data, Opcode.WRITE_10.timeout());
        CommandResult result = runner.send(command);
        if (!result.ok()) {
            settle(command, result, blocks);
        }
        lastWrite = runner.clock().nanos();
        next += blocks;
        synchronised = false;
        failed = false;
    }

    /** Sees a WRITE through that was not answered with GOOD; returns only if it has been executed. */
    private void settle(Command command, CommandResult first, int blocks) throws IOException {
        DriveReply reply = runner.settle(command, first, Phase.WRITE);
        for (int changes = 0; changes < CHANGES; changes++) {
            switch (reply.meaning()) {
                case DONE -> {
                    return;
                }
                // the drive says that it did not execute the WRITE because something happened before
                case LOOK_AGAIN -> {
                    confirm();
                    reply = runner.run(command, Phase.WRITE);
                }
                case ASK_ADDRESS -> {
                    boolean perhapsWritten = reply.outcomeUnknown() || reply.sent() > 1;
                    if (perhapsWritten && nextWritable() == next + blocks) {
                        return;
                    }
                    throw CommandFailures.of(drive.name(), writing(), reply);
                }
                default -> throw CommandFailures.of(drive.name(), writing(), reply);
            }
        }
        throw CommandFailures.of(drive.name(), writing(), reply);
    }

    private String writing() {
        return "writing track %d at %d".formatted(number, next);
    }

    /** The address from which the drive says that this track goes on; -1 if it does not, or is not believed. */
    private long nextWritable() throws IOException {
        if (drive.options().addresses() == DriveOptions.Addresses.NOT_TRUSTED) {
            return -1;
        }
        Optional<TrackInformation> track = queries.openTrack(number);
        boolean ours = track.isPresent() && track.get().start() == start && track.get().nextWritableValid();
        return ours ? track.get().nextWritable() : -1;
    }

    /**
     * Makes sure that it is still the same disc, and that writing goes on where we mean to.
     *
     * @throws MediumFaultException if not
     */
    private void confirm() throws IOException {
        if (begun || runner.observations().hasChanged()) {
            checkSameDisc();
        }
        if (begun && drive.options().addresses() == DriveOptions.Addresses.NOT_TRUSTED) {
            return;
        }
        Optional<TrackInformation> track = queries.openTrack(number);
        boolean agreed = track.isPresent() && agrees(track.get());
        if (!agreed) {
            throw new MediumFaultException("%s: track %d was to go on at %d, and the drive says %s; nothing was written"
                    .formatted(drive.name(), number, next, track.map(t -> "%s, next address %d".formatted(
                            t.state().name().toLowerCase(Locale.ROOT).replace('_', ' '), t.nextWritable()))
                            .orElse("that there is no such track")));
        }
    }

    private boolean agrees(TrackInformation track) {
        return switch (track.state()) {
            // where the track is said to begin at 0, the next writable address within it counts
            case INCOMPLETE_BLANK -> next == start && (track.start() == start ? track.nextWritable() <= start
                    : track.start() < start && track.nextWritable() == start);
            case INCOMPLETE_OPEN -> track.start() == start && track.nextWritable() == next;
            default -> false;
        };
    }

    private void checkSameDisc() throws IOException {
        boolean suspected = runner.observations().hasChanged();
        DiscState now = drive.look(runner);
        drive.lock().renew();
        if (suspected && !now.isProvedToBe(before)) {
            throw new MediumFaultException(MediumFaultException.Reach.CHANGE,
                    "%s: says that its disc may be another one, and nothing that it tells proves that it is not"
                            .formatted(drive.name()));
        }
        boolean ours = now.track(number).map(track -> track.start() == start).orElse(next == start);
        if (!now.canBe(before) || !ours) {
            throw new MediumFaultException(MediumFaultException.Reach.MEDIUM,
                    "%s: another disc is in the drive, or this one has changed; track %d is not continued at %d"
                            .formatted(drive.name(), number, next));
        }
    }

    /**
     * Says that nothing will be written for a while: what was written is put on the disc, where the track can go on
     * behind that. Drives do not like to wait with a full buffer (2.12).
     *
     * @throws MediumFaultException if the track cannot go on
     */
    public void pause() throws IOException {
        boolean whole = (next - start) % method.clusterBlocks() == 0;
        if (next == start || !method.survivesSynchronizing() || !whole || synchronised || failed) {
            return;
        }
        failed = true;
        operations.synchronize();
        if (drive.options().addresses() == DriveOptions.Addresses.TRUSTED && next < limit
                && nextWritable() != next) {
            throw new MediumFaultException("%s: the drive ended track %d at %d when its buffer was emptied"
                    .formatted(drive.name(), number, next));
        }
        failed = false;
        synchronised = true;
    }

    /**
     * Returns once all of the track is on the disc.
     *
     * @throws MediumFaultException if it is not, or the drive has another opinion of how much it is
     */
    public void synchronize() throws IOException {
        if (failed || next != limit) {
            throw new MediumFaultException("%s: track %d ends at %d instead of %d; look at the disc afresh"
                    .formatted(drive.name(), number, next, limit));
        }
        failed = true;
        operations.synchronize();
        Optional<TrackInformation> track = queries.openTrack(number);
        boolean open = drive.options().addresses() == DriveOptions.Addresses.NOT_TRUSTED
                || (track.isPresent() && track.get().start() == start && track.get().nextWritableValid()
                && track.get().nextWritable() == limit);
        if (!open && !TrackCloser.isClosed(track, method, start, limit - start)) {
            throw new MediumFaultException(MediumFaultException.Reach.BUFFER,
                    "%s: track %d should end at %d and the drive does not say so"
                            .formatted(drive.name(), number, limit));
        }
        failed = false;
        synchronised = true;
    }

    /**
     * Closes the track; {@link #synchronize} has returned.
     *
     * @return what the drive then says of it
     * @throws MediumFaultException if it does not say that the track is closed, as long as it should be
     */
    public DiscTrack closeTrack() throws IOException {
        if (failed || !synchronised || next != limit) {
            throw new MediumFaultException("%s: track %d is not all on the disc and is not closed"
                    .formatted(drive.name(), number));
        }
        failed = true;
        drive.closer(method, this::checkSameDisc).closeWritten(number, start, limit - start);
        Optional<SenseData> deferred = runner.observations().takeDeferred();
        if (deferred.isPresent()) {
            throw new MediumFaultException("%s: closing track %d: %s of an earlier command; it is not to be trusted"
                    .formatted(drive.name(), number, deferred.get().describe()));
        }
        return new DiscTrack(number, 0, start, limit - start, DiscTrack.Condition.CLOSED);
    }

    /** How full the drive's own buffer is, 0 to 1, asked for once a second at the most; empty where unknown. */
    public OptionalDouble bufferFill() throws IOException {
        long now = runner.clock().nanos();
        if (now - bufferAsked < ASK_BUFFER_EVERY.toNanos() || failed || closed || !begun
                || drive.quirks().has(DriveQuirk.BUFFER_CAPACITY_HANGS)) {
            return bufferFill;
        }
        bufferAsked = now;
        bufferFill = askBuffer();
        return bufferFill;
    }

    /** Asks once and takes no for an answer: what helps against refusals elsewhere might end the track. */
    private OptionalDouble askBuffer() throws IOException {
        byte[] bytes = new byte[BufferCapacity.SIZE];
        CommandResult result = runner.send(Command.in(Cdb.readBufferCapacity(), ByteBuffer.wrap(bytes),
                Opcode.READ_BUFFER_CAPACITY.timeout()));
        if (!result.ok() || result.transferred() < bytes.length) {
            return OptionalDouble.empty();
        }
        BufferCapacity capacity = BufferCapacity.decode(bytes);
        boolean sensible = !capacity.inBlocks() && capacity.size() >= UNIT && capacity.free() <= capacity.size();
        return sensible ? OptionalDouble.of(1 - (double) capacity.free() / capacity.size()) : OptionalDouble.empty();
    }

    /**
     * Lets go of the drive. What is not closed by then is interrupted; what was written of it is put on the disc before
     * the door is unlocked, where the track can go on behind that.
     */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (begun && !synchronised && method.survivesSynchronizing()) {
                operations.synchronize();
            }
        } catch (MediumFaultException | OperatorNeededException e) {
            runner.observations().warn(e.getMessage());
        } finally {
            drive.lock().release();
        }
    }
}
