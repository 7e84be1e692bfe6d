package org.arenavault.optical;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.arenavault.drivers.Descriptions;
import org.arenavault.drivers.DriveQuirk;
import org.arenavault.drivers.DriveQuirks;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.OperatorNeededException.Need;
import org.arenavault.io.RefusedException;
import org.arenavault.io.World;
import org.arenavault.scsi.Cdb;
import org.arenavault.scsi.Cdb.FeatureRequest;
import org.arenavault.scsi.Cdb.Immed;
import org.arenavault.scsi.Cdb.Motion;
import org.arenavault.scsi.CloseFunction;
import org.arenavault.scsi.Command;
import org.arenavault.scsi.Configuration;
import org.arenavault.scsi.Feature;
import org.arenavault.scsi.Inquiry;
import org.arenavault.scsi.Opcode;
import org.arenavault.scsi.Transport;
import org.arenavault.scsi.VitalProductData;
import org.arenavault.scsi.WriteSpeeds;

/**
 * One optical drive. It is used by one thread at a time; only {@link DiscReader} and {@link TrackRecorder} are held
 * beyond a call, and of them one at a time.
 */
public final class OpticalDrive implements Closeable {

    private static final int INQUIRY_LENGTH = 36;
    private static final int SERIAL_LENGTH = 255;
    private static final int FEATURE_LENGTH = 4 + 64;
    private static final int SAFE_TRANSFER = 64 * 1024;

    private final Transport transport;
    private final DriveIdentity identity;
    private final DriveQuirks quirks;
    private final DriveOptions options;
    private final World world;
    private final CommandRunner runner;
    private final DriveLock lock;
    private final Closeable hold;

    /** What is to happen to a disc whose index may be spoilt by finalising it. */
    public enum IndexRisk { REFUSED, ACCEPTED }

    private OpticalDrive(Transport transport, DriveIdentity identity, DriveQuirks quirks, DriveOptions options,
                         World world, CommandRunner runner) {
        this.transport = transport;
        this.identity = identity;
        this.quirks = quirks;
        this.options = options;
        this.world = world;
        this.runner = runner;
        this.lock = new DriveLock(runner, identity.name());
        this.hold = world.stop().hold(identity.name());
    }

    /**
     * Gets to know the drive behind a transport. Its disc, if there is one, is not looked at.
     *
     * @param descriptions where its peculiarities are described
     * @param world its clock is waited by; its terminal is told warnings, each once
     * @throws RefusedException if it is no optical drive, or has firmware that must not be used
     * @throws OperatorNeededException if it does not answer
     */
    public static OpticalDrive open(Transport transport, DriveOptions options, Descriptions descriptions, World world)
            throws IOException {
        DriveObservations observations = new DriveObservations(world.terminal()::print);
        CommandRunner first = new CommandRunner(transport, world.clock(), world.stop(), observations, false);
        DriveQueries queries = new DriveQueries(first, transport.identity());
        Inquiry inquiry = queries.require(Cdb.inquiry(INQUIRY_LENGTH), INQUIRY_LENGTH, Inquiry::decode);
        if (inquiry.qualifier() != 0 || inquiry.deviceType() != Inquiry.MMC) {
            throw new RefusedException("%s: %s %s is no optical drive (device type %d)".formatted(
                    transport.identity(), inquiry.vendor(), inquiry.product(), inquiry.deviceType()));
        }
        DriveQuirks quirks = DriveQuirks.of(descriptions, inquiry.vendor(), inquiry.product(), inquiry.revision());
        if (quirks.has(DriveQuirk.FIRMWARE_UNUSABLE)) {
            throw new RefusedException("%s: %s %s has firmware %s, which is not to be used (%s)".formatted(
                    transport.identity(), inquiry.vendor(), inquiry.product(), inquiry.revision(),
                    quirks.source(DriveQuirk.FIRMWARE_UNUSABLE)));
        }
        DriveIdentity identity = new DriveIdentity(inquiry.vendor(), inquiry.product(), inquiry.revision(),
                serial(queries));
        CommandRunner runner = new CommandRunner(transport, world.clock(), world.stop(), observations,
                quirks.has(DriveQuirk.FALLS_ASLEEP));
        return new OpticalDrive(transport, identity, quirks, options, world, runner);
    }

