package org.arenavault.optical;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.arenavault.io.CorruptException;
import org.arenavault.scsi.Cdb;
import org.arenavault.scsi.Cdb.FeatureRequest;
import org.arenavault.scsi.Cdb.StructureMedium;
import org.arenavault.scsi.Command;
import org.arenavault.scsi.Configuration;
import org.arenavault.scsi.DiscInformation;
import org.arenavault.scsi.DiscStructure;
import org.arenavault.scsi.FormatCapacities;
import org.arenavault.scsi.Opcode;
import org.arenavault.scsi.ReadCapacity;
import org.arenavault.scsi.TrackInformation;

/**
 * Asks a drive about itself and its disc. A unit attention is noted and the question asked again: whether what was
 * learnt before still holds is for the one who asked it all ({@link DriveObservations#hasChanged}).
 */
final class DriveQueries {

    /** A unit attention each for all that can happen to a drive, and then some. */
    private static final int UNIT_ATTENTIONS = 16;
    /** Addresses the track that is not closed, where its own number does not; from here on numbers are ambiguous. */
    private static final int INVISIBLE_TRACK = 0xFF;
    private static final int FORMAT_HEADER = 4;
    private static final int CONFIGURATION_LIMIT = 65_534;

    private final CommandRunner runner;
    private final String drive;

    /** Questions to the drive that messages call {@code drive}. */
    DriveQueries(CommandRunner runner, String drive) {
        this.runner = runner;
        this.drive = drive;
    }

    /** Reads a structure from the bytes that came back. */
    interface Decoder<T> {
        T decode(byte[] bytes) throws CorruptException;
    }

    /** Sends a command that changes nothing for good, past unit attentions. */
    DriveReply insist(Command command) throws IOException {
        DriveReply reply = runner.run(command, Phase.READ);
        for (int i = 0; i < UNIT_ATTENTIONS && (reply.meaning() == ReplyMeaning.LOOK_AGAIN
                || reply.meaning() == ReplyMeaning.DRIVE_WAS_RESET); i++) {
            reply = runner.run(command, Phase.READ);
        }
        return reply;
    }

    /** The answer to a question that every drive must answer; one that is unusable is asked for once more. */
    <T> T require(byte[] cdb, int length, Decoder<T> decoder) throws IOException {
        for (int attempt = 0; ; attempt++) {
            byte[] bytes = new byte[length];
            DriveReply reply = insist(command(cdb, bytes));
            if (!reply.done()) {
                throw CommandFailures.of(drive, Opcode.of(cdb).title(), reply);
            }
            try {
                return decoder.decode(received(bytes, reply));
            } catch (CorruptException e) {
                if (attempt > 0) {
                    throw new CorruptException(drive + ": " + e.getMessage(), e);
                }
            }
        }
    }

