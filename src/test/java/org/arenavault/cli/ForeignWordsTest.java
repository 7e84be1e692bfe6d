package org.arenavault.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.arenavault.changer.DeviceDiscs;
import org.arenavault.changer.DiscRequest;
import org.arenavault.changer.DiscSource;
import org.arenavault.changer.DriveUse;
import org.arenavault.drivers.Descriptions;
import org.arenavault.drivers.DeviceName;
import org.arenavault.io.Disks;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.PathBytes;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.Storage;
import org.arenavault.io.SystemClock;
import org.arenavault.io.World;
import org.arenavault.media.DiscIdentity;
import org.arenavault.media.Medium;
import org.arenavault.optical.QuickFolder;
import org.arenavault.scsi.Command;
import org.arenavault.scsi.CommandResult;
import org.arenavault.scsi.Transport;
import org.arenavault.venti.MemoryBlocks;
import org.arenavault.venti.SampleVenti;
import org.arenavault.venti.format.ArenaStats;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.net.Dial;
import org.arenavault.venti.net.IndexPage;
import org.arenavault.venti.net.ServerOptions;
import org.arenavault.venti.net.VentiServer;
import org.arenavault.venti.vac.HostileArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Words of others, in every place where the program hears them: discs, drives, changers, archives, file servers,
 * consoles, pages, configurations, partitions, peers. What is shown moves no cursor and begins no line of its own; in
 * JSON it stands escaped.
 */
class ForeignWordsTest {

    /** All that disturbs, in one line: escapes of both kinds, carriage, bell, breaks of line, direction of writing. */
    private static final String HOSTILE =
            "\u001b[31m\u001b]0;t\u0007\u009b2J\r\nFORGED\u0085FORGED\u2028FORGED\u202e\u2066\u200b\u007f\bx";
    private static final String SCORE = "2c8c3a424667ae861bafb71b5ebdc6544eada2f6";

    @TempDir(factory = MemoryTempDir.class)
    private Path temp;

    private Site site;
    private Path conf;
    private final List<String> wrong = new ArrayList<>();
    private int heard;

    @BeforeEach
    void make() throws IOException {
        site = new Site(temp);
        conf = SampleVenti.create(temp.resolve("venti"), 2, 8192, 5, 3);
    }

    private static boolean disturbs(int c) {
        return c != '\n' && (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT
                || Character.getType(c) == Character.SURROGATE || c == 0x2028 || c == 0x2029);
    }

    /** Runs a command in words and with --json; what is wrong with what it shows is noted. */
    private void look(String... words) {
        for (boolean json : new boolean[] {false, true}) {
            List<String> all = new ArrayList<>(Arrays.asList(words));
            if (json) {
                all.add(0, "--json");
            }
            Site.Outcome seen = site.run(all.toArray(String[]::new));
            String shown = seen.out() + "\n" + seen.said();
            heard += shown.contains("FORGED") ? 1 : 0;
            if (shown.codePoints().anyMatch(ForeignWordsTest::disturbs)) {
                wrong.add("%s disturbs: %s".formatted(all, escaped(shown)));
            }
            if (shown.lines().anyMatch(line -> line.strip().startsWith("FORGED"))) {
                wrong.add("%s is forged: %s".formatted(all, escaped(shown)));
            }
            if (shown.contains("Exception") || shown.contains("fault of the program")) {
                wrong.add("%s breaks: %s".formatted(all, escaped(shown)));
            }
            if (json && seen.out().startsWith("{")) {
                try {
                    new ObjectMapper().readTree(seen.out());
                } catch (JsonProcessingException e) {
                    wrong.add("%s is no JSON: %s".formatted(all, escaped(seen.out())));
                }
            }
        }
    }

    private static String escaped(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(c -> shown.append(disturbs(c) ? "<%x>".formatted(c) : Character.toString(c)));
        return shown.toString();
    }

    private void assertQuiet(int atLeast) {
        assertThat(wrong).isEmpty();
        assertThat(heard).as("how often the words were shown").isGreaterThanOrEqualTo(atLeast);
    }

    private String set(String device) {
        site.done("init", "home", "--conf", conf.toString(), "--medium", device.startsWith("dir:") ? "removable-disk"
                : "bd-r", "--device", device);
        return device;
    }

