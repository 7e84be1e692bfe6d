package org.arenavault.cli;

import static org.arenavault.cli.FaultyCommand.both;
import static org.arenavault.cli.FaultyCommand.prints;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.arenavault.Golden;
import org.arenavault.io.Disks;
import org.arenavault.io.Progress;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.StopSignal;
import org.arenavault.io.SystemClock;
import org.arenavault.io.World;
import org.arenavault.venti.SampleVenti;
import org.arenavault.venti.format.VentiConf;
import org.arenavault.venti.net.Dial;
import org.arenavault.venti.net.ServerOptions;
import org.arenavault.venti.net.VentiServer;
import org.arenavault.venti.store.ArenaStore;

/** The commands whose files fail. */
final class FaultyCommands implements Closeable {

    /** Room for two arenas of 1 MiB and a bit, so that discs change. */
    private static final long CAPACITY = 2_600_000;
    private static final String VAULT = "vault";
    private static final List<String> STATUS = List.of("status");
    private static final String ALL = "sealed 3   on disc 3   verified 3   waiting 0";

    private final Path work;
    private final Path venti;
    private final String conf;
    private final Path target;
    private ArenaStore store;
    private VentiServer server;

    /** Commands that work in {@code work}, on sources in {@code folder}. */
    FaultyCommands(Path folder, Path work) throws IOException {
        this.work = work;
        this.venti = folder.resolve("venti");
        this.conf = SampleVenti.create(venti, 3, 8192, 5, 7).toString();
        this.target = folder.resolve("target");
        World world = new World(new SystemClock(), Disks.REAL, new SilentTerminal(), Progress.SILENT, StopSignal.NEVER,
                java.util.UUID::randomUUID);
        formatTarget();
        store = ArenaStore.open(VentiConf.read(target.resolve("venti.conf"), Disks.REAL), world);
        server = VentiServer.writable(store, new Dial("127.0.0.1", 0), ServerOptions.DEFAULT, world.clock());
    }

    private void formatTarget() throws IOException {
        Files.createDirectories(target);
        Files.writeString(target.resolve("venti.conf"), "index main\nisect isect0\narenas arenas0\n");
        Files.write(target.resolve("isect0"), new byte[4 << 20]);
        try (RandomAccessFile file = new RandomAccessFile(target.resolve("arenas0").toFile(), "rw")) {
            file.setLength(12 << 20);
        }
        Site site = new Site(target);
        site.done("arenas", "format", "-a", "1m", "arena", target.resolve("arenas0").toString());
        site.done("index", "build", target.resolve("venti.conf").toString());
    }

    /** All of them. */
    List<FaultyCommand> all() {
        return List.of(backup(), backupOnFolder(), duplicate(), staged(), verify(), rebuild(), exported(), imported(),
                catalog(), restore(), index(), mirror(), copy(), history(), score(), mark());
    }

    private String path(String name) {
        return work.resolve(name).toString();
    }

    private void begin(Site site, String set, String recorder) {
        String device = site.recorder(recorder, "bd-r", 4, CAPACITY);
        site.done("init", set, "--conf", conf, "--medium", "bd-r", "--spare", "none", "--device", device);
    }

    private void record(Site site) {
        begin(site, "home", "recorder");
        site.done("backup", "home");
    }

    private static FaultyCommand.Done whole(String set) {
        return both(prints(List.of("status", set), ALL),
                prints(List.of("verify", set, "--deep"), "3 tracks read back, 0 damaged"));
    }

    private FaultyCommand backup() {
        return FaultyCommand.of("backup", site -> begin(site, "home", "recorder"), List.of(VAULT),
                List.of("backup", "home"), STATUS, whole("home"));
    }

    private FaultyCommand backupOnFolder() {
        return FaultyCommand.of("backup-folder", site -> {
            Files.createDirectories(site.path("disc"));
            site.done("init", "home", "--conf", conf, "--medium", "removable-disk", "--device",
                    "dir:" + site.path("disc"));
        }, List.of(VAULT, "disc"), List.of("backup", "home"), STATUS, whole("home"));
    }

    private FaultyCommand duplicate() {
        return FaultyCommand.of("duplicate", site -> {
            record(site);
            begin(site, "away", "second");
        }, List.of(VAULT), List.of("duplicate", "--from", "emu:" + path("recorder"), "--to", "emu:" + path("second"),
                "--to-set", "away"), STATUS, whole("away"));
    }

    private FaultyCommand staged() {
        return FaultyCommand.of("duplicate-staged", site -> {
            record(site);
            begin(site, "away", "second");
        }, List.of(VAULT, "stage"), List.of("duplicate", "--from", "emu:" + path("recorder"), "--to",
                "emu:" + path("second"), "--to-set", "away", "--stage", path("stage")), STATUS, whole("away"));
    }

    private FaultyCommand verify() {
        return FaultyCommand.of("verify", this::record, List.of(VAULT), List.of("verify", "home"), STATUS,
                whole("home"));
    }

    private FaultyCommand rebuild() {
        return FaultyCommand.of("rebuild", this::record, List.of(VAULT),
                List.of("set", "rebuild", "home", "-d", "emu:" + path("recorder")), STATUS, whole("home"));
    }

    private FaultyCommand exported() {
        return new FaultyCommand("export", this::record, List.of(VAULT, "bundle"),
                List.of("set", "export", "home", path("bundle")),
                // what came to be in spite of an error is taken as it is: it must be whole
                site -> FaultyCommand.has(site, "bundle") ? STATUS
                        : List.of("set", "export", "home", path("bundle")), STATUS,
                both(prints(List.of("status", "home"), ALL),
                        prints(List.of("set", "import", path("bundle"), "--as", "copy"), "copy")));
    }

