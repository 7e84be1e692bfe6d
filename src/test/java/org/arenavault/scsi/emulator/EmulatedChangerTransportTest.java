package org.arenavault.scsi.emulator;

import java.io.IOException;
import java.util.List;
import org.arenavault.scsi.Inquiry;
import org.arenavault.scsi.Transport;
import org.arenavault.scsi.TransportContractTest;

/** The emulated changer keeps the contract of a transport. */
class EmulatedChangerTransportTest extends TransportContractTest {

    @Override
    protected Transport open() throws IOException {
        return new EmulatedChanger(UnitIdentity.changer("C1"), new InstantClock(), List.of(), 4, 1).connect();
    }

    @Override
    protected int deviceType() {
        return Inquiry.CHANGER;
    }
}
