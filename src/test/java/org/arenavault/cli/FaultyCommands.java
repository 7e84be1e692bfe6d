package org.arenavault.cli;

import static org.arenavault.cli.FaultyCommand.both;
import static org.arenavault.cli.FaultyCommand.prints;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
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

/** The commands whose files fail. */
final class FaultyCommands implements Closeable {

    /** Room for two arenas of 1 MiB and a bit, so that discs change. */
    private static final long CAPACITY = 2_600_000;
    private static final String VAULT = "vault";
    private static final List<String> STATUS = List.of("status");
    private static final String ALL = "sealed 3   on disc 3   verified 3   waiting 0";

    /** Of the tree that a real server stored. */
    private static final String ROOT = "c224049485187ed8ef17bacc584602931a72b11f";
    private static final World WORLD = new World(new SystemClock(), Disks.REAL, new SilentTerminal(), Progress.SILENT,
            StopSignal.NEVER, java.util.UUID::randomUUID);

    private final Path work;
    private final Path venti;
    private final String conf;
    private final Path target;
    private ArenaStore store;
    private VentiServer server;
    private int copies;
    private ArenaStore goldenStore;
    private VentiServer goldenServer;

    /** Commands that work in {@code work}, on sources in {@code folder}. */
    FaultyCommands(Path folder, Path work) throws IOException {
        this.work = work;
        this.venti = folder.resolve("venti");
        this.conf = SampleVenti.create(venti, 3, 8192, 5, 7).toString();
        this.target = folder.resolve("target");
        formatTarget();
        store = ArenaStore.open(VentiConf.read(target.resolve("venti.conf"), Disks.REAL), WORLD);
        server = VentiServer.writable(store, new Dial("127.0.0.1", 0), ServerOptions.DEFAULT, WORLD.clock());
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
        return List.of(backup(), backupOnFolder(), duplicate(), staged(), protect(), verify(), rebuild(), exported(),
                imported(), catalog(), restore(), restoreLost(), index(), mirror(), copy(), history(), score(), mark(),
                configured(), begun(), adopted(),
                listed("status", "status"), listed("set-list", "set", "list"), listed("set-check", "set", "check",
                        "home"), checkedScore(), checkedHistory(), checkedIndex(), checkedArenas(), extracted(),
                inserted(), repaired());
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
                prints(List.of("verify", set, "--deep"), " tracks read back, 0 damaged"));
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

