package org.arenavault.fossil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.arenavault.io.PeerException;
import org.arenavault.io.StopSignal;
import org.arenavault.io.SystemClock;
import org.arenavault.io.UsageException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a fossil is told when it starts, and whether it took it. */
@Timeout(60)
class FossilStartTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String SNAPTIME = "-s 60 -a 0500 -t 2880";

    private ScriptedFossil fossil;

    @BeforeEach
    void start() throws IOException {
        fossil = new ScriptedFossil();
    }

    @AfterEach
    void stop() throws IOException {
        fossil.close();
    }

    private static FossilStart start(String system, String partition, String snapshots, String service, String dial) {
        return new FossilStart(system, partition, "", 9000, snapshots, List.of(service), List.of(dial));
    }

    private void run(FossilStart start) throws IOException {
        try (FossilConsole console = FossilConsole.open(ConsoleAddress.open("tcp:127.0.0.1:" + fossil.port(),
                new SystemClock(), StopSignal.NEVER), PATIENCE,
                StopSignal.NEVER)) {
            start.run(console, PATIENCE);
        }
    }

    @Test
    void itIsToldWhatThePlan9ScriptSaid() throws IOException {
        run(new FossilStart("main", "/dev/sdC0/fossil", "tcp!venti!17034", 9000, SNAPTIME, List.of("-A fossil"),
                List.of("tcp!*!564")));
        assertThat(fossil.typed()).containsSubsequence("fsys main config /dev/sdC0/fossil",
                "fsys main venti tcp!venti!17034", "fsys main open -c 9000", "fsys main snaptime " + SNAPTIME,
                "srv -A fossil", "listen tcp!*!564").doesNotContain("fsys");
    }

    @Test
    void oneThatIsOpenIsLeftAlone() throws IOException {
        FossilStart start = start("main", "a", "", "fossil", "tcp!*!564");
        run(start);
        fossil.typed().clear();
        assertThatThrownBy(() -> run(start)).isInstanceOf(PeerException.class).hasMessageContaining("open already");
        assertThat(fossil.typed()).containsExactly("fsys main epoch");
    }

    @Test
    void oneThatDoesNotOpenOrIsConfiguredForAnotherPartitionIsToldSo() {
        fossil.breakDown();
        FossilStart start = start("main", "a", "", "fossil", "tcp!*!564");
        assertThatThrownBy(() -> run(start)).isInstanceOf(PeerException.class)
                .hasMessageContaining("does not open a").hasMessageContaining("No such file");
        assertThat(fossil.typed()).doesNotContain("srv fossil");
        assertThatThrownBy(() -> run(start)).isInstanceOf(PeerException.class)
                .hasMessageContaining("configured already");
    }

    @Test
    void nothingThatWasTypedBecomesAnotherCommand() {
        for (FossilStart wrong : List.of(start("main halt", "a", "", "f", "tcp!*!1"),
                start("main", "a b", "", "f", "tcp!*!1"), start("main", "a\nhalt", "", "f", "tcp!*!1"),
                start("main", "", "", "f", "tcp!*!1"), start("main", "a", "always", "f", "tcp!*!1"),
                start("main", "a", "", "f g", "tcp!*!1"), start("main", "a", "", "f", ""))) {
            assertThatThrownBy(() -> run(wrong)).as("%s", wrong).isInstanceOf(UsageException.class);
        }
        assertThat(fossil.typed()).isEmpty();
    }
}
