package org.arenavault.soak;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.arenavault.backup.CrashingTransport;
import org.arenavault.cli.Site;
import org.arenavault.io.Crash;
import org.arenavault.io.CrashPoints;
import org.arenavault.io.Disks;
import org.arenavault.scsi.emulator.EmulatedRecorder;
import org.arenavault.scsi.emulator.InstantClock;
import org.arenavault.scsi.emulator.MediumFamily;

/**
 * Some years of one site, drawn at random from a seed: arenas seal, discs change, rot and get lost, drives, cables and
 * files fail, processes are killed, ledgers are torn and made anew, a second site is kept. At the end everything but
 * the discs is gone, and what was ever said to be verified on a disc that survived must come back, byte for byte.
 */
final class SiteHistory {

    private static final String HOME = "home";
    private static final String AWAY = "away";
    /** Room for three arenas of 1 MiB and their labels; on a DVD+R with the gaps between them. */
    private static final Map<String, Long> CAPACITIES = Map.of("bd-r", 3_900_000L, "dvd+r", 14_000_000L);
    private static final int DISCS = 4;
    private static final List<CrashPoints.When> WHENS = List.of(CrashPoints.When.values());
    private static final List<String> ERRORS = List.of("No space left on device", "Input/output error",
            "Disk quota exceeded", "Read-only file system", "Too many open files");

    /** What the program advises about a disc that is not to be had. */
    private static final Pattern MISSING = Pattern.compile("arenavault disc mark \\S+ (\\d+) lost");

    private final Random random;
    private final Site site;
    private final GrowingVenti venti;
    private final String medium;
    private final Claims claims;
    private final List<String> told = new ArrayList<>();
    private final Set<String> torn = new HashSet<>();
    private boolean hasAway;

    /** The history of this seed, in an empty folder. */
    SiteHistory(Path folder, long seed) throws IOException {
        this.random = new Random(seed);
        this.site = new Site(folder);
        this.venti = new GrowingVenti(site.path("venti"), random);
        this.medium = random.nextInt(3) == 0 ? "dvd+r" : "bd-r";
        this.claims = new Claims(site.path("vault"), venti);
    }

    /** What was done, a line each, to be read when something was wrong. */
    List<String> told() {
        return told;
    }

    /**
     * Lives through it.
     *
     * @param steps how many things happen
     * @throws AssertionError if a promise was broken
     */
    void run(int steps) throws IOException {
        begin(HOME);
        for (int i = 0; i < steps; i++) {
            happen();
        }
        recover();
        loseEverythingAndRestore();
    }

    private long capacity() {
        return CAPACITIES.get(medium);
    }

    private Path recorder(String set) {
        return site.path("recorder-" + set);
    }

    private void begin(String set) throws IOException {
        site.recorder("recorder-" + set, medium, DISCS, capacity());
        claims.watch(recorder(set));
        expect(0, run("init", set, "--conf", venti.conf().toString(), "--medium", medium, "--spare", "none",
                "--device", "emu:" + recorder(set)));
    }

