package org.arenavault.bench;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.arenavault.io.Dial;
import org.arenavault.io.Disks;
import org.arenavault.io.SystemClock;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaPartition;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.net.ClientOptions;
import org.arenavault.venti.net.VentiClient;

/**
 * Mirroring into the embedded server as ratios to what else can be done with the same server and blocks: the protocol's
 * own ping-pong, a window of questions and answers and nothing else, and the stock {@code wrarena} where {@code $PLAN9}
 * has it; and {@code restore --to} of the same arenas from a disc, to mirroring them. Whole commands are timed, from
 * the start of the program to its end; medians of five.
 *
 * <p>Arguments: a folder on the disk to be measured; how many arenas of 128 MiB.
 */
public final class MirrorBench {

    private static final int RUNS = Table.RUNS;
    private static final BlockType TYPE = BlockType.DATA;

    private final Path folder;
    private final Path arenas;
    private int blocks;
    private int servers;

    private MirrorBench(Path folder) throws IOException {
        this.folder = folder;
        this.arenas = folder.resolve("arenas0");
        try (ArenaPartition partition = ArenaPartition.open(Disks.REAL.openToRead(arenas))) {
            for (Arena arena : partition.arenas()) {
                blocks += (int) arena.readTail().memory().clumps();
            }
        }
    }

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createDirectories(Path.of(arguments[0]).resolve("mirror"));
        BenchStore.create(folder, Integer.parseInt(arguments[1]));
        MirrorBench bench = new MirrorBench(folder);
        bench.run();
    }

    private void run() throws Exception {
        String wrarena = System.getenv().getOrDefault("PLAN9", "") + "/bin/venti/wrarena";
        boolean stock = Files.isExecutable(Path.of(wrarena));
        double[][] ours = new double[2][RUNS];
        double[][] stocks = new double[2][RUNS];
        double[][] limit = new double[2][RUNS];
        double[][] discs = new double[2][RUNS];
        record();
        for (int i = 0; i < RUNS; i++) {
            try (Server server = new Server()) {
                for (double[] times : ours) {
                    times[i] = wall(() -> mirror(server));
                }
            }
            try (Server server = new Server()) {
                for (double[] times : discs) {
                    times[i] = wall(() -> restore(server));
                }
            }
            try (Server server = new Server()) {
                List<Future<Score>> written = new ArrayList<>();
                limit[0][i] = wall(() -> write(server, written));
                List<Score> scores = new ArrayList<>();
                for (Future<Score> score : written) {
                    scores.add(score.get());
                }
                limit[1][i] = wall(() -> probe(server, scores));
            }
            if (stock) {
                try (Server server = new Server()) {
                    for (double[] times : stocks) {
                        times[i] = wall(() -> shell("%s -h '%s' %s".formatted(wrarena, server.address, arenas)));
                    }
                }
            }
        }
        for (int kind = 0; kind < 2; kind++) {
            String what = kind == 0 ? "new to the target" : "at the target already";
            Table.row("restore --to, blocks " + what, rate(discs[kind]), "mirror: " + rate(ours[kind]),
                    Table.median(ours[kind]) / Table.median(discs[kind]));
            row(what, ours[kind], "ping-pong: ", limit[kind]);
            if (stock) {
                row(what, ours[kind], "wrarena: ", stocks[kind]);
            } else {
                Table.row("mirror, blocks " + what, rate(ours[kind]), "no wrarena ($PLAN9)", 0);
            }
        }
    }

    /** From cursors that know nothing. */
    private int mirror(Server server) throws IOException, InterruptedException {
        shell("rm -rf %s/vault".formatted(folder));
        return shell("scripts/arenavault --vault %s/vault mirror --conf %s/venti.conf '%s' --verify none"
                .formatted(folder, folder, server.address));
    }

    /** Puts the arenas on a disc of an emulated recorder. */
    private void record() throws IOException, InterruptedException {
        command("drive emulate %s/recorder --medium bd-r --discs 1".formatted(folder));
        command("init home --conf %s/venti.conf --medium bd-r --device emu:%s/recorder".formatted(folder, folder));
        command("backup home");
    }

    /** From the disc, with a journal that knows nothing. */
    private int restore(Server server) throws IOException, InterruptedException {
        shell("rm -rf %s/discs/restores".formatted(folder));
        return command("restore home --to '%s' --verify none".formatted(server.address));
    }

    private int command(String words) throws IOException, InterruptedException {
        return shell("scripts/arenavault --vault %s/discs %s".formatted(folder, words));
    }

    /** The blocks of the store, as fast as the client and the server can. */
    private int write(Server server, List<Future<Score>> scores) throws Exception {
        BenchBlocks same = new BenchBlocks();
        try (VentiClient client = connect(server)) {
            for (int i = 0; i < blocks; i++) {
                scores.add(client.writeLater(TYPE, same.next()));
            }
            client.drain();
            client.sync();
        }
        return 0;
    }

    /** Questions for blocks, as fast as the client and the server can. */
    private int probe(Server server, List<Score> scores) throws Exception {
        try (VentiClient client = connect(server)) {
            List<Future<Boolean>> answers = new ArrayList<>();
            for (Score score : scores) {
                answers.add(client.probeLater(score, TYPE));
            }
            for (Future<Boolean> answer : answers) {
                answer.get();
            }
        }
        return 0;
    }

    private static VentiClient connect(Server server) throws IOException {
        return VentiClient.connect(Dial.parse(server.address), ClientOptions.DEFAULT, new SystemClock());
    }

    /** The embedded server with an empty store with room for everything, in a process of its own. */
    private final class Server implements Closeable {

        private final Path home;
        private final Process process;
        private final String address;

        Server() throws IOException, InterruptedException {
            home = Files.createDirectories(folder.resolve("target" + servers++));
            try (RandomAccessFile file = new RandomAccessFile(home.resolve("arenas0").toFile(), "rw")) {
                file.setLength(Files.size(arenas) + (64 << 20));
            }
            Files.writeString(home.resolve("venti.conf"), "index main\nisect isect0\narenas arenas0\n");
            shell("scripts/arenavault arenas format -a 64m arena %s/arenas0".formatted(home));
            shell("truncate -s 64m %s/isect0; scripts/arenavault index build %s/venti.conf".formatted(home, home));
            process = new ProcessBuilder("scripts/arenavault", "serve", home.resolve("venti.conf").toString(),
                    "--writable", "--listen", "127.0.0.1:0", "--http", "none")
                    .redirectError(ProcessBuilder.Redirect.INHERIT).start();
            String line = process.inputReader().readLine();
            address = line.replaceAll(".* at (tcp![^,]*),.*", "$1");
        }

        @Override
        public void close() throws IOException {
            process.destroy();
            try {
                if (!process.waitFor(30, TimeUnit.SECONDS)) {
                    throw new IOException("the server does not end");
                }
                shell("rm -rf " + home);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static int shell(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + ": " + out);
        }
        return 0;
    }

    private static double wall(Callable<?> work) throws Exception {
        long start = System.nanoTime();
        work.call();
        return (System.nanoTime() - start) / 1e9;
    }

    private String rate(double[] seconds) {
        return Table.spread("blocks/s", Arrays.stream(seconds).map(s -> blocks / s).toArray());
    }

    private void row(String what, double[] ours, String other, double[] theirs) {
        Table.row("mirror, blocks " + what, rate(ours), other + rate(theirs),
                Table.median(theirs) / Table.median(ours));
    }
}
