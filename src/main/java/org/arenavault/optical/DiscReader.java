package org.arenavault.optical;

import static org.arenavault.drivers.MediumDescription.BLOCK;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.OperatorNeededException.Need;
import org.arenavault.scsi.Cdb;
import org.arenavault.scsi.Cdb.Fua;
import org.arenavault.scsi.Command;
import org.arenavault.scsi.Opcode;
import org.arenavault.scsi.SenseKey;

/**
 * Reads blocks of a disc, and takes trouble over those that are hard to read (6.3): again, in smaller pieces, more
 * slowly. What cannot be read is remembered and not tried again.
 */
public final class DiscReader implements Closeable {

    /** Blocks of a cluster of a BD: the unit in which trouble is taken. */
    static final int CLUSTER = 32;

    private static final int LARGEST_TRANSFER = 1 << 20;
    private static final int RETRIES = 3;
    private static final Duration BETWEEN_RETRIES = Duration.ofSeconds(1);
    private static final Duration MOST_TROUBLE = Duration.ofMinutes(2);
    private static final int[] PIECES = {16, 4, 1};
    /** As much as a drive may remember of what it wrote: 16 MiB. */
    private static final int DRIVE_MEMORY = (16 << 20) / BLOCK;

    /**
     * Blocks that cannot be read.
     *
     * @param start the first
     * @param blocks how many
     * @param reason what the drive said
     */
    public record BadBlocks(long start, long blocks, String reason) {
        private boolean overlaps(long otherStart, long otherBlocks) {
            return start < otherStart + otherBlocks && otherStart < start + blocks;
        }
    }

    /** What it means that a place was never written. */
    enum Unrecorded {
        /** Something is wrong: it should have been. */
        IS_A_FAULT,
        READS_AS_ZEROS
    }

    /** What is done about a cluster that cannot be read. */
    enum Insistence {
        /** It is read again, in pieces, slower, for up to two minutes. */
        RESCUES,
        /** Nothing: whoever reads has other means. */
        GIVES_UP
    }

    private final OpticalDrive drive;
    private final CommandRunner runner;
    private final DiscState disc;
    private final Unrecorded unrecorded;
    private final Insistence insistence;
    private final int largest;
    private final List<BadBlocks> bad = new ArrayList<>();
    private long recovered;
    private int forced;
    private boolean slowed;
    private boolean closed;

    DiscReader(OpticalDrive drive, DiscState disc, DriveOptions.FirstRead firstRead, Unrecorded unrecorded,
            Insistence insistence) {
        this.drive = drive;
        this.runner = drive.runner();
        this.disc = disc;
        this.unrecorded = unrecorded;
        this.insistence = insistence;
        int transfer = Math.min(LARGEST_TRANSFER, drive.maxTransfer());
        this.largest = transfer / BLOCK / CLUSTER * CLUSTER;
        this.forced = firstRead == DriveOptions.FirstRead.FORCED ? DRIVE_MEMORY : 0;
    }

    /** How many reads succeeded only after trying again, or with an error that the drive recovered. */
    public long recovered() {
        return recovered;
    }

    /** What could not be read so far, in the order of failing. */
    public List<BadBlocks> bad() {
        return List.copyOf(bad);
    }

    /**
     * Fills {@code target} from its position to its limit, whole blocks, with those from {@code lba} on.
     *
     * @throws MediumFaultException if a block among them cannot be read; what is in {@code target} then means nothing
     */
    public void read(long lba, ByteBuffer target) throws IOException {
        int end = target.limit();
        long at = lba;
        try {
            while (target.position() < end) {
                int blocks = Math.min(largest, (end - target.position()) / BLOCK);
                target.limit(target.position() + blocks * BLOCK);
                readTransfer(at, blocks, target);
                target.position(target.limit());
                at += blocks;
            }
        } finally {
            target.limit(end);
        }
    }

