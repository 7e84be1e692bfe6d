package org.arenavault.venti.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Dial;
import org.arenavault.io.PeerException;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.SystemClock;
import org.arenavault.io.UsageException;
import org.arenavault.io.World;
import org.arenavault.venti.format.ArenaStats;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Status pages over HTTP, both sides: what is asked is answered, and nobody waits or swells. */
@Timeout(60)
class StatusServerTest {

    private static final World WORLD = World.unattended(new SilentTerminal());

    private static final ServerOptions QUICK =
            new ServerOptions(4, Duration.ofMillis(500), Duration.ofMillis(300));
    private static final Duration PATIENCE = Duration.ofMillis(1500);

    private static final IndexPage PAGE = new IndexPage("main", 1, 8192, 524288, 10, 429496730,
            List.of(new IndexPage.Section("isect0", 0, 10, 215)),
            List.of(new IndexPage.Arena("arena0", new IndexPage.Arena.Addresses(1 << 20, 2 << 20),
                    new IndexPage.Arena.Place("arenas0", 802816, 1867776), new IndexPage.Arena.Head(5, 1, 2), false,
                    Score.NONE, new ArenaStats(1, 0, 50, 12, false), ArenaStats.EMPTY)));

    private static final StatusPages PAGES = new StatusPages() {
        @Override
        public IndexPage index() {
            return PAGE;
        }

        @Override
        public StoragePage storage() {
            return new StoragePage("main", 6, 1, 1_048_576, 1, 0, 12, 50);
        }
    };

    private static StatusServer serve() throws IOException {
        return new StatusServer(PAGES, new Dial("127.0.0.1", 0), QUICK, new SystemClock());
    }

    /** Sends these bytes and returns all that comes back. */
    private static String ask(StatusServer server, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.address().port())) {
            socket.setSoTimeout(5000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void pagesAreServed() throws IOException {
        try (StatusServer server = serve()) {
            String index = ask(server, "GET /index HTTP/1.0\r\n\r\n");
            assertThat(index).startsWith("HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\n")
                    .endsWith("\r\n\r\n" + new String(PAGE.encode(), StandardCharsets.ISO_8859_1));
            assertThat(ask(server, "GET /storage?x HTTP/1.1\nHost: me\n\n")).contains("total space=1,048,576 used=75");
            assertThat(ask(server, "HEAD /index HTTP/1.1\r\n\r\n")).contains("Content-Length: ").endsWith("\r\n\r\n");
            assertThat(ask(server, "GET /set?name=l0quantum&value=0 HTTP/1.0\r\n\r\n"))
                    .startsWith("HTTP/1.1 404 Not Found");
            assertThat(ask(server, "POST /index HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 405 ");
            assertThat(ask(server, "venti-04:02-libventi\n\n")).startsWith("HTTP/1.1 400 ");
            assertThat(ask(server, "\r\n\r\n")).startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void ourClientReadsOurServer() throws IOException {
        try (StatusServer server = serve()) {
            for (String suffix : List.of("", "/", "/index")) {
                StatusClient client = new StatusClient("http://127.0.0.1:%d%s".formatted(server.address().port(),
                        suffix), PATIENCE, WORLD);
                assertThat(client.index()).isEqualTo(PAGE);
                assertThatThrownBy(client::flush).isInstanceOf(PeerException.class).hasMessageContaining("status 404");
            }
        }
    }

    @Test
    void aRequestWithoutEndIsCutOff() throws IOException {
        try (StatusServer server = serve()) {
            assertThat(ask(server, "GET /index HTTP/1.0\r\n")).isEmpty();
            assertThat(ask(server, "GET /index HTTP/1.0\r\nX: " + "x".repeat(8200))).isNotNull();
        }
    }

    private static void fails(PeerException.Fault fault, ScriptedPeer.Script script) throws IOException {
        try (ScriptedPeer peer = new ScriptedPeer(script)) {
            StatusClient client = new StatusClient("http://127.0.0.1:" + peer.dial().port(), PATIENCE, WORLD);
            long start = System.nanoTime();
            assertThatThrownBy(client::index).satisfies(e -> {
                assertThat(((PeerException) e).fault()).isEqualTo(fault);
                assertThat(e.getMessage()).doesNotContain("\n");
            });
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void whateverAPageServerDoesItEndsInTime() throws IOException {
        fails(PeerException.Fault.UNREACHABLE, c -> { });
        fails(PeerException.Fault.SILENT, ScriptedPeer.Connection::silence);
        fails(PeerException.Fault.REFUSED, c -> {
            c.raw("HTTP/1.0 500 No\r\nContent-Length: 0\r\n\r\n");
            c.silence();
        });
        fails(PeerException.Fault.UNREACHABLE, c -> {
            c.raw("nonsense\r\n\r\n");
            c.silence();
        });
        fails(PeerException.Fault.SILENT, c -> {
            c.raw("HTTP/1.0 200 OK\r\n\r\nindex=");
            c.silence();
        });
        fails(PeerException.Fault.MISBEHAVED, c -> {
            c.raw("HTTP/1.0 200 OK\r\n\r\n");
            while (true) {
                c.raw(new byte[1 << 20]);
            }
        });
        try (ScriptedPeer peer = new ScriptedPeer(c -> {
            c.raw("HTTP/1.0 200 OK\r\nContent-Length: 6\r\n\r\n<html>");
            c.silence();
        })) {
            StatusClient client = new StatusClient("http://127.0.0.1:" + peer.dial().port(), PATIENCE, WORLD);
            assertThatThrownBy(client::index).isInstanceOf(CorruptException.class);
        }
    }

    @Test
    void otherAddressesAreRefused() {
        for (String url : List.of("", "127.0.0.1:8000", "ftp://host/", "http://", "file:///etc/passwd", "http://a b")) {
            assertThatThrownBy(() -> new StatusClient(url, PATIENCE, WORLD)).as(url).isInstanceOf(UsageException.class);
        }
    }
}
