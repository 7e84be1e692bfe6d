package org.arenavault.scsi.emulator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.arenavault.io.CancelledException;
import org.arenavault.io.Clock;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.Reason;
import org.arenavault.scsi.Command;
import org.arenavault.scsi.CommandResult;
import org.arenavault.scsi.CommandStatus;
import org.arenavault.scsi.Opcode;
import org.arenavault.scsi.SenseData;
import org.arenavault.scsi.SenseKey;
import org.arenavault.scsi.Transport;

/**
 * What an emulated drive and an emulated changer have in common: hosts, unit attentions, injected faults, the order in
 * which a command is looked at ({@code optical-emulator.md} 4), and the form in which it ends. One command at a time.
 */
abstract class EmulatedUnit {

    private static final byte[] NO_SENSE = new byte[0];
    private static final int GOOD = 0x00;
    private static final int CHECK_CONDITION = 0x02;
    private static final int BUSY = 0x08;
    private static final int RESERVATION_CONFLICT = 0x18;
    private static final int TASK_SET_FULL = 0x28;

    private final UnitIdentity identity;
    private final Clock clock;
    private final long switchedOn;
    private final Quirks quirks = new Quirks();
    private final Counters counters = new Counters();
    private final List<Nexus> initiators = new ArrayList<>();
    private final List<UnitRequest> later = new ArrayList<>();
    private final List<Nexus> reservation = new ArrayList<>();
    private FaultPlan faults = FaultPlan.NONE;
    private int incarnation;
    private boolean gone;
    private long goneUntil;

    EmulatedUnit(UnitIdentity identity, Clock clock) {
        this.identity = identity;
        this.clock = clock;
        this.switchedOn = clock.nanos();
    }

    /** Time has passed since the last command: whatever was due has happened. */
    abstract void settle() throws IOException;

    /** A host asks how things stand: the operator may act. */
    void lookedAt() throws IOException {
        // most units stand alone
    }

    /** True if the unit has this command. */
    abstract boolean knows(Opcode opcode);

    /** Steps 6 to 9: medium, readiness, long operations, deferred errors. */
    abstract void admit(UnitRequest request) throws CheckCondition;

    /** Step 10: carries the command out. */
    abstract UnitReply run(UnitRequest request) throws CheckCondition, BrokenTransfer, IOException;

    /** What a fault plan has to know of a command. */
    abstract FaultRule.Facts facts(byte[] cdb, long nanosSinceStart);

    /** A deferred error will be reported; only where something is buffered there can be one. */
    void defer(SenseData sense) {
        // nothing is buffered
    }

    /** A long write is in progress for so long. */
    void holdUp(long nanos) {
        // nothing is written
    }

    /** Another medium lies in the drive. */
    void swap(FaultAction.Swap swap) throws IOException {
        // no drive
    }

    /** A bad spot appears on the medium. */
    void spoil(Defect defect) throws IOException {
        // no medium
    }

    /** So many spare blocks of the medium are left. */
    void wear(long spareFree) throws IOException {
        // no medium
    }

    /** The power fails while {@code request} is being carried out. */
    abstract void losePower(UnitRequest request, FaultAction.PowerLoss how) throws IOException;

    /** The unit comes up after its power failed, or after it came back. */
    abstract void powerUp() throws IOException;

    /**
     * Opens a way to the unit for one host. It begins with a unit attention, 6/29/00.
     *
     * @throws OperatorNeededException if the unit is gone
     */
    public final synchronized Transport connect() throws IOException {
        comeBackIfDue();
        if (gone) {
            throw new OperatorNeededException(OperatorNeededException.Need.GONE,
                    identity() + ": the drive is gone; plug it in again");
        }
        Nexus initiator = new Nexus(this, incarnation);
        initiators.add(initiator);
        if (!quirks.on(Quirk.SWALLOW_ATTENTION)) {
            initiator.attention(SenseData.of(SenseKey.UNIT_ATTENTION, 0x29, 0x00));
        }
        return initiator;
    }

    final synchronized void disconnect(Nexus initiator) throws IOException {
        initiator.markClosed();
        initiators.remove(initiator);
        reservation.remove(initiator);
    }

    /** Switchable deviations. */
    public final Quirks quirks() {
        return quirks;
    }

    /** What was counted. */
    public final Counters counters() {
        return counters;
    }