    /** The parity takes more than a disc of these: it goes on on another one. */
    private FaultyCommand protect() {
        List<String> words = List.of("protect", "home", "--discs", "1-2");
        return FaultyCommand.of("protect", this::record, List.of(VAULT), words, STATUS, both(prints(words,
                "Nothing to do"), prints(List.of("status", "home"), "parity   home-001 to home-002 on home-003, "
                + "home-004: 1 may be lost")));
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
                        this::canBeTakenIn));
    }

    /** Tried as often as the command itself is. */
    private void canBeTakenIn(Site site, Site.Outcome outcome, Consumer<String> wrong) {
        String as = "copy" + ++copies;
        prints(List.of("set", "import", path("bundle"), "--as", as), as).check(site, outcome, wrong);
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
        return restore("restore", this::record);
    }

    /** A disc is gone, and another one with parity brings back what was on it. */
    private FaultyCommand restoreLost() {
        return restore("restore-lost", site -> {
            record(site);
            site.done("protect", "home", "--discs", "1-2");
            QuickFolder.remove(site.path("recorder").resolve("001.disc"));
        });
    }

    private FaultyCommand restore(String name, FaultyCommand.Setup prepared) {
        List<String> words = List.of("restore", "-d", "emu:" + path("recorder"), "--conf",
                path("restored/venti.conf"), "--format");
        return new FaultyCommand(name, site -> {
            prepared.run(site);
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
            unpackHistory(work);
        }, List.of("state"), words, List.of(), prints(List.of("history", "check", path("dump"),
                "state:" + path("state"), "--conf", path("multi/venti.conf")), "0 violations"));
    }

    /** A venti to copy to, and days to copy below {@code days}. */
    private void unpackHistory(Path days) throws IOException {
        Path file = Golden.unpack("multi", work).resolve("venti.conf");
        Files.writeString(file, Files.readString(file).replaceAll("addr tcp!.*", "addr tcp!127.0.0.1!1"));
        for (String day : List.of("0611", "06111", "0612")) {
            Path lib = Files.createDirectories(days.resolve("dump/2004").resolve(day).resolve("lib"));
            Files.writeString(lib.resolve("same"), "same");
            Files.writeString(lib.resolve("log"), "one\n" + day);
        }
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

    private FaultyCommand configured() {
        return FaultyCommand.of("config", this::record, List.of(VAULT), List.of("set", "config", "home",
                "verify.every=90d", "medium.tracks_per_disc=7"), STATUS, both(prints(List.of("set", "config", "home"),
                        "verify.every = 90d", "medium.tracks_per_disc = 7"), whole("home")));
    }

    private FaultyCommand mark() {
        return FaultyCommand.of("mark", this::record, List.of(VAULT), List.of("disc", "move", "home", "1", "shelf"),
                STATUS, both(prints(List.of("disc", "show", "home", "1"), "shelf"), whole("home")));
    }

    private FaultyCommand begun() {
        List<String> words = List.of("init", "home", "--conf", conf, "--medium", "bd-r");
        return new FaultyCommand("init", site -> { }, List.of(VAULT), words,
                site -> FaultyCommand.has(site, "vault/sets/home/set.toml") ? STATUS : words, List.of(),
                prints(STATUS, "sealed 3   on disc 0"));
    }

    private FaultyCommand adopted() {
        return FaultyCommand.of("adopt", site -> {
            record(site);
            site.done("set", "export", "home", path("bundle"));
            site.done("set", "import", path("bundle"), "--as", "copy");
        }, List.of(VAULT), List.of("set", "adopt", "copy", "--conf", conf), STATUS,
                both(prints(List.of("set", "show", "copy"), conf), prints(List.of("status", "copy"), ALL)));
    }

    /** One that only reads; what it prints without faults it prints whenever it ends with 0. */
    private FaultyCommand listed(String name, String... words) {
        return FaultyCommand.of(name, this::record, List.of(VAULT), List.of(words), List.of(),
                (site, outcome, wrong) -> {
                    if (!outcome.out().contains("home") && !outcome.out().contains("all sums hold")) {
                        wrong.accept("the set is not told of: " + outcome.out());
                    }
                });
    }

    private FaultyCommand checkedScore() {
        return FaultyCommand.of("score-check", site -> {
            Files.writeString(site.path("one"), "vac:" + ROOT + "\n");
            site.done("score", "record", path("one"));
        }, List.of(VAULT), List.of("score", "check", "last", golden().address().toString()),
                List.of("score", "list"), prints(List.of("score", "list"), "whole on"));
    }

    private FaultyCommand checkedHistory() {
        // it stands still, so that its times stay
        String dump = target.resolve("dump").toString();
        return FaultyCommand.of("history-check", site -> {
            unpackHistory(target);
            site.done("history", "copy", dump, "--conf", path("multi/venti.conf"), "--state", path("state"));
        }, List.of("state", "multi"), List.of("history", "check", dump, "state:" + path("state"), "--conf",
                path("multi/venti.conf")), List.of(), printed("0 violations"));
    }

    private FaultyCommand checkedIndex() {
        FaultyCommand build = index();
        return FaultyCommand.of("index-check", site -> {
            build.setup().run(site);
            site.done(build.text());
        }, List.of("index"), List.of("index", "check", path("index/venti.conf")), List.of(), printed("no fault"));
    }

    private FaultyCommand checkedArenas() {
        return FaultyCommand.of("arenas-check", index().setup(), List.of("index"),
                List.of("arenas", "check", path("index/arenas0")), List.of(), printed("3 of them sealed, no damage"));
    }

    private FaultyCommand extracted() {
        List<String> words = List.of("arenas", "extract", venti.resolve("arenas0").toString(), "arena1", "-o",
                path("images/one"));
        List<String> check = List.of("arenas", "check", path("images/one"));
        return new FaultyCommand("arenas-extract", site -> Files.createDirectories(site.path("images")),
                List.of("images"), words, site -> FaultyCommand.has(site, "images/one") ? check : words, List.of(),
                prints(check, "no damage"));
    }

    private FaultyCommand inserted() {
        return FaultyCommand.of("arenas-insert", site -> {
            site.done("arenas", "extract", venti.resolve("arenas0").toString(), "arena1", "-o", path("image"));
            Files.createDirectories(site.path("part"));
            Files.write(site.path("part/arenas"), new byte[6 << 20]);
            site.done("arenas", "format", "-a", "1m", "arena", path("part/arenas"));
        }, List.of("part", "image"), List.of("arenas", "insert", path("part/arenas"), path("image")), List.of(),
                prints(List.of("arenas", "check", path("part/arenas")), "1 of them sealed, no damage"));
    }

    private FaultyCommand repaired() {
        return FaultyCommand.of("arenas-repair", site -> {
            ParityDisc disc = ParityDisc.create(site.path("source"));
            disc.write(Files.createDirectories(site.path("tracks")));
            Files.write(site.path("tracks/track1.img"), ParityDisc.without(ParityDisc.track(disc.arena(0)), 3, 2));
        }, List.of("tracks", "repaired"), List.of("arenas", "repair", path("tracks/track1.img"),
                path("tracks/track2.img"), path("tracks/track3.img"), "--parity", path("tracks/track4.img"), "-o",
                path("repaired")), List.of(),
                prints(List.of("arenas", "check", path("repaired/arena0.image")), "no damage"));
    }

    private static FaultyCommand.Done printed(String part) {
        return (site, outcome, wrong) -> {
            if (!outcome.out().contains(part)) {
                wrong.accept("it lacks '%s': %s".formatted(part, outcome.out()));
            }
        };
    }

    /** A venti that holds a tree; begun when it is first asked for. */
    private VentiServer golden() {
        try {
            if (goldenServer == null) {
                Path file = Golden.unpack("multi", target).resolve("venti.conf");
                goldenStore = ArenaStore.open(VentiConf.read(file, Disks.REAL), WORLD);
                goldenServer = VentiServer.readOnly(goldenStore, new Dial("127.0.0.1", 0), ServerOptions.DEFAULT,
                        WORLD.clock());
            }
            return goldenServer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (goldenServer != null) {
            goldenServer.close();
            goldenStore.close();
        }
        server.close();
        store.close();
    }
}
