package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    private static final int POINTS = Integer.getInteger("faults.points", 2);
    /** Programs at work at a time: each is busy with one processor. */
    private static final int PARTS = 2;
    private static final long SEED = Long.getLong("faults.seed", ThreadLocalRandom.current().nextInt(1_000_000));
    private static final long HOURS = 12;

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    @Test
    @Timeout(value = HOURS, unit = TimeUnit.HOURS)
    void noFileThatFailsIsTakenForSomethingElse() throws Exception {
        List<Path> outs = new ArrayList<>();
        List<Process> processes = new ArrayList<>();
        try {
            for (int part = 0; part < PARTS; part++) {
                outs.add(folder.resolve("out" + part));
                processes.add(start(part, outs.get(part)));
            }
            StringBuilder all = new StringBuilder();
            for (int part = 0; part < PARTS; part++) {
                boolean ended = processes.get(part).waitFor(POINTS == 0 ? HOURS * 60 : 10, TimeUnit.MINUTES);
                String said = Files.readString(outs.get(part), StandardCharsets.UTF_8);
                assertThat(ended).as("seed %d, in time: %s", SEED, said).isTrue();
                assertThat(processes.get(part).exitValue()).as("seed %d: %s", SEED, said).isZero();
                all.append(said);
            }
            assertThat(all).contains("backup: ", "mark: ", "arenas-insert: ");
        } finally {
            processes.forEach(Process::destroyForcibly);
        }
    }

    private Process start(int part, Path out) throws IOException {
        Path work = Files.createDirectory(folder.resolve("faults" + part));
        return new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "-Xmx512m", "-Djava.nio.file.spi.DefaultFileSystemProvider="
                + FaultyFiles.class.getName(), "-cp", System.getProperty("java.class.path"),
                FileFaults.class.getName(), work.toString(), Long.toString(SEED), Integer.toString(POINTS),
                Integer.toString(part), Integer.toString(PARTS)))
                .redirectErrorStream(true).redirectOutput(out.toFile()).start();
    }
}