    /** Replaces the fault plan. */
    public final synchronized void inject(FaultPlan plan) {
        faults = plan;
    }

    /** From now on only this host is served, others get a reservation conflict. */
    public final synchronized void reserveFor(Transport host) {
        reservation.clear();
        reservation.add((Nexus) host);
    }

    final UnitIdentity self() {
        return identity;
    }

    /** Stays the same as long as the unit does. */
    final String identity() {
        return "emulated %s %s".formatted(identity.product(), identity.serial());
    }

    final Clock clock() {
        return clock;
    }

    /** Lets time pass within a command; a command in flight cannot be cancelled, so an interruption only cuts it. */
    final void pause(long nanos) {
        if (nanos <= 0) {
            return;
        }
        try {
            clock.sleep(Duration.ofNanos(nanos));
        } catch (CancelledException e) {
            Thread.currentThread().interrupt();
        }
    }

    final List<Nexus> initiators() {
        return initiators;
    }

    /** Queues a unit attention for every host. */
    final void attention(int asc, int ascq) {
        if (!quirks.on(Quirk.SWALLOW_ATTENTION)) {
            SenseData sense = SenseData.of(SenseKey.UNIT_ATTENTION, asc, ascq);
            initiators.forEach(i -> i.attention(sense));
        }
    }

    /** The unit disappears; every host needs a new way to it when it is back. */
    final End vanish(Duration absence) {
        gone = true;
        goneUntil = absence.equals(FaultAction.Vanish.FOR_EVER) ? Long.MAX_VALUE : clock.nanos() + absence.toNanos();
        incarnation++;
        initiators.clear();
        reservation.clear();
        return End.of(CommandStatus.DEVICE_GONE, GOOD);
    }

    private void comeBackIfDue() throws IOException {
        if (gone && clock.nanos() >= goneUntil) {
            gone = false;
            powerUp();
        }
    }

    /** How a command ended. */
    record End(CommandStatus outcome, int status, byte[] sense, int moved, int claimed, String raw) {

        static End of(CommandStatus outcome, int status) {
            return new End(outcome, status, NO_SENSE, 0, 0, "");
        }

        /** With another SCSI status than those of success. */
        static End with(int status) {
            return of(switch (status) {
                case BUSY -> CommandStatus.BUSY;
                case RESERVATION_CONFLICT -> CommandStatus.RESERVATION_CONFLICT;
                case TASK_SET_FULL -> CommandStatus.TASK_SET_FULL;
                default -> CommandStatus.CHECK_CONDITION;
            }, status);
        }
    }

    final synchronized CommandResult execute(Nexus from, Command command) throws IOException {
        if (from.closed()) {
            throw new IOException(identity() + ": this way to the emulated unit was closed");
        }
        long begin = clock.nanos();
        End end = attempt(from, command);
        if (command.direction() == Command.Direction.IN) {
            ByteBuffer rest = command.data().duplicate();
            rest.position(rest.position() + end.moved());
            Buffers.zero(rest);
        }
        return new CommandResult(end.outcome(), end.status(), end.sense(), end.claimed(),
                Duration.ofNanos(Math.max(0, clock.nanos() - begin)), end.raw());
    }

    private End attempt(Nexus from, Command command) {
        try {
            comeBackIfDue();
            if (gone || from.incarnation() != incarnation) {
                return End.of(CommandStatus.DEVICE_GONE, GOOD);
            }
            if (command.length() > from.maxTransfer()) {
                return new End(CommandStatus.TRANSPORT_ERROR, GOOD, NO_SENSE, 0, 0, "the transfer is too long");
            }
            Opcode opcode = Opcode.of(command.cdb());
            if (opcode == Opcode.TEST_UNIT_READY || opcode == Opcode.GET_EVENT_STATUS_NOTIFICATION) {
                lookedAt();
            }
            settle();
            counters.count(opcode);
            for (UnitRequest late : List.copyOf(later)) {
                carryOut(late);
            }
            later.clear();
            if (faults.isEmpty()) {
                return carryOut(new UnitRequest(from, command, List.of()));
            }
            List<FaultAction> struck = faults.strike(facts(command.cdb(), clock.nanos() - switchedOn));
            return suffer(new UnitRequest(from, command, struck));
        } catch (IOException e) {
            return hardwareFailure(from, e);
        }
    }

