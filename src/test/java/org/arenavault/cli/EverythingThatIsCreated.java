package org.arenavault.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.arenavault.venti.MemoryBlocks;
import org.arenavault.venti.SampleVenti;
import org.arenavault.venti.net.Dial;
import org.arenavault.venti.net.ServerOptions;
import org.arenavault.venti.net.VentiServer;
import org.arenavault.venti.vac.ArchiveBombs;
import org.arenavault.io.SystemClock;

/** Runs every command that makes a file, in the folder that it is given; a test starts it under an umask. */
public final class EverythingThatIsCreated {

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
        System.exit(0);
    }

    private static void check(boolean holds, Site.Outcome outcome) {
        if (!holds) {
            throw new AssertionError(outcome.toString());
        }
    }
}
