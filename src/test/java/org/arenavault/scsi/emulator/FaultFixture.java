package org.arenavault.scsi.emulator;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A recorder with a blank BD-R, and a host that talks to it. */
abstract class FaultFixture {

    @TempDir
    Path temp;

    final VirtualClock clock = new VirtualClock();
    Rig rig;
    Host host;

    @BeforeEach
    void insertABdR() throws IOException {
        rig = Rig.of(temp, MediumFamily.BD_R, 32_768, clock, Timing.INSTANT);
        host = rig.host();
    }

    @AfterEach
    void switchOff() throws IOException {
        rig.close();
    }
}
