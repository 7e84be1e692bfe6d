package org.arenavault.cli.fossil;

import java.io.IOException;
import java.time.Duration;
import org.arenavault.fossil.ConsoleAddress;
import org.arenavault.fossil.FossilConsole;
import org.arenavault.io.World;

/** Consoles of fossils, as commands name them. */
final class FossilConsoles {

    private FossilConsoles() {
    }

    /** Opens the one at an address; see {@link ConsoleAddress#open}. */
    static FossilConsole open(String address, Duration patience, World world) throws IOException {
        return FossilConsole.open(ConsoleAddress.open(address, world.clock(), world.stop()), patience, world.stop());
    }
}
