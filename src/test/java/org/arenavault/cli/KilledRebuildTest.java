package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.arenavault.faults.FaultyFiles;
import org.arenavault.io.MemoryTempDir;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rebuild that is killed is done by the same command, and has lost nothing: {@link KilledRebuild}. */
class KilledRebuildTest {

    @TempDir(factory = MemoryTempDir.class)
    private Path temp;

    @Test
    void aRebuildThatIsKilledAtAnyStepIsDoneByTheNextOne() throws Exception {
        Path out = temp.resolve("out");
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Djava.nio.file.spi.DefaultFileSystemProvider="
                + FaultyFiles.class.getName(), "-cp", System.getProperty("java.class.path"),
                KilledRebuild.class.getName(), temp.resolve("site").toString())
                .redirectErrorStream(true).redirectOutput(out.toFile()).start();
        try {
            assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(out, StandardCharsets.UTF_8)).isZero();
        } finally {
            process.destroyForcibly();
        }
    }
}
