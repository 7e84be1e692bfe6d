package org.arenavault.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.arenavault.cli.Site;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.fossil.FossilImages;
import org.arenavault.io.Dial;
import org.arenavault.io.Disks;
import org.arenavault.io.StopSignal;
import org.arenavault.io.Storage;
import org.arenavault.io.SystemClock;
import org.arenavault.ninep.ExportedFiles;
import org.arenavault.ninep.NineDisks;
import org.arenavault.ninep.NineOptions;
import org.arenavault.venti.MemoryStore;
import org.arenavault.venti.StockTools;
import org.arenavault.venti.net.ServerOptions;
import org.arenavault.venti.net.VentiServer;

/**
 * A partition that a venti appends to all the time is read over 9P and as the file that it is: what is sealed is the
 * same here and there, byte for byte, and what grows lies between what was here before and what is here afterwards.
 * Once the venti rests all is the same. {@code scripts/soak far} does it with 10 GiB and a real venti, and
 * with {@code u9fs} as the server where {@code $U9FS} names it.
 */
public final class FarPartition {

    private static final Pattern DIGEST =
            Pattern.compile("\"arena\":\"([^\"]+)\"[^\\n]*?\"digest\":\"([0-9a-f]{40})\"");
    private static final NineOptions OPTIONS = new NineOptions(Duration.ofSeconds(5), Duration.ofSeconds(30), 3,
            Duration.ofMillis(10));

    private final ObjectMapper mapper = new ObjectMapper();
    private final Site site;
    private final Growth growth;
    private final Path here;
    private final String there;
    private final String thereConf;
    /** In how many of the comparisons it had grown between the first look and the last. */
    private int grown;

    /** A venti whose partition {@code arenas0} lies beside its configuration, and grows. */
    interface Growth extends Closeable {

        /** Its configuration. */
        Path conf();

        /** Ends the growing; all is on disk then. */
        void rest() throws IOException;
    }

    /** What exports the venti's folder. */
    interface Server extends Closeable {

        /** The name of a file of the folder, as commands take it. */
        String name(String file);

        /** What there is to tell of it. */
        String text();
    }

    private FarPartition(Site site, Growth growth, Server server) {
        this.site = site;
        this.growth = growth;
        this.here = growth.conf().resolveSibling("arenas0");
        this.there = server.name("arenas0");
        this.thereConf = server.name("venti.conf");
    }

    /**
     * Does it with 10 GiB and a real venti.
     *
     * @param args a folder to work in
     */
    public static void main(String[] args) throws Exception {
        if (!StockTools.areHere()) {
            System.out.println("soak: skipped: " + StockTools.MISSING);
            return;
        }
        Path folder = Path.of(args[0]);
        long begun = System.nanoTime();
        try (Growth venti = new StockGrowth(Files.createDirectory(folder.resolve("venti")), 10L << 30, 16 << 20, 100)) {
            String figures = compare(folder, venti, 3, 2_000_000_000L);
            System.out.printf("soak: %s; %d s%n", figures, (System.nanoTime() - begun) / 1_000_000_000L);
        }
    }

    /**
     * Compares.
     *
     * @param rounds how often, while it grows
     * @param disc bytes of a disc
     * @return what was seen
     * @throws AssertionError if anything differs that may not
     */
    static String compare(Path folder, Growth growth, int rounds, long disc) throws IOException {
        Site site = new Site(folder);
        Path arenas = growth.conf().resolveSibling("arenas0");
        Files.write(arenas.resolveSibling("fossil"), FossilImages.example());
        try (Server server = U9fs.isHere() ? new U9fs(arenas.getParent()) : new Exported(arenas.getParent());
                NineDisks disks = new NineDisks(Disks.REAL, OPTIONS, new SystemClock(), StopSignal.NEVER,
                        line -> { })) {
            site.use(disks);
            FarPartition far = new FarPartition(site, growth, server);
            far.init("here", growth.conf().toString(), disc);
            far.init("there", far.thereConf, disc);
            MemoryStore target = new MemoryStore();
            for (int i = 0; i < rounds; i++) {
                far.compareWhileItGrows();
                far.backUp();
                far.mirror(target, far.thereConf, false);
            }
            growth.rest();
            far.compareAtRest(target);
            far.compareScores(arenas.resolveSibling("fossil"), server.name("fossil"));
            return "%d sealed arenas, %d blocks, %s; it grew in %d of %d comparisons".formatted(
                    far.digests("there").size(), target.blocks().count(), server.text(), far.grown, 2 * rounds);
        }
    }

    /** A server in this process. */
    private static final class Exported implements Server {

        private final ExportedFiles files = new ExportedFiles();
        private final List<Storage> open = new ArrayList<>();

        Exported(Path folder) throws IOException {
            for (String name : List.of("arenas0", "venti.conf", "fossil")) {
                open.add(Disks.REAL.openToRead(folder.resolve(name)));
                files.put(name, open.get(open.size() - 1));
            }
        }