    private static String serial(DriveQueries queries) throws IOException {
        String serial = queries.ask(Cdb.getConfiguration(FeatureRequest.ONE, Feature.DRIVE_SERIAL_NUMBER.code(),
                        Configuration.HEADER_SIZE + FEATURE_LENGTH), Configuration.HEADER_SIZE + FEATURE_LENGTH,
                bytes -> Configuration.decode(bytes).descriptor(Feature.DRIVE_SERIAL_NUMBER).text()).orElse("");
        return !serial.isEmpty() ? serial : queries.ask(
                Cdb.inquiryVpd(VitalProductData.SERIAL, SERIAL_LENGTH), SERIAL_LENGTH,
                VitalProductData::decodeSerial).orElse("");
    }

    /** What the drive says it is. */
    public DriveIdentity identity() {
        return identity;
    }

    /** All that it can be told from other drives by. */
    public DriveIdentifiers identifiers() throws IOException {
        return DriveIdentifiers.ask(new DriveQueries(runner, name()), identity);
    }

    /** The drive for messages and records: maker, model, serial number. */
    public String name() {
        return identity.name();
    }

    /** What is known to be peculiar about it. */
    public DriveQuirks quirks() {
        return quirks;
    }

    /** How it is used. */
    public DriveOptions options() {
        return options;
    }

    /** Bytes of a command at the most. */
    public int maxTransfer() {
        return quirks.has(DriveQuirk.TRANSFERS_64K) ? SAFE_TRANSFER : transport.maxTransfer();
    }

    /**
     * Waits until the drive is ready.
     *
     * @throws OperatorNeededException if there is no medium, or it does not become ready
     */
    public void awaitReady() throws IOException {
        new Readiness(runner, quirks, name()).await();
    }

    /**
     * Looks at the disc afresh.
     *
     * @throws OperatorNeededException if there is no medium, or the drive is busy or gone
     */
    public DiscState inspect() throws IOException {
        return new DiscInspector(runner, quirks, name()).inspect(DiscInspector.Depth.CONTENTS);
    }

    /** What the drive says of the disc, without reading any of it: possible while a track is recorded. */
    DiscState look(CommandRunner with) throws IOException {
        return new DiscInspector(with, quirks, name()).inspect(DiscInspector.Depth.LAYOUT);
    }

    /** What profiles and features the drive has, with the disc that is in it. */
    public Configuration configuration() throws IOException {
        return new DriveQueries(runner, name()).configuration();
    }

    /** The speeds it offers for recording its disc, fastest first; empty where it does not say. */
    public List<WriteSpeeds.Speed> writeSpeeds() throws IOException {
        return speedControl(runner).offered();
    }

    /** The speed in force for recording, in kB/s; 0 where the drive does not say. */
    public long writeSpeed() throws IOException {
        return speedControl(runner).current();
    }

    /** Formats its disc. */
    public DiscFormatting formatting() {
        return new DiscFormatting(this, quirks);
    }

    Irrevocable irrevocable() {
        return new Irrevocable(quirks, new DiscFormatter(runner, finisher(), name()), name());
    }

    void requireUnchanged(DiscState before, DiscState now) throws IOException {
        if (!now.isUnchangedFrom(before)) {
            throw new RefusedException("%s: another disc is in the drive, or this one has changed; nothing was done"
                    .formatted(name()));
        }
    }

    /**
     * Begins a track at the disc's append point. Nothing is written before the first bytes are given.
     *
     * @param disc as it was found by {@link #inspect}
     * @param blocks its length, whole clusters
     * @throws RefusedException if that is no longer the disc in the drive, or the track cannot be recorded on it
     */
    public TrackRecorder record(DiscState disc, long blocks) throws IOException {
        return new TrackStart(this).next(disc, blocks);
    }

