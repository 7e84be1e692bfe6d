package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.io.Disks;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.SystemClock;
import org.arenavault.io.TappedDisks;
import org.arenavault.sets.LedgerEvent;
import org.arenavault.sets.LockedSet;
import org.arenavault.sets.ReadEffort;
import org.arenavault.sets.SetName;
import org.arenavault.sets.TrackEvent;
import org.arenavault.sets.Vault;
import org.arenavault.venti.SampleVenti;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody else has written into a bundle, and what is done with it here. */
class ForeignSetTest {

    private static final String HOSTILE =
            "shelf\u001b]0;title\u0007\u001b[2J\u009b31m\u007f\b\r\nFORGED\u2028FORGED\u202e\u2066\u200b";
    private static final String SECRET = "correct-horse-battery";

    @TempDir(factory = MemoryTempDir.class)
    private Path temp;

    private Site site;
    private Path conf;
    private Path secret;
    private Path target;

    @BeforeEach
    void makeSet() throws IOException {
        site = new Site(temp);
        conf = SampleVenti.create(temp.resolve("venti"), 2, 8192, 5, 3);
        String device = site.recorder("recorder", "bd-r", 3, 5_000_000);
        site.done("init", "home", "--conf", conf.toString(), "--medium", "bd-r", "--spare", "none", "--device", device);
        site.done("backup", "home");
        Vault vault = new Vault(temp.resolve("vault"), Disks.REAL, new SystemClock());
        try (LockedSet set = vault.open(new SetName("home")).lock()) {
            set.ledger().append(new LedgerEvent.Moved(1, HOSTILE));
            set.ledger().append(new LedgerEvent.Full(1, HOSTILE));
            set.ledger().append(new TrackEvent.Verified(1, 1, HOSTILE, ReadEffort.NONE));
            set.ledger().append(new LedgerEvent.Begun(2, new UUID(5, 5), HOSTILE, 1000, HOSTILE));
        }
        target = Files.writeString(Files.createDirectories(temp.resolve("target")).resolve("venti.conf"),
                "index main\nisect isect\narenas arenas\n");
        secret = Files.writeString(temp.resolve("secret"), SECRET + "\nmore\n");
    }

