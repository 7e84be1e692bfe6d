package org.arenavault.scsi.emulator;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/** A process of its own that burns on an emulated recorder until somebody kills it; see {@link KillTest}. */
public final class KilledProcess {

    private KilledProcess() {
    }

    /**
     * Burns, and says on standard output how far the host's writes were acknowledged: a line {@code lba} each, and
     * {@code closed n} for each track.
     */
    public static void main(String[] args) throws IOException {
        PrintStream out = System.out;
        try (EmulatedRecorder recorder = EmulatedRecorder.open(Path.of(args[0]), new InstantClock())) {
            Host host = new Host(recorder.connect());
            host.hearAttentions();
            long lba = host.nwa();
            int track = host.disc().lastTrackOfLastSession();
            while (true) {
                for (int i = 0; i < 40; i++) {
                    host.write(lba, 32);
                    lba += 32;
                    out.println(lba);
                }
                host.sync();
                host.close(track);
                out.println("closed " + track);
                track++;
            }
        }
    }
}
