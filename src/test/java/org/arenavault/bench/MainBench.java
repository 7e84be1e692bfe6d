package org.arenavault.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.arenavault.io.Disks;
import org.arenavault.io.Progress;
import org.arenavault.io.StopSignal;
import org.arenavault.venti.check.ArenaCheck;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaPartition;

/**
 * Speeds as ratios to a limit measured in the same run, medians of five: the check of seals against {@code openssl
 * sha1} in processor time, the deep check against the stock tool where {@code $PLAN9} has it, and a backup that is
 * read back against copying its bytes twice, forced, and hashing them once.
 *
 * <p>Arguments: a folder on the disk to be measured; how many arenas of 128 MiB.
 */
public final class MainBench {

    private static final int RUNS = Table.RUNS;
    private static final Pattern TIMES = Pattern.compile("(\\d+)m([\\d.]+)s (\\d+)m([\\d.]+)s");

    private final Path folder;
    private final Path arenas;
    private final long bytes;

    private MainBench(Path folder, long bytes) {
        this.folder = folder;
        this.arenas = folder.resolve("arenas0");
        this.bytes = bytes;
    }

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        BenchStore.create(folder, Integer.parseInt(arguments[1]));
        MainBench bench = new MainBench(folder, Files.size(folder.resolve("arenas0")));
        bench.seals();
        bench.deep();
        bench.backup();
    }

    private void seals() throws Exception {
        double[] ours = new double[RUNS];
        double[] openssl = new double[RUNS];
        check(false, 1);
        for (int i = 0; i < RUNS; i++) {
            openssl[i] = childSeconds("openssl sha1 " + arenas);
            double cpu = cpuSeconds();
            check(false, 1);
            ours[i] = cpuSeconds() - cpu;
        }
        Table.speeds("seal check, processor time", bytes, ours, "openssl sha1", openssl);
        int cores = Runtime.getRuntime().availableProcessors();
        double[] wall = new double[RUNS];
        double[] one = new double[RUNS];
        for (int i = 0; i < RUNS; i++) {
            one[i] = wall(() -> shell("openssl sha1 " + arenas));
            wall[i] = wall(() -> check(false, cores));
        }
        Table.speeds("seal check, %d cores".formatted(cores), bytes, wall, "openssl sha1", one);
        List<Double> stock = new ArrayList<>();
        for (int i = 0; i < RUNS && plan9("verifyarena"); i++) {
            stock.add(childSeconds(tool("rdarena") + " " + arenas + " arena0 | " + tool("verifyarena")));
        }
        if (!stock.isEmpty()) {
            double share = 128.0 * (1 << 20) / bytes;
            double theirs = Table.median(stock.stream().mapToDouble(d -> d).toArray()) / share;
            Table.speeds("seal check, processor time", bytes, ours, "stock verifyarena", new double[] {theirs});
        }
    }

    private void deep() throws Exception {
        int threads = Runtime.getRuntime().availableProcessors();
        double[] ours = new double[RUNS];
        double[] stock = new double[RUNS];
        boolean hasStock = plan9("checkarenas");
        long[] counts = check(true, threads);
        for (int i = 0; i < RUNS; i++) {
            ours[i] = wall(() -> check(true, threads));
            stock[i] = hasStock ? wall(() -> shell(tool("checkarenas") + " -a " + arenas + " >/dev/null")) : 0;
        }
        String what = "deep check, %d cores".formatted(threads);
        if (hasStock) {
            Table.speeds(what, bytes, ours, "stock checkarenas -a", stock);
        } else {
            Table.row(what, Table.speed(bytes, ours), "no stock tools ($PLAN9)", 0);
        }
        Table.row(what + ", decoded", Table.speed(counts[1], ours), "%d blocks".formatted(counts[0]), 0);
    }

    private void backup() throws Exception {
        double[] ours = new double[RUNS];
        double[] limit = new double[RUNS];
        for (int i = 0; i < RUNS; i++) {
            String vault = folder.resolve("vault" + i).toString();
            String recorder = folder.resolve("recorder" + i).toString();
            shell("scripts/arenavault drive emulate %s --medium bd-r-dl --discs 2".formatted(recorder));
            shell("scripts/arenavault --vault %s init home --conf %s/venti.conf --medium bd-r-dl --device emu:%s"
                    .formatted(vault, folder, recorder));
            shell("sync");
            ours[i] = wall(() -> shell("scripts/arenavault --vault %s backup home".formatted(vault)));
            shell("rm -rf %s; sync".formatted(recorder));
            limit[i] = wall(() -> shell("for i in 1 2; do dd if=%s of=%s/copy$i bs=1M conv=fsync; done; openssl sha1 %s"
                    .formatted(arenas, folder, arenas)));
            shell("rm -f %s/copy*".formatted(folder));
        }
        Table.speeds("backup with read-back", bytes, ours, "two copies, forced, and openssl sha1", limit);
    }

    /** Checks all arenas; clumps and bytes decoded. */
    private long[] check(boolean deep, int threads) throws IOException {
        long[] counts = new long[2];
        try (ArenaPartition partition = ArenaPartition.open(Disks.REAL.openToRead(arenas));
                ArenaCheck check = new ArenaCheck(threads, Progress.SILENT, StopSignal.NEVER)) {
            ArenaCheck.Reports reports = report -> {
                if (!report.sound()) {
                    throw new IOException(report.problems().get(0));
                }
                counts[0] += report.clumps();
                counts[1] += report.bytes();
            };
            if (deep) {
                for (Arena arena : partition.arenas()) {
                    reports.take(check.deep(arena));
                }
            } else {
                check.seals(partition.arenas(), reports);
            }
        }
        return counts;
    }

    private static String tool(String name) {
        return System.getenv("PLAN9") + "/bin/venti/" + name;
    }

    private static boolean plan9(String name) {
        return System.getenv("PLAN9") != null && Files.isExecutable(Path.of(tool(name)));
    }

    static int shell(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + ": " + out);
        }
        return 0;
    }

    /** Processor seconds of a command. */
    static double childSeconds(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", "{ " + command + "; } >/dev/null 2>&1 || exit 1; times")
                .redirectErrorStream(true).start();
        String[] lines =
                new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                        .split("\n", -1);
        if (process.waitFor() != 0) {
            throw new IOException(command + ": failed");
        }
        Matcher times = TIMES.matcher(lines[1]);
        if (!times.matches()) {
            throw new IOException(Arrays.toString(lines));
        }
        return 60 * Double.parseDouble(times.group(1)) + Double.parseDouble(times.group(2))
                + 60 * Double.parseDouble(times.group(3)) + Double.parseDouble(times.group(4));
    }

    private static double cpuSeconds() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime() / 1e9;
    }

    static double wall(Callable<?> work) throws Exception {
        long start = System.nanoTime();
        work.call();
        return (System.nanoTime() - start) / 1e9;
    }
}
