package org.arenavault.scsi.emulator;

import java.io.IOException;
import java.nio.file.Path;
import org.arenavault.scsi.Transport;
import org.arenavault.scsi.TransportContractTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The emulated recorder keeps the contract of a transport. */
class EmulatedDriveTransportTest extends TransportContractTest {

    @TempDir
    private Path folder;

    private EmulatedDrive drive;

    @Override
    protected Transport open() throws IOException {
        EmulatedDisc.create(folder.resolve("one.disc"), MediumFamily.BD_R, 4096);
        drive = new EmulatedDrive(UnitIdentity.recorder("T1"), new InstantClock(), Timing.INSTANT);
        drive.insert(EmulatedDisc.open(folder.resolve("one.disc")));
        return drive.connect();
    }

    @AfterEach
    void switchOff() throws IOException {
        drive.close();
    }
}
