package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Copies as a user starts them. */
@Timeout(120)
class DeviceCopyCommandTest {

    @TempDir
    private Path folder;

    private Path source;
    private Path destination;

    @BeforeEach
    void write() throws IOException {
        byte[] bytes = new byte[3_000_000];
        new Random(1).nextBytes(bytes);
        source = Files.write(folder.resolve("source"), bytes);
        destination = folder.resolve("destination");
    }

    private int run(CommandRun command, String... args) {
        List<String> all = new ArrayList<>(List.of("--vault", folder.resolve("vault").toString(), "device-copy"));
        all.addAll(List.of(args));
        return command.run(all.toArray(new String[0]));
    }

    private JsonNode json(String... args) throws IOException {
        CommandRun command = new CommandRun();
        List<String> all = new ArrayList<>(List.of(args));
        all.add("--json");
        run(command, all.toArray(new String[0]));
        return command.json();
    }

    @Test
    void aCopyInTheForegroundIsVerifiedAndOnRecord() throws IOException {
        CommandRun command = new CommandRun();

        assertThat(run(command, "start", source.toString(), destination.toString(), "--foreground"))
                .isEqualTo(ExitCode.DONE);

        assertThat(Files.mismatch(source, destination)).isEqualTo(-1);
        assertThat(command.printed()).contains("verified").contains("copied 100%, read back 100%");
        JsonNode list = json("list");
        assertThat(list.get("schema").asText()).isEqualTo("arenavault.device-copy.list.1");
        assertThat(list.get("copies").get(0).get("standing").asText()).isEqualTo("verified");
        Files.write(destination, new byte[] {1});
        assertThat(run(new CommandRun(), "verify", "1", "--foreground")).isEqualTo(ExitCode.FAILED);
        assertThat(run(new CommandRun(), "status", destination.toString())).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void aCopyWhoseMediumWasFoundDamagedIsNotVerifiedAnyMore() throws IOException {
        run(new CommandRun(), "start", source.toString(), destination.toString(), "--foreground");
        byte[] bytes = Files.readAllBytes(destination);
        bytes[1_000_000] ^= 1;
        Files.write(destination, bytes);
        CommandRun verify = new CommandRun();

        assertThat(run(verify, "verify", "--medium", destination.toString())).isEqualTo(ExitCode.FAILED);

        assertThat(String.join("\n", verify.said())).contains("copy 1 is not verified any more")
                .contains("arenavault device-copy resume 1");
        JsonNode copy = json("list").get("copies").get(0);
        assertThat(copy.get("standing").asText()).isEqualTo("failed");
        assertThat(copy.get("isVerified").asBoolean()).isFalse();
        assertThat(run(new CommandRun(), "resume", "1", "--foreground")).isEqualTo(ExitCode.DONE);
        assertThat(Files.mismatch(source, destination)).isEqualTo(-1);
        assertThat(json("list").get("copies").get(0).get("standing").asText()).isEqualTo("verified");
    }

    @Test
    void aCopyInTheBackgroundGoesOnByItself() throws Exception {
        CommandRun command = new CommandRun();
        assertThat(run(command, "start", source.toString(), destination.toString())).as("%s", command.said())
                .isEqualTo(ExitCode.DONE);
        assertThat(command.printed()).contains("Copy 1 is under way");
        while (!json("status").get("standing").asText().equals("verified")) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(Files.mismatch(source, destination)).isEqualTo(-1);
    }

    @Test
    void aWorkerThatIsKilledAgainAndAgainLeavesACopyThatCanBeResumed() throws Exception {
        // larger than an extent, so that there is something to keep
        byte[] bytes = new byte[100_000_000];
        new Random(2).nextBytes(bytes);
        Files.write(source, bytes);
        assertThat(run(new CommandRun(), "start", source.toString(), destination.toString(), "--rate", "60m"))
                .isEqualTo(ExitCode.DONE);
        for (int i = 0; i < 2; i++) {
            TimeUnit.MILLISECONDS.sleep(300L + 300L * i);
            List<ProcessHandle> workers = workers();
            workers.forEach(ProcessHandle::destroyForcibly);
            for (ProcessHandle worker : workers) {
                worker.onExit().join();
            }
            assertThat(json("status").get("standing").asText()).isEqualTo("interrupted");
            assertThat(run(new CommandRun(), "resume")).isEqualTo(ExitCode.DONE);
        }
        assertThat(run(new CommandRun(), "pause")).isEqualTo(ExitCode.DONE);
        assertThat(json("status").get("standing").asText()).isEqualTo("paused");
        CommandRun last = new CommandRun();
        assertThat(run(last, "resume", "--foreground")).as("%s", last.said()).isEqualTo(ExitCode.DONE);
        assertThat(json("status").get("standing").asText()).isEqualTo("verified");
        assertThat(Files.mismatch(source, destination)).isEqualTo(-1);
        assertThat(run(new CommandRun(), "verify", "--medium", destination.toString())).isEqualTo(ExitCode.DONE);
    }

    /** The processes in the background that work on this vault's copies. */
    private List<ProcessHandle> workers() {
        return ProcessHandle.allProcesses().filter(process -> process.info().arguments()
                .map(words -> List.of(words).contains(folder.resolve("vault").toString())
                        && List.of(words).contains("work")).orElse(false)).toList();
    }

    @Test
    void blocksAndBytesNameARange() throws IOException {
        assertThat(run(new CommandRun(), "start", source.toString(), destination.toString(), "8k", "3",
                "--foreground")).isEqualTo(ExitCode.DONE);
        JsonNode status = json("status", "1");
        assertThat(status.get("start").asLong()).isEqualTo(8192);
        assertThat(status.get("end").asLong()).isEqualTo(3 * 8192);
        assertThat(Files.size(destination)).isEqualTo(3 * 8192);
    }

    @Test
    void whatIsWrongHasItsExitCode() throws IOException {
        assertThat(run(new CommandRun(), "status")).isEqualTo(ExitCode.USAGE);
        assertThat(run(new CommandRun(), "start", source.toString(), source.toString())).isEqualTo(ExitCode.FAILED);
        assertThat(run(new CommandRun(), "start", source.toString(), destination.toString(), "--block", "1000"))
                .isEqualTo(ExitCode.USAGE);
        Files.write(destination, new byte[4_000_000]);
        CommandRun asked = new CommandRun();
        assertThat(run(asked, "start", source.toString(), destination.toString())).isEqualTo(ExitCode.OPERATOR);
        assertThat(asked.said()).anyMatch(line -> line.contains("Write over bytes 0 to 3000000"));
        assertThat(run(new CommandRun(), "start", "--yes", "--foreground", source.toString(),
                destination.toString())).isEqualTo(ExitCode.DONE);
        assertThat(run(new CommandRun(), "cancel")).isEqualTo(ExitCode.DONE);
        assertThat(json("status").get("standing").asText()).isEqualTo("verified");
    }
}