    /** Steps 1 and 2: what befalls the command before the unit sees it, or instead. */
    private End suffer(UnitRequest request) throws IOException {
        for (FaultAction action : request.faults()) {
            action.befall(this);
        }
        for (FaultAction action : request.faults()) {
            Optional<End> end = action.end(this, request);
            if (end.isPresent()) {
                return end.get();
            }
        }
        return carryOut(request);
    }

    /** The host gets no answer; whether the unit did what it should is another matter. */
    final End unanswered(UnitRequest request, FaultAction.Fate fate, CommandStatus outcome) {
        switch (fate) {
            case EXECUTED -> carryOut(request);
            case LATER -> later.add(request.kept());
            case LOST -> { }
        }
        return End.of(outcome, GOOD);
    }

    /** The power fails, and comes back at once or with the unit. */
    final End powerLoss(UnitRequest request, FaultAction.PowerLoss how) throws IOException {
        losePower(request, how);
        later.clear();
        if (how.aftermath() == FaultAction.Aftermath.VANISH) {
            return vanish(how.absence());
        }
        reset();
        return End.of(CommandStatus.TRANSPORT_ERROR, GOOD);
    }

    /** The unit starts anew: locks are gone, and every host is told with 6/29/00. */
    final void reset() throws IOException {
        initiators.forEach(Nexus::forget);
        reservation.clear();
        powerUp();
        attention(0x29, 0x00);
    }

    /** Steps 3 to 10. */
    private End carryOut(UnitRequest request) {
        Nexus from = request.from();
        Opcode opcode = request.opcode();
        if (opcode != Opcode.REQUEST_SENSE) {
            from.setLastSense(SenseData.NONE);
        }
        try {
            if (!knows(opcode) || !quirks.supports(opcode)) {
                throw CheckCondition.unsupportedCommand();
            }
            if (!reservation.isEmpty() && !reservation.contains(from) && opcode != Opcode.INQUIRY
                    && opcode != Opcode.REQUEST_SENSE) {
                return End.of(CommandStatus.RESERVATION_CONFLICT, RESERVATION_CONFLICT);
            }
            if (from.hasAttention() && !CdbRules.despiteAttention(opcode)) {
                throw new CheckCondition(from.takeAttention());
            }
            CdbRules.check(opcode, request.cdb());
            admit(request);
            return succeeded(request, run(request));
        } catch (CheckCondition e) {
            return failed(from, e.sense());
        } catch (BrokenTransfer e) {
            return new End(CommandStatus.TRANSPORT_ERROR, GOOD, NO_SENSE, 0, 0, Reason.of(e));
        } catch (IOException e) {
            return hardwareFailure(from, e);
        }
    }

    private End succeeded(UnitRequest request, UnitReply reply) {
        int moved = reply.transferred();
        if (reply.data().length > 0) {
            int room = Math.min(CdbRules.allocation(request.opcode(), request.cdb()), request.roomForAnswer());
            moved = Math.min(room, reply.data().length);
            request.data().put(reply.data(), 0, moved);
        }
        int claimed = quirks.on(Quirk.LYING_RESIDUAL) ? request.length() : moved;
        Delivery delivery = new Delivery(request.length(), moved, claimed, reply.sense());
        request.faults().forEach(action -> action.deliver(delivery));
        SenseData recovered = delivery.sense();
        byte[] sense = recovered.equals(SenseData.NONE) ? NO_SENSE : recovered.encode(format());
        return new End(CommandStatus.OK, GOOD, sense, delivery.moved(), delivery.claimed(), "");
    }

    final End failed(Nexus from, SenseData sense) {
        from.setLastSense(sense);
        byte[] bytes = sense.is(SenseKey.NO_SENSE, 0, 0) ? NO_SENSE : sense.encode(format());
        return new End(CommandStatus.CHECK_CONDITION, CHECK_CONDITION, bytes, 0, 0, "");
    }

    private SenseData.Format format() {
        return quirks.on(Quirk.DESCRIPTOR_SENSE) ? SenseData.Format.DESCRIPTOR : SenseData.Format.FIXED;
    }

    /** The files behind the unit failed: to the host that is broken hardware. */
    private End hardwareFailure(Nexus from, IOException e) {
        End end = failed(from, SenseData.of(SenseKey.HARDWARE_ERROR, 0x44, 0x00));
        return new End(end.outcome(), end.status(), end.sense(), 0, 0, Reason.of(e));
    }
}
