package org.arenavault.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How long the program takes to start: whole processes by the real launcher, each in turn with a Java program that does
 * nothing, with the same flags and the same archive of classes. Medians of nine, with the least and the most.
 *
 * <p>Arguments: a folder to work in. The program must be packed.
 */
public final class StartBench {

    private static final int RUNS = Table.SHORT ? 3 : 9;
    private static final int STATUS_ARENAS = Table.SHORT ? 500 : 5000;
    private static final String LAUNCHER = "scripts/arenavault";
    /** As in the launcher, for a command that only looks. */
    private static final List<String> EMPTY = List.of("java", "-Xmx256m", "-XX:+UseSerialGC", "-XX:-UsePerfData",
            "-Xshare:auto", "-Xlog:disable", "-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0",
            "-XX:SharedArchiveFile=target/arenavault.jsa", "-XX:TieredStopAtLevel=1",
            "-cp", "target/arenavault.jar" + File.pathSeparator + "target/test-classes", Nothing.class.getName());

    private StartBench() {
    }

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        if (!Files.isRegularFile(Path.of("target/arenavault.jsa"))) {
            throw new IOException("target/arenavault.jsa is missing: mvn -DskipTests package");
        }
        Path vault = StatusVault.create(Path.of(arguments[0]).resolve("start"), STATUS_ARENAS);
        row("`--version`", List.of(LAUNCHER, "--version"));
        row("`status --help`", List.of(LAUNCHER, "status", "--help"));
        row("`status` of %d recorded arenas".formatted(STATUS_ARENAS),
                List.of(LAUNCHER, "--vault", vault.toString(), "status"));
    }

    private static void row(String what, List<String> command) throws Exception {
        double[] ours = new double[RUNS];
        double[] empty = new double[RUNS];
        double[] ratios = new double[RUNS];
        seconds(command);
        seconds(EMPTY);
        for (int i = 0; i < RUNS; i++) {
            ours[i] = seconds(command);
            empty[i] = seconds(EMPTY);
            ratios[i] = ours[i] / empty[i];
        }
        System.out.println("| start of %s | %s s | an empty Java program, same archive: %s s | takes %s times as long |"
                .formatted(what, spread(ours), spread(empty), spread(ratios)));
    }

    /** The median, and between what the others lie. */
    private static String spread(double[] figures) {
        Arrays.sort(figures);
        return String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", figures[RUNS / 2], figures[0], figures[RUNS - 1]);
    }

    private static double seconds(List<String> command) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Process process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectInput(new File("/dev/null")).start();
        int code = process.waitFor();
        if (code != 0) {
            throw new IOException("%s ended with %d".formatted(command, code));
        }
        return (System.nanoTime() - begun) / 1e9;
    }
}