    private void happen() throws IOException {
        String set = hasAway && random.nextInt(3) == 0 ? AWAY : HOME;
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3 -> {
                venti.grow(3);
                told.add("arenas sealed: " + venti.sealed().size());
            }
            case 4, 5 -> backup(set);
            case 6, 7, 8 -> withDriveFaults(set, () -> run("backup", set));
            case 9, 10 -> killed(() -> run("backup", set));
            case 11, 12 -> withFlakyFiles(() -> run(random.nextInt(4) == 0 ? "verify" : "backup", set));
            case 13 -> withDriveFaults(set, () -> verify(set));
            case 14 -> verify(set);
            case 15 -> duplicate();
            case 16 -> rot(set);
            case 17 -> lose(set);
            case 18 -> tearLedger(set);
            default -> rebuild(set);
        }
        readable(set);
        claims.check();
    }

    private void backup(String set) throws IOException {
        addBlanks(set);
        Site.Outcome outcome = run("backup", set);
        if (outcome.code() == 0) {
            claims.assertAllOnDisc(set);
        }
    }

    private void verify(String set) {
        run("verify", set);
    }

    private void duplicate() throws IOException {
        if (!hasAway) {
            begin(AWAY);
            hasAway = true;
        }
        addBlanks(AWAY);
        Runnable work = () -> run("duplicate", "--from", "emu:" + recorder(HOME), "--to", "emu:" + recorder(AWAY),
                "--to-set", AWAY);
        if (random.nextInt(3) == 0) {
            killed(work);
        } else {
            work.run();
        }
    }

    /** Bytes of a disc go bad for good; nothing is promised of it any more. */
    private void rot(String set) throws IOException {
        List<Path> discs = claims.discs(recorder(set));
        Path disc = discs.get(random.nextInt(discs.size()));
        Path data = disc.resolve("data");
        long size = Files.size(data);
        if (size < 2048) {
            return;
        }
        claims.damaged(disc);
        try (FileChannel channel = FileChannel.open(data, StandardOpenOption.WRITE)) {
            byte[] rubbish = new byte[1 + random.nextInt(100_000)];
            random.nextBytes(rubbish);
            channel.write(ByteBuffer.wrap(rubbish), (long) (random.nextDouble() * size));
        }
        told.add("rots: " + disc);
    }

    /** A disc is gone; sometimes somebody says so. */
    private void lose(String set) throws IOException {
        List<Path> discs = claims.discs(recorder(set));
        Path disc = discs.get(random.nextInt(discs.size()));
        if (discs.size() < 2 || disc.getFileName().toString().startsWith(tray(set))) {
            return;
        }
        int number = claims.numberOf(disc);
        Files.createDirectories(site.path("gone"));
        Files.move(disc, site.path("gone").resolve(UUID.randomUUID() + ".disc"));
        claims.forget(disc);
        told.add("lost: " + disc + ", disc " + number);
        if (number > 0 && random.nextBoolean()) {
            run("disc", "mark", set, Integer.toString(number), "lost");
        }
    }

    private String tray(String set) throws IOException {
        return Files.readString(recorder(set).resolve("drive.state")).lines()
                .filter(line -> line.startsWith("tray=")).findFirst().orElse("tray=").substring("tray=".length());
    }

    /** The end of the ledger is gone, in the middle of a line or behind one. */
    private void tearLedger(String set) throws IOException {
        Path ledger = site.ledger(set);
        try (FileChannel channel = FileChannel.open(ledger, StandardOpenOption.WRITE)) {
            long size = channel.size();
            long first = Files.readAllLines(ledger).get(0).length() + 1L;
            long cut = size - first <= 1 ? size : size - random.nextLong(Math.min(size - first, 2000));
            channel.truncate(cut);
            told.add("ledger of %s cut from %d to %d bytes".formatted(set, size, cut));
        }
        torn.add(set);
    }

    private void rebuild(String set) throws IOException {
        Runnable work = () -> run("set", "rebuild", set, "-d", "emu:" + recorder(set));
        if (random.nextInt(3) == 0) {
            killed(work);
        } else {
            work.run();
        }
    }

    private void addBlanks(String set) throws IOException {
        try (EmulatedRecorder recorder = EmulatedRecorder.open(recorder(set), new InstantClock())) {
            if (recorder.discs().stream().filter(EmulatedRecorder.Disc::blank).count() < 2) {
                recorder.addBlanks(MediumFamily.of(medium), 3, capacity());
            }
        }
    }

    private void withDriveFaults(String set, Runnable work) throws IOException {
        String faults = DriveFaults.draw(random, claims.discs(recorder(set)).size());
        told.add("faults of the drive: " + faults.strip().replace("\n", "; "));
        Path plan = recorder(set).resolve("faults");
        Files.writeString(plan, faults);
        try {
            work.run();
        } finally {
            Files.delete(plan);
        }
    }

    private void withFlakyFiles(Runnable work) {
        String error = ERRORS.get(random.nextInt(ERRORS.size()));
        int first = random.nextInt(30);
        boolean once = random.nextBoolean();
        told.add("files fail: %s at step %d, %s".formatted(error, first, once ? "once" : "from then on"));
        site.use(FlakyDisks.failing(error, first, once));
        try {
            work.run();
        } finally {
            site.use(Disks.REAL);
        }
    }

    private void killed(Runnable work) {
        boolean atFile = random.nextBoolean();
        CrashPoints points = CrashPoints.at(random.nextInt(atFile ? 40 : 400), WHENS.get(random.nextInt(WHENS.size())));
        told.add("killed at a %s, if it comes so far".formatted(atFile ? "write to a file" : "command"));
        if (atFile) {
            site.use(points.disks());
        } else {
            site.tap(transport -> new CrashingTransport(transport, points));
        }
        try {
            work.run();
        } catch (Crash e) {
            told.add("killed " + e.getMessage());
        } finally {
            site.use(Disks.REAL);
            site.tap(UnaryOperator.identity());
        }
    }

    private Site.Outcome run(String... args) {
        Site.Outcome outcome = site.run(args);
        told.add("%s: exit %d: %s | %s".formatted(String.join(" ", args), outcome.code(),
                outcome.said().replace("\n", " / "), outcome.out().replace("\n", " / ")));
        if (outcome.code() != 0 && outcome.code() != 1 && outcome.code() != 3) {
            throw new AssertionError("exit code " + outcome.code());
        }
        if (outcome.said().contains("fault of the program")) {
            throw new AssertionError("a fault of the program");
        }
        return outcome;
    }

    private static void expect(int code, Site.Outcome outcome) {
        if (outcome.code() != code) {
            throw new AssertionError("exit %d where %d is right".formatted(outcome.code(), code));
        }
    }

    /** The ledger reads; or it was cut, the program says so, and the operator makes it anew from the discs. */
    private void readable(String set) {
        Site.Outcome outcome = run("set", "check", set);
        if (outcome.code() != 0 && outcome.said().contains("set rebuild")) {
            if (!torn.remove(set)) {
                throw new AssertionError("a ledger that nobody cut does not read");
            }
            rebuildWhole(set);
            outcome = run("set", "check", set);
        }
        expect(0, outcome);
    }

    private void rebuildWhole(String set) {
        // no disc has a label yet where the first one was only begun
        run("set", "rebuild", set, "-d", "emu:" + recorder(set));
        expect(0, run("set", "rebuild", set, "--complete"));
    }

    /** Nothing fails any more: within some runs everything is on disc, and verified. */
    private void recover() throws IOException {
        for (String set : hasAway ? List.of(HOME, AWAY) : List.of(HOME)) {
            int runs = 0;
            int code = -1;
            while (code != 0) {
                if (++runs > 12) {
                    throw new AssertionError("backup " + set + " does not come to an end");
                }
                addBlanks(set);
                Site.Outcome outcome = run("backup", set);
                code = outcome.code();
                claims.check();
                if (outcome.said().contains("set rebuild")) {
                    rebuildWhole(set);
                }
                Matcher missing = MISSING.matcher(outcome.said() + outcome.out());
                if (missing.find()) {
                    expect(0, run("disc", "mark", set, missing.group(1), "lost"));
                }
            }
            claims.assertAllOnDisc(set);
        }
    }

    private void loseEverythingAndRestore() throws IOException {
        Path pile = site.path("pile");
        site.recorder("pile", medium, 1, capacity());
        Files.move(pile.resolve("001.disc"), site.path("spare"));
        List<Path> discs = new ArrayList<>(claims.discs(recorder(HOME)));
        if (hasAway) {
            discs.addAll(claims.discs(recorder(AWAY)));
        }
        List<String> promised = claims.promised();
        Collections.shuffle(discs, random);
        int number = 0;
        for (Path disc : discs) {
            Files.move(disc, pile.resolve("%03d.disc".formatted(++number)), StandardCopyOption.ATOMIC_MOVE);
        }
        expect(0, run("drive", "insert", "emu:" + pile, "001"));
        Path conf = site.path("restored").resolve("venti.conf");
        Files.createDirectories(conf.getParent());
        Files.writeString(conf, "index main\nisect isect0\narenas arenas0\n");
        Site.Outcome outcome = run("restore", "-d", "emu:" + pile, "--conf", conf.toString(), "--format");
        for (String arena : promised) {
            if (!venti.isIn(conf.resolveSibling("arenas0"), arena)) {
                throw new AssertionError("%s was verified on a disc that survived, and did not come back; exit %d"
                        .formatted(arena, outcome.code()));
            }
        }
    }
}
