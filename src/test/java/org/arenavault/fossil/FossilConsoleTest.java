package org.arenavault.fossil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.arenavault.Keeps;
import org.arenavault.io.PeerException;
import org.arenavault.io.StopSignal;
import org.arenavault.io.SystemClock;
import org.arenavault.io.UsageException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The console of a fossil, with a fossil that answers from a table. */
@Timeout(30)
class FossilConsoleTest {

    private static final String SCORE = "9ab9122c8dc3f6883edf5253cb4cefe854f081a7";
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(10);

    /** Echoes what is typed, prints an answer, and a prompt; a command that is not in the table gets no prompt. */
    static final class FakeFossil implements ConsoleLink {

        private final Map<String, String> answers;
        private final PipedInputStream input = new PipedInputStream(1 << 16);
        private final PipedOutputStream printed;
        private final StringBuilder typed = new StringBuilder();

        FakeFossil(Map<String, String> answers) throws IOException {
            this.answers = answers;
            this.printed = new PipedOutputStream(input);
        }

        @Override
        public String name() {
            return "fake";
        }

        @Override
        public InputStream input() {
            return input;
        }

        @Override
        public OutputStream output() {
            return new OutputStream() {
                @Override
                public void write(int b) throws IOException {
                    typed.append((char) b);
                    if (b == '\n') {
                        String line = typed.toString();
                        typed.setLength(0);
                        String answer = answers.get(line.strip());
                        print(line.replace("\n", "\r\n") + (answer == null ? "" : answer + "main: "));
                    }
                }
            };
        }

        void print(String text) throws IOException {
            printed.write(text.getBytes(StandardCharsets.ISO_8859_1));
            printed.flush();
        }

        @Override
        public void close() throws IOException {
            printed.close();
        }
    }

    /** The fake keeps the contract, too. */
    @Nested
    @Keeps("fossil.FossilConsoleTest$FakeFossil")
    class ItsLink extends ConsoleLinkContractTest {

        @Override
        protected ConsoleLink open() throws IOException {
            return new FakeFossil(Map.of("", "", "epoch", "fsys: 'main' not open\n"));
        }
    }

    private static FossilConsole open(FakeFossil fossil) throws IOException {
        return FossilConsole.open(fossil, LONG, StopSignal.NEVER);
    }

    @Test
    void aCommandsLinesComeBack() throws IOException {
        FakeFossil fossil = new FakeFossil(Map.of("", "", "epoch", "\tlow 1 hi 5\n", "df", "\tmain: 1 used\r\n"));
        try (FossilConsole console = open(fossil)) {
            assertThat(console.run("epoch", LONG)).containsExactly("\tlow 1 hi 5");
            assertThat(console.run("df", LONG)).containsExactly("\tmain: 1 used");
        }
    }

    @Test
    void whatWasPrintedBeforeIsNoAnswer() throws IOException {
        FakeFossil fossil = new FakeFossil(Map.of("", "", "epoch", "\tlow 1 hi 5\n"));
        try (FossilConsole console = open(fossil)) {
            fossil.print("archive vac:" + SCORE + "\n");
            assertThat(console.next(LONG)).isPresent();
            assertThat(console.run("epoch", LONG)).endsWith("\tlow 1 hi 5");
        }
    }

    @Test
    void aSnapshotsScoreIsAwaited() throws IOException {
        FakeFossil fossil = new FakeFossil(Map.of("", "", "fsys main snap -a", "archive vac:" + SCORE + "\n"));
        try (FossilConsole console = open(fossil)) {
            assertThat(console.snap("main", LONG)).hasToString(SCORE);
        }
    }

    @Test
    void refusalsAndSilenceAreTold() throws IOException {
        FakeFossil fossil = new FakeFossil(Map.of("", "", "fsys main snap -a", "file system main is halted\n"));
        try (FossilConsole console = open(fossil)) {
            assertThatThrownBy(() -> console.snap("main", LONG)).isInstanceOf(PeerException.class)
                    .hasMessageContaining("halted");
            assertThatThrownBy(() -> console.run("nothing", SHORT)).isInstanceOf(PeerException.class)
                    .hasMessageContaining("no prompt came after");
        }
        assertThatThrownBy(() -> FossilConsole.open(new FakeFossil(Map.of()), SHORT, StopSignal.NEVER))
                .isInstanceOf(PeerException.class);
    }

    @Test
    void aConsoleThatEndsIsTold() throws IOException {
        FakeFossil fossil = new FakeFossil(Map.of("", ""));
        try (FossilConsole console = open(fossil)) {
            fossil.close();
            assertThatThrownBy(() -> console.run("epoch", LONG)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aCommandIsOneLine() throws IOException {
        try (FossilConsole console = open(new FakeFossil(Map.of("", "")))) {
            for (String wrong : List.of("a\nhalt", "x".repeat(256), "\u0003")) {
                assertThatThrownBy(() -> console.run(wrong, SHORT)).isInstanceOf(UsageException.class);
            }
        }
    }

    @Test
    void endlessOutputTakesNoEndlessMemory() throws IOException {
        FakeFossil fossil = new FakeFossil(Map.of("", ""));
        try (FossilConsole console = open(fossil)) {
            for (int i = 0; i < 3000; i++) {
                fossil.print("x".repeat(1000));
            }
            fossil.print("\nthe end\n");
            assertThat(console.next(LONG)).hasValueSatisfying(line -> assertThat(line.length()).isLessThan(1 << 20));
        }
    }

    @Test
    void addressesOfNoKindAreRefused() {
        for (String wrong : List.of("", "tcp:", "/dev/ttyS0", "serial:/dev/null,fast", "ftp:host:1", "tcp:host:0x",
                "9p:host", "9p:host/srv/fscons", "9p:unix!//fscons")) {
            assertThatThrownBy(() -> ConsoleAddress.open(wrong, new SystemClock(), StopSignal.NEVER)).as(wrong)
                    .isInstanceOf(UsageException.class);
        }
    }
}
