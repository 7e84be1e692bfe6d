package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.arenavault.Golden;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.io.Dial;
import org.arenavault.io.Disks;
import org.arenavault.io.Progress;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.StopSignal;
import org.arenavault.io.SystemClock;
import org.arenavault.io.World;
import org.arenavault.optical.QuickFolder;
import org.arenavault.venti.SampleVenti;
import org.arenavault.venti.format.VentiConf;
import org.arenavault.venti.net.ServerOptions;
import org.arenavault.venti.net.VentiServer;
import org.arenavault.venti.store.ArenaStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One of several that cannot be read or reached is named, the others are done, and the exit code is 1. */
@Timeout(60)
class OneThatFailsTest {

    @TempDir
    private Path temp;

    private Site site;
    private Path conf;
    private String good;
    private String gone;

    @BeforeEach
    void makeVenti() throws IOException {
        site = new Site(temp);
        conf = SampleVenti.create(temp.resolve("venti"), 3, 8192, 5, 7);
        good = conf.resolveSibling("arenas0").toString();
        gone = conf.resolveSibling("gone").toString();
    }

    /** Runs it: exit 1, the one named, the other done. */
    private Site.Outcome partly(String named, String done, String... args) {
        Site.Outcome outcome = site.run(args);
        String all = outcome.said() + "\n" + outcome.out();
        assertThat(outcome.code()).as("%s: %s", String.join(" ", args), all).isEqualTo(ExitCode.FAILED);
        assertThat(all).as(String.join(" ", args)).contains(named).contains(done);
        return outcome;
    }

    private void losePartition() throws IOException {
        Files.writeString(conf, Files.readString(conf).replace("arenas ", "arenas " + gone + "\narenas "));
    }

    @Test
    void partitionsOfArenas() {
        partly(gone, "arena1", "arenas", "list", gone, good);
        partly(gone, "3 of them sealed, no damage, 1 file not checked", "arenas", "check", gone, good);
    }

    @Test
    void partitionsOfASet() throws IOException {
        String device = site.recorder("recorder", "bd-r", 2, 8 << 20);
        site.done("init", "home", "--conf", conf.toString(), "--medium", "bd-r", "--spare", "none", "--device", device);
        losePartition();
        partly(gone, "3 arenas", "backup", "home", "--dry-run");
        partly(gone, "3 tracks", "backup", "home");
        partly(gone, "on disc 3   verified 3", "status", "home");
        assertThat(site.done("verify", "home")).contains("3 tracks read back, 0 damaged");
    }

    /** Whatever stands in a partition's place. */
    @ParameterizedTest
    @ValueSource(strings = {"absent", "folder", "pipe", "short", "later", "rubbish", "loop"})
    void partitionsOfEveryKind(String kind) throws Exception {
        String device = site.recorder("recorder", "bd-r", 2, 8 << 20);
        site.done("init", "home", "--conf", conf.toString(), "--medium", "bd-r", "--spare", "none", "--device", device);
        Path place = Path.of(gone);
        switch (kind) {
            case "folder" -> Files.createDirectory(place);
            case "pipe" -> assertThat(new ProcessBuilder("mkfifo", gone).start().waitFor()).isZero();
            case "short" -> Files.write(place, new byte[3]);
            case "later" -> {
                byte[] bytes = Files.readAllBytes(Path.of(good));
                bytes[(256 << 10) + 7] = 99;
                Files.write(place, bytes);
            }
            case "rubbish" -> Files.write(place, "rubbish".repeat(1 << 20).getBytes(StandardCharsets.UTF_8));
            case "loop" -> Files.createSymbolicLink(place, place);
            default -> { }
        }
        losePartition();
        partly(gone, "3 tracks", "backup", "home");
        partly(gone, "on disc 3   verified 3", "status", "home");
        partly(gone, "5 arenas", "plan", "--conf", conf.toString());
        partly(gone, "arena1", "arenas", "list", conf.toString());
        partly(gone, "3 of them sealed", "arenas", "check", conf.toString());
    }

    @Test
    void setsOfAVault() throws IOException {
        for (String set : List.of("a", "b", "c")) {
            site.done("init", set, "--conf", conf.toString(), "--medium", "bd-r");
        }
        Files.writeString(site.ledger("b").resolveSibling("set.toml"), "rubbish");
        assertThat(partly("set b", "a   BD-R", "status").out()).contains("c   BD-R");
    }

