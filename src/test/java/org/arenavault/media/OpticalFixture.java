package org.arenavault.media;

import java.io.IOException;
import java.nio.file.Path;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.optical.OpticalBench;
import org.arenavault.optical.Spares;
import org.arenavault.scsi.emulator.MediumFamily;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** An emulated drive with a disc, and what is recorded on it. */
abstract class OpticalFixture {

    static final int UNIT = 65536;
    static final int SIZE = 5 * UNIT + 777;

    @TempDir(factory = MemoryTempDir.class)
    Path folder;

    OpticalBench bench;

    Medium with(MediumFamily family) throws IOException {
        return with(family, Spares.NONE);
    }

    Medium with(MediumFamily family, Spares spares) throws IOException {
        bench = OpticalBench.with(folder.resolve("emu"), family, 32_768);
        Medium medium = reopen(spares);
        medium.begin(Burns.DISC);
        return medium;
    }

    Medium reopen() throws IOException {
        return reopen(Spares.NONE);
    }

    Medium reopen(Spares spares) throws IOException {
        return OpticalMedium.open(bench.open(), spares);
    }

    @AfterEach
    void switchOff() throws IOException {
        if (bench != null) {
            bench.close();
        }
    }
}
