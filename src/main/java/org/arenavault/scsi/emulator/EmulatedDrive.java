package org.arenavault.scsi.emulator;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.arenavault.io.Clock;
import org.arenavault.io.RefusedException;
import org.arenavault.io.UsageException;
import org.arenavault.scsi.Cdb.Immed;
import org.arenavault.scsi.EventStatus.MediaEvent;
import org.arenavault.scsi.Opcode;
import org.arenavault.scsi.SenseData;
import org.arenavault.scsi.SenseKey;
import org.jspecify.annotations.Nullable;

/**
 * An emulated recorder: one logical unit with a tray, a write buffer, and long operations
 * ({@code optical-emulator.md} 2, 4, 8). Hosts reach it through {@link #connect} and CDBs alone; the other public
 * methods are the operator's hands and what tests want to know. Safe for several threads.
 */
public final class EmulatedDrive extends EmulatedUnit implements Closeable {

    /** Where discs come from when a fault swaps them. */
    public interface Shelf {

        /** Opens the disc of this name. */
        EmulatedDisc take(String name) throws IOException;
    }

    private static final long EARLY = Duration.ofSeconds(1).toNanos();

    private final Timing timing;
    private final DriveSettings settings = new DriveSettings();
    private final Losses losses = new Losses(this);
    private final DriveCache cache = new DriveCache(this, losses);
    private final CommandSet commands = new CommandSet(this);
    private Shelf shelf = name -> {
        throw new UsageException("there is no disc " + name + " to swap in");
    };
    private TrayOperator operator = new TrayOperator() {
    };

    private @Nullable EmulatedDisc disc; // what lies in the tray; null when it is empty
    private boolean trayOpen;
    private boolean ready;
    private boolean announced = true;
    private long readyAt;
    private long stuckUntil;
    private @Nullable LongOperation operation; // null when nothing goes on

    /** A drive, switched on, its tray closed and empty. */
    public EmulatedDrive(UnitIdentity identity, Clock clock, Timing timing) {
        super(identity, clock);
        this.timing = timing;
        this.stuckUntil = clock.nanos();
    }

    // ---- the operator's hands

    /** Says where swapped discs come from. */
    public synchronized void setShelf(Shelf newShelf) {
        shelf = newShelf;
    }

    /** Says who stands beside the drive. */
    synchronized void setOperator(TrayOperator newOperator) {
        operator = newOperator;
    }

    /**
     * Lays a disc into the tray and closes it; a disc that lies there is taken out first.
     *
     * @throws RefusedException if a host has locked the tray
     */
    public synchronized void insert(EmulatedDisc fresh) throws IOException {
        remove();
        disc = fresh;
        moveTray(false);
        getReadyIn(timing.tray().spinUp());
    }

    /**
     * Lays a disc into the open, empty tray and leaves it open, as a robot's arm does.
     *
     * @throws RefusedException if the tray is closed or holds a disc
     */
    public synchronized void layIn(EmulatedDisc fresh) throws RefusedException {
        if (!trayOpen || disc != null) {
            throw new RefusedException(identity() + ": the tray is " + (trayOpen ? "taken" : "closed"));
        }
        disc = fresh;
    }

    /**
     * Takes the disc out and leaves the tray open.
     *
     * @throws RefusedException if a host has locked the tray
     */
    public synchronized void remove() throws IOException {
        settle();
        if (disc == null) {
            moveTray(true);
            return;
        }
        if (locked() && !trayOpen) {
            throw new RefusedException(identity()
                    + ": the tray is locked by the program that uses the drive; let that finish");
        }
        openTray();
        disc.close();
        disc = null;
    }

    /** Presses the button: the tray opens, or, if it is locked, the hosts are told. */
    public synchronized void pressEject() throws IOException {
        settle();
        if (locked()) {
            attention(0x5A, 0x01);
            event(MediaEvent.EJECT_REQUESTED);
        } else {
            openTray();
        }
    }

    /** Switches the drive off and on: what it had buffered is lost. */
    public synchronized void powerCycle() throws IOException {
        loseBuffered();
        reset();
    }

    /** Puts what is buffered on the medium, saves it and switches the drive off. */
    @Override
    public synchronized void close() throws IOException {
        settle();
        finish();
        if (disc != null) {
            cache.flush(disc);
            disc.save();
            disc.close();
            disc = null;
        }
    }

