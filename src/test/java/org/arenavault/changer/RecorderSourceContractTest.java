package org.arenavault.changer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import org.arenavault.drivers.Descriptions;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.Terminal;
import org.arenavault.io.World;
import org.arenavault.media.Medium;
import org.arenavault.media.OpticalMedium;
import org.arenavault.optical.OpticalDrive;
import org.arenavault.scsi.emulator.EmulatedRecorder;
import org.arenavault.scsi.emulator.InstantClock;
import org.arenavault.scsi.emulator.MediumFamily;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract of sources whose discs lie in an emulated recorder. */
abstract class RecorderSourceContractTest extends DiscSourceContractTest {

    @TempDir
    private Path folder;

    private EmulatedRecorder recorder;

    /** The recorder, with so many discs. */
    EmulatedRecorder recorder(int discs) throws IOException {
        EmulatedRecorder.create(folder.resolve("rec"), MediumFamily.BD_R, discs, 1 << 20,
                EmulatedRecorder.Changing.MANUAL, UUID.randomUUID());
        recorder = EmulatedRecorder.open(folder.resolve("rec"), new InstantClock());
        return recorder;
    }

    World world() {
        return World.unattended(terminal()).with(new InstantClock());
    }

    Terminal terminal() {
        return new SilentTerminal();
    }

    Descriptions descriptions() {
        return new Descriptions(folder.resolve("none"));
    }

    OpticalDrive drive() throws IOException {
        return OpticalDrive.open(recorder.connect(), DriveUse.DEFAULT.options(), descriptions(), world());
    }

    Medium medium() throws IOException {
        return OpticalMedium.open(drive(), DriveUse.DEFAULT.spares());
    }

    @Override
    protected String name(Medium medium) throws IOException {
        return recorder.discs().stream().filter(EmulatedRecorder.Disc::inTray).findFirst().orElseThrow().name();
    }

    @AfterEach
    void switchOff() throws IOException {
        recorder.close();
    }
}
