package org.arenavault.cli.history;

import java.io.IOException;
import java.nio.file.Path;
import org.arenavault.cli.common.BlockOptions;
import org.arenavault.cli.common.OpenBlocks;
import org.arenavault.io.World;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the blocks of a first history are, if they are not where those of the second are. */
final class FromOptions {

    @Option(names = "--from-host", paramLabel = "HOST", defaultValue = "",
            description = "The venti that the first history is read from. Default: the other one.")
    private String host;

    @Option(names = "--from-conf", paramLabel = "VENTI.CONF",
            description = "The partitions that the first history is read from.")
    private @Nullable Path conf;

    boolean isGiven() {
        return !host.isEmpty() || conf != null;
    }

    OpenBlocks open(World world) throws IOException {
        return new BlockOptions(host, conf).open(world);
    }
}
