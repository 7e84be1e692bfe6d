package org.arenavault.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.arenavault.io.UsageException;
import org.arenavault.io.World;
import org.arenavault.venti.format.VentiConf;
import org.arenavault.venti.index.IndexLookup;
import org.arenavault.venti.net.ClientOptions;
import org.arenavault.venti.net.Dial;
import org.arenavault.venti.net.VentiClient;
import picocli.CommandLine.Option;

/** Where blocks are read from: one of the options says it. */
final class BlockOptions {

    /** The default server of the stock tools. */
    private static final String VENTI = "venti";
    private static final int THREADS_TO_A_SERVER = 16;

    @Option(names = "--host", paramLabel = "HOST", defaultValue = "",
            description = "A running venti: host, host:port or tcp!host!port. Default: $$venti, where it is set.")
    private String host;

    @Option(names = "--conf", paramLabel = "VENTI.CONF",
            description = "The partitions and the index of a venti that need not run.")
    private Path conf;

    /** Options of a command. */
    BlockOptions() {
        this("", null);
    }

    /** The same without a command line. */
    BlockOptions(String host, Path conf) {
        this.host = host;
        this.conf = conf;
    }

    /** Opens what the options name. */
    OpenBlocks open(World world) throws IOException {
        if (!host.isEmpty() && conf != null) {
            throw new UsageException("--host and --conf: blocks are read from one place");
        }
        if (conf != null) {
            IndexLookup lookup = IndexLookup.open(VentiConf.read(conf, world.disks()), world.disks());
            return new OpenBlocks(lookup, Runtime.getRuntime().availableProcessors(), lookup.notes(), lookup);
        }
        String server = host.isEmpty() ? System.getenv().getOrDefault(VENTI, "") : host;
        if (server.isEmpty()) {
            throw new UsageException("no place to read blocks from: say --host or --conf");
        }
        VentiClient client = VentiClient.connect(Dial.parse(server), ClientOptions.DEFAULT, world.clock());
        return new OpenBlocks(client, THREADS_TO_A_SERVER, List.of(), client);
    }
}
