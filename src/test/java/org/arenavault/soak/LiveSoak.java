package org.arenavault.soak;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.arenavault.cli.Site;
import org.arenavault.io.Disks;
import org.arenavault.io.SystemClock;
import org.arenavault.sets.SetName;
import org.arenavault.sets.SetState;
import org.arenavault.sets.Vault;
import org.arenavault.venti.StockTools;

/**
 * A real venti is written to while backups take increments of it; the one, the other, both or none is killed at a
 * moment by chance. After each round everything is restored elsewhere, and looked at; {@code scripts/soak live} starts
 * it.
 */
public final class LiveSoak {

    private static final long LIMIT_SECONDS = 300;

    /** Who is killed in a round. */
    private enum Killed { NOBODY, BACKUP, VENTI, BOTH }

    private final Path folder;
    private final Random random;
    private final LiveVenti venti;
    private final LiveChains chains = new LiveChains();
    private final Site site;
    private final Site elsewhere;
    private String said = "";
    private int damaged;

    private LiveSoak(Path folder, long seed) throws IOException {
        this.folder = folder;
        this.random = new Random(seed);
        this.site = new Site(folder);
        this.elsewhere = new Site(Files.createDirectory(folder.resolve("elsewhere")));
        this.venti = new LiveVenti(Files.createDirectory(folder.resolve("venti")), random);
    }

    /**
     * Lives through rounds.
     *
     * @param args a folder to work in, how many rounds, and the seed if it is to be chosen
     */
    public static void main(String[] args) throws Exception {
        if (!StockTools.areHere()) {
            System.out.println("soak: skipped: " + StockTools.MISSING);
            return;
        }
        int rounds = Integer.parseInt(args[1]);
        long seed = args.length > 2 ? Long.parseLong(args[2]) : new Random().nextInt(1_000_000_000);
        System.out.printf("soak: %d rounds with a real venti, seed %d%n", rounds, seed);
        LiveSoak soak = new LiveSoak(Path.of(args[0]), seed);
        int failed = 0;
        try (LiveVenti venti = soak.venti) {
            soak.begin(venti);
            for (int round = 1; round <= rounds && failed < 3; round++) {
                List<String> problems = soak.round(round);
                failed += problems.isEmpty() ? 0 : 1;
            }
        }
        System.out.printf("soak: %d failed; damage was named in %d backups, there are increments of %d arenas%n",
                failed, soak.damaged, soak.chains.arenas());
        System.exit(failed == 0 ? 0 : 1);
    }

