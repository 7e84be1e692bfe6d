package org.arenavault.cli.devicecopy;

import java.io.IOException;
import java.time.Duration;
import org.arenavault.copy.CopyFolder;
import org.arenavault.copy.CopyRecord;
import org.arenavault.copy.CopyResumption;
import org.arenavault.io.World;

/** Asks a worker to stop, and waits until it has. */
final class CopyStops {

    private static final Duration LOOK = Duration.ofMillis(50);

    private CopyStops() {
    }

    static CopyRecord stop(CopyFolder copy, CopyFolder.Request request, World world) throws IOException {
        copy.request(request);
        while (copy.hasWorker()) {
            world.stop().check();
            world.clock().sleep(LOOK);
        }
        return CopyResumption.settle(copy, request, world.clock());
    }
}