    private void readTransfer(long lba, int blocks, ByteBuffer target) throws IOException {
        for (BadBlocks known : bad) {
            if (known.overlaps(lba, blocks)) {
                throw new MediumFaultException("%s: blocks %d to %d cannot be read: %s".formatted(drive.name(),
                        known.start(), known.start() + known.blocks() - 1, known.reason()));
            }
        }
        DriveReply reply = once(lba, blocks, target);
        int smaller = blocks > CLUSTER ? CLUSTER : unrecorded == Unrecorded.READS_AS_ZEROS ? PIECES[0] : blocks;
        if (reply.done()) {
            return;
        }
        if (blocks <= smaller) {
            rescue(lba, blocks, target, reply);
            return;
        }
        int from = target.position();
        int end = target.limit();
        for (int done = 0; done < blocks; done += smaller) {
            int count = Math.min(smaller, blocks - done);
            target.limit(from + (done + count) * BLOCK).position(from + done * BLOCK);
            readTransfer(lba + done, count, target);
        }
        target.limit(end).position(from);
    }

    /** Reads at one go. All replies but those that more trouble can help against are thrown. */
    private DriveReply once(long lba, int blocks, ByteBuffer target) throws IOException {
        Fua fua = forced > 0 ? Fua.ON : Fua.OFF;
        DriveReply reply = runner.run(Command.in(Cdb.read10(lba, blocks, fua), target, Opcode.READ_10.timeout()),
                Phase.READ);
        switch (reply.meaning()) {
            case DONE -> {
                if (reply.result().transferred() < blocks * BLOCK) {
                    return new DriveReply(ReplyMeaning.UNREADABLE, reply.result(), reply.sense(), reply.sent());
                }
                forced -= Math.min(forced, blocks);
                if (reply.sense().is(SenseKey.RECOVERED_ERROR)) {
                    recovered++;
                }
                return reply;
            }
            case LOOK_AGAIN, DRIVE_WAS_RESET -> {
                drive.lock().renew();
                if (!drive.look(runner).canBe(disc)) {
                    throw new OperatorNeededException(Need.WRONG_MEDIUM,
                            "%s: another disc is in the drive than the one that was being read; insert that one"
                                    .formatted(drive.name()));
                }
                return new DriveReply(ReplyMeaning.UNREADABLE, reply.result(), reply.sense(), reply.sent());
            }
            case DOES_NOT_EXIST -> {
                if (fua == Fua.ON) {
                    runner.observations().warn(("%s: does not know FUA; what it remembers is pushed out by reading "
                            + "elsewhere").formatted(drive.name()));
                    forced = 0;
                    forget(lba, blocks);
                    return once(lba, blocks, target);
                }
                throw CommandFailures.of(drive.name(), reading(lba, blocks), reply);
            }
            case UNREADABLE -> {
                return reply;
            }
            case UNRECORDED -> {
                if (unrecorded == Unrecorded.READS_AS_ZEROS) {
                    return zeros(blocks, target, reply);
                }
                bad.add(new BadBlocks(lba, blocks, reply.text()));
                throw new MediumFaultException("%s: %s: %s; look at the disc afresh"
                        .formatted(drive.name(), reading(lba, blocks), reply.text()));
            }
            default -> throw CommandFailures.of(drive.name(), reading(lba, blocks), reply);
        }
    }

    /** What was never written reads as zeros; first the place is narrowed down to one unit of error correction. */
    private static DriveReply zeros(int blocks, ByteBuffer target, DriveReply reply) {
        if (blocks > PIECES[0]) {
            return new DriveReply(ReplyMeaning.UNREADABLE, reply.result(), reply.sense(), reply.sent());
        }
        for (int i = target.position(); i < target.limit(); i++) {
            target.put(i, (byte) 0);
        }
        return new DriveReply(ReplyMeaning.DONE, reply.result(), reply.sense(), reply.sent());
    }

    private static String reading(long lba, int blocks) {
        return "reading blocks %d to %d".formatted(lba, lba + blocks - 1);
    }

