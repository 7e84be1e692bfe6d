package org.arenavault.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.arenavault.io.Disks;
import org.arenavault.io.FileStorage;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.Storage;
import org.arenavault.io.Terminal;
import org.arenavault.io.World;
import org.arenavault.venti.SyntheticStore;
import org.arenavault.venti.format.VentiConf;
import org.arenavault.venti.index.BuildReport;
import org.arenavault.venti.index.DamagedArenas;
import org.arenavault.venti.index.IndexBuilder;
import org.arenavault.venti.index.IndexChecker;
import org.arenavault.venti.index.IndexReport;
import org.arenavault.venti.index.IndexSizes;

/**
 * How fast an index is built and checked, at 5, 10 and 20 million clumps, as entries a second and against
 * writing the bytes of its buckets sequentially to the same file system. Run it with -Xmx256m.
 *
 * <p>Arguments: a folder on the disk to be measured; millions of clumps, comma-separated; {@code bloom} to have
 * a filter of 32 hashes.
 */
public final class IndexBench {

    private static final int CHUNK = 1 << 20;
    private static final double MILLION = 1e6;

    private IndexBench() {
    }

    /** Runs it. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments.length > 0 ? arguments[0] : System.getProperty("java.io.tmpdir"));
        String[] millions = (arguments.length > 1 ? arguments[1] : "5,10,20").split(",");
        boolean bloom = List.of(arguments).contains("bloom");
        int threads = Runtime.getRuntime().availableProcessors();
        for (String million : millions) {
            run(folder, (long) (Double.parseDouble(million) * MILLION), bloom, threads);
        }
    }

    private static void run(Path parent, long clumps, boolean bloom, int threads) throws IOException {
        Path folder = Files.createTempDirectory(parent, "index-bench");
        try {
            SyntheticStore store = SyntheticStore.of(clumps);
            VentiConf conf = VentiConf.read(
                    (bloom ? store.withBloom(IndexSizes.bloomBytes(clumps)) : store).create(folder), Disks.REAL);
            World world = World.unattended(new Nobody());
            double[] build = new double[Table.RUNS];
            double[] write = new double[Table.RUNS];
            double[] check = new double[Table.RUNS];
            for (int i = 0; i < Table.RUNS; i++) {
                BuildReport built = new IndexBuilder(world, threads).build(conf, DamagedArenas.REFUSE);
                build[i] = seconds(built.took());
                write[i] = writeSequentially(folder.resolve("sequential"), built.sectionBytes());
                Files.delete(folder.resolve("sequential"));
                IndexReport report = new IndexChecker(world, threads).check(conf);
                if (!report.sound()) {
                    throw new IOException(report.problems().get(0));
                }
                check[i] = seconds(report.took());
            }
            String what = String.format(Locale.ROOT, " of %.1f million clumps", clumps / MILLION);
            Table.row("index built" + what, entries(clumps, build),
                    "its buckets written sequentially: " + Table.spread("s", write),
                    Table.median(write) / Table.median(build));
            Table.row("index checked" + what, entries(clumps, check), "", 0);
        } finally {
            delete(folder);
        }
    }

    private static String entries(long clumps, double[] seconds) {
        return Table.spread("million/s", Arrays.stream(seconds).map(s -> clumps / s / MILLION).toArray());
    }

    private static double seconds(Duration took) {
        return took.toNanos() / 1e9;
    }

    private static double writeSequentially(Path path, long bytes) throws IOException {
        try (Storage storage = FileStorage.create(path, bytes)) {
            ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
            long start = System.nanoTime();
            for (long at = 0; at < bytes; at += CHUNK) {
                storage.write(at, chunk.clear().limit((int) Math.min(CHUNK, bytes - at)));
            }
            storage.force();
            return (System.nanoTime() - start) / 1e9;
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    /** Nobody answers a benchmark. */
    private static final class Nobody implements Terminal {

        @Override
        public boolean interactive() {
            return false;
        }

        @Override
        public void print(String line) {
            System.out.println(line);
        }

        @Override
        public String ask(String question) throws OperatorNeededException {
            throw new OperatorNeededException(OperatorNeededException.Need.ANSWER, question);
        }
    }
}