    /**
     * Continues the disc's open track behind what it holds.
     *
     * @param disc as it was found by {@link #inspect}
     * @param blocks length of the whole track
     * @throws RefusedException if that is no longer the disc in the drive, or the track cannot be continued
     */
    public TrackRecorder resume(DiscState disc, DiscTrack open, long blocks) throws IOException {
        return new TrackStart(this).behind(disc, open, blocks);
    }

    RecordingMethod methodFor(DiscState disc) throws RefusedException {
        Optional<RecordingMethod> method = RecordingMethod.of(disc.profile());
        if (method.isEmpty() || (disc.use() != DiscState.Use.BLANK && disc.use() != DiscState.Use.APPENDABLE)) {
            throw new RefusedException("%s: nothing can be recorded on this disc: %s".formatted(name(), disc.reason()));
        }
        return method.get();
    }

    /**
     * Closes an interrupted track that is not to be continued.
     *
     * @param disc as it was found by {@link #inspect}
     */
    public DiscState giveUp(DiscState disc, DiscTrack track) throws IOException {
        RecordingMethod method = methodFor(disc);
        if (!disc.tracks().contains(track) || track.condition() == DiscTrack.Condition.CLOSED) {
            throw new RefusedException("%s: track %d is not interrupted".formatted(name(), track.number()));
        }
        CommandRunner calm = runner.unstoppable();
        lock.hold();
        try {
            requireUnchanged(disc, new DiscInspector(calm, quirks, name()).inspect(DiscInspector.Depth.CONTENTS));
            method.prepare(new TrackSetup(calm, options, name()));
            emptyBuffer();
            closer(method, () -> requireSame(disc, look(calm))).closeInterrupted(track);
            return new DiscInspector(calm, quirks, name()).inspect(DiscInspector.Depth.CONTENTS);
        } finally {
            lock.release();
        }
    }

    /** What could not be written is no longer wanted: that it was not, does not keep its track from being closed. */
    private void emptyBuffer() throws IOException {
        try {
            finisher().synchronize();
        } catch (MediumFaultException e) {
            runner.observations().warn(e.getMessage());
        }
    }

    private void requireSame(DiscState before, DiscState now) throws IOException {
        if (!now.canBe(before)) {
            throw new RefusedException("%s: another disc is in the drive; nothing was closed on it".formatted(name()));
        }
    }

    /**
     * Closes the last session; only a disc that is to be read by plain readers needs that. It stays appendable.
     *
     * @throws RefusedException if nothing is written in it, or the drive does not do it
     */
    public DiscState closeSession() throws IOException {
        DiscState disc = inspect();
        irrevocable().closingSession(disc);
        RecordingMethod method = methodFor(disc);
        lock.hold();
        try {
            method.prepare(new TrackSetup(runner, options, name()));
            closer(method, () -> requireSame(disc, look(runner.unstoppable()))).closeSession();
            return inspect();
        } finally {
            lock.release();
        }
    }

    /**
     * Whether the disc can be finalised. Nothing is changed: this comes before the question.
     *
     * @param disc as it was found by {@link #inspect}
     * @throws RefusedException if it cannot
     */
    public void requireFinalisable(DiscState disc, IndexRisk risk) throws RefusedException {
        irrevocable().finalising(disc, risk);
    }

    /**
     * Makes the disc read-only for ever. Nothing in a backup needs that, and some drives lose the index of tracks by
     * it: their contents can then be found by their addresses only (4.1).
     *
     * @param disc as it was found by {@link #inspect}
     * @throws RefusedException if the risk is known of this drive and not accepted, or the disc cannot be finalised, or
     *     another one is in the drive by now
     */
    public DiscState finalise(DiscState disc, IndexRisk risk) throws IOException {
        CloseFunction function = irrevocable().finalising(disc, risk);
        RecordingMethod method = methodFor(disc);
        lock.hold();
        try {
            requireUnchanged(disc, inspect());
            closer(method, () -> requireSame(disc, look(runner.unstoppable()))).finalise(function);
            return inspect();
        } finally {
            lock.release();
        }
    }

