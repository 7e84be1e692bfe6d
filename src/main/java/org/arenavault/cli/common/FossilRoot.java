package org.arenavault.cli.common;

import java.io.IOException;
import java.nio.file.Path;
import org.arenavault.fossil.FossilPartition;
import org.arenavault.fossil.SuperBlock;
import org.arenavault.io.RefusedException;
import org.arenavault.io.World;
import org.arenavault.venti.format.Score;

/** The root of what a fossil archived last, by its partition. */
public final class FossilRoot {

    private FossilRoot() {
    }

    /**
     * Reads it; says so if a newer one is on its way.
     *
     * @throws org.arenavault.io.CorruptException if no fossil is there
     * @throws RefusedException if it archived nothing
     */
    public static Score read(Path path, World world) throws IOException {
        try (FossilPartition partition = FossilPartition.open(path, world.disks())) {
            SuperBlock block = partition.readSuper();
            if (!block.hasLast()) {
                throw new RefusedException(path + ": nothing was ever archived from this fossil, or since its reset");
            }
            if (block.inFlight()) {
                world.terminal().print(path + ": a snapshot is being archived; its score is not here yet");
            }
            return block.last();
        }
    }
}
