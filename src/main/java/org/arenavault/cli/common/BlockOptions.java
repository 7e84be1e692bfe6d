package org.arenavault.cli.common;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.arenavault.io.Count;
import org.arenavault.io.Dial;
import org.arenavault.io.Environment;
import org.arenavault.io.ShellWord;
import org.arenavault.io.UsageException;
import org.arenavault.io.World;
import org.arenavault.restore.catalog.SetBlocks;
import org.arenavault.sets.BackupSet;
import org.arenavault.venti.format.VentiConf;
import org.arenavault.venti.index.IndexLookup;
import org.arenavault.venti.net.ClientOptions;
import org.arenavault.venti.net.VentiClient;
import org.arenavault.venti.vac.TreeWalk;
import org.arenavault.venti.vac.VacFile;
import org.arenavault.venti.vac.WalkOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where blocks are read from: one of the options says it. */
public final class BlockOptions {

    /** The default server of the stock tools. */
    private static final String VENTI = "venti";
    private static final int THREADS_TO_A_SERVER = 16;

    @Option(names = "--host", paramLabel = "HOST", defaultValue = "",
            description = "A running venti: host, host:port or tcp!host!port. Default: $$venti, where it is set.")
    private String host;

    @Option(names = "--conf", paramLabel = "VENTI.CONF",
            description = "The partitions and the index of a venti that need not run.")
    private @Nullable Path conf;

    @Option(names = "--set", paramLabel = "SET", defaultValue = "",
            description = "The discs of a set. Its catalogs tell which are needed; missing ones are made first.")
    private String set;

    @Option(names = {"-d", "--device"}, paramLabel = "DEVICE", defaultValue = "",
            description = "With --set: the drive that discs are shown to. Default: the set's recorder, else "
                    + "'device' of config.toml.")
    private String device;

    @Mixin
    private DriveOptionsMixin drive = new DriveOptionsMixin();

    /** Options of a command. */
    public BlockOptions() {
        this("", null);
    }

    /** The same without a command line. */
    public BlockOptions(String host, @Nullable Path conf) {
        this.host = host;
        this.conf = conf;
        this.set = "";
        this.device = "";
    }

    /** The options once more, as another command takes them that is to read from the same place. */
    public String words() {
        StringBuilder words = new StringBuilder();
        Map<String, String> given = new LinkedHashMap<>();
        given.put("--host", host);
        given.put("--conf", conf == null ? "" : conf.toString());
        given.put("--set", set);
        given.put("-d", device);
        given.forEach((name, value) -> words.append(value.isEmpty() ? "" : " %s %s".formatted(name,
                ShellWord.of(value))));
        return words.toString();
    }

    /** Whether there is a place to read from: an option names one, or the environment does. */
    public boolean isGiven() {
        return !host.isEmpty() || conf != null || !set.isEmpty() || Environment.variable(VENTI).isPresent();
    }

    /** Opens what the options name. */
    public OpenBlocks open(VaultCommand command) throws IOException {
        return set.isEmpty() ? open(command.world()) : openSet(command, command.world());
    }

    /** Opens a server or partitions. */
    public OpenBlocks open(World world) throws IOException {
        if (!host.isEmpty() && conf != null) {
            throw onePlace();
        }
        if (conf != null) {
            IndexLookup lookup = IndexLookup.openReadable(VentiConf.read(conf, world.disks()), world.disks());
            tell(lookup.notes(), world);
            return new OpenBlocks(lookup, Runtime.getRuntime().availableProcessors(), OpenBlocks.Forecast.NOTHING,
                    lookup);
        }
        String server = host.isEmpty() ? Environment.variable(VENTI).orElse("") : host;
        if (server.isEmpty()) {
            throw new UsageException("no place to read blocks from: say --host, --conf or --set");
        }
        VentiClient client = VentiClient.connect(Dial.parse(server), ClientOptions.DEFAULT, world);
        return new OpenBlocks(client, THREADS_TO_A_SERVER, OpenBlocks.Forecast.NOTHING, client);
    }

    /** What cannot be read of the place is said at once: a command may come to its end without it. */
    private static void tell(List<String> notes, World world) {
        notes.forEach(note -> world.terminal().print("arenavault: " + note));
    }

    private static UsageException onePlace() {
        return new UsageException("--host, --conf, --set: blocks are read from one place");
    }

    private OpenBlocks openSet(VaultCommand command, World world) throws IOException {
        if (!host.isEmpty() || conf != null) {
            throw onePlace();
        }
        BackupSet opened = command.set(set);
        SetBlocks blocks = command.recorder(opened, drive, device).blocks(device);
        tell(blocks.faults(), world);
        return new OpenBlocks(blocks, 1, file -> forecast(blocks, file, world), blocks);
    }

    /** Reads directories and pointers, and asks the catalogs alone for the data. */
    private static List<String> forecast(SetBlocks blocks, VacFile file, World world) throws IOException {
        TreeWalk walk = new TreeWalk(blocks, WalkOptions.STRUCTURE, world.progress(), world.stop());
        walk.walk(file.entry().score(), file.entry().type());
        if (file.isDirectory()) {
            walk.walk(file.meta().score(), file.meta().type());
        }
        List<String> needs = new ArrayList<>(blocks.needs());
        if (!needs.isEmpty()) {
            needs.add(0, "%s, with these blocks of the files; each is asked for when the next block is on it%s"
                    .formatted(Count.of(needs.size(), "disc"), needs.size() == 1 ? "" : ", so some more than once"));
        }
        return needs;
    }
}
