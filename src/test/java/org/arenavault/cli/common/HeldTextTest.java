package org.arenavault.cli.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.arenavault.io.Environment;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.Terminal;
import org.junit.jupiter.api.Test;

/** What is held back is said whole, or not at all, however long it is. */
class HeldTextTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream target = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private static List<Path> spools() throws IOException {
        try (Stream<Path> files = Files.list(Environment.temporary())) {
            return files.filter(file -> file.getFileName().toString().startsWith("arenavault-held")).toList();
        }
    }

    @Test
    void aLongReportComesWholeAndLeavesNoFile() throws IOException {
        List<Path> before = spools();
        HeldText held = new HeldText(target);
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 60_000; i++) {
            // pairs of surrogates at all distances from the ends of pieces
            String line = "%d \uD83D\uDCBF %s ü%n".formatted(i, "x".repeat(i % 37));
            held.add(line);
            all.append(line);
        }
        assertThat(bytes.size()).isZero();
        assertThat(spools()).as("a name would be left by whoever is killed").isEqualTo(before);
        held.release();
        held.add("the end");
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo(all + "the end");
        assertThat(spools()).isEqualTo(before);
    }

    @Test
    void whatIsLetGoLeavesNothing() throws IOException {
        List<Path> before = spools();
        HeldText held = new HeldText(target);
        for (int i = 0; i < 3; i++) {
            held.add("x".repeat(600_000));
        }
        held.forget();
        assertThat(bytes.size()).isZero();
        assertThat(spools()).isEqualTo(before);
    }

    @Test
    void aQuestionComesWithWhatWasSaidBeforeIt() throws Exception {
        SilentTerminal said = new SilentTerminal();
        Terminal person = new Terminal() {
            @Override
            public boolean interactive() {
                return true;
            }

            @Override
            public void print(String line) {
                said.print(line);
            }

            @Override
            public String ask(String question) throws OperatorNeededException {
                said.print(question);
                return "yes";
            }
        };
        Quiet quiet = new Quiet(person, target);
        Terminal terminal = quiet.terminal();
        for (int i = 0; i < 1003; i++) {
            terminal.print("line " + i);
        }
        assertThat(said.said()).isEmpty();
        terminal.print("arenavault: something is wrong");
        terminal.printNeeded("Write home-001 on the disc");
        assertThat(said.said()).containsExactly("arenavault: something is wrong", "Write home-001 on the disc");
        assertThat(terminal.confirm("Go on?")).isTrue();
        assertThat(said.said()).hasSize(2 + 1 + 1000 + 1).contains("(3 lines are left out here)", "line 1002")
                .endsWith("Go on? [y/N]");
        terminal.print("after");
        assertThat(said.said()).doesNotContain("after");
        quiet.end();
        assertThat(said.said()).endsWith("after");
    }
}
