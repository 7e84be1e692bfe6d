package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.venti.SampleVenti;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that reads JSON gets one object, whatever happens, and progress if it wants it. */
class JsonErrorsTest {

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private Site site;

    @BeforeEach
    void makeSite() throws IOException {
        site = new Site(folder);
        SampleVenti.create(folder.resolve("venti"), 3, 8192, 5, 3);
        site.done("init", "home", "--conf", folder.resolve("venti/venti.conf").toString(), "--medium", "bd-r",
                "--device", site.recorder("recorder", "bd-r", 3, 4_000_000));
    }

    /** Commands that fail in each of the ways: on the line, in words, in the vault, without an operator. */
    private static final List<String> FAILING = List.of(
        "status nowhere", "status home --nothing", "nothing", "set", "set show", "disc show home 7",
        "disc mark home 2 lost", "set show ../home", "arenas list /no/such/file", "index check /no/such/file",
        "index build /no/such/file", "device-copy status 9", "device-copy pause 9", "score print last", "vac ls zz",
        "vac cat zz x", "fossil info /dev/null", "plan --watch", "verify nowhere", "changer status /dev/null",
        "restore --conf /no/such/file", "@/no/such/file", "duplicate --from a --to b --to-set nowhere",
        "mirror --conf /no/such/file", "serve /no/such/file", "history list /no/such/folder");

    @Test
    void anErrorIsOneObject() throws IOException {
        for (int i = 0; i < FAILING.size(); i++) {
            List<String> args = new ArrayList<>(List.of(FAILING.get(i).split(" ")));
            args.add(i % 2 == 0 ? 0 : args.size(), "--json");
            Site.Outcome outcome = site.run(args.toArray(String[]::new));
            assertThat(outcome.code()).isIn(ExitCode.FAILED, ExitCode.USAGE, ExitCode.OPERATOR);
            JsonNode error = new ObjectMapper().readTree(outcome.out());
            assertThat(error.path("schema").asText()).as(outcome.said()).isEqualTo("arenavault.error.1");
            assertThat(error.path("exit_code").asInt()).isEqualTo(outcome.code());
            assertThat(outcome.said()).contains("arenavault: " + error.path("error").asText());
            if (error.has("hint")) {
                assertThat(error.path("error").asText()).contains("'" + error.path("hint").asText() + "'");
            }
        }
    }

    @Test
    void whatToTypeNextIsTold() throws IOException {
        JsonNode error = new ObjectMapper().readTree(site.run("--json", "status", "home", "--nothing").out());
        assertThat(error.path("hint").asText()).isEqualTo("arenavault status --help");
        error = new ObjectMapper().readTree(site.run("--json", "device-copy", "status", "9").out());
        assertThat(error.path("hint").asText()).isEqualTo("arenavault device-copy list");
    }

    @Test
    void withoutJsonNothingIsPrinted() {
        assertThat(site.run("status", "nowhere").out()).isEmpty();
    }

    @Test
    void progressIsALineOfJson() throws IOException {
        Site.Outcome outcome = site.run("--progress=json", "--json", "backup", "home");
        new ObjectMapper().readTree(outcome.out());
        List<JsonNode> lines = new ArrayList<>();
        for (String line : outcome.said().lines().filter(line -> line.startsWith("{")).toList()) {
            lines.add(new ObjectMapper().readTree(line));
        }
        assertThat(lines).isNotEmpty().allSatisfy(line -> {
            assertThat(line.path("schema").asText()).isEqualTo("arenavault.progress.1");
            assertThat(line.path("stage").asText()).isNotEmpty();
            assertThat(line.path("state").asText()).isIn("begun", "under_way", "ended");
            assertThat(line.path("bytes").isIntegralNumber()).isTrue();
        });
        assertThat(lines.stream().filter(line -> line.path("state").asText().equals("ended"))
                .map(line -> line.path("bytes").asLong()).toList()).contains(1L << 20);
        assertThat(site.run("--progress=none", "verify", "home").said()).doesNotContain("{");
    }
}
