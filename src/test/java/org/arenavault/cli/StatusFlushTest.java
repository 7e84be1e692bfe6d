package org.arenavault.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.venti.SampleVenti;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arenas that are full and not sealed on disk: what {@code status} says of them works when it is pasted. */
class StatusFlushTest {

    private static final String PAGE = """
            index=main version=1 blocksize=8192 tabsize=8192
            \tbuckets=1 div=4294967295
            \tsect=isect0 for buckets [0,1) buckmax=320
            """;

    @TempDir(factory = MemoryTempDir.class)
    private Path temp;

    private Site site;
    private Path venti;
    private Path conf;
    private HttpServer server;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile int answer = 200;

    @BeforeEach
    void make() throws IOException {
        site = new Site(temp);
        venti = temp.resolve("venti");
        conf = SampleVenti.createFull(venti, 3, 3);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().toString();
            asked.add(path);
            if (path.equals("/flushicache") && answer == 200) {
                SampleVenti.sealFull(venti);
            }
            byte[] page = path.equals("/index") ? PAGE.getBytes(UTF_8) : "ok".getBytes(UTF_8);
            exchange.sendResponseHeaders(path.equals("/index") ? 200 : answer, page.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(page);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String begin(String... more) {
        String device = site.recorder("recorder", "bd-r", 2, 40_000_000);
        String[] init = new String[9 + more.length];
        System.arraycopy(new String[] {"init", "home", "--conf", conf.toString(), "--medium", "bd-r", "--spare=none",
            "--device", device}, 0, init, 0, 9);
        System.arraycopy(more, 0, init, 9, more.length);
        site.done(init);
        return device;
    }

    private static List<String> next(String status) {
        return status.lines().filter(line -> line.startsWith("  next: ")).map(line -> line.substring(8)).toList();
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Test
    void theCommandThatIsPrintedFlushesAndTheNextOneBurns() {
        begin("--index-url", url());
        String before = site.done("status", "home");
        assertThat(next(before)).hasSize(1).first().asString().startsWith("arenavault status home --flush   # ")
                .contains("arena0, arena1, arena2 are full and not sealed on disk yet");
        assertThat(asked).doesNotContain("/flushicache");
        Site.Outcome flushed = site.run(PrintedCommands.text(PrintedCommands.in(next(before).get(0)).get(0)));
        assertThat(flushed.code()).as(flushed.said()).isEqualTo(ExitCode.DONE);
        assertThat(asked).containsSubsequence("/flushicache", "/flushdcache", "/index");
        assertThat(flushed.said()).contains(url() + " is asked to write what it holds to disk; that can take minutes");
        assertThat(flushed.out()).contains("sealed 3   on disc 0").contains("waiting 3");
        assertThat(next(flushed.out())).hasSize(1).first().asString().startsWith("arenavault backup home");
        Site.Outcome burned = site.run(PrintedCommands.text(PrintedCommands.in(next(flushed.out()).get(0)).get(0)));
        assertThat(burned.code()).as(burned.said()).isEqualTo(ExitCode.DONE);
        assertThat(burned.out()).contains("3 tracks");
        assertThat(next(site.done("status", "home"))).containsExactly("nothing to do");
    }

    @Test
    void whereNoServerIsKnownTheLineSaysWhatTheServerIsToDo() {
        begin();
        assertThat(next(site.done("status", "home"))).hasSize(1).first().asString()
                .contains("have the server flush its index").contains("arena0, arena1, arena2 are full");
        Site.Outcome refused = site.run("status", "home", "--flush");
        assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.said()).contains("names no server to flush").contains("source.index_url");
    }

    @Test
    void aServerThatRefusesIsToldAndFlushingCountsAsUndone() {
        begin("--index-url", url());
        answer = 404;
        Site.Outcome refused = site.run("status", "home", "--flush");
        assertThat(refused.code()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.out()).contains("note: the server was not asked").contains("status 404");
        assertThat(next(refused.out())).first().asString().startsWith("arenavault status home --flush");
        server.stop(0);
        assertThat(site.run("status", "home", "--flush").code()).isEqualTo(ExitCode.FAILED);
        assertThat(site.run("status", "home").code()).as("a note is no failure").isEqualTo(ExitCode.DONE);
    }
}