    private void begin(LiveVenti live) throws IOException {
        String device = site.recorder("recorder", "bd-r", 5, 1_500_000_000);
        site.done("init", "home", "--conf", live.conf().toString(), "--medium", "bd-r", "--device", device,
                "--index-url", live.indexUrl(), "--increments", "always");
        site.done("set", "config", "home", "increments.at_least=1k", "increments.share=60%");
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    /** One round; what is wrong is printed, with what was said in it. */
    private List<String> round(int number) throws IOException {
        said = "";
        List<String> problems = new ArrayList<>();
        // what is full is sealed on disk once the server has written its index, which takes it a while
        venti.seal(number % 10 == 0 ? 60_000 : 500);
        LiveVenti.Snapshot snapshot = venti.snapshot();
        Killed killed = Killed.values()[random.nextInt(Killed.values().length)];
        long delay = 300L + random.nextInt(3500);
        int code = backup(killed, delay);
        if (code != 0 && code != 1) {
            problems.add("backup: exit " + code);
        }
        if (code == 1 && !said.contains("FAILED: ")) {
            problems.add("backup: exit 1, and no damage is named");
        }
        damaged += code == 1 ? 1 : 0;
        problems.addAll(chains.check(state(), said));
        expect(site, problems, "verify", "home", "--deep");
        problems.addAll(restored(number, snapshot));
        System.out.printf("round %d: killed %s after %d ms, backup %d: %s%n", number,
                killed.toString().toLowerCase(Locale.ROOT), delay, code,
                problems.isEmpty() ? "sound" : String.join("; ", problems));
        if (!problems.isEmpty()) {
            System.out.println(said);
        }
        return problems;
    }

    /** A backup under load; whoever was killed is started again, and a backup goes on. The last exit code. */
    @SuppressWarnings("try")
    private int backup(Killed killed, long delay) throws IOException {
        int code;
        try (Closeable load = venti.load()) {
            Running backup = start("backup", "home", "--no-wait", "--yes");
            LiveVenti.pause(delay);
            if (killed == Killed.VENTI || killed == Killed.BOTH) {
                venti.kill();
            }
            if (killed == Killed.BACKUP || killed == Killed.BOTH) {
                backup.process().destroyForcibly();
            }
            code = finish(backup);
        }
        if (!venti.isAlive()) {
            venti.start();
        }
        return killed == Killed.BACKUP || killed == Killed.BOTH
                ? finish(start("backup", "home", "--no-wait", "--yes")) : code;
    }

    private SetState state() throws IOException {
        return new Vault(folder.resolve("vault"), Disks.REAL, new SystemClock()).open(SetName.parse("home")).look();
    }

    private List<String> restored(int number, LiveVenti.Snapshot snapshot) throws IOException {
        List<String> problems = new ArrayList<>();
        Path back = folder.resolve("back");
        remove(back);
        Files.createDirectory(back);
        Files.copy(venti.conf(), back.resolve("venti.conf"), StandardCopyOption.REPLACE_EXISTING);
        String conf = back.resolve("venti.conf").toString();
        String restore = expect(elsewhere, problems, "restore", "-d", "emu:" + path("recorder"), "--conf", conf,
                "--format");
        if (!restore.contains("Newest root with its whole tree: ")) {
            problems.add("no root is whole");
        }
        remove(folder.resolve("tree"));
        Files.deleteIfExists(folder.resolve("tree.manifest"));
        expect(elsewhere, problems, "vac", "get", snapshot.score().replace("vac:", ""), "--conf", conf, "--to",
                path("tree"));
        if (!files(folder.resolve("tree")).equals(digest(snapshot.files()))) {
            problems.add("the last snapshot is not what it was: " + snapshot.score());
        }
        if (number % 10 == 0) {
            goOn(back, snapshot, problems);
        }
        expect(elsewhere, problems, "index", "check", conf);
        return problems;
    }

    /** A real venti starts on what came back, gives the snapshot, and takes more. */
    private void goOn(Path back, LiveVenti.Snapshot snapshot, List<String> problems) throws IOException {
        byte[] fresh = new byte[700_000];
        random.nextBytes(fresh);
        Files.write(back.resolve("fresh"), fresh);
        Files.writeString(back.resolve("snapshot.vac"), snapshot.score() + "\n");
        Path out = Files.createDirectory(back.resolve("out"));
        try (StockTools.Server server = new StockTools.Server(back)) {
            said += StockTools.run(back, "vac", "-h", server.address(), "-f", "fresh.vac", "fresh");
            Files.delete(back.resolve("fresh"));
            said += StockTools.run(back, "unvac", "-h", server.address(), "fresh.vac");
            said += StockTools.run(out, "unvac", "-h", server.address(), back.resolve("snapshot.vac").toString());
        }
        if (!Files.exists(back.resolve("fresh")) || !Arrays.equals(Files.readAllBytes(back.resolve("fresh")), fresh)) {
            problems.add("the restored venti does not give back what it took");
        }
        if (!files(out.resolve("tree")).equals(digest(snapshot.files()))) {
            problems.add("the restored venti does not give the snapshot");
        }
    }

    private static Map<String, Integer> digest(Map<String, byte[]> files) {
        Map<String, Integer> digest = new TreeMap<>();
        files.forEach((name, bytes) -> digest.put(name, Arrays.hashCode(bytes)));
        return digest;
    }

    private static Map<String, Integer> files(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        Path tree = Files.isDirectory(folder.resolve("tree")) ? folder.resolve("tree") : folder;
        if (Files.isDirectory(tree)) {
            try (Stream<Path> all = Files.list(tree)) {
                for (Path file : all.filter(Files::isRegularFile).toList()) {
                    files.put(file.getFileName().toString(), Files.readAllBytes(file));
                }
            }
        }
        return digest(files);
    }

    private static void remove(Path path) throws IOException {
        if (Files.exists(path)) {
            try (Stream<Path> all = Files.walk(path)) {
                for (Path one : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(one);
                }
            }
        }
    }

    /** A command that is to end with 0; what it prints. */
    private String expect(Site where, List<String> problems, String... args) {
        Site.Outcome outcome = where.run(args);
        said += "$ arenavault %s%n%s%n%s".formatted(String.join(" ", args), outcome.said(), outcome.out());
        if (outcome.code() != 0) {
            problems.add("%s: exit %d".formatted(args[0], outcome.code()));
        }
        return outcome.out();
    }

    /** The program at work in a process of its own. */
    private record Running(Process process, Path output, String command) {
    }

    private Running start(String... args) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), "org.arenavault.cli.Main", "--vault",
                path("vault")));
        words.addAll(List.of(args));
        Path output = Files.createTempFile(folder, "output", ".txt");
        return new Running(new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile()).start(),
                output, String.join(" ", args));
    }

    private int finish(Running running) throws IOException {
        try {
            if (!running.process().waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                running.process().destroyForcibly();
                throw new IOException("does not end: " + running.command());
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        said += "$ arenavault %s%n%s".formatted(running.command(),
                Files.readString(running.output(), StandardCharsets.UTF_8));
        Files.delete(running.output());
        return running.process().exitValue();
    }
}
