package org.arenavault.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.faults.Faults;
import org.arenavault.faults.FaultyFiles;
import org.arenavault.io.Crash;
import org.arenavault.optical.QuickFolder;
import org.arenavault.scsi.emulator.EmulatedRecorder;
import org.arenavault.scsi.emulator.InstantClock;
import org.arenavault.venti.SampleVenti;

/**
 * A rebuild that adds a disc to a ledger is killed at every step that changes a file of the vault, and started again: a
 * program of its own, because it takes the place of Java's files ({@link FaultyFiles}). Argument: an empty folder. It
 * ends with 1 and says why, if anything was lost or a number given again.
 */
public final class KilledRebuild {

    private static final long CAPACITY = 2_700_000;
    private static final int DISCS = 6;
    /** After every so many steps the site is led to its end. */
    private static final int WHOLE = 5;
    /** All steps are too many for every run of the tests: {@code -Drebuild.stride=1} takes them. */
    private static final int STRIDE = Integer.getInteger("rebuild.stride", 7);

    private final Path folder;
    private final Path work;
    private final Site site;

    private KilledRebuild(Path folder) {
        this.folder = folder;
        this.work = folder.resolve("work");
        this.site = new Site(work);
    }

    /** The program. */
    public static void main(String[] args) throws IOException {
        new KilledRebuild(Path.of(args[0])).run();
        System.exit(0);
    }

    private void run() throws IOException {
        Files.createDirectories(work);
        // four arenas on discs 1 and 2; 2 is lost, 3 has what was on it
        Path conf = SampleVenti.create(work.resolve("venti"), 4, 8192, 5, 3);
        String device = site.recorder("recorder", "bd-r", DISCS, CAPACITY);
        site.done("init", "home", "--conf", conf.toString(), "--medium", "bd-r", "--spare", "none", "--device", device);
        site.done("backup", "home");
        site.done("disc", "mark", "home", "2", "lost");
        site.done("backup", "home");
        for (int disc : new int[] {1, 3, 4}) {
            alone(disc);
        }
        Files.delete(site.ledger("home"));
        Path config = site.ledger("home").resolveSibling("set.toml");
        Files.writeString(config, Files.readString(config).replaceAll("last_disc = \\d+\n", ""));
        Files.delete(site.ledger("home").resolveSibling("lock"));
        site.run("set", "rebuild", "home", "-d", drive(1));
        site.done("verify", "home", "-d", drive(1));
        site.done("disc", "move", "home", "1", "bank, box 7");
        Path template = folder.resolve("template");
        copy(work, template);

        String[] rebuild = {"set", "rebuild", "home", "-d", drive(3)};
        Predicate<Path> files = path -> path.startsWith(work.resolve("vault"));
        long steps = 0;
        for (boolean killed = true; killed; steps += STRIDE) {
            QuickFolder.remove(work);
            copy(template, work);
            Faults.kill(files, steps);
            try {
                killed = site.run(rebuild).code() != ExitCode.OPERATOR;
            } catch (Crash e) {
                killed = true;
            }
            require(!killed || Faults.steps() > steps, "not killed, and yet not done");
            Faults.off();
            check(steps, rebuild);
        }
        System.out.printf("%d steps%n", steps);
        require(steps > 8, "there were but %d steps".formatted(steps));
    }

    private void check(long step, String... rebuild) throws IOException {
        String context = "killed at step %d: ".formatted(step);
        String status = site.done("status", "home");
        require(status.contains("verified 2"), context + status);
        String again = site.run(rebuild).out();
        require(again.contains("knows 2 discs now") && again.contains("INCOMPLETE: not shown yet: home-002"),
                context + again);
        String discs = site.done("disc", "list", "home");
        require(discs.contains("bank, box 7") && discs.contains("home-003"), context + discs);
        require(site.done("set", "check", "home").contains("all sums hold"), context + "the sums");
        if (step % WHOLE != 0) {
            return;
        }
        site.done("set", "rebuild", "home", "--complete");
        require(site.done("verify", "home", "-d", drive(3)).contains("2 tracks read back, 0 damaged"),
                context + "read");
        require(site.done("status", "home").contains("on disc 4   verified 4   waiting 0"), context + "status");
        site.done("disc", "mark", "home", "3", "lost");
        site.done("backup", "home", "-d", drive(4));
        discs = site.done("disc", "list", "home");
        require(discs.contains("home-004") && !discs.contains("home-002"), context + discs);
    }

    private static void require(boolean holds, String said) {
        if (!holds) {
            throw new AssertionError(said);
        }
    }

    private String drive(int disc) {
        return "emu:" + work.resolve("only" + disc);
    }

    /** A recorder that has this disc alone. */
    private void alone(int disc) throws IOException {
        Path drive = work.resolve("only" + disc);
        copy(work.resolve("recorder"), drive);
        try (EmulatedRecorder recorder = EmulatedRecorder.open(drive, new InstantClock())) {
            recorder.insert(Integer.toString(disc));
        }
        for (int other = 1; other <= DISCS; other++) {
            if (other != disc) {
                QuickFolder.remove(drive.resolve("%03d.disc".formatted(other)));
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(from)) {
            all = files.sorted(Comparator.naturalOrder()).toList();
        }
        for (Path path : all) {
            Files.copy(path, to.resolve(from.relativize(path).toString()));
        }
    }
}