    /** Drops everything as it is, as if the process had been killed; for tests of what happens then. */
    public synchronized void abandon() throws IOException {
        cache.lose();
        operation = null;
        if (disc != null) {
            disc.close();
            disc = null;
        }
    }

    /** True if nothing was ever written to the disc that lies in the tray, open or closed. */
    synchronized boolean holdsBlank() {
        return disc != null && disc.blank();
    }

    /** True if the tray is closed and holds a disc. */
    public synchronized boolean loaded() {
        return disc != null && !trayOpen;
    }

    /** True if a host has locked the tray. */
    public synchronized boolean trayLocked() {
        return locked();
    }

    /** True if the tray is open. */
    public synchronized boolean trayOpen() {
        return trayOpen;
    }

    // ---- tray and readiness

    boolean locked() {
        return initiators().stream().anyMatch(Nexus::prevents) || quirks().on(Quirk.EJECT_LOCKED);
    }

    /** The disc in the closed tray; there is one once a command has been admitted. */
    EmulatedDisc disc() {
        return Objects.requireNonNull(disc, "the tray is empty");
    }

    boolean ready() {
        return ready;
    }

    void openTray() throws IOException {
        if (trayOpen) {
            return;
        }
        finish();
        if (disc != null) {
            cache.flush(disc);
            disc.save();
            event(MediaEvent.REMOVED);
        }
        pause(timing.nanos(timing.tray().eject()));
        ready = false;
        moveTray(true);
    }

    void closeTray() throws IOException {
        if (trayOpen) {
            moveTray(false);
            getReadyIn(timing.tray().load().plus(timing.tray().spinUp()));
        }
    }

    private void moveTray(boolean open) throws IOException {
        trayOpen = open;
        operator.trayMoved(open);
    }

    private void getReadyIn(Duration time) throws IOException {
        ready = false;
        announced = false;
        readyAt = clock().nanos() + timing.nanos(time);
        settings.mediumChanged();
        settleReadiness();
    }

    private void settleReadiness() {
        if (disc == null || trayOpen || ready || clock().nanos() < readyAt) {
            return;
        }
        ready = true;
        if (!announced) {
            announced = true;
            attention(0x28, 0x00);
            event(MediaEvent.NEW_MEDIUM);
        }
    }

    private void event(MediaEvent event) {
        if (!quirks().on(Quirk.SWALLOW_ATTENTION)) {
            initiators().forEach(i -> i.event(event));
        }
    }

    @Override
    void powerUp() {
        settings.reset();
        losses.forget();
        operation = null;
        ready = false;
        readyAt = clock().nanos() + timing.nanos(timing.tray().spinUp());
        stuckUntil = clock().nanos();
        settleReadiness();
    }

    // ---- the processing order, steps 6 to 10

    @Override
    void settle() throws IOException {
        settleReadiness();
        cache.drainByTime(disc);
        if (operation != null && clock().nanos() >= operation.end()) {
            finish();
        }
    }

    /** Brings what goes on to its end: it is done to the disc that is still there. */
    private void finish() throws IOException {
        if (operation != null) {
            LongOperation last = operation;
            operation = null;
            last.completion().run();
        }
    }

    @Override
    void lookedAt() throws IOException {
        operator.lookedAt();
    }

    @Override
    boolean knows(Opcode opcode) {
        return commands.has(opcode);
    }

    @Override
    void admit(UnitRequest request) throws CheckCondition {
        Opcode opcode = request.opcode();
        boolean needsMedium = !CdbRules.withoutMedium(opcode);
        if (needsMedium && !loaded()) {
            throw new CheckCondition(SenseKey.NOT_READY, 0x3A, trayOpen ? 0x02 : 0x01);
        }
        if (needsMedium && !ready) {
            throw new CheckCondition(SenseKey.NOT_READY, 0x04, 0x01);
        }
        if (operation != null && !CdbRules.duringOperation(opcode)) {
            boolean early = quirks().on(Quirk.EARLY_GOOD) && opcode == Opcode.TEST_UNIT_READY
                    && operation.end() - clock().nanos() <= EARLY;
            if (!early) {
                SenseData busy = operationSense();
                boolean hidden = quirks().on(Quirk.PROGRESS_VIA_SENSE);
                throw new CheckCondition(hidden ? SenseData.of(SenseKey.NOT_READY, busy.asc(), busy.ascq()) : busy);
            }
        }
        if (needsMedium && clock().nanos() < stuckUntil) {
            throw CheckCondition.longWrite();
        }
        if (CdbRules.reportsDeferred(opcode)) {
            losses.report();
        }
    }

