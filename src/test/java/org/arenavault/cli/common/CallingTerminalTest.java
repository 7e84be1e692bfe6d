package org.arenavault.cli.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.arenavault.io.ConsoleTerminal;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.ShellWord;
import org.arenavault.io.StopSignal;
import org.arenavault.io.Terminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A question calls the operator before it waits for him. */
class CallingTerminalTest {

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private Terminal terminal(boolean interactive, Path log) {
        Terminal console = new ConsoleTerminal(new ByteArrayInputStream("yes\n".getBytes(StandardCharsets.UTF_8)),
                new PrintStream(PrintStream.nullOutputStream()), interactive, StopSignal.NEVER);
        String command = "echo \"$ARENAVAULT_EVENT $(cat)\" >> " + ShellWord.of(log);
        return new CallingTerminal(console, new Notice(event -> command, "--notify", console));
    }

    @Test
    void aQuestionIsTold() throws Exception {
        Path log = folder.resolve("calls");
        assertThat(terminal(true, log).confirm("Insert home-002")).isTrue();
        assertThat(Files.readString(log)).isEqualTo("operator Insert home-002 [y/N]\n");
    }

    @Test
    void whereNobodyCanAnswerNobodyIsCalledByTheQuestion() {
        Path log = folder.resolve("calls");
        Terminal nobody = terminal(false, log);
        assertThat(nobody.interactive()).isFalse();
        assertThatThrownBy(() -> nobody.ask("Insert home-002"))
                .hasMessageContaining("nobody can answer here");
        assertThat(log).doesNotExist();
    }
}
