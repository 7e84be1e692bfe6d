package org.arenavault.cli;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.DriveOptionsMixin;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.Job;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.io.Dial;
import org.arenavault.io.UsageException;
import org.arenavault.io.VaultException;
import org.arenavault.io.World;
import org.arenavault.report.json.ServeReport;
import org.arenavault.restore.catalog.SetBlocks;
import org.arenavault.venti.format.VentiConf;
import org.arenavault.venti.index.IndexLookup;
import org.arenavault.venti.net.LiveServer;
import org.arenavault.venti.net.ServerOptions;
import org.arenavault.venti.net.StatusPages;
import org.arenavault.venti.net.StatusServer;
import org.arenavault.venti.net.VentiServer;
import org.arenavault.venti.store.ArenaStore;
import org.arenavault.venti.store.FilePages;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code serve}: a venti server. */
@Command(name = "serve", header = "Serve a venti's files to vac, unvac, vacfs, fossil and their like.",
        mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Reads the partitions and the index that VENTI.CONF names and changes nothing, unless "
            + "--writable lets clients store blocks. Nobody but this machine can connect unless --listen says "
            + "otherwise: the protocol knows no passwords, and whoever can connect can read every block whose score "
            + "he knows, and with --writable fill the store.", "",
            "Partitions and discs that cannot be read are named, and the rest is served; whoever asks for a block of "
            + "theirs gets an error, and the exit code is 1. With --writable all must be there.", "",
            "Runs until it is interrupted (Ctrl-C, SIGTERM); what was taken is then made durable and indexed."},
        footer = {"", "Examples:", "  arenavault serve /etc/venti.conf",
            "  arenavault serve /etc/venti.conf --listen 'tcp!192.168.0.5!17034' --http 127.0.0.1:8000",
            "  arenavault serve /etc/venti.conf --writable",
            "  arenavault serve --set home -d /dev/sr0"})
final class ServeCommand extends VaultCommand implements Job {

    private static final String LOOPBACK = "127.0.0.1";
    private static final String NO_PAGES = "none";
    private static final int HTTP_PORT = 80;
    private static final int MOST_CONNECTIONS = 1024;
    private static final Duration TICK = Duration.ofMillis(200);

    @Parameters(arity = "0..1", paramLabel = "VENTI.CONF", description = "The venti's configuration.")
    private @Nullable Path conf;

    @Option(names = "--set", paramLabel = "SET", defaultValue = "",
            description = "Serve the blocks on the discs of a set instead. Its catalogs tell which disc is needed; "
                    + "it is asked for.")
    private String set;

    @Option(names = {"-d", "--device"}, paramLabel = "DEVICE", defaultValue = "",
            description = "With --set: the drive that discs are shown to. Default: the set's recorder, else "
                    + "'device' of config.toml.")
    private String device;

    @Mixin
    private DriveOptionsMixin drive;

    @Option(names = "--listen", paramLabel = "ADDR", defaultValue = "",
            description = "Where to listen: tcp!host!port or host:port; host * is every address of this machine. "
                    + "Default: the port of the configuration, on loopback alone.")
    private String listen;

    @Option(names = "--http", paramLabel = "ADDR", defaultValue = "",
            description = "Where to show the pages /index and /storage; 'none' for nowhere. Default: the httpaddr "
                    + "port of the configuration, if it has one, on loopback alone.")
    private String http;

    @Option(names = "--writable", description = "Take blocks. No other server may use the files meanwhile.")
    private boolean writable;

    @Option(names = "--connections", paramLabel = "N", defaultValue = "64",
            description = "Clients at the same time. Default: ${DEFAULT-VALUE}.")
    private int connections;

    ServeCommand(CommandContext context) {
        super(context);
    }

    /** What is done now and then while the server runs. */
    @FunctionalInterface
    private interface Chore {
        void run() throws IOException;
    }