    @Test
    void imagesOfArenas() throws IOException {
        List<String> images = List.of("arena0", "arena1", "arena2").stream()
                .map(name -> temp.resolve(name + ".img").toString()).toList();
        for (int i = 0; i < images.size(); i++) {
            site.done("arenas", "extract", good, "arena" + i, "-o", images.get(i));
        }
        Path target = Files.write(temp.resolve("target"), new byte[12 << 20]);
        site.done("arenas", "format", "-a", "1m", "arena", target.toString());
        Files.delete(Path.of(images.get(0)));
        Files.writeString(Path.of(images.get(1)), "no arena");
        partly(images.get(0), "arena2", "arenas", "insert", target.toString(), images.get(0), images.get(1),
                images.get(2));
        assertThat(site.run("arenas", "list", target.toString()).out()).containsPattern("arena2 .*sealed");
    }

    @Test
    void targetsOfScores() throws IOException {
        Path script = Files.writeString(temp.resolve("send"), "case $2 in bad) echo '\033[31mno way' >&2; exit 3;; "
                + "*) cp $1 $2;; esac\n");
        Files.writeString(temp.resolve("score"), "vac:" + "12".repeat(20) + "\n");
        site.done("score", "record", temp.resolve("score").toString());
        Path there = temp.resolve("there");
        Site.Outcome outcome = partly("bad: 'sh", there + " has the scores", "score", "send", "--command",
                "sh " + script, "bad", there.toString());
        assertThat(outcome.said()).contains("no way").doesNotContain("\033");
        assertThat(Files.readString(there)).contains("12121212");
        partly("one: not sent", "two: not sent", "score", "send", "--command", gone, "one", "two");
    }

    /** Discs of a set, the first of which the drive cannot make out when it is shown. */
    private String recordedWithABadDisc() throws IOException {
        String device = site.recorder("recorder", "bd-r", 2, 2_700_000);
        site.done("init", "home", "--conf", conf.toString(), "--medium", "bd-r", "--spare", "none", "--device", device);
        site.done("backup", "home");
        Files.writeString(site.path("recorder").resolve("faults"), "op=51 sense 3/30/00\n");
        return device;
    }

    @Test
    void discs() throws IOException {
        String device = recordedWithABadDisc();
        Site.Outcome verify = partly("NOT READ", "2 tracks read back, 0 damaged", "verify", "home");
        assertThat(verify.said()).contains("home-001 track 1: arena0, clean");
        Files.delete(site.ledger("home"));
        partly("DAMAGED", "knows 1 disc now", "set", "rebuild", "home", "-d", device);
        Path restored = Files.createDirectories(temp.resolve("restored")).resolve("venti.conf");
        Files.writeString(restored, "index main\nisect isect0\narenas arenas0\n");
        partly("on a disc that cannot be read", "arena0", "restore", "-d", device, "--conf", restored.toString(),
                "--format");
    }

    @Test
    void labelsOfDiscs() throws IOException {
        String device = site.recorder("recorder", "bd-r", 2, 2_700_000);
        site.done("init", "home", "--conf", conf.toString(), "--medium", "bd-r", "--spare", "none", "--device", device);
        site.done("backup", "home");
        Path data = site.path("recorder").resolve("001.disc/data");
        byte[] bytes = Files.readAllBytes(data);
        // all of the first track but its arena: its label with its copies
        Arrays.fill(bytes, 1 << 20, (1 << 20) + 65_536, (byte) 0x5A);
        Files.write(data, bytes, StandardOpenOption.TRUNCATE_EXISTING);
        Files.delete(site.ledger("home"));
        partly("DAMAGED: home-001 track 1", "knows 2 discs now", "set", "rebuild", "home", "-d", device);
        assertThat(site.run("status", "home").out()).contains("on disc 2");
    }

    @Test
    void discsThatAreNotShownYetNeedTheOperator() throws IOException {
        String device = site.recorder("recorder", "bd-r", 2, 2_700_000);
        site.done("init", "home", "--conf", conf.toString(), "--medium", "bd-r", "--spare", "none", "--device", device);
        site.done("backup", "home");
        Files.delete(site.ledger("home"));
        QuickFolder.remove(site.path("recorder").resolve("001.disc"));
        Site.Outcome rebuilt = site.run("set", "rebuild", "home", "-d", device);
        assertThat(rebuilt.code()).as(rebuilt.said() + rebuilt.out()).isEqualTo(ExitCode.OPERATOR);
        assertThat(rebuilt.out()).contains("INCOMPLETE: not shown yet: home-001");
        assertThat(site.done("set", "rebuild", "home", "--complete")).doesNotContain("INCOMPLETE");
    }

