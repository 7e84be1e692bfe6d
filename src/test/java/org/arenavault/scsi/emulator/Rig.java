package org.arenavault.scsi.emulator;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.arenavault.io.Clock;
import org.arenavault.io.UsageException;

/** A drive with a disc in it, for tests. */
final class Rig implements AutoCloseable {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Path folder;
    private final EmulatedDrive drive;
    private final Host host;

    private Rig(Path folder, EmulatedDrive drive, Host host) {
        this.folder = folder;
        this.drive = drive;
        this.host = host;
    }

    /** A blank disc of so many blocks, an instant drive. */
    static Rig of(Path temp, MediumFamily family, long blocks) throws IOException {
        return of(temp, family, blocks, new VirtualClock(), Timing.INSTANT);
    }

    static Rig of(Path temp, MediumFamily family, long blocks, Clock clock, Timing timing) throws IOException {
        Path folder = temp.resolve(COUNT.incrementAndGet() + ".disc");
        EmulatedDisc.create(folder, family, blocks);
        return open(folder, clock, timing);
    }

    /** The disc in this folder in another drive. */
    static Rig open(Path folder) throws IOException {
        return open(folder, new VirtualClock(), Timing.INSTANT);
    }

    static Rig open(Path folder, Clock clock, Timing timing) throws IOException {
        EmulatedDrive drive = new EmulatedDrive(UnitIdentity.recorder("T" + COUNT.incrementAndGet()), clock, timing);
        drive.insert(EmulatedDisc.open(folder));
        return new Rig(folder, drive, Host.ready(drive));
    }

    Path folder() {
        return folder;
    }

    EmulatedDrive drive() {
        return drive;
    }

    Host host() {
        return host;
    }

    /** Adds lines of a fault plan. */
    void faults(String plan) throws UsageException {
        drive.inject(FaultPlan.parse("test", plan));
    }

    void quirk(Quirk quirk) {
        drive.quirks().set(quirk);
    }

    void quirk(Quirk quirk, String value) {
        drive.quirks().set(quirk, value);
    }

    @Override
    public void close() throws IOException {
        drive.close();
    }
}