    /**
     * Begins to read a disc.
     *
     * @param disc as it was found by {@link #inspect}
     * @param firstRead how the drive is kept from answering out of its memory
     * @param start where what is to be read begins
     */
    public DiscReader read(DiscState disc, DriveOptions.FirstRead firstRead, long start) throws IOException {
        if (firstRead == DriveOptions.FirstRead.RELOADED) {
            reload(disc);
        }
        DiscReader reader = reader(disc, firstRead, DiscReader.Insistence.RESCUES);
        try {
            if (firstRead == DriveOptions.FirstRead.ELSEWHERE) {
                reader.forget(start, DiscReader.CLUSTER);
            }
            return reader;
        } catch (IOException | RuntimeException | Error e) {
            reader.close();
            throw e;
        }
    }

    /** Reads a disc of which a cluster that cannot be read at once is not wanted at any price. */
    public DiscReader skim(DiscState disc) throws IOException {
        return reader(disc, DriveOptions.FirstRead.PLAIN, DiscReader.Insistence.GIVES_UP);
    }

    private DiscReader reader(DiscState disc, DriveOptions.FirstRead firstRead, DiscReader.Insistence insistence)
            throws IOException {
        lock.hold();
        return new DiscReader(this, disc, firstRead, disc.use() == DiscState.Use.OVERWRITABLE
                ? DiscReader.Unrecorded.READS_AS_ZEROS : DiscReader.Unrecorded.IS_A_FAULT, insistence);
    }

    /** Puts the disc out and in again, so that nothing of it is left in the drive's memory. */
    private void reload(DiscState disc) throws IOException {
        eject();
        load();
        if (!inspect().canBe(disc)) {
            throw new OperatorNeededException(Need.WRONG_MEDIUM,
                    "%s: another disc was loaded than had been put out; insert that one again".formatted(name()));
        }
    }

    /** Puts the disc out. */
    public void eject() throws IOException {
        lock.open();
        move(Motion.EJECT, "putting the disc out");
    }

    /**
     * Draws the tray in and waits until the drive is ready.
     *
     * @throws OperatorNeededException if there is no disc on it, or the drive cannot do it by itself
     */
    public void load() throws IOException {
        move(Motion.LOAD, "loading");
        new Readiness(runner, quirks, name()).awaitLoaded();
    }

    /** Draws the tray in, whatever lies on it. */
    public void closeTray() throws IOException {
        move(Motion.LOAD, "drawing the tray in");
    }

    /** Where the tray is. */
    public TrayPosition trayPosition() throws IOException {
        return TrayPosition.of(runner, new DriveQueries(runner, name()));
    }

    private void move(Motion motion, String doing) throws IOException {
        Command command = Command.plain(Cdb.startStopUnit(motion, Immed.OFF), Opcode.START_STOP_UNIT.timeout());
        DriveReply reply = new DriveQueries(runner.unstoppable(), name()).insist(command);
        if (!reply.done() && reply.meaning() != ReplyMeaning.NO_MEDIUM) {
            throw CommandFailures.of(name(), doing, reply);
        }
    }

    CommandRunner runner() {
        return runner;
    }

    DriveLock lock() {
        return lock;
    }

    LongOperations finisher() {
        return new LongOperations(runner, quirks, world.progress(), name());
    }

    TrackCloser closer(RecordingMethod method, SameDisc sameDisc) {
        return new TrackCloser(finisher(), runner, method, sameDisc, name());
    }

    SpeedControl speedControl(CommandRunner with) {
        return new SpeedControl(with, quirks, name());
    }

    /** Opens the lock and closes the transport. */
    @Override
    public void close() throws IOException {
        try (hold) {
            if (lock.isShut()) {
                lock.open();
            }
        } finally {
            transport.close();
        }
    }
}
