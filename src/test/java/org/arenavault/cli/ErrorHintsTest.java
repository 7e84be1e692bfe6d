package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.venti.SampleVenti;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An error that has a next command names it where programs find it, and not only in its words. */
class ErrorHintsTest {

    private static final Path MAIN = Path.of("src/main/java");
    /** From the word new to the end of the statement or of the lambda's value. */
    private static final Pattern THROWN = Pattern.compile("new \\w+Exception\\(([^;]*?)\\)\\s*;");
    private static final Pattern WORDS = Pattern.compile("'arenavault ");

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    @Test
    void noExceptionHidesACommandInItsWords() throws IOException {
        List<String> hidden = new ArrayList<>();
        try (Stream<Path> files = Files.walk(MAIN)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
                for (MatchResult thrown : THROWN.matcher(Files.readString(file)).results().toList()) {
                    String message = thrown.group(1).split("\\.next\\(", 2)[0];
                    if (WORDS.matcher(message).results().count() > (message.contains("--complete'") ? 1 : 0)) {
                        hidden.add(file.getFileName() + ": " + message.strip());
                    }
                }
            }
        }
        assertThat(hidden).isEmpty();
    }

    /** What is typed, and what comes next; each error is pasted as well, unless it lacks a word. */
    private static final List<List<String>> NEXT = List.of(
            List.of("status nowhere", "arenavault set list"), List.of("disc show home 7", "arenavault disc list home"),
            List.of("disc mark home 2 lost", "arenavault disc list home"),
            List.of("disc move home 2 here", "arenavault disc list home"),
            List.of("verify home", "arenavault drive list"), List.of("backup home", "arenavault drive list"),
            List.of("set config home verify.every", "arenavault set config home"),
            List.of("set config home verify.every=soon", "arenavault set config --help"),
            List.of("score print", "arenavault score record SOURCE"),
            List.of("score send here", "arenavault score record SOURCE"),
            List.of("score check last nowhere", "arenavault score record SOURCE"),
            List.of("drive info emu:/nowhere", "arenavault drive emulate /nowhere --medium MEDIUM"),
            List.of("changer status emu:/nowhere", "arenavault changer emulate /nowhere --medium MEDIUM"),
            List.of("plan --watch", "arenavault plan --help"), List.of("vac ls zz", "arenavault vac ls --help"),
            List.of("serve", "arenavault serve --help"), List.of("device-copy pause 9", "arenavault device-copy list"),
            List.of("nothing", "arenavault --help"), List.of("set", "arenavault set --help"));

    @Test
    void theNextCommandIsTheHintAndWorksAsItStands() throws IOException {
        Site site = new Site(folder);
        assertThat(hint(site.run("--json", "status", "home")))
                .isEqualTo("arenavault init SET --conf VENTI.CONF --medium MEDIUM");
        SampleVenti.create(folder.resolve("venti"), 3, 8192, 5, 3);
        site.done("init", "home", "--conf", folder.resolve("venti/venti.conf").toString(), "--medium", "bd-r");
        for (List<String> error : NEXT) {
            List<String> words = new ArrayList<>(List.of(error.get(0).split(" ")));
            words.add("--json");
            Site.Outcome outcome = site.run(words.toArray(String[]::new));
            assertThat(outcome.code()).as(error.get(0)).isNotEqualTo(ExitCode.DONE);
            assertThat(hint(outcome)).as(error.get(0)).isEqualTo(error.get(1));
            String[] next = error.get(1).replaceFirst("arenavault ", "").split(" ");
            if (Stream.of(next).noneMatch(word -> word.matches("[A-Z]+"))) {
                assertThat(site.run(next).code()).as(error.get(1)).isNotEqualTo(ExitCode.USAGE);
            }
        }
        Files.writeString(site.ledger("home"), "x\n");
        Site.Outcome damaged = site.run("--json", "set", "check", "home");
        assertThat(hint(damaged)).isEqualTo("arenavault set rebuild home");
        assertThat(damaged.said()).contains("restore the file from a copy");
    }

    private static String hint(Site.Outcome outcome) throws IOException {
        JsonNode error = new ObjectMapper().readTree(outcome.out());
        assertThat(error.path("schema").asText()).as(outcome.toString()).isEqualTo("arenavault.error.1");
        return error.path("hint").asText();
    }
}