    private FaultyCommand imported() {
        List<String> words = List.of("set", "import", path("bundle"), "--as", "copy");
        return new FaultyCommand("import", site -> {
            record(site);
            site.done("set", "export", "home", path("bundle"));
        }, List.of(VAULT), words, site -> FaultyCommand.has(site, "vault/sets/copy") ? STATUS : words, STATUS,
                both(prints(List.of("set", "check", "copy"), "all sums hold"), whole("home")));
    }

    private FaultyCommand catalog() {
        return FaultyCommand.of("catalog", site -> {
            record(site);
            Files.delete(site.ledger("home").resolveSibling("catalog").resolve("001.cat"));
        }, List.of(VAULT), List.of("set", "catalog", "home"), STATUS,
                both(prints(List.of("set", "catalog", "home"), "001"), whole("home")));
    }

    private FaultyCommand restore() {
        List<String> words = List.of("restore", "-d", "emu:" + path("recorder"), "--conf",
                path("restored/venti.conf"), "--format");
        return new FaultyCommand("restore", site -> {
            record(site);
            Files.createDirectories(site.path("restored"));
            Files.writeString(site.path("restored/venti.conf"), "index main\nisect isect0\narenas arenas0\n");
        }, List.of("restored"), words, site -> words, List.of(), (site, outcome, wrong) -> {
            Site.Outcome check = site.run("index", "check", path("restored/venti.conf"));
            if (check.code() != ExitCode.DONE) {
                wrong.accept("index check: " + check.said() + check.out());
            }
            for (String arena : List.of("arena0", "arena1", "arena2")) {
                Site.Outcome there = site.run("arenas", "check", path("restored/arenas0"));
                if (there.code() != ExitCode.DONE || !there.out().contains(arena)) {
                    wrong.accept("arenas check lacks " + arena + ": " + there.said() + there.out());
                }
            }
            if (FaultyCommand.has(site, "restored/venti.conf.restore")) {
                wrong.accept("the journal is still there");
            }
        });
    }

    private FaultyCommand index() {
        return FaultyCommand.of("index", site -> {
            Files.createDirectories(site.path("index"));
            for (String name : List.of("venti.conf", "arenas0")) {
                Files.copy(venti.resolve(name), site.path("index").resolve(name));
            }
            Files.write(site.path("index/isect0"), new byte[4 << 20]);
        }, List.of("index"), List.of("index", "build", path("index/venti.conf")), List.of(),
                prints(List.of("index", "check", path("index/venti.conf")), "clumps"));
    }

    private FaultyCommand mirror() {
        List<String> words = List.of("mirror", "--conf", conf, "--source", "none", "--patience", "0",
                server.address().toString());
        return FaultyCommand.of("mirror", site -> { }, List.of(VAULT), words, List.of(),
                prints(words, "complete"));
    }

    private FaultyCommand copy() {
        List<String> start = List.of("device-copy", "start", path("source"), path("destination"), "--foreground");
        return new FaultyCommand("device-copy", site -> {
            byte[] bytes = new byte[3_000_000];
            new Random(1).nextBytes(bytes);
            Files.write(site.path("source"), bytes);
        }, List.of(VAULT), start, site -> {
            Site.Outcome status = site.run("device-copy", "status");
            return status.out().contains("verified") ? List.of("device-copy", "verify", "1", "--foreground")
                    : FaultyCommand.has(site, "vault/copies/1/copy.json")
                    ? List.of("device-copy", "resume", "1", "--foreground") : start;
        }, List.of(), both(prints(List.of("device-copy", "status"), "verified"), (site, outcome, wrong) -> {
            try {
                if (Files.mismatch(site.path("source"), site.path("destination")) != -1) {
                    wrong.accept("the copy differs");
                }
            } catch (IOException e) {
                wrong.accept(e.toString());
            }
        }));
    }

    private FaultyCommand history() {
        List<String> words = List.of("history", "copy", path("dump"), "--conf", path("multi/venti.conf"), "--state",
                path("state"));
        return FaultyCommand.of("history", site -> {
            Path file = Golden.unpack("multi", work).resolve("venti.conf");
            Files.writeString(file, Files.readString(file).replaceAll("addr tcp!.*", "addr tcp!127.0.0.1!1"));
            for (String day : List.of("0611", "06111", "0612")) {
                Path lib = Files.createDirectories(site.path("dump/2004").resolve(day).resolve("lib"));
                Files.writeString(lib.resolve("same"), "same");
                Files.writeString(lib.resolve("log"), "one\n" + day);
            }
        }, List.of("state"), words, List.of(), prints(List.of("history", "check", path("dump"),
                "state:" + path("state"), "--conf", path("multi/venti.conf")), "0 violations"));
    }

    private FaultyCommand score() {
        return FaultyCommand.of("score", site -> {
            Files.writeString(site.path("one"), "vac:" + "12".repeat(20) + "\n");
            Files.writeString(site.path("two"), "vac:" + "34".repeat(20) + "\n");
            site.done("score", "record", path("one"));
        }, List.of(VAULT), List.of("score", "record", path("two")), List.of("score", "list"),
                (site, outcome, wrong) -> {
                    String list = site.run("score", "list", "--json").out();
                    for (String score : List.of("\"12121212\"", "\"34343434\"")) {
                        if (list.split(score, -1).length != 2) {
                            wrong.accept("not once on record: " + score + ": " + list);
                        }
                    }
                });
    }

    private FaultyCommand mark() {
        return FaultyCommand.of("mark", this::record, List.of(VAULT), List.of("disc", "move", "home", "1", "shelf"),
                STATUS, both(prints(List.of("disc", "show", "home", "1"), "shelf"), whole("home")));
    }

    @Override
    public void close() throws IOException {
        server.close();
        store.close();
    }
}
