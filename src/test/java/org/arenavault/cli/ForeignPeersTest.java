package org.arenavault.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.arenavault.io.PathBytes;
import org.arenavault.venti.format.ArenaStats;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.net.IndexPage;
import org.junit.jupiter.api.Test;

/** Words of others that come over a connection: file servers, ventis, their pages, consoles. */
class ForeignPeersTest extends ForeignWords {

    @Test
    void namesInADumpAndWhatItsServerSays() throws Exception {
        Path day = Files.createDirectories(temp.resolve("dump/2004/0611/lib"));
        for (String name : List.of("FORGED\u001b[2J", "\nFORGED", "\u202eFORGED")) {
            Files.writeString(PathBytes.resolve(day, name.getBytes(UTF_8)), "x");
        }
        String dump = "dir:" + temp.resolve("dump");
        String state = temp.resolve("state").toString();
        look("history", "list", dump);
        look("history", "read", dump);
        look("history", "read", dump, "--deep");
        look("history", "diff", "2004/0611", "2004/0612", dump);
        look("history", "copy", dump, "--conf", conf.toString(), "--state", state);
        look("history", "check", dump, "state:" + state, "--conf", conf.toString());
        look("history", "copy", "dir:" + temp + "/dump" + HOSTILE.replace("/", ""), "--conf", conf.toString());
        try (Peer peer = new Peer(ForeignPeersTest::ninep)) {
            String source = "9p:reader@tcp!127.0.0.1!%d/main/archive".formatted(peer.port());
            look("history", "list", source);
            look("history", "read", source);
            look("history", "copy", source, "--conf", conf.toString(), "--state", state);
        }
        assertQuiet(2);
    }

    /** Answers Tversion, and refuses all else with these words. */
    private static void ninep(DataInputStream in, OutputStream out) throws IOException {
        while (true) {
            byte[] message = new byte[Integer.reverseBytes(in.readInt()) - 4];
            in.readFully(message);
            boolean version = (message[0] & 0xFF) == 100;
            byte[] words = HOSTILE.getBytes(UTF_8);
            ByteBuffer answer = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
            answer.putInt(0).put((byte) (version ? 101 : 107)).put(message[1]).put(message[2]);
            if (version) {
                answer.putInt(8192).putShort((short) 6).put("9P2000".getBytes(UTF_8));
            } else {
                answer.putShort((short) words.length).put(words);
            }
            answer.putInt(0, answer.position());
            out.write(answer.array(), 0, answer.position());
        }
    }

    @FunctionalInterface
    private interface Script {

        void answer(DataInputStream in, OutputStream out) throws IOException;
    }

    /** A server that answers each connection by a script. */
    private static final class Peer implements AutoCloseable {

        private final ServerSocket socket = new ServerSocket(0, 20, InetAddress.getLoopbackAddress());

        Peer(Script script) throws IOException {
            Thread thread = new Thread(() -> {
                while (!socket.isClosed()) {
                    try (Socket client = socket.accept()) {
                        client.setSoTimeout(5000);
                        script.answer(new DataInputStream(client.getInputStream()), client.getOutputStream());
                    } catch (IOException e) {
                        // the client is gone
                    }
                }
            }, "peer");
            thread.setDaemon(true);
            thread.start();
        }

        int port() {
            return socket.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** A venti that greets, and refuses all else with these words; and one whose greeting is hostile. */
    @Test
    void whatAVentiSays() throws Exception {
        List<Script> scripts = List.of((in, out) -> {
            out.write("venti-04:02-script\n".getBytes(UTF_8));
            while (in.readByte() != '\n') {
                // the greeting
            }
            while (true) {
                byte[] message = new byte[in.readInt()];
                in.readFully(message);
                byte[] words = HOSTILE.getBytes(UTF_8);
                ByteBuffer answer = ByteBuffer.allocate(8 + words.length);
                answer.putInt(4 + words.length).put((byte) 1).put(message[1]).putShort((short) words.length).put(words);
                out.write(answer.array());
            }
        }, (in, out) -> out.write(("venti-" + HOSTILE + "\n").getBytes(UTF_8)),
                (in, out) -> out.write((HOSTILE.repeat(30) + "\n").getBytes(UTF_8)));
        for (Script script : scripts) {
            try (Peer peer = new Peer(script)) {
                String host = "tcp!127.0.0.1!" + peer.port();
                look("vac", "ls", SCORE, "--host", host);
                look("vac", "check", SCORE, "--host", host);
                look("vac", "get", SCORE, "--host", host, "--to", temp.resolve("nothing").toString());
                look("mirror", "--conf", conf.toString(), host);
                look("score", "check", SCORE, "--host", host);
                look("history", "list", "vac:" + SCORE, "--host", host);
            }
        }
        assertQuiet(4);
    }

    @Test
    void whatAServersPageSays() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try {
            String name = "FORGED\u001b[31m\u009b2J\u0007";
            ArenaStats stats = new ArenaStats(1, 1, 100, 62, false);
            List<byte[]> pages = List.of(new IndexPage(name, 1, 8192, 8192, 1, 4, List.of(), List.of(
                    new IndexPage.Arena(name, new IndexPage.Arena.Addresses(0, 100),
                            new IndexPage.Arena.Place("/dev/" + name, 8192, 90_000),
                            new IndexPage.Arena.Head(5, 1, 2), false, Score.NONE, stats, stats))).encode(),
                            HOSTILE.getBytes(UTF_8), ("index=" + HOSTILE).getBytes(UTF_8));
            int[] asked = new int[1];
            server.createContext("/", exchange -> {
                byte[] bytes = pages.get(asked[0]++ / 2 % pages.size());
                exchange.sendResponseHeaders(200, bytes.length);
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(bytes);
                }
            });
            server.start();
            String url = "http://127.0.0.1:" + server.getAddress().getPort();
            site.done("init", "home", "--conf", conf.toString(), "--medium", "bd-r", "--device",
                    site.recorder("rec", "bd-r", 1, 8_000_000), "--index-url", url);
            for (int i = 0; i < pages.size(); i++) {
                look("status", "home");
            }
            look("status", "home", "--flush");
            look("backup", "home");
            look("init", "two", "--conf", conf.toString(), "--medium", "bd-r", "--index-url", "http://" + HOSTILE);
        } finally {
            server.stop(0);
        }
        assertQuiet(1);
    }

    @Test
    void whatAFossilsConsoleSays() throws Exception {
        try (Peer peer = new Peer((in, out) -> {
            out.write(("prompt: " + HOSTILE + "\nmain: ").getBytes(UTF_8));
            while (true) {
                if (in.readByte() == '\n') {
                    out.write((HOSTILE + "\n" + "\u001b[2JFORGED\nmain: ").getBytes(UTF_8));
                }
            }
        })) {
            String console = "tcp!127.0.0.1!" + peer.port();
            look("fossil", "console", console, "fsys", "--timeout", "1");
            look("fossil", "sync", console, "--timeout", "1");
            look("fossil", "snap", console, "--timeout", "1");
            look("fossil", "watch", console, "--timeout", "1");
        }
        assertQuiet(0);
    }
}
