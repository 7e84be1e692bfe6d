package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.io.MemoryTempDir;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A standard output that takes nothing. */
class StandardOutputTest {

    @TempDir(factory = MemoryTempDir.class)
    private Path temp;

    private int run(String shell, String... words) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of("sh", "-c", shell, "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("java.class.path"), Main.class.getName(), "--vault", temp.toString()));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectError(temp.resolve("said").toFile())
                .redirectOutput(temp.resolve("out").toFile()).start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private String said() throws Exception {
        return Files.readString(temp.resolve("said"), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({"\"$@\" > /dev/full, No space left on device", "\"$@\" >&-, Bad file descriptor"})
    void whatCannotBeShownIsAFailureAndSaidToBeOne(String shell, String reason) throws Exception {
        assertThat(run(shell, "status")).isEqualTo(ExitCode.FAILED);
        assertThat(said())
                .isEqualToIgnoringNewLines("arenavault: standard output: %s; what was to be shown is not there"
                .formatted(reason));
    }

    @Test
    void aReaderThatHasSeenEnoughIsNoFault() throws Exception {
        run("\"$@\" | true", "help");
        assertThat(said()).isEmpty();
    }

    @Test
    void aProgramThatMayNotOpenItsFilesSaysSo() throws Exception {
        assertThat(run("ulimit -n 12; \"$@\"", "status")).isEqualTo(ExitCode.FAILED);
        assertThat(said()).doesNotContain("\tat ").containsPattern("ulimit -n|open files");
    }
}
