package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.arenavault.cli.common.ExitCode;
import org.junit.jupiter.api.AfterEach;
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
        assertThat(list.get("schema").asText()).isEqualTo("arenavault.device-copy.list.2");
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
        assertThat(copy.get("is_verified").asBoolean()).isFalse();
        assertThat(run(new CommandRun(), "resume", "1", "--foreground")).isEqualTo(ExitCode.DONE);
        assertThat(Files.mismatch(source, destination)).isEqualTo(-1);
        assertThat(json("list").get("copies").get(0).get("standing").asText()).isEqualTo("verified");
    }

    /** Who has done its work may still be about to end; the folder is taken away then. */
    @AfterEach
    void awaitWorkers() {
        workers().forEach(worker -> worker.onExit().join());
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

    /** Waits until a worker is so far; the copy as it then stands. */
    private JsonNode await(String phase, long position) throws Exception {
        JsonNode status = json("status");
        while (!status.path("now").path("phase").asText().equals(phase)
                || status.path("now").path("position").asLong() < position) {
            assertThat(status.get("standing").asText()).as("%s", status).isIn("copying", "verifying");
            TimeUnit.MILLISECONDS.sleep(20);
            status = json("status");
        }
        return status;
    }

    /** A pause keeps all that was copied: it waits for the extent under way, whichever that is. */
    @Test
    void aPauseKeepsAllThatWasCopied() throws Exception {
        long extent = 64 << 20;
        byte[] bytes = new byte[(int) (3 * extent + 1_000_000)];
        Arrays.fill(bytes, (byte) 7);
        Files.write(source, bytes);
        // an extent takes 3.7 s of the 5 s that a pause waits
        assertThat(run(new CommandRun(), "start", source.toString(), destination.toString(), "--rate", "18m"))
                .isEqualTo(ExitCode.DONE);
        await("copying", extent + 4_000_000);
        CommandRun paused = new CommandRun();
        assertThat(run(paused, "pause")).isEqualTo(ExitCode.DONE);
        long kept = json("status").get("position").asLong();
        assertThat(kept).isIn(2 * extent, 3 * extent);
        assertThat(paused.printed()).contains("copied %d%%".formatted(100 * kept / bytes.length),
                "paused: stopped on request").doesNotContain("it goes on at");
        assertThat(run(new CommandRun(), "resume", "--foreground")).isEqualTo(ExitCode.DONE);
        assertThat(Files.mismatch(source, destination)).isEqualTo(-1);
    }

    /** What is shown after a pause is what is kept; what is not, because the extent takes too long, is said. */
    @Test
    void aPauseKeepsWhatItShows() throws Exception {
        long extent = 64 << 20;
        byte[] bytes = new byte[160_000_000];
        Arrays.fill(bytes, (byte) 7);
        Files.write(source, bytes);
        assertThat(run(new CommandRun(), "start", source.toString(), destination.toString(), "--rate", "7m"))
                .isEqualTo(ExitCode.DONE);
        await("copying", extent + 1_000_000);
        CommandRun paused = new CommandRun();
        assertThat(run(paused, "pause")).isEqualTo(ExitCode.DONE);
        JsonNode kept = json("status");
        assertThat(kept.get("standing").asText()).isEqualTo("paused");
        assertThat(kept.get("position").asLong()).isEqualTo(extent);
        assertThat(paused.printed()).contains("copied 41%, read back 0%");
        Matcher said = Pattern.compile("paused: stopped on request at (\\d+)%; it goes on at 41%")
                .matcher(paused.printed());
        assertThat(said.find()).as(paused.printed()).isTrue();
        assertThat(Integer.parseInt(said.group(1))).isBetween(42, 100);
        assertThat(run(new CommandRun(), "resume", "--foreground")).isEqualTo(ExitCode.DONE);
        assertThat(Files.mismatch(source, destination)).isEqualTo(-1);
    }

    private String standing(int number) throws IOException {
        return json("status", Integer.toString(number)).get("standing").asText();
    }

    /** Of several copies to one place the last one counts, and those that it leaves alone. */
    @Test
    void aCopyThatIsWrittenOverIsNotVerifiedAnyMore() throws IOException {
        Path other = Files.write(folder.resolve("other"), new byte[3_000_000]);
        Path link = Files.createSymbolicLink(folder.resolve("link"), destination);
        run(new CommandRun(), "start", source.toString(), destination.toString(), "0", "100k", "--foreground");
        Files.write(destination, new byte[2_900_000], StandardOpenOption.APPEND);
        run(new CommandRun(), "start", source.toString(), destination.toString(), "100k", "200k", "--foreground",
                "--yes");
        assertThat(run(new CommandRun(), "start", source.toString(), destination.toString(), "104k", "300k",
                "--foreground")).as("asked, and nobody is there").isEqualTo(ExitCode.OPERATOR);
        assertThat(standing(2)).isEqualTo("verified");
        assertThat(run(new CommandRun(), "start", other.toString(), link.toString(), "104k", "300k", "--foreground",
                "--yes")).isEqualTo(ExitCode.DONE);
        assertThat(standing(1)).as("it lies before").isEqualTo("verified");
        assertThat(standing(2)).isEqualTo("overwritten");
        assertThat(standing(3)).isEqualTo("verified");
        JsonNode copy = json("list").get("copies").get(1);
        assertThat(copy.get("is_verified").asBoolean()).isFalse();
        assertThat(copy.get("reason").asText()).isEqualTo("by copy 3");
        for (String verb : List.of("resume", "verify")) {
            CommandRun refused = new CommandRun();
            assertThat(run(refused, verb, "2", "--foreground")).isEqualTo(ExitCode.FAILED);
            assertThat(refused.said()).last().asString().contains("copy 2 is overwritten by copy 3; start a new one");
        }
        CommandRun verify = new CommandRun();
        assertThat(run(verify, "verify", "1", "--foreground")).as("%s", verify.said()).isEqualTo(ExitCode.DONE);
    }

    /** What is damaged of a medium is the fault of the copies that wrote there, whichever manifest found it. */
    @Test
    void damageThatAnotherManifestFindsIsThatOfTheCopiesThere() throws IOException {
        run(new CommandRun(), "start", source.toString(), destination.toString(), "--foreground");
        run(new CommandRun(), "start", source.toString(), destination.toString(), "0", "1000k", "--foreground",
                "--yes");
        assertThat(standing(1)).isEqualTo("overwritten");
        byte[] bytes = Files.readAllBytes(destination);
        bytes[10] ^= 1;
        Files.write(destination, bytes);
        assertThat(run(new CommandRun(), "verify", "--medium", destination.toString())).isEqualTo(ExitCode.FAILED);
        assertThat(standing(2)).isEqualTo("failed");
    }

    @Test
    void aRecordThatIsDamagedHidesNoOther() throws IOException {
        run(new CommandRun(), "start", source.toString(), destination.toString(), "--foreground");
        Path second = folder.resolve("second");
        run(new CommandRun(), "start", source.toString(), second.toString(), "--foreground");
        Files.writeString(folder.resolve("vault/copies/1/copy.json"), "{\"schema\"");
        CommandRun list = new CommandRun();
        assertThat(run(list, "list")).isEqualTo(ExitCode.FAILED);
        assertThat(list.printed()).contains("second");
        assertThat(list.said()).hasSize(1).first().asString().contains("copy 1: ");
        assertThat(run(new CommandRun(), "status")).isEqualTo(ExitCode.DONE);
        assertThat(run(new CommandRun(), "verify", second.toString(), "--foreground")).isEqualTo(ExitCode.DONE);
        assertThat(run(new CommandRun(), "start", source.toString(), folder.resolve("third").toString(),
                "--foreground")).isEqualTo(ExitCode.DONE);
        assertThat(run(new CommandRun(), "status", "1")).isEqualTo(ExitCode.FAILED);
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