    @Override
    protected int run() throws IOException {
        if (connections < 1 || connections > MOST_CONNECTIONS) {
            throw new UsageException("--connections %d: 1 to %d is expected".formatted(connections, MOST_CONNECTIONS));
        }
        if ((conf == null) == set.isEmpty() || (writable && !set.isEmpty())) {
            throw new UsageException("say what is served: a VENTI.CONF, or --set SET, which cannot be written");
        }
        if (conf == null) {
            return serveSet();
        }
        VentiConf store = VentiConf.read(conf, world().disks());
        return writable ? write(store) : read(store);
    }

    private int read(VentiConf store) throws IOException {
        World world = world();
        try (IndexLookup blocks = IndexLookup.openReadable(store, world.disks());
                VentiServer server = VentiServer.readOnly(blocks, address(store), options(), world.clock())) {
            serve(store, server, new FilePages(store, world.disks()), blocks.notes(), () -> { });
            return ExitCode.of(blocks.isWhole());
        }
    }

    /** What was taken is written down before the program ends. */
    @SuppressWarnings("try")
    private int write(VentiConf store) throws IOException {
        World world = world();
        LiveServer.refuse(store);
        try (Closeable hold = world.stop().hold("the store of " + conf);
                ArenaStore blocks = ArenaStore.open(store, world);
                VentiServer server = VentiServer.writable(blocks, address(store), options(), world.clock())) {
            serve(store, server, blocks.pages(), blocks.notes(), blocks::flushIfOld);
            return ExitCode.DONE;
        }
    }

    private int serveSet() throws IOException {
        World world = world();
        Dial at = listen.isEmpty() ? new Dial(LOOPBACK, Dial.VENTI_PORT) : Dial.parse(listen);
        try (SetBlocks blocks = recorder(set(set), drive, device).blocks(device);
                VentiServer server = VentiServer.readOnly(blocks, at, options(), world.clock())) {
            announce("set " + set, server.address().toString(), "", blocks.faults());
            waitForStop(() -> { });
            return ExitCode.of(blocks.faults().isEmpty());
        }
    }

    private ServerOptions options() {
        return new ServerOptions(connections, ServerOptions.DEFAULT.messageTimeout(),
                ServerOptions.DEFAULT.restBeforeEviction());
    }

    private Dial address(VentiConf store) throws VaultException {
        return listen.isEmpty() ? new Dial(LOOPBACK, store.dial().port()) : Dial.parse(listen);
    }

    private Optional<Dial> pagesAddress(VentiConf store) throws VaultException {
        if (!http.isEmpty()) {
            return http.equals(NO_PAGES) ? Optional.empty() : Optional.of(Dial.parse(http, HTTP_PORT));
        }
        return store.pagesDial().map(pages -> new Dial(LOOPBACK, pages.port()));
    }

    private void serve(VentiConf store, VentiServer server, StatusPages pages, List<String> notes, Chore chore)
            throws IOException {
        Optional<Dial> at = pagesAddress(store);
        if (at.isEmpty()) {
            announce(store.source().toString(), server.address().toString(), "", notes);
            waitForStop(chore);
        } else {
            try (StatusServer status = new StatusServer(pages, at.get(), options(), world().clock())) {
                announce(store.source().toString(), server.address().toString(), "http://%s:%d/index"
                        .formatted(status.address().host(), status.address().port()), notes);
                waitForStop(chore);
            }
        }
    }

    private void announce(String what, String address, String page, List<String> notes) {
        if (globals().json()) {
            context().print(new ServeReport(what, address, page, writable, notes));
        } else {
            notes.forEach(note -> world().terminal().print("arenavault: " + note));
            out().printf("Serving %s at %s, %s%s.%n", what, address, writable ? "blocks are taken" : "read-only",
                    page.isEmpty() ? "" : "; " + page);
        }
        out().flush();
    }

    private void waitForStop(Chore chore) throws IOException {
        while (!world().stop().requested()) {
            world().clock().sleep(TICK);
            chore.run();
        }
    }
}
