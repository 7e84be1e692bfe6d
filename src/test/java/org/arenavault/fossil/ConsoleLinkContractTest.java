package org.arenavault.fossil;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.arenavault.ContractTest;
import org.arenavault.io.StopSignal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link ConsoleLink} keeps. At its other end a fossil echoes what is typed, and says that {@code main} is
 * not open when it is asked for the epoch.
 */
public abstract class ConsoleLinkContractTest extends ContractTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private ConsoleLink opened;

    /** Opens it. */
    protected abstract ConsoleLink open() throws IOException;

    private ConsoleLink link() throws IOException {
        opened = open();
        return opened;
    }

    @Override
    protected Object implementation() throws IOException {
        return link();
    }

    @AfterEach
    void closeWhatWasOpened() throws IOException {
        if (opened != null) {
            opened.close();
        }
    }

    @Test
    void itHasANameInOneLine() throws IOException {
        assertThat(link().name()).isNotBlank().doesNotContain("\n");
    }

    @Test
    void whatIsTypedArrivesAndWhatIsPrintedComesBackInItsOrder() throws IOException {
        try (FossilConsole console = FossilConsole.open(link(), PATIENCE, StopSignal.NEVER)) {
            for (int i = 0; i < 3; i++) {
                assertThat(console.run("epoch", PATIENCE)).containsExactly("fsys: 'main' not open");
            }
        }
    }

    @Test
    void aReadWaitsWhileOthersWriteAndEndsWhenItIsClosed() throws Exception {
        ConsoleLink link = link();
        InputStream input = link.input();
        List<String> seen = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> {
            byte[] bytes = new byte[64];
            try {
                for (int count = input.read(bytes); count >= 0; count = input.read(bytes)) {
                    seen.add(new String(bytes, 0, count, ISO_8859_1));
                }
            } catch (IOException e) {
                seen.add("; it is closed");
            }
        });
        TimeUnit.MILLISECONDS.sleep(200);
        assertThat(reader).isNotDone();
        assertThat(seen).isEmpty();
        link.output().write("epoch\n".getBytes(ISO_8859_1));
        link.output().flush();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!String.join("", seen).contains("not open") && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertThat(String.join("", seen)).contains("fsys: 'main' not open");
        link.close();
        reader.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