    /** A cluster, or less, that failed once. */
    private void rescue(long lba, int blocks, ByteBuffer target, DriveReply first) throws IOException {
        if (insistence == Insistence.GIVES_UP) {
            bad.add(new BadBlocks(lba, blocks, first.text()));
            throw new MediumFaultException("%s: %s: %s".formatted(drive.name(), reading(lba, blocks), first.text()));
        }
        long deadline = runner.clock().nanos() + MOST_TROUBLE.toNanos();
        if (tryAgain(lba, blocks, target, deadline)) {
            recovered++;
            return;
        }
        int from = target.position();
        int end = target.limit();
        List<Long> lost = inPieces(lba, blocks, target, 0, deadline);
        target.limit(end).position(from);
        if (!lost.isEmpty() && !slowed && runner.clock().nanos() < deadline) {
            slowed = drive.speedControl(runner).slowReading(disc);
            if (slowed && tryAgain(lba, blocks, target, deadline)) {
                lost = List.of();
            }
        }
        if (lost.isEmpty()) {
            recovered++;
            return;
        }
        for (Long block : lost) {
            note(block, first.text());
        }
        throw new MediumFaultException("%s: %s: %s".formatted(drive.name(), reading(lba, blocks), first.text()));
    }

    private boolean tryAgain(long lba, int blocks, ByteBuffer target, long deadline) throws IOException {
        for (int i = 0; i < RETRIES && runner.clock().nanos() < deadline; i++) {
            seekAway(lba);
            runner.pause(BETWEEN_RETRIES);
            if (once(lba, blocks, target).done()) {
                return true;
            }
        }
        return false;
    }

    /** Moves the head: coming back to the place from elsewhere sometimes helps. */
    private void seekAway(long lba) throws IOException {
        long elsewhere = disc.tracks().isEmpty() ? 0 : disc.tracks().get(0).start();
        if (elsewhere / CLUSTER != lba / CLUSTER) {
            runner.send(Command.in(Cdb.read10(elsewhere, 1, Fua.OFF), ByteBuffer.allocate(BLOCK),
                    Opcode.READ_10.timeout()));
        }
    }

    /** Reads in ever smaller pieces; returns the blocks that could not be read. */
    private List<Long> inPieces(long lba, int blocks, ByteBuffer target, int depth, long deadline)
            throws IOException {
        List<Long> lost = new ArrayList<>();
        int from = target.position();
        for (int done = 0; done < blocks; done += PIECES[depth]) {
            int count = Math.min(PIECES[depth], blocks - done);
            target.limit(from + (done + count) * BLOCK).position(from + done * BLOCK);
            boolean inTime = runner.clock().nanos() < deadline;
            if (inTime && once(lba + done, count, target).done()) {
                continue;
            }
            if (inTime && depth + 1 < PIECES.length) {
                lost.addAll(inPieces(lba + done, count, target, depth + 1, deadline));
            } else {
                for (int i = 0; i < count; i++) {
                    lost.add(lba + done + i);
                }
            }
        }
        return lost;
    }

    private void note(long block, String reason) {
        BadBlocks last = bad.isEmpty() ? new BadBlocks(-1, 0, "") : bad.get(bad.size() - 1);
        if (last.start() + last.blocks() == block && last.reason().equals(reason)) {
            bad.set(bad.size() - 1, new BadBlocks(last.start(), last.blocks() + 1, reason));
        } else {
            bad.add(new BadBlocks(block, 1, reason));
        }
    }

    /** Fills the drive's memory with something else than what stands at {@code lba}, as far as there is any. */
    void forget(long lba, long blocks) throws IOException {
        ByteBuffer cluster = ByteBuffer.allocateDirect(CLUSTER * BLOCK);
        int left = DRIVE_MEMORY;
        for (DiscTrack track : disc.tracks()) {
            for (long at = track.start(); at + CLUSTER <= track.end() && left > 0; at += CLUSTER) {
                boolean elsewhere = at + CLUSTER <= lba - DRIVE_MEMORY || at >= lba + blocks + DRIVE_MEMORY;
                if (elsewhere) {
                    runner.send(Command.in(Cdb.read10(at, CLUSTER, Fua.OFF), cluster, Opcode.READ_10.timeout()));
                    left -= CLUSTER;
                }
            }
        }
    }

    /** Gives the drive back: its speed is its own again. */
    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            try {
                if (slowed) {
                    drive.speedControl(runner).restore();
                }
            } finally {
                drive.lock().release();
            }
        }
    }
}