    /** A bundle of the set whose description says something else. */
    private Path bundle(String from, String to) throws IOException {
        Path plain = temp.resolve("plain.tar.gz");
        Files.deleteIfExists(plain);
        site.done("set", "export", "home", plain.toString());
        Path file = temp.resolve("bundle.tar.gz");
        try (InputStream in = Files.newInputStream(plain);
                TarArchiveInputStream tar = new TarArchiveInputStream(new GzipCompressorInputStream(in));
                TarArchiveOutputStream out = new TarArchiveOutputStream(new GzipCompressorOutputStream(
                        Files.newOutputStream(file)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                byte[] content = tar.readAllBytes();
                if (entry.getName().equals("set.toml")) {
                    String text = new String(content, StandardCharsets.UTF_8);
                    assertThat(text).containsPattern(from);
                    content = text.replaceAll(from, to.replace("\\", "\\\\")).getBytes(StandardCharsets.UTF_8);
                }
                TarArchiveEntry changed = new TarArchiveEntry(entry.getName());
                changed.setSize(content.length);
                out.putArchiveEntry(changed);
                out.write(content);
                out.closeArchiveEntry();
            }
        }
        return file;
    }

    private static String toml(String text) {
        StringBuilder quoted = new StringBuilder();
        text.chars().forEach(c -> quoted.append(c >= ' ' && c <= '~' ? Character.toString(c) : "\\u%04x".formatted(c)));
        return quoted.toString();
    }

    private Map<String, String[]> looks(String set, String device) {
        Map<String, String[]> commands = new LinkedHashMap<>();
        for (String line : List.of("status", "status SET", "set list", "set show SET", "set check SET",
                "disc list SET", "disc show SET 1", "disc insert SET 1",
                "set inserts SET --label", "doctor", "backup SET", "backup SET --dry-run", "verify SET",
                "verify SET -d DEVICE", "restore SET --conf TARGET", "set catalog SET", "drive list",
                "score list", "disc mark SET 1 lost", "disc mark SET 1 found", "set export SET BUNDLE",
                "duplicate --from DEVICE --to DEVICE --to-set SET",
                "vac ls 1111111111111111111111111111111111111111 --set SET", "backup nosuchset")) {
            commands.put(line, line.replace("SET", set).replace("DEVICE", device)
                    .replace("BUNDLE", "/nowhere/x.tar.gz").replace("TARGET", target.toString()).split(" "));
        }
        return commands;
    }

    private static boolean disturbs(int c) {
        return c != '\n' && (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT
                || c == 0x2028 || c == 0x2029);
    }

    @Test
    void nothingThatABundleSaysDisturbsATerminalOrForgesALine() throws IOException {
        List<String[]> changes = List.of(new String[] {"conf = '[^']*'", "conf = \"/nowhere/" + toml(HOSTILE) + "\""},
                new String[] {"device = '[^']*'", "device = \"emu:/" + toml(HOSTILE) + "\""},
                new String[] {"name = 'bd-r'", "name = \"" + toml(HOSTILE) + "\""});
        int number = 0;
        for (String[] change : changes) {
            String set = "foreign" + number++;
            Site.Outcome taken = site.run("set", "import", bundle(change[0], change[1]).toString(), "--as", set);
            assertThat(taken.code()).as(taken.said()).isEqualTo(ExitCode.DONE);
            String device = "emu:" + site.path("recorder");
            for (Map.Entry<String, String[]> command : looks(set, device).entrySet()) {
                Site.Outcome seen = site.run(command.getValue());
                String all = seen.out() + "\n" + seen.said();
                assertThat(all.codePoints().noneMatch(ForeignSetTest::disturbs)).as(command.getKey() + all).isTrue();
                assertThat(all.lines()).as(command.getKey()).noneMatch(line -> line.startsWith("FORGED"));
            }
            for (String report : List.of("status", "set list", "set show " + set, "disc list " + set)) {
                List<String> words = new ArrayList<>(List.of(report.split(" ")));
                words.add("--json");
                String json = site.run(words.toArray(String[]::new)).out();
                assertThat(json.codePoints().noneMatch(ForeignSetTest::disturbs)).as(report + json).isTrue();
                JsonNode parsed = new ObjectMapper().readTree(json);
                assertThat(parsed.get("schema").asText()).startsWith("arenavault.");
            }
        }
        JsonNode discs = new ObjectMapper().readTree(site.done("disc", "list", "home", "--json")).get("discs");
        assertThat(discs.get(0).get("place").asText()).isEqualTo(HOSTILE);
    }

    /** Everything that is opened, by its path. */
    private List<Path> watchFiles() {
        List<Path> opened = new ArrayList<>();
        site.use(TappedDisks.real(new TappedDisks.Tap() {

            @Override
            public void open(Path path) {
                opened.add(path);
            }

            @Override
            public void create(Path path) {
                opened.add(path);
            }
        }));
        return opened;
    }

    @Test
    void noFileServerOrDeviceThatABundleNamesIsTouchedBeforeItIsAdopted() throws IOException {
        List<String> drives = new ArrayList<>();
        site.tap(transport -> {
            drives.add(transport.identity());
            return transport;
        });
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(50);
            String source = "source.%s\nsource.index_url = 'http://127.0.0.1:" + server.getLocalPort()
                    + "/index'\nsource.flush = true";
            int number = 0;
            for (String named : List.of("conf = '" + secret + "'", "arenas = ['" + secret + "']")) {
                String set = "parents" + number++;
                Path bundle = bundle("source.conf = '[^']*'\nsource.flush = false", source.formatted(named));
                List<Path> opened = watchFiles();
                assertThat(site.done("set", "import", bundle.toString(), "--as", set)).contains("is foreign")
                        .contains("arenavault set adopt " + set + " --conf");
                for (Map.Entry<String, String[]> command : looks(set, "emu:" + site.path("nowhere")).entrySet()) {
                    Site.Outcome seen = site.run(command.getValue());
                    assertThat(seen.out() + seen.said()).as(command.getKey()).doesNotContain(SECRET);
                    assertThat(drives).as(command.getKey()).hasSize(command.getKey().equals("drive list") ? 1 : 0);
                    drives.clear();
                    if (command.getKey().contains("SET") && !command.getKey().contains("export")) {
                        assertThat(seen.out() + seen.said()).as(command.getKey())
                                .contains("arenavault set adopt " + set + " --conf VENTI.CONF");
                    }
                }
                assertThat(opened).doesNotContain(secret);
                assertThat(accepted(server)).as("the server was called").isFalse();
                site.use(Disks.REAL);
            }
        }
    }

    @Test
    void anAdoptedSetIsOneOfThisSite() throws IOException {
        site.done("set", "import", bundle("source.conf = '[^']*'", "source.conf = '" + secret + "'").toString(),
                "--as", "parents");
        assertThat(site.done("status", "parents")).contains("foreign").contains("verified 2")
                .contains("next: arenavault set adopt parents --conf VENTI.CONF");
        assertThat(site.run("backup", "parents").code()).isEqualTo(ExitCode.FAILED);
        assertThat(site.run("set", "adopt", "parents", "--conf", secret.toString()).said()).doesNotContain(SECRET);
        String device = "emu:" + site.path("recorder");
        assertThat(site.done("set", "adopt", "parents", "--conf", conf.toString(), "--device", device))
                .contains("4 arenas");
        assertThat(site.run("status", "parents").out()).doesNotContain("foreign").contains("waiting 0");
        assertThat(site.done("backup", "parents")).contains("Nothing to do");
        assertThat(Files.readString(site.ledger("parents").resolveSibling("set.toml"))).doesNotContain("foreign");
    }

