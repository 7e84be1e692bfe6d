package org.arenavault.changer;

import java.io.IOException;
import org.arenavault.scsi.emulator.EmulatedRecorder;

/** An emulated recorder that changes its discs by itself keeps the contract. */
class EmulatedSourceTest extends RecorderSourceContractTest {

    @Override
    protected DiscSource open(int discs) throws IOException {
        EmulatedRecorder recorder = recorder(discs);
        return new EmulatedSource("emu:rec", recorder, this::medium, terminal());
    }
}