    @Test
    void theLabelOfADisc() throws IOException {
        Path folder = Files.createDirectory(temp.resolve("folder"));
        String device = set("dir:" + folder);
        site.done("backup", "home");
        QuickFolder.remove(folder);
        Files.createDirectory(folder);
        World world = World.unattended(new SilentTerminal());
        try (DiscSource discs = new DeviceDiscs(Descriptions.ofUser(), UnaryOperator.identity())
                .discs(DeviceName.parse(device), DriveUse.DEFAULT, world);
                Medium medium = discs.first(new DiscRequest.Any("to label")).orElseThrow()) {
            medium.begin(new DiscIdentity(new UUID(1, 1), new UUID(2, 2), HOSTILE, 1, new UUID(3, 3)));
        }
        look("verify", "home");
        look("backup", "home");
        look("set", "rebuild", "home");
        look("set", "rebuild", "other", "-d", device);
        look("restore", "-d", device, "--conf", conf.toString());
        look("restore", "home", "-d", device, "--conf", conf.toString());
        look("duplicate", "--from", device, "--to", site.recorder("rec", "bd-r", 1, 8_000_000), "--to-set", "home");
        look("vac", "ls", SCORE, "--set", "home", "-d", device);
        look("set", "import-plan9", "home", "-d", device);
        assertQuiet(4);
    }

    /** A drive or changer that calls itself so, in what it says of itself and in its serial number. */
    private record Renamed(Transport transport) implements Transport {

        @Override
        public CommandResult execute(Command command) throws IOException {
            CommandResult result = transport.execute(command);
            if (command.opcode() == 0x12 && result.ok()) {
                ByteBuffer data = command.data().duplicate();
                byte[] words = HOSTILE.getBytes(UTF_8);
                boolean page = (command.cdb()[1] & 1) != 0;
                int from = page ? 4 : 8;
                for (int i = from; i < Math.min(data.remaining(), page ? 16 : 36); i++) {
                    data.put(data.position() + i, words[(i - from) % words.length]);
                }
            }
            return result;
        }

        @Override
        public String identity() {
            return transport.identity();
        }

        @Override
        public int maxTransfer() {
            return transport.maxTransfer();
        }

        @Override
        public void close() throws IOException {
            transport.close();
        }
    }

    @Test
    void theNamesOfDrivesAndChangers() throws IOException {
        String device = set(site.recorder("rec", "bd-r", 2, 8_000_000));
        String changer = "emu:" + temp.resolve("juke");
        site.done("changer", "emulate", temp.resolve("juke").toString(), "--medium", "bd-r", "--discs", "2");
        site.tap(Renamed::new);
        for (String verb : List.of("list", "info", "eject", "load", "finalise", "format")) {
            look(verb.equals("list") ? new String[] {"drive", verb} : new String[] {"drive", verb, device});
        }
        look("backup", "home");
        look("verify", "home");
        for (String verb : List.of("status", "inventory", "test", "check")) {
            look("changer", verb, changer);
        }
        look("changer", "load", changer, "1");
        look("backup", "home", "--changer", changer);
        assertQuiet(0);
    }

    /** The labels that a changer reads on its discs. */
    private record Relabelled(Transport transport) implements Transport {

        @Override
        public CommandResult execute(Command command) throws IOException {
            CommandResult result = transport.execute(command);
            ByteBuffer data = command.data().duplicate();
            if (command.opcode() == 0xB8 && data.remaining() > 64) {
                byte[] words = Arrays.copyOf(HOSTILE.getBytes(UTF_8), 32);
                for (int at = 16; at + 48 <= data.remaining(); at += 52) {
                    for (int i = 0; i < words.length; i++) {
                        data.put(data.position() + at + 12 + i, words[i]);
                    }
                }
            }
            return result;
        }

        @Override
        public String identity() {
            return transport.identity();
        }

        @Override
        public int maxTransfer() {
            return transport.maxTransfer();
        }

        @Override
        public void close() throws IOException {
            transport.close();
        }
    }

    @Test
    void theLabelsThatAChangerReads() throws IOException {
        String changer = "emu:" + temp.resolve("juke");
        site.done("changer", "emulate", temp.resolve("juke").toString(), "--medium", "bd-r", "--discs", "2");
        site.tap(Relabelled::new);
        for (String verb : List.of("status", "inventory", "test", "check")) {
            look("changer", verb, changer);
        }
        look("changer", "load", changer, "1");
        look("changer", "unload", changer);
        look("changer", "transfer", changer, "1", "3");
        assertQuiet(0);
    }

