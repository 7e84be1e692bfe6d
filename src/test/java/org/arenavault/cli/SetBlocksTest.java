package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.arenavault.Golden;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.io.Dial;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.SystemClock;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.net.ClientOptions;
import org.arenavault.venti.net.VentiClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files and blocks straight from the discs of a set, in an emulated recorder. */
@Timeout(300)
class SetBlocksTest {

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private Path venti;
    private String root;

    @BeforeEach
    void burn() throws IOException {
        venti = Golden.unpack("multi", folder);
        root = venti.resolve("first.vac").toString();
        String recorder = folder.resolve("recorder").toString();
        run(0, "drive", "emulate", recorder, "--medium", "bd-r", "--discs", "6", "--capacity", "4m");
        run(0, "init", "home", "--conf", venti.resolve("venti.conf").toString(), "--medium", "bd-r", "--device",
                "emu:" + recorder);
        run(0, "backup", "home");
    }

    private CommandRun run(int expected, String... args) {
        List<String> all = new ArrayList<>(List.of("--yes", "--vault", folder.resolve("vault").toString()));
        all.addAll(List.of(args));
        CommandRun run = new CommandRun();
        assertThat(run.run(all.toArray(new String[0]))).as("%s: %s", all, run.said()).isEqualTo(expected);
        return run;
    }

    private static Map<String, byte[]> files(Path top) throws IOException {
        Map<String, byte[]> found = new TreeMap<>();
        try (Stream<Path> all = Files.walk(top)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                found.put(top.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return found;
    }

    private Path catalogs() {
        return folder.resolve("vault/sets/home/catalog");
    }

    private void deleteCatalogs() throws IOException {
        try (Stream<Path> all = Files.walk(catalogs())) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Test
    void whatComesFromDiscsIsWhatComesFromPartitions() throws IOException {
        run(0, "vac", "get", root, "--conf", venti.resolve("venti.conf").toString(), "--to",
                folder.resolve("expected").toString());
        CommandRun get = run(0, "vac", "get", root, "--set", "home", "--to", folder.resolve("out").toString());
        assertThat(get.said()).anyMatch(line -> line.matches("needed: [12] discs?, with these blocks of the files; .*"))
                .anyMatch(line -> line.matches("needed: home-00[1-9]: [1-9][0-9]* blocks"));
        Map<String, byte[]> expected = files(folder.resolve("expected"));
        assertThat(expected).hasSizeGreaterThan(30);
        assertThat(files(folder.resolve("out"))).usingRecursiveComparison().isEqualTo(expected);
    }

    @Test
    void aBackupLeavesTheCatalogsOfItsDiscs() throws IOException {
        Map<String, byte[]> left = files(catalogs());
        assertThat(left).hasSizeGreaterThan(1);
        deleteCatalogs();
        run(0, "set", "catalog", "home");
        assertThat(files(catalogs())).usingRecursiveComparison().isEqualTo(left);
        // and the next one goes by them, with the venti gone
        Files.move(venti, folder.resolve("gone"));
        root = folder.resolve("gone/first.vac").toString();
        CommandRun get = run(0, "vac", "get", root, "--set", "home", "--to", folder.resolve("out").toString());
        assertThat(get.said()).anyMatch(line -> line.startsWith("needed: home-00"));
    }

    @Test
    void aCatalogThatCannotBeMadeIsSaidAndTheBackupFails() throws IOException {
        deleteCatalogs();
        Files.writeString(catalogs(), "no folder");
        CommandRun backup = run(ExitCode.FAILED, "backup", "home");
        assertThat(backup.said()).anyMatch(line -> line.startsWith("arenavault: ")
                && line.contains("set catalog home"));
    }

    @Test
    void catalogsAreMadeFromPartitionsOrElseFromDiscsAndAreTheSame() throws IOException {
        JsonNode fromPartitions = run(0, "--json", "set", "catalog", "home").json();
        assertThat(fromPartitions.get("discs").size()).isGreaterThan(1);
        Map<String, byte[]> made = files(catalogs());
        deleteCatalogs();
        // the venti burns down
        Files.move(venti, folder.resolve("gone"));
        assertThat(run(ExitCode.OPERATOR, "--json", "set", "catalog", "home").json().get("discs").get(0)
                .get("missing").asBoolean()).isTrue();
        JsonNode fromDiscs = run(0, "--json", "set", "catalog", "home", "--discs").json();
        assertThat(fromDiscs).isEqualTo(fromPartitions);
        assertThat(files(catalogs())).usingRecursiveComparison().isEqualTo(made);
    }

    @Test
    void aDamagedCatalogIsMadeAnew() throws IOException {
        run(0, "set", "catalog", "home");
        Files.write(catalogs().resolve("001.cat"), new byte[10]);
        run(0, "vac", "check", root, "--deep", "--set", "home");
        assertThat(Files.size(catalogs().resolve("001.cat"))).isGreaterThan(10);
    }

    @Test
    void aDiscThatIsLostIsNotAskedFor() throws IOException {
        run(0, "disc", "mark", "home", "1", "lost");
        CommandRun check = run(ExitCode.FAILED, "vac", "check", root, "--set", "home");
        assertThat(check.printed() + check.said()).contains("here");
    }

    @Test
    void blocksAreServedFromDiscs() throws Exception {
        CommandRun server = new CommandRun();
        CompletableFuture<Integer> exit = server.start("--yes", "--json", "--vault",
                folder.resolve("vault").toString(), "serve", "--set", "home", "--listen", "127.0.0.1:0");
        Score score = Score.parse(Files.readString(Path.of(root)).strip());
        try (VentiClient client = VentiClient.connect(Dial.parse(server.awaitJson().get("address").asText()),
                ClientOptions.DEFAULT, new SystemClock())) {
            assertThat(client.read(score, BlockType.ROOT)).isPresent();
        }
        server.stop();
        assertThat(exit.get()).isEqualTo(ExitCode.DONE);
        assertThat(new CommandRun().run("serve", "a.conf", "--set", "home")).isEqualTo(ExitCode.USAGE);
    }
}
