package org.arenavault.cli;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.arenavault.scsi.TappedTransport;

/** A process that backs up until its drive is about to get a certain command, says so, and waits to be killed. */
final class StalledBackup {

    /** What it says then. */
    static final String STALLED = "stalled";

    private StalledBackup() {
    }

    /** Takes the folder of a {@link Site} and the number of the command. */
    public static void main(String[] args) {
        Site site = new Site(Path.of(args[0]));
        AtomicLong left = new AtomicLong(Long.parseLong(args[1]));
        site.tap(transport -> new TappedTransport(transport, command -> {
            if (left.decrementAndGet() == 0) {
                System.out.println(STALLED);
                System.out.flush();
                while (true) {
                    LockSupport.park();
                }
            }
        }));
        System.exit(site.run("backup", "home").code());
    }
}
