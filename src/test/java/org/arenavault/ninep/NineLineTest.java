package org.arenavault.ninep;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.PeerException;
import org.arenavault.io.RefusedException;
import org.arenavault.io.StopSignal;
import org.arenavault.io.SystemClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A file of a server that bytes go into and come out of. */
@Timeout(60)
class NineLineTest {

    /** Shorter than what a reader waits here. */
    private static final NineOptions QUICK = new NineOptions(Duration.ofSeconds(5), Duration.ofMillis(400), 1,
            Duration.ofMillis(10));

    private final ByteArrayOutputStream typed = new ByteArrayOutputStream();
    private PipedOutputStream printed;
    private ExportedLine server;

    @BeforeEach
    void serve() throws IOException {
        printed = new PipedOutputStream();
        server = new ExportedLine(new PipedInputStream(printed), typed);
    }

    @AfterEach
    void end() throws IOException {
        server.close();
        printed.close();
    }

    private static NineLine open(String name) throws IOException {
        return NineLine.open(NinePath.parse(name), QUICK, new SystemClock(), StopSignal.NEVER);
    }

    private void print(String text) throws IOException {
        printed.write(text.getBytes(ISO_8859_1));
        printed.flush();
    }

    private static CompletableFuture<String> read(NineLine line) {
        return CompletableFuture.supplyAsync(() -> {
            byte[] bytes = new byte[100];
            try {
                int count = line.input().read(bytes);
                return count < 0 ? "the end" : new String(bytes, 0, count, ISO_8859_1);
            } catch (IOException e) {
                return e.toString();
            }
        });
    }

    private static void send(NineLine line, String text) throws IOException {
        OutputStream output = line.output();
        output.write(text.getBytes(ISO_8859_1));
        output.flush();
    }

    @Test
    void aReadWaitsLongerThanAServerMayTakeForAnAnswer() throws Exception {
        try (NineLine line = open(server.name())) {
            CompletableFuture<String> first = read(line);
            TimeUnit.MILLISECONDS.sleep(1200);
            assertThat(first).isNotDone();
            send(line, "epoch\n");
            assertThat(typed.toString(ISO_8859_1)).isEqualTo("epoch\n");
            print("main: ");
            assertThat(first.get(5, TimeUnit.SECONDS)).isEqualTo("main: ");
            print("more");
            assertThat(read(line).get(5, TimeUnit.SECONDS)).isEqualTo("more");
        }
        assertThat(server.asked()).contains("open 2");
        assertThat(server.offsets()).containsOnly(0L);
    }

    @Test
    void theReadThatWaitsIsTakenBackAndTheFileGivenBack() throws Exception {
        CompletableFuture<String> left;
        try (NineLine line = open(server.name())) {
            left = read(line);
            TimeUnit.MILLISECONDS.sleep(100);
            assertThat(server.waiting()).isEqualTo(1);
        }
        assertThat(left.get(5, TimeUnit.SECONDS)).contains("was taken back");
        assertThat(server.waiting()).isZero();
        assertThat(server.asked()).endsWith(Integer.toString(NineCall.FLUSH), Integer.toString(NineCall.CLUNK));
        print("for the next one");
        try (NineLine line = open(server.name())) {
            assertThat(read(line).get(5, TimeUnit.SECONDS)).isEqualTo("for the next one");
        }
    }

    @Test
    void whatIsPrintedBeforeAnybodyTypesIsKept() throws Exception {
        print("welcome\n");
        try (NineLine line = open(server.name())) {
            assertThat(read(line).get(5, TimeUnit.SECONDS)).isEqualTo("welcome\n");
        }
    }

    @Test
    void aConsoleThatEndsIsAtItsEnd() throws Exception {
        try (NineLine line = open(server.name())) {
            printed.close();
            assertThat(read(line).get(5, TimeUnit.SECONDS)).isEqualTo("the end");
        }
    }

    @Test
    void aServerThatTakesNothingIsNotWaitedForForEver() throws IOException {
        try (NineLine line = open(server.deaf().name())) {
            assertThatThrownBy(() -> send(line, "sync\n")).isInstanceOf(PeerException.class)
                    .hasMessageContaining("did not answer");
        }
    }

    @Test
    void nothingIsEverWrittenToAFileOrADeviceWithBytesOfItsOwn() throws IOException {
        assertThatThrownBy(() -> open(server.telling(4096).name())).isInstanceOf(RefusedException.class)
                .hasMessageContaining("a file of 4096 bytes");
        try (ExportedFiles files = new ExportedFiles()) {
            files.put("disk", new MemoryStorage(new byte[4096]), 0, new NineQid(0, 0, 1));
            files.put("empty", new MemoryStorage(new byte[0]), 0, new NineQid(0, 0, 2));
            for (String name : new String[] {"disk", "empty"}) {
                assertThatThrownBy(() -> open(files.name(name))).as(name).isInstanceOf(RefusedException.class)
                        .hasMessageContaining("nothing was written");
            }
            assertThatThrownBy(() -> open(files.name(""))).isInstanceOf(RefusedException.class)
                    .hasMessageContaining("a directory");
        }
        try (ExportedLine device = new ExportedLine(new ByteArrayInputStream(new byte[4096]), typed)) {
            assertThatThrownBy(() -> open(device.name())).isInstanceOf(RefusedException.class);
            assertThat(typed.size()).isZero();
        }
    }

    @Test
    void otherReadsOfTheConnectionAreInTimeAllTheSame() throws IOException, ExecutionException, InterruptedException {
        try (NineLine line = open(server.name())) {
            CompletableFuture<String> first = read(line);
            for (int i = 0; i < 3; i++) {
                TimeUnit.MILLISECONDS.sleep(500);
                send(line, "x");
            }
            print("y");
            assertThat(first.get()).isEqualTo("y");
        }
    }
}
