package org.arenavault.optical;

import static org.arenavault.drivers.MediumDescription.BLOCK;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.arenavault.io.CorruptException;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;
import org.arenavault.io.UnitSums;
import org.arenavault.scsi.Cdb;
import org.arenavault.scsi.Cdb.Fua;
import org.arenavault.scsi.CloseFunction;
import org.arenavault.scsi.Command;
import org.arenavault.scsi.CommandResult;
import org.arenavault.scsi.Opcode;
import org.arenavault.scsi.Profile;

/**
 * An overwritable disc as a storage (4.2, 4.5): bytes anywhere, moved in aligned units of 64 KiB. A disc that has
 * never been formatted reads as zeros, and is formatted when it is first written to.
 */
public final class OpticalStorage implements Storage {

    private static final int UNIT = UnitSums.UNIT;
    private static final int BLOCKS = UNIT / BLOCK;

    private final OpticalDrive drive;
    private final Spares spares;
    private final DiscReader reader;
    private final ByteBuffer unit = ByteBuffer.allocateDirect(UNIT);
    private DiscState disc;
    private long unitAt = -1;
    private boolean dirty;
    private boolean written;
    private boolean closed;

    private OpticalStorage(OpticalDrive drive, DiscState disc, Spares spares, DiscReader reader) {
        this.drive = drive;
        this.disc = disc;
        this.spares = spares;
        this.reader = reader;
    }

    /**
     * The disc in a drive. The drive stays the caller's.
     *
     * @param spares what to format an unformatted BD-RE with
     * @param firstRead how the drive is kept from answering out of its memory
     * @throws RefusedException if it is not overwritable; one that this drive does not write can be read
     */
    public static OpticalStorage open(OpticalDrive drive, Spares spares, DriveOptions.FirstRead firstRead)
            throws IOException {
        DiscState disc = drive.inspect();
        boolean readable = disc.use().inGeneral() == DiscState.Use.READ_ONLY
                && disc.profile().use() == Profile.Use.OVERWRITABLE && disc.formatted();
        if (disc.use() != DiscState.Use.OVERWRITABLE && !readable) {
            throw new RefusedException("%s: %s is no disc that can be written anywhere: %s".formatted(drive.name(),
                    disc.title(), disc.reason().isEmpty() ? "it takes tracks" : disc.reason()));
        }
        return new OpticalStorage(drive, disc, spares, drive.read(disc, firstRead, 0));
    }

    @Override
    public String name() {
        return drive.name() + ": " + disc.title();
    }

    @Override
    public long size() {
        return disc.capacity() / BLOCKS * UNIT;
    }

    @Override
    public synchronized void read(long position, ByteBuffer target) throws IOException {
        check(position, target.remaining());
        long at = position;
        while (target.hasRemaining()) {
            int inUnit = (int) (at % UNIT);
            int whole = target.remaining() / UNIT * UNIT;
            if (disc.formatted() && inUnit == 0 && whole > 0 && (unitAt < at || unitAt >= at + whole)) {
                int end = target.limit();
                target.limit(target.position() + whole);
                reader.read(at / BLOCK, target);
                target.position(target.limit()).limit(end);
                at += whole;
            } else {
                int count = Math.min(target.remaining(), UNIT - inUnit);
                load(at - inUnit);
                target.put(unit.slice(inUnit, count));
                at += count;
            }
        }
    }

    @Override
    public synchronized void write(long position, ByteBuffer source) throws IOException {
        check(position, source.remaining());
        if (disc.use() != DiscState.Use.OVERWRITABLE) {
            throw new RefusedException(name() + ": " + disc.reason());
        }
        if (!disc.formatted()) {
            format();
        }
        long at = position;
        while (source.hasRemaining()) {
            int inUnit = (int) (at % UNIT);
            int count = Math.min(source.remaining(), UNIT - inUnit);
            int end = source.limit();
            source.limit(source.position() + count);
            if (count == UNIT) {
                forgetUnit(at);
                writeUnit(at, source);
                source.position(source.limit());
            } else {
                load(at - inUnit);
                unit.slice(inUnit, count).put(source);
                dirty = true;
            }
            source.limit(end);
            at += count;
        }
    }