    @Test
    void partitionsOfAnIndex() throws IOException {
        Path two = Golden.unpack("multi", temp).resolve("venti.conf");
        assertThat(site.done("index", "check", two.toString())).contains("no fault");
        List<String> arenas = Files.readAllLines(two).stream().filter(line -> line.startsWith("arenas ")).toList();
        Path lost = two.resolveSibling(arenas.get(0).substring("arenas ".length()).strip());
        assertThat(arenas).hasSizeGreaterThan(1);
        Files.write(lost, new byte[1 << 20]);
        Site.Outcome check = partly(lost.getFileName().toString(), " clumps", "index", "check", two.toString());
        assertThat(check.out()).contains("1 problem").doesNotContain(" 0 clumps");
    }

    @Test
    void partitionsOfAPlan() throws IOException {
        losePartition();
        partly(gone, "5 arenas", "plan", "--conf", conf.toString());
        partly(gone, "OK", "plan", "--conf", conf.toString(), "--watch", "--min-free", "0");
    }

    @Test
    void setsOfAListAndOfAPage() throws IOException {
        for (String set : List.of("a", "b", "c")) {
            site.done("init", set, "--conf", conf.toString(), "--medium", "bd-r");
        }
        Files.writeString(site.ledger("b").resolveSibling("set.toml"), "rubbish");
        assertThat(partly("set b", "a  ", "set", "list").out()).contains("c  ");
        Files.writeString(temp.resolve("score"), "vac:" + "12".repeat(20) + "\n");
        site.done("score", "record", temp.resolve("score").toString());
        partly("set b", "1212 1212", "score", "print");
        partly("set b", "No drives", "drive", "list");
    }

    @Test
    void sourcesOfScores() throws IOException {
        Path one = Files.writeString(temp.resolve("one"), "vac:" + "12".repeat(20) + "\n");
        Path two = Files.writeString(temp.resolve("two"), "vac:" + "34".repeat(20) + "\n");
        partly(gone, "2 scores put on record", "score", "record", one.toString(), gone, two.toString());
    }

    @Test
    void ventisOfAScore() throws IOException {
        Path multi = Golden.unpack("multi", temp).resolve("venti.conf");
        World world = new World(new SystemClock(), Disks.REAL, new SilentTerminal(), Progress.SILENT, StopSignal.NEVER,
                UUID::randomUUID);
        String root = "c224049485187ed8ef17bacc584602931a72b11f";
        try (ArenaStore store = ArenaStore.open(VentiConf.read(multi, Disks.REAL), world);
                VentiServer server = VentiServer.writable(store, new Dial("127.0.0.1", 0), ServerOptions.DEFAULT,
                        world.clock())) {
            Files.writeString(temp.resolve("score"), "vac:" + root + "\n");
            site.done("score", "record", temp.resolve("score").toString());
            String address = server.address().toString();
            partly("127.0.0.1!1", address + ": nothing is missing; the data were NOT READ", "score", "check",
                    root.substring(0, 8), "127.0.0.1:1", address);
            partly("127.0.0.1!1: UNREACHABLE", address + ": complete", "mirror", "--conf", conf.toString(),
                    "--source", "none", "--patience", "0", "127.0.0.1:1", address);
        }
    }

    @Test
    void daysAndFilesOfAHistory() throws IOException {
        Path multi = Golden.unpack("multi", temp).resolve("venti.conf");
        Files.writeString(multi, Files.readString(multi).replaceAll("addr tcp!.*", "addr tcp!127.0.0.1!1"));
        String dump = temp.resolve("dump").toString();
        for (String day : List.of("0611", "0612", "0613")) {
            Path lib = Files.createDirectories(temp.resolve("dump/2004").resolve(day).resolve("lib"));
            Files.writeString(lib.resolve("a"), "first of " + day);
            Files.writeString(lib.resolve("b"), "second of " + day);
        }
        String state = temp.resolve("state").toString();
        site.done("history", "copy", dump, "--conf", multi.toString(), "--state", state);
        damage(multi, "first of 0612");
        partly("2004/0612/lib/a: cannot be compared", "3 days, ", "history", "check", dump, "state:" + state, "--conf",
                multi.toString());
        assertThat(site.run("history", "check", dump, "state:" + state, "--conf", multi.toString()).out())
                .contains(": 1 violation.");
    }

    /** Changes a byte of a block that holds this text, in whichever partition it lies. */
    private static void damage(Path conf, String text) throws IOException {
        int found = 0;
        for (String line : Files.readAllLines(conf)) {
            if (line.startsWith("arenas ")) {
                Path partition = conf.resolveSibling(line.substring("arenas ".length()).strip());
                byte[] bytes = Files.readAllBytes(partition);
                int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
                if (at >= 0) {
                    bytes[at] ^= 1;
                    Files.write(partition, bytes, StandardOpenOption.TRUNCATE_EXISTING);
                    found++;
                }
            }
        }
        assertThat(found).as("partitions that hold '%s'", text).isEqualTo(1);
    }
}
