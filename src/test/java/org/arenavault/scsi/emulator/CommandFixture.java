package org.arenavault.scsi.emulator;

import java.io.IOException;
import java.nio.file.Path;
import org.arenavault.scsi.Cdb;
import org.arenavault.scsi.ModeParameters;
import org.arenavault.scsi.PageControl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A recorder with a blank BD-R, and a host that talks to it. */
abstract class CommandFixture {

    @TempDir
    Path temp;

    Rig rig;
    Host host;

    @BeforeEach
    void insertABdR() throws IOException {
        rig = Rig.of(temp, MediumFamily.BD_R, 4096);
        host = rig.host();
    }

    @AfterEach
    void switchOff() throws IOException {
        rig.close();
    }

    ModeParameters sense(PageControl control, int page) throws IOException {
        return ModeParameters.decode(host.in(Cdb.modeSense10(control, page, 1024), 1024));
    }
}