    @Test
    void aSetOfAnotherVentiIsAdoptedOnlyWhenSomebodySaysSo() throws IOException {
        Path other = SampleVenti.create(temp.resolve("other"), 2, 8192, 5, 4);
        site.done("set", "import", bundle("name = 'home'", "name = 'home'").toString(), "--as", "parents");
        Site.Outcome asked = site.run("set", "adopt", "parents", "--conf", other.toString());
        assertThat(asked.code()).isEqualTo(ExitCode.OPERATOR);
        assertThat(asked.said()).contains("not the same as on the discs");
        assertThat(site.done("set", "show", "parents")).contains("foreign, not opened");
    }

    @Test
    void leftoversOfAKillAreIgnoredByReadersAndSweptByTheNextWriter() throws IOException {
        Path sets = site.ledger("home").getParent().getParent();
        Path half = Files.createDirectories(sets.resolve(".import8273645"));
        Files.writeString(half.resolve("set.toml"), "version = 1\n");
        Files.createDirectories(sets.resolve("my set"));
        Files.writeString(sets.resolve("my set").resolve("set.toml"), "version = 1\n");
        Files.writeString(sets.resolve("README"), "sets\n");
        Files.writeString(sets.resolve("home").resolve(".export123"), "x");
        Files.writeString(sets.resolve("home").resolve("ledger.jsonl.fresh"), "x");
        Files.writeString(sets.resolve("home").resolve("set.toml.new"), "x");
        assertThat(site.done("status")).contains("home").doesNotContain("import");
        assertThat(site.done("set", "list").lines()).hasSize(1);
        assertThat(Files.exists(half)).isTrue();
        site.done("backup", "home");
        assertThat(Files.exists(half)).isFalse();
        try (var files = Files.list(sets.resolve("home"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .doesNotContain(".export123", "ledger.jsonl.fresh", "set.toml.new");
        }
        assertThat(Files.exists(sets.resolve("my set"))).isTrue();
        assertThat(Files.readString(sets.resolve("README"))).isEqualTo("sets\n");
    }

    @Test
    void aBadSetIsNamedAndHidesNoOther() throws IOException {
        Path sets = site.ledger("home").getParent().getParent();
        Files.writeString(Files.createDirectories(sets.resolve("a-bad")).resolve("set.toml"), "version = [");
        Files.createDirectories(sets.resolve("b-bad").resolve("set.toml"));
        Files.createSymbolicLink(sets.resolve("c-bad"), sets.resolve("home"));
        Files.createSymbolicLink(Files.createDirectories(sets.resolve("d-bad")).resolve("set.toml"),
                sets.resolve("home").resolve("set.toml"));
        for (String[] command : List.of(new String[] {"status"}, new String[] {"set", "list"},
                new String[] {"status", "--json"}, new String[] {"set", "list", "--json"})) {
            Site.Outcome seen = site.run(command);
            assertThat(seen.code()).isEqualTo(ExitCode.FAILED);
            assertThat(seen.out()).contains("home");
            assertThat(seen.said()).contains("set a-bad: ").contains("set b-bad: ").contains("set c-bad: ")
                    .contains("set d-bad: ");
        }
        assertThat(site.run("drive", "list").said()).contains("a-bad");
        site.done("backup", "home");
        Path third = SampleVenti.create(temp.resolve("third"), 1, 8192, 5, 4);
        site.done("init", "fourth", "--conf", third.toString(), "--medium", "bd-r", "--device",
                "emu:" + site.path("recorder"));
    }

    @Test
    void noLinkIsFollowedInAVault() throws IOException {
        Path sets = site.ledger("home").getParent().getParent();
        Path away = temp.resolve("away");
        for (Path link : List.of(sets, sets.resolve("home"), sets.resolve("home").resolve("ledger.jsonl"),
                sets.resolve("home").resolve("set.toml"), sets.resolve("home").resolve("ondisc"))) {
            Files.move(link, away);
            Files.createSymbolicLink(link, away);
            for (Map.Entry<String, String[]> command : looks("home", "emu:" + site.path("recorder")).entrySet()) {
                if (command.getKey().contains("SET") || command.getKey().equals("status")) {
                    Site.Outcome seen = site.run(command.getValue());
                    assertThat(seen.code()).as(command.getKey()).isEqualTo(ExitCode.FAILED);
                    assertThat(seen.said()).as(command.getKey()).contains(link + ": is a symbolic link");
                }
            }
            Files.delete(link);
            Files.move(away, link);
        }
        site.done("status");
    }

    private static boolean accepted(ServerSocket server) throws IOException {
        try {
            server.accept().close();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }
}