    @Test
    void namesInAnArchive() throws Exception {
        MemoryBlocks blocks = new MemoryBlocks();
        String score = HostileArchive.of(blocks, List.of(HOSTILE, "\nFORGED", "FORGED\u001b[2J", "\u202eFORGED"))
                .toString();
        try (VentiServer server = VentiServer.readOnly(blocks, new Dial("127.0.0.1", 0), ServerOptions.DEFAULT,
                new SystemClock())) {
            String host = server.address().toString();
            look("vac", "ls", "-R", score, "--host", host);
            look("vac", "ls", "-lR", score, "--host", host);
            look("vac", "ls", score, HOSTILE, "--host", host);
            look("vac", "check", score, "--host", host);
            look("vac", "get", score, "--host", host, "--to", temp.resolve("got").toString());
            look("vac", "get", score, "--host", host, "--to", temp.resolve("got").toString());
            look("vac", "cat", score, "d" + HOSTILE, "--host", host);
            look("vac", "cat", score, HOSTILE + HOSTILE, "--host", host);
        }
        assertQuiet(6);
    }

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
        try (Peer peer = new Peer(ForeignWordsTest::ninep)) {
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
    void configurationsAndPartitions() throws IOException {
        List<String> lines = List.of("index " + HOSTILE, "arenas " + HOSTILE, "isect " + HOSTILE, HOSTILE,
                "bloom " + HOSTILE, "mem " + HOSTILE, "addr " + HOSTILE,
                "httpaddr FORGED\u001b[2J", "arenas \u001b[2JFORGED");
        set(site.recorder("rec", "bd-r", 1, 8_000_000));
        int number = 0;
        for (String line : lines) {
            Path other = Files.writeString(temp.resolve("conf" + number++), "index main\nisect isect0\n" + line + "\n");
            look("init", "set" + number, "--conf", other.toString(), "--medium", "bd-r", "--device", "emu:x");
            look("index", "check", other.toString());
            look("arenas", "list", other.toString());
            look("restore", "home", "--conf", other.toString());
            look("vac", "ls", SCORE, "--conf", other.toString());
            look("set", "adopt", "home", "--conf", other.toString());
        }
        Path named = temp.resolve("part\u001b[2J\nFORGED");
        Files.copy(temp.resolve("venti/arenas0"), named);
        for (String[] command : new String[][] {{"arenas", "list"}, {"arenas", "check"}, {"fossil", "info"},
            {"fossil", "usage"}, {"fossil", "last"}, {"score", "record"}, {"index", "check"}, {"drive", "info"}}) {
            look(command[0], command[1], named.toString());
        }
        look("backup", "no\u001b[2J\nFORGED");
        look("status", "no\u001b[2J\nFORGED");
        look("init", "three", "--conf", named.toString(), "--medium", "no\u001b[2J\nFORGED");
        look("device-copy", "start", named.toString(), temp.resolve("to\u001b[2J\nFORGED").toString(), "--foreground");
        look("device-copy", "list");
        look("device-copy", "status");
        look("no\u001b[2J\nFORGED");
        look("--no\u001b[2J\nFORGED");
        damageNames();
        look("arenas", "list", temp.resolve("venti/arenas0").toString());
        look("arenas", "check", temp.resolve("venti/arenas0").toString());
        look("status", "home");
        look("backup", "home");
        assertQuiet(20);
    }

    /** The names of arenas in the table of a partition, and in heads, are whatever somebody wrote there. */
    private void damageNames() throws IOException {
        try (Storage storage = Disks.REAL.openToWrite(temp.resolve("venti/arenas0"))) {
            byte[] all = storage.read(0, (int) Math.min(storage.size(), 1 << 20));
            byte[] from = "arena0".getBytes(UTF_8);
            byte[] to = "\u001b[2J\u0007x".getBytes(UTF_8);
            for (int at = 0; at + from.length < all.length; at++) {
                if (Arrays.equals(all, at, at + from.length, from, 0, from.length)) {
                    storage.write(at, ByteBuffer.wrap(to));
                }
            }
        }
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
