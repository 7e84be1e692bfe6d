package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.arenavault.faults.FaultyFiles;
import org.arenavault.io.MemoryTempDir;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command outlives files that fail: it never ends with 0 while something is undone, leaves nothing that the next
 * run refuses, and claims nothing. A few steps of each are chosen by seed; {@code -Dfaults.points=0} takes all of them,
 * {@code -Dfaults.seed} others.
 */
class FileFaultsTest {

    /** Steps of each command. */
    private static final int POINTS = Integer.getInteger("faults.points", 3);
    private static final long SEED = Long.getLong("faults.seed", ThreadLocalRandom.current().nextInt(1_000_000));
    private static final long HOURS = 12;

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    @Test
    @Timeout(value = HOURS, unit = TimeUnit.HOURS)
    void noFileThatFailsIsTakenForSomethingElse() throws Exception {
        Path out = folder.resolve("out");
        Path work = Files.createDirectory(folder.resolve("faults"));
        Process process = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "-Xmx512m", "-Djava.nio.file.spi.DefaultFileSystemProvider="
                + FaultyFiles.class.getName(), "-cp", System.getProperty("java.class.path"),
                FileFaults.class.getName(), work.toString(), Long.toString(SEED), Integer.toString(POINTS)))
                .redirectErrorStream(true).redirectOutput(out.toFile()).start();
        try {
            boolean ended = process.waitFor(POINTS == 0 ? HOURS * 60 : 10, TimeUnit.MINUTES);
            String said = Files.readString(out, StandardCharsets.UTF_8);
            assertThat(ended).as("seed %d, in time: %s", SEED, said).isTrue();
            assertThat(process.exitValue()).as("seed %d: %s", SEED, said).isZero();
            assertThat(said).contains("backup: ", "mark: ");
        } finally {
            process.destroyForcibly();
        }
    }
}