    /** The answer to a question that a drive need not answer; empty also if the answer is unusable. */
    <T> Optional<T> ask(byte[] cdb, int length, Decoder<T> decoder) throws IOException {
        if (runner.observations().isUnsupported(Opcode.of(cdb))) {
            return Optional.empty();
        }
        byte[] bytes = new byte[length];
        DriveReply reply = insist(command(cdb, bytes));
        if (reply.meaning() == ReplyMeaning.GONE || (reply.meaning() == ReplyMeaning.NO_MEDIUM && !ready())) {
            throw CommandFailures.of(drive, Opcode.of(cdb).title(), reply);
        }
        if (!reply.done()) {
            return Optional.empty();
        }
        try {
            return Optional.of(decoder.decode(received(bytes, reply)));
        } catch (CorruptException e) {
            runner.observations().warn(drive + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    /** There are units that say "no medium" of a structure that a medium does not have: TEST UNIT READY tells. */
    private boolean ready() throws IOException {
        return insist(Command.plain(Cdb.testUnitReady(), Opcode.TEST_UNIT_READY.timeout())).done();
    }

    private static Command command(byte[] cdb, byte[] bytes) {
        return Command.in(cdb, ByteBuffer.wrap(bytes), Opcode.of(cdb).timeout());
    }

    private static byte[] received(byte[] bytes, DriveReply reply) {
        return Arrays.copyOf(bytes, Math.max(0, Math.min(bytes.length, reply.result().transferred())));
    }

    /** Profile and all features; the length is asked for first, as some bridges hang when they get less. */
    Configuration configuration() throws IOException {
        int announced = require(Cdb.getConfiguration(FeatureRequest.ALL, 0, Configuration.HEADER_SIZE),
                Configuration.HEADER_SIZE, head -> {
                    Configuration.decode(head);
                    return Configuration.announcedLength(head);
                });
        int length = Math.max(Configuration.HEADER_SIZE, Math.min(announced, CONFIGURATION_LIMIT));
        return require(Cdb.getConfiguration(FeatureRequest.ALL, 0, length), length, Configuration::decode);
    }

    DiscInformation discInformation() throws IOException {
        return require(Cdb.readDiscInformation(DiscInformation.SIZE), DiscInformation.SIZE, DiscInformation::decode);
    }

    /**
     * What the drive says about a track.
     *
     * @return empty if there is no such track: also where the drive answers about another one instead
     */
    Optional<TrackInformation> track(int number) throws IOException {
        byte[] cdb = Cdb.readTrackInformation(number, TrackInformation.SIZE);
        for (int attempt = 0; ; attempt++) {
            byte[] bytes = new byte[TrackInformation.SIZE];
            DriveReply reply = insist(command(cdb, bytes));
            switch (reply.meaning()) {
                case DONE -> {
                    try {
                        TrackInformation track = TrackInformation.decode(received(bytes, reply));
                        // an answer of 28 to 32 bytes has only the low byte of the number; an emulation numbers the
                        // empty track 0
                        boolean unnumbered = track.track() == 0
                                && track.state() == TrackInformation.State.INCOMPLETE_BLANK;
                        return track.track() == number || track.track() == (number & 0xFF) || unnumbered
                                ? Optional.of(track) : Optional.empty();
                    } catch (CorruptException e) {
                        if (attempt > 0) {
                            throw new CorruptException("%s: track %d: %s".formatted(drive, number, e.getMessage()), e);
                        }
                    }
                }
                case DOES_NOT_EXIST, UNRECORDED, UNSUPPORTED -> {
                    return Optional.empty();
                }
                default -> throw CommandFailures.of(drive, "asking about track " + number, reply);
            }
        }
    }

    /**
     * The same of a track that has not been closed: there are drives that know it by the number FFh alone (2.7).
     *
     * @return empty if there is no such track, or the one that FFh leads to is closed
     */
    Optional<TrackInformation> openTrack(int number) throws IOException {
        Optional<TrackInformation> track = track(number);
        if (track.isPresent() || number >= INVISIBLE_TRACK) {
            return track;
        }
        return ask(Cdb.readTrackInformation(INVISIBLE_TRACK, TrackInformation.SIZE), TrackInformation.SIZE,
                TrackInformation::decode).filter(open -> open.state() == TrackInformation.State.INCOMPLETE_BLANK
                || open.state() == TrackInformation.State.INCOMPLETE_OPEN);
    }

    Optional<FormatCapacities> formatCapacities() throws IOException {
        Optional<Integer> length = ask(Cdb.readFormatCapacities(FORMAT_HEADER), FORMAT_HEADER, head -> {
            if (head.length < FORMAT_HEADER) {
                throw new CorruptException("READ FORMAT CAPACITIES: the answer is cut short");
            }
            return FORMAT_HEADER + (head[FORMAT_HEADER - 1] & 0xFF);
        });
        if (length.isEmpty()) {
            return Optional.empty();
        }
        return ask(Cdb.readFormatCapacities(length.get()), length.get(), FormatCapacities::decode);
    }

    Optional<ReadCapacity> capacity() throws IOException {
        return ask(Cdb.readCapacity(), ReadCapacity.SIZE, ReadCapacity::decode);
    }

    Optional<DiscStructure> structure(StructureMedium medium, int format, int length) throws IOException {
        return ask(Cdb.readDiscStructure(medium, format, length), length, DiscStructure::decode);
    }
}
