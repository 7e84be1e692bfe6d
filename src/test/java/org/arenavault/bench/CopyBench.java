package org.arenavault.bench;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * {@code device-copy} against {@code dd bs=1M} of the same image in the same run, processes and all: a sparse one, and
 * a dense one that is forced to disk both times. Of the sparse one {@code dd} is measured once: it writes all of it.
 *
 * <p>Arguments: a folder on the disk to be measured; gigabytes of the sparse image, of which a fiftieth is data.
 */
public final class CopyBench {

    private static final int RUNS = Table.RUNS;
    private static final int MIB = 1 << 20;
    private static final int DENSE_GIB = Table.SHORT ? 1 : 2;
    private static final long GIB = 1L << 30;

    private final Path folder;
    private final Path image;

    private CopyBench(Path folder) {
        this.folder = folder;
        this.image = folder.resolve("image");
    }

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        CopyBench bench = new CopyBench(Path.of(arguments[0]));
        int sparse = Integer.parseInt(arguments[1]);
        bench.measure("a sparse image of %d GiB".formatted(sparse), sparse, 50, "dd bs=1M", 1);
        bench.measure("a dense image of %d GiB".formatted(DENSE_GIB), DENSE_GIB, 1, "dd bs=1M conv=fsync", RUNS);
    }

    /** Data in every {@code step}th part of the image. */
    private void measure(String what, int gib, int step, String limit, int runs) throws Exception {
        write(gib * GIB, step);
        double[] dd = new double[runs];
        double[] plain = new double[RUNS];
        double[] verified = new double[RUNS];
        for (int i = 0; i < RUNS; i++) {
            if (i < runs) {
                dd[i] = timed("%s if=%s of=%s/copy".formatted(limit, image, folder));
            }
            plain[i] = timed(copy("--no-verify"));
            verified[i] = timed(copy(""));
        }
        row("device-copy, " + what, gib, plain, limit, dd);
        row("the same, read back and compared", gib, verified, limit, dd);
        Files.delete(image);
    }

    private String copy(String option) {
        return "scripts/arenavault --vault %s/copies device-copy start %s %s/copy --foreground %s"
                .formatted(folder, image, folder, option);
    }

    private double timed(String command) throws Exception {
        MainBench.shell("rm -rf %s/copy*; sync".formatted(folder));
        double seconds = MainBench.wall(() -> MainBench.shell(command));
        MainBench.shell("rm -rf %s/copy*; sync".formatted(folder));
        return seconds;
    }

    private static void row(String what, int gib, double[] ours, String limit, double[] dd) {
        Table.speeds(what, gib * GIB, ours, limit, dd);
    }

    private void write(long size, int step) throws IOException {
        Random random = new Random(size);
        byte[] bytes = new byte[MIB];
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(size);
            // in runs of 16 MiB
            for (long at = 0; at < size; at += 16L * MIB * step) {
                file.seek(at);
                for (int i = 0; i < 16; i++) {
                    random.nextBytes(bytes);
                    file.write(bytes);
                }
            }
            file.getFD().sync();
        }
    }
}