    @Override
    UnitReply run(UnitRequest request) throws CheckCondition, BrokenTransfer, IOException {
        UnitReply reply = commands.run(request);
        return CdbRules.reportsDeferred(request.opcode()) ? losses.withRecovered(reply) : reply;
    }

    // ---- operations

    Timing timing() {
        return timing;
    }

    DriveSettings settings() {
        return settings;
    }

    Losses losses() {
        return losses;
    }

    /** What TEST UNIT READY and REQUEST SENSE say of the operation going on; none if there is none. */
    SenseData operationSense() {
        return operation == null ? SenseData.NONE
                : operation.sense(clock().nanos(), quirks().is(Quirk.LONG_WRITE, "08"));
    }

    boolean operating() {
        return operation != null;
    }

    /** Begins something that takes its time, and with IMMED off waits for its end. */
    void operate(LongOperation.Kind kind, long nanos, Immed immed, LongOperation.Completion completion)
            throws IOException {
        if (immed == Immed.OFF) {
            pause(nanos);
            completion.run();
        } else if (nanos <= 0) {
            completion.run();
        } else {
            long now = clock().nanos();
            operation = new LongOperation(kind, now, now + nanos, completion);
        }
    }

    // ---- the write buffer

    DriveCache cache() {
        return cache;
    }

    /** Writing goes on after a pause, such as crossing into the next layer. */
    @Override
    void holdUp(long nanos) {
        stuckUntil = Math.max(stuckUntil, clock().nanos() + nanos);
    }

    // ---- faults

    @Override
    FaultRule.Facts facts(byte[] cdb, long nanosSinceStart) {
        Transfer transfer = Transfer.of(cdb);
        int track = transfer.lba() >= 0 && disc != null ? disc.tracks().containing(transfer.lba()) : transfer.track();
        return new FaultRule.Facts(cdb, transfer.lba(), transfer.blocks(), track, counters().written(),
                nanosSinceStart);
    }

    @Override
    void defer(SenseData sense) {
        losses.failed(sense.asDeferred());
    }

    @Override
    void spoil(Defect defect) throws IOException {
        if (disc != null) {
            disc.addDefect(defect);
            disc.log("defect " + defect.kind().label() + " " + defect.first() + ".." + defect.last());
        }
    }

    @Override
    void wear(long spareFree) throws IOException {
        if (disc != null) {
            disc.setSpareFree(spareFree);
        }
    }

    @Override
    void swap(FaultAction.Swap swap) throws IOException {
        EmulatedDisc other = shelf.take(swap.disc());
        finish();
        if (disc != null) {
            cache.flush(disc);
            disc.save();
            disc.close();
        }
        disc = other;
        getReadyIn(Duration.ZERO);
        if (swap.silent()) {
            initiators().forEach(Nexus::forgetMediumChange);
        }
    }

    @Override
    void losePower(UnitRequest request, FaultAction.PowerLoss how) throws IOException {
        if (disc == null) {
            return;
        }
        if (CdbRules.writes(request.opcode())) {
            cache.hold(true);
            try {
                commands.run(request);
            } catch (CheckCondition | BrokenTransfer e) {
                disc.log("power failed during a write that failed with " + e.getMessage());
            } finally {
                cache.hold(false);
            }
        }
        cache.buffer().drain(disc, how.keepClusters() * disc.family().clusterBlocks());
        loseBuffered();
        if (how.damage().damaged()) {
            disc.tracks().damageOpen(how.damage());
        }
        disc.log("power lost");
        disc.save();
    }

    private void loseBuffered() {
        operation = null;
        cache.lose();
        if (disc != null) {
            disc.tracks().tracks().forEach(EmulatedTrack::loseBuffered);
        }
    }
}