    private void format() throws IOException {
        DiscState formatted = drive.formatting().overwritable(disc, spares, SameDisc.AS_IT_LOOKS);
        if (!formatted.formatted()) {
            throw new MediumFaultException(MediumFaultException.Reach.MEDIUM,
                    name() + ": is not formatted after formatting; take another disc");
        }
        if (formatted.capacity() < disc.capacity()) {
            // whoever laid something out for the greater size would write past the end
            throw new RefusedException("%s: has %d blocks after formatting, and %d were expected; begin again"
                    .formatted(name(), formatted.capacity(), disc.capacity()));
        }
        disc = formatted;
        unitAt = -1;
    }

    /** Makes {@code unit} hold the bytes at {@code at}, a multiple of its size. */
    private void load(long at) throws IOException {
        if (unitAt == at) {
            return;
        }
        flush();
        unitAt = -1;
        unit.clear();
        if (disc.formatted()) {
            reader.read(at / BLOCK, unit);
        } else {
            unit.put(new byte[UNIT]);
        }
        unit.clear();
        unitAt = at;
    }

    private void forgetUnit(long at) {
        if (unitAt == at) {
            unitAt = -1;
            dirty = false;
        }
    }

    private void flush() throws IOException {
        if (dirty) {
            unit.clear();
            writeUnit(unitAt, unit);
            dirty = false;
        }
    }

    private void writeUnit(long at, ByteBuffer data) throws IOException {
        Command command = Command.out(Cdb.write10(at / BLOCK, BLOCKS, Fua.OFF), data, Opcode.WRITE_10.timeout());
        for (int attempt = 0; ; attempt++) {
            CommandResult result = drive.runner().send(command);
            if (result.ok()) {
                written = true;
                return;
            }
            DriveReply reply = drive.runner().settle(command, result, Phase.WRITE);
            written = true;
            switch (reply.meaning()) {
                case DONE -> {
                    return;
                }
                case LOOK_AGAIN, DRIVE_WAS_RESET -> {
                    if (!drive.look(drive.runner()).canBe(disc)) {
                        throw new MediumFaultException(MediumFaultException.Reach.MEDIUM,
                                name() + ": another disc is in the drive; nothing is written to it");
                    }
                    if (reply.meaning() == ReplyMeaning.DRIVE_WAS_RESET) {
                        throw new MediumFaultException(
                                name() + ": the drive was reset, and what it had buffered is lost; look at it afresh");
                    }
                }
                // the same bytes at the same place once more do no harm here
                case ASK_ADDRESS -> {
                }
                default -> throw CommandFailures.of(name(), "writing at byte " + at, reply);
            }
            if (attempt > 2) {
                throw CommandFailures.of(name(), "writing at byte " + at, reply);
            }
        }
    }

    @Override
    public synchronized void force() throws IOException {
        flush();
        if (written) {
            drive.finisher().synchronize();
        }
    }

    private void check(long position, int count) throws CorruptException {
        if (position < 0 || position > size() - count) {
            throw new CorruptException("%s: %d bytes at %d lie outside of its %d".formatted(name(), count, position,
                    size()));
        }
    }

    /** Puts everything on the disc; a DVD+RW is made readable for other drives. */
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (reader) {
            if (written) {
                force();
                if (disc.profile() == Profile.DVD_PLUS_RW || disc.profile() == Profile.DVD_PLUS_RW_DL) {
                    // both are tolerated: without them the disc is as it should be for recorders
                    drive.finisher().close(CloseFunction.STOP_FORMAT, 0, Operation.CLOSING_SESSION);
                    drive.finisher().close(CloseFunction.SESSION, 0, Operation.CLOSING_SESSION);
                }
            }
        }
    }
}
