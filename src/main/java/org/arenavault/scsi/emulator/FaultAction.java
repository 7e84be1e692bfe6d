package org.arenavault.scsi.emulator;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.arenavault.scsi.CommandStatus;
import org.arenavault.scsi.DiscInformation;
import org.arenavault.scsi.SenseData;
import org.arenavault.scsi.SenseKey;
import org.arenavault.scsi.TrackInformation;

/**
 * What an injected fault does: the actions of {@code optical-emulator.md} 9. Each strikes at one or several of the
 * points that a command passes; at the others it does nothing.
 */
sealed interface FaultAction {

    /** Befalls unit, medium or hosts before the command is looked at; the command goes on. */
    default void befall(EmulatedUnit unit) throws IOException {
        // strikes elsewhere
    }

    /** Ends the command; empty if it goes on. */
    default Optional<EmulatedUnit.End> end(EmulatedUnit unit, UnitRequest request) throws IOException {
        return Optional.empty();
    }

    /** Changes how an answer reaches the host. */
    default void deliver(Delivery delivery) {
        // strikes elsewhere
    }

    /** What the drive claims of the disc. */
    default DiscInformation claim(DiscInformation disc) {
        return disc;
    }

    /** What the drive claims of a track. */
    default TrackInformation claim(TrackInformation track) {
        return track;
    }

    /** Strikes before the command. */
    sealed interface Befalling extends FaultAction {

        @Override
        void befall(EmulatedUnit unit) throws IOException;
    }

    /** Strikes in the command's place. */
    sealed interface Ending extends FaultAction {

        @Override
        Optional<EmulatedUnit.End> end(EmulatedUnit unit, UnitRequest request) throws IOException;
    }

    /** Strikes the answer. */
    sealed interface Delivering extends FaultAction {

        @Override
        void deliver(Delivery delivery);
    }

    /** Strikes what is said of the disc. */
    sealed interface ClaimingOfDisc extends FaultAction {

        @Override
        DiscInformation claim(DiscInformation disc);
    }

    /** Strikes what is said of a track. */
    sealed interface ClaimingOfTrack extends FaultAction {

        @Override
        TrackInformation claim(TrackInformation track);
    }

    /** Whether a command that the host gets no answer to was carried out. */
    enum Fate { EXECUTED, LOST, LATER }

    /** What becomes of the drive after its power failed. */
    enum Aftermath { RESET, VANISH }

    /** CHECK CONDITION with this sense; deferred: on the next command that can report it. */
    record Sense(SenseData sense, boolean deferred) implements Befalling, Ending, Delivering {

        @Override
        public void befall(EmulatedUnit unit) {
            if (deferred) {
                unit.defer(sense);
            }
        }

        @Override
        public Optional<EmulatedUnit.End> end(EmulatedUnit unit, UnitRequest request) {
            return deferred || sense.is(SenseKey.RECOVERED_ERROR) ? Optional.empty()
                    : Optional.of(unit.failed(request.from(), sense));
        }

        @Override
        public void deliver(Delivery delivery) {
            if (sense.is(SenseKey.RECOVERED_ERROR)) {
                delivery.recoveredWith(sense);
            }
        }
    }

    /** A bad spot appears on the medium. */
    record Spoil(Defect defect) implements Befalling {

        @Override
        public void befall(EmulatedUnit unit) throws IOException {
            unit.spoil(defect);
        }
    }

    /** Another SCSI status. */
    record Status(int status) implements Ending {

        @Override
        public Optional<EmulatedUnit.End> end(EmulatedUnit unit, UnitRequest request) {
            return Optional.of(EmulatedUnit.End.with(status));
        }
    }

    /** No answer in time. */
    record Timeout(Fate fate) implements Ending {

        @Override
        public Optional<EmulatedUnit.End> end(EmulatedUnit unit, UnitRequest request) {
            unit.pause(request.timeout().toNanos());
            return Optional.of(unit.unanswered(request, fate, CommandStatus.TIMEOUT));
        }
    }

    /** The path fails. */
    record PathError(Fate fate) implements Ending {

        @Override
        public Optional<EmulatedUnit.End> end(EmulatedUnit unit, UnitRequest request) {
            return Optional.of(unit.unanswered(request, fate, CommandStatus.TRANSPORT_ERROR));
        }
    }

    /** The drive is gone; {@link #FOR_EVER}, or it comes back as a new device. */
    record Vanish(Duration absence) implements Ending {

        /** It does not come back. */
        static final Duration FOR_EVER = Duration.ofDays(100_000);

        @Override
        public Optional<EmulatedUnit.End> end(EmulatedUnit unit, UnitRequest request) {
            return Optional.of(unit.vanish(absence));
        }
    }

    /**
     * The power fails.
     *
     * @param keepClusters how many buffered clusters still reach the medium
     * @param damage what becomes of the open track; a state without damage leaves it as it is
     */
    record PowerLoss(long keepClusters, EmulatedTrackState damage, Aftermath aftermath, Duration absence)
            implements Ending {

        @Override
        public Optional<EmulatedUnit.End> end(EmulatedUnit unit, UnitRequest request) throws IOException {
            return Optional.of(unit.powerLoss(request, this));
        }
    }

    /** An answer is cut to so many bytes, honestly. */
    record Cut(int bytes) implements Delivering {

        @Override
        public void deliver(Delivery delivery) {
            delivery.cut(bytes);
        }
    }

    /** An answer claims to be as long as was asked for. */
    record LyingResidual() implements Delivering {

        @Override
        public void deliver(Delivery delivery) {
            delivery.claimAll();
        }
    }

    /** The next writable address is wrong: off by {@code value}, or {@code value} itself. */
    record WrongNextWritable(boolean relative, long value) implements ClaimingOfTrack {

        @Override
        public TrackInformation claim(TrackInformation track) {
            return TrackCommand.withNextWritable(track, relative ? track.nextWritable() + value : value);
        }
    }

    /** The disc information counts so many tracks. */
    record WrongTrackCount(int tracks) implements ClaimingOfDisc {

        @Override
        public DiscInformation claim(DiscInformation disc) {
            return DiscCommands.withLastTrack(disc, tracks);
        }
    }

    /** A unit attention is queued. */
    record Attention(int asc, int ascq) implements Befalling {

        @Override
        public void befall(EmulatedUnit unit) {
            unit.attention(asc, ascq);
        }
    }

    /** Another medium lies in the drive. */
    record Swap(String disc, boolean silent) implements Befalling {

        @Override
        public void befall(EmulatedUnit unit) throws IOException {
            unit.swap(this);
        }
    }

    /** Long write in progress for so long. */
    record Stuck(Duration time) implements Befalling {

        @Override
        public void befall(EmulatedUnit unit) {
            unit.holdUp(time.toNanos());
        }
    }

    /** A quirk is switched. */
    record Switch(String quirk, boolean on) implements Befalling {

        @Override
        public void befall(EmulatedUnit unit) throws IOException {
            unit.quirks().apply(quirk, on);
        }
    }

    /** So many spare blocks are left. */
    record Wear(long spareFree) implements Befalling {

        @Override
        public void befall(EmulatedUnit unit) throws IOException {
            unit.wear(spareFree);
        }
    }
}
