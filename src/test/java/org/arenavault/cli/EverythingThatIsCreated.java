package org.arenavault.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.arenavault.fossil.GoldenArchive;
import org.arenavault.io.Dial;
import org.arenavault.io.Disks;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.SystemClock;
import org.arenavault.io.World;
import org.arenavault.venti.MemoryBlocks;
import org.arenavault.venti.SampleVenti;
import org.arenavault.venti.format.VentiConf;
import org.arenavault.venti.net.ServerOptions;
import org.arenavault.venti.net.VentiServer;
import org.arenavault.venti.store.ArenaStore;
import org.arenavault.venti.vac.ArchiveBombs;

/** Runs every command that makes a file, in the folder that it is given; a test starts it under an umask. */
public final class EverythingThatIsCreated {

    private static final int FOSSIL = 32 << 20;

    private EverythingThatIsCreated() {
    }

    /** Runs them; what fails is printed, and ends it with 1. */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        Site site = new Site(folder);
        Path conf = SampleVenti.create(folder.resolve("venti"), 2, 8192, 5, 3);
        String emulated = site.recorder("recorder", "bd-r", 2, 5_000_000);
        String log = folder.resolve("scsi.log").toString();
        site.done("init", "home", "--conf", conf.toString(), "--medium", "bd-r", "--device", emulated);
        site.done("--scsilog", log, "backup", "home");
        site.done("init", "files", "--conf", conf.toString(), "--medium", "removable-disk", "--device",
                "dir:" + Files.createDirectory(folder.resolve("images")));
        site.done("backup", "files");
        site.done("verify", "home");
        site.done("set", "catalog", "home");
        site.done("set", "export", "home", site.path("home.tar.gz").toString(), "--with-scores");
        site.done("set", "export", "home", site.path("plain.tar.gz").toString());
        site.done("set", "import", site.path("home.tar.gz").toString(), "--as", "parents");
        site.done("arenas", "extract", folder.resolve("venti/arenas0").toString(), "arena0", "-o",
                site.path("arena0.image").toString());
        Path target = Files.createDirectory(folder.resolve("target")).resolve("venti.conf");
        Files.writeString(target, "index main\nisect isect\narenas arenas\nbloom bloom\n");
        Site.Outcome restored = site.run("restore", "home", "--conf", target.toString(), "--format");
        check(Files.exists(target.resolveSibling("arenas")) && Files.exists(target.resolveSibling("isect")), restored);
        Files.write(folder.resolve("source"), new byte[300_000]);
        site.done("--yes", "device-copy", "start", folder.resolve("source").toString(),
                folder.resolve("copied").toString(), "--foreground");
        MemoryBlocks blocks = new MemoryBlocks();
        String score = ArchiveBombs.ofDirectories(blocks, 2, 5000).toString();
        try (VentiServer server = VentiServer.readOnly(blocks, new Dial("127.0.0.1", 0), ServerOptions.DEFAULT,
                new SystemClock())) {
            site.done("vac", "get", score, "--host", server.address().toString(), "--to",
                    site.path("got").toString());
        }
        Files.writeString(folder.resolve("score.vac"), "vac:" + score + "\n");
        site.done("score", "record", folder.resolve("score.vac").toString());
        site.done("score", "print", "-o", site.path("scores.txt").toString());
        site.done("report", "-o", site.path("report.html").toString());
        site.done("disc", "insert", "home", "1", "-o", site.path("insert.html").toString());
        others(site, folder, conf, emulated);
        System.exit(0);
    }

    /** Second sets, old sets, indexes, copies of histories and of ventis, partitions of a fossil. */
    private static void others(Site site, Path folder, Path conf, String emulated) throws Exception {
        String second = site.recorder("second", "bd-r", 2, 5_000_000);
        site.done("init", "away", "--conf", conf.toString(), "--medium", "bd-r", "--spare", "none", "--device", second);
        site.done("duplicate", "--from", emulated, "--to", second, "--to-set", "away", "--stage",
                site.path("stage").toString());
        Files.delete(site.ledger("away"));
        site.done("set", "rebuild", "away");
        site.done("disc", "mark", "away", "1", "lost");
        site.done("set", "adopt", "parents", "--conf", conf.toString());
        Path old = Files.createDirectory(folder.resolve("venti/old"));
        Files.writeString(old.resolve("ondisc"), "arena0\n");
        site.done("set", "import-plan9", old.toString(), "ancient", "--conf", conf.toString());
        Path built = Files.createDirectory(folder.resolve("built"));
        Path arenas = Files.write(folder.resolve("venti/raw"), new byte[4 << 20]);
        site.done("arenas", "format", "-a", "1m", "raw", arenas.toString());
        Files.writeString(folder.resolve("venti/built.conf"), "index main\nisect %s/isect\nbloom %s/bloom\narenas %s\n"
                .formatted(built, built, arenas));
        site.done("index", "build", "--format", folder.resolve("venti/built.conf").toString());
        Files.createDirectories(folder.resolve("venti/dump/2004/0611/lib"));
        site.done("history", "copy", folder.resolve("venti/dump").toString(), "--conf",
                folder.resolve("venti/built.conf").toString(), "--state", site.path("moved").toString());
        VentiConf target = VentiConf.read(folder.resolve("venti/built.conf"), Disks.REAL);
        try (ArenaStore store = ArenaStore.open(target, World.unattended(new SilentTerminal()));
                VentiServer server = VentiServer.writable(store, new Dial("127.0.0.1", 0), ServerOptions.DEFAULT,
                new SystemClock())) {
            site.run("mirror", "--conf", conf.toString(), "--source", "none", "--verify", "none", "--state",
                    site.path("cursors").toString(), server.address().toString());
            site.done("mirror", "--conf", conf.toString(), "--source", "none", "--export-wrcmd",
                    site.path("wrcmd").toString(), "--state", site.path("cursors").toString(),
                    server.address().toString());
        }
        String third = site.recorder("third", "bd-r", 1, 100_000_000);
        site.done("init", "kits", "--conf", conf.toString(), "--medium", "bd-r", "--device", third, "--increments",
                "always", "--parity", "full", "--kit", "full");
        site.done("backup", "kits");
        site.done("set", "config", "kits", "parity.share=100%");
        site.done("disc", "complete", "kits");
        site.done("disc", "kit", "-d", third, "-o", site.path("kit").toString());
        site.done("changer", "emulate", site.path("juke").toString(), "--medium", "bd-r");
        site.done("changer", "load", "emu:" + site.path("juke"), "1");
        try (VentiServer server = VentiServer.readOnly(GoldenArchive.blocks(), new Dial("127.0.0.1", 0),
                ServerOptions.DEFAULT, new SystemClock())) {
            Path fossil = Files.write(folder.resolve("venti/fossil"), new byte[FOSSIL]);
            site.done("--yes", "fossil", "reset", GoldenArchive.ROOT.toString(), fossil.toString(), "--host",
                    server.address().toString());
        }
    }

    private static void check(boolean holds, Site.Outcome outcome) {
        if (!holds) {
            throw new AssertionError(outcome.toString());
        }
    }
}
