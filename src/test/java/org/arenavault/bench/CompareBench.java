package org.arenavault.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Whole commands of this revision and of another one, in turn, so that what else the machine does meets both. What is
 * compared is processor time; the ratio is that of the pairs, as median, least and greatest: above 1 this revision is
 * faster.
 *
 * <p>Arguments: a folder to work in; the top folder of the other revision, built; what to call it.
 */
public final class CompareBench {

    private static final int RECORDED = Table.SHORT ? 500 : 5000;

    private final Path other;
    private final String name;

    private CompareBench(Path other, String name) {
        this.other = other;
        this.name = name;
    }

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        CompareBench bench = new CompareBench(Path.of(arguments[1]), arguments[2]);
        Path store = Files.createDirectories(folder.resolve("store"));
        BenchStore.create(store, Table.SHORT ? 1 : 4);
        Path vault = StatusVault.create(folder.resolve("status"), RECORDED);
        System.out.printf("| processor time of | this revision | %s | times as fast |%n", bench.name);
        System.out.println("|---|---|---|---|");
        bench.compare("--version");
        bench.compare("--vault %s status".formatted(vault));
        bench.compare("arenas check %s/arenas0".formatted(store));
        bench.compare("arenas check --deep %s/arenas0".formatted(store));
        bench.compare("index build %s/venti.conf".formatted(folder.resolve("status")));
        bench.compare("index check %s/venti.conf".formatted(folder.resolve("status")));
    }

    private void compare(String command) throws Exception {
        double[] ours = new double[Table.RUNS];
        double[] theirs = new double[Table.RUNS];
        // the first run of each warms the caches of the system
        MainBench.childSeconds("scripts/arenavault " + command);
        MainBench.childSeconds(other + "/scripts/arenavault " + command);
        for (int i = 0; i < Table.RUNS; i++) {
            ours[i] = MainBench.childSeconds("scripts/arenavault " + command);
            theirs[i] = MainBench.childSeconds(other + "/scripts/arenavault " + command);
        }
        double[] ratios = IntStream.range(0, Table.RUNS).mapToDouble(i -> theirs[i] / ours[i]).toArray();
        System.out.printf(Locale.ROOT, "| %s | %s | %s | %.2f (%.2f to %.2f) |%n",
                command.replaceAll("\\S*/", ""), Table.spread("s", ours), Table.spread("s", theirs),
                Table.median(ratios), Arrays.stream(ratios).min().orElse(0), Arrays.stream(ratios).max().orElse(0));
    }
}