        @Override
        public String name(String file) {
            return files.name(file);
        }

        @Override
        public String text() {
            return "%d bytes came over 9P".formatted(files.bytes.get());
        }

        @Override
        public void close() throws IOException {
            files.close();
            for (Storage each : open) {
                each.close();
            }
        }
    }

    private void init(String set, String conf, long disc) {
        site.done("init", set, "--conf", conf, "--medium", "bd-r", "--spare", "none", "--device",
                site.recorder("recorder-" + set, "bd-r", 3, disc));
    }

    private List<JsonNode> arenas(String file, String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--json", file));
        JsonNode json = mapper.readTree(site.done(all.toArray(String[]::new)));
        List<JsonNode> arenas = new ArrayList<>();
        json.path(json.has("files") ? "files" : "partitions").get(0).get("arenas").forEach(arenas::add);
        assertThat(arenas).as("%s", json).isNotEmpty();
        return arenas;
    }

    private void compareWhileItGrows() throws IOException {
        for (String[] words : new String[][] {{"arenas", "list"}, {"arenas", "check", "--deep"}}) {
            List<JsonNode> before = arenas(here.toString(), words);
            List<JsonNode> far = arenas(there, words);
            List<JsonNode> after = arenas(here.toString(), words);
            assertThat(far).hasSameSizeAs(before).hasSameSizeAs(after);
            for (int i = 0; i < far.size(); i++) {
                compare(before.get(i), far.get(i), after.get(i));
            }
            grown += before.equals(after) ? 0 : 1;
        }
    }

    private static void compare(JsonNode before, JsonNode far, JsonNode after) {
        if (before.equals(after)) {
            assertThat(far).isEqualTo(before);
        }
        for (String field : List.of("name", "offset", "bytes")) {
            assertThat(far.get(field)).isEqualTo(before.get(field));
        }
        assertThat(far.get("problems")).as("%s", far).isEmpty();
        assertThat(clumps(far)).as("%s", far).isBetween(clumps(before), clumps(after));
    }

    private static long clumps(JsonNode arena) {
        return arena.has("clumps") ? arena.get("clumps").asLong() : arena.get("memory").get("clumps").asLong();
    }

    /** Backs up here and there; what is on both kinds of disc has the same digests. */
    private void backUp() throws IOException {
        site.done("backup", "there");
        site.done("backup", "here");
        Map<String, String> near = digests("here");
        Map<String, String> far = digests("there");
        assertThat(far).isNotEmpty();
        assertThat(near).containsAllEntriesOf(far);
    }

    private Map<String, String> digests(String set) throws IOException {
        Matcher found = DIGEST.matcher(Files.readString(site.ledger(set)));
        return found.results().collect(Collectors.toMap(each -> each.group(1), each -> each.group(2), (one, same) -> {
            assertThat(same).as("digests of an arena").isEqualTo(one);
            return one;
        }, TreeMap::new));
    }

    private void mirror(MemoryStore target, String conf, boolean resting) throws IOException {
        // its cursor is with the address, so that each is a new target that has all that was sent before
        try (VentiServer venti = VentiServer.writable(target, new Dial("127.0.0.1", 0), ServerOptions.DEFAULT,
                new SystemClock())) {
            Site.Outcome outcome = site.run("mirror", "--conf", conf, "--source", "none", venti.address().toString());
            boolean behind = outcome.code() == ExitCode.FAILED && outcome.out().contains("behind by");
            assertThat(outcome.code() == ExitCode.DONE || (behind && !resting)).as("%s", outcome).isTrue();
        }
    }

    private void compareAtRest(MemoryStore target) throws IOException {
        for (String[] words : new String[][] {{"arenas", "list"}, {"arenas", "check", "--deep"}}) {
            assertThat(arenas(there, words)).isEqualTo(arenas(here.toString(), words));
        }
        backUp();
        assertThat(digests("there")).isEqualTo(digests("here"));
        mirror(target, thereConf, true);
        MemoryStore near = new MemoryStore();
        mirror(near, growth.conf().toString(), true);
        assertThat(target.blocks().count()).isPositive().isEqualTo(near.blocks().count());
        assertThat(site.done("verify", "there")).contains("0 damaged");
    }

    private void compareScores(Path fossilHere, String fossilThere) throws IOException {
        for (String command : List.of("last", "info", "usage")) {
            String near = site.done("fossil", command, fossilHere.toString());
            assertThat(site.done("fossil", command, fossilThere).replace(fossilThere, fossilHere.toString()))
                    .isEqualTo(near);
        }
        String near = site.done("score", "record", fossilHere.toString());
        Site.Outcome far = site.run("score", "record", fossilThere);
        assertThat(far.code()).as("%s", far).isEqualTo(ExitCode.DONE);
        assertThat(near).contains("1 score");
    }
}
