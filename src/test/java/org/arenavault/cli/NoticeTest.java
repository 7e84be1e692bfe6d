package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.Notice;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.ShellWord;
import org.arenavault.io.SilentTerminal;
import org.arenavault.venti.SampleVenti;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever is away is called: when he is needed, when something failed, when all is done. */
class NoticeTest {

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private Site site;
    private Path log;
    private String command;

    @BeforeEach
    void make() {
        site = new Site(folder);
        log = folder.resolve("calls");
        command = "echo \"$ARENAVAULT_EVENT $(cat)\" >> " + ShellWord.of(log);
    }

    private List<String> calls() throws IOException {
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }

    @Test
    void theEndIsTold() throws IOException {
        String conf = SampleVenti.create(folder.resolve("venti"), 3, 8192, 5, 3).toString();
        String device = site.recorder("recorder", "bd-r", 1, 2_600_000);
        site.done("init", "home", "--conf", conf, "--medium", "bd-r", "--device", device, "--notify", command);
        assertThat(calls()).containsExactly("done arenavault init: done");

        Site.Outcome tooFew = site.run("--notify", command, "backup", "home");
        assertThat(tooFew.code()).isEqualTo(ExitCode.OPERATOR);
        assertThat(calls()).hasSize(2).last().asString().startsWith("operator arenavault backup: ");

        assertThat(site.run("disc", "show", "home", "7", "--notify", command).code()).isNotEqualTo(ExitCode.DONE);
        assertThat(site.run("status", "--nonsense", "--notify", command).code()).isEqualTo(ExitCode.USAGE);
        assertThat(calls()).noneMatch(call -> call.contains("nonsense"));
    }

    @Test
    void aCommandThatFailsIsToldAndChangesNothing() {
        Site.Outcome outcome = site.run("status", "--notify", "exit 7");
        assertThat(outcome.code()).isEqualTo(ExitCode.DONE);
        assertThat(outcome.said()).contains("the command of --notify ended with 7");
        assertThat(site.run("status", "--notify", "/nowhere/at/all").code()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void aCommandThatReadsNothingAndALongMessageAreNoHarm() {
        SilentTerminal terminal = new SilentTerminal();
        new Notice(event -> "exit 0", "--notify", terminal).send(Notice.Event.DONE, "x".repeat(1 << 20));
        assertThat(terminal.said()).isEmpty();
        // it lives on and reads nothing: more than a pipe holds would never be taken
        new Notice(event -> "sleep 1", "--notify", terminal).send(Notice.Event.DONE, "x".repeat(1 << 20));
        assertThat(terminal.said()).isEmpty();
    }
}
