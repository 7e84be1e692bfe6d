package org.arenavault.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.arenavault.cli.Site;
import org.arenavault.io.ProgramFiles;
import org.arenavault.parity.ParityContent;
import org.arenavault.parity.ParityMember;
import org.arenavault.parity.ParityPlan;
import org.arenavault.scsi.emulator.MediumFamily;

/**
 * Fills a disc, and compares what was planned, what the ledger says and what the drive says, block by block;
 * {@code scripts/soak full} does it with discs of full size.
 */
public final class FullDiscs {

    private static final int BLOCK = 2048;
    private static final int UNIT = 32;
    /** What is kept free for a kit, with its label, in blocks. */
    private static final long KIT = (20L << 20) / BLOCK + UNIT;
    /** The program and its sources, as large as they are: 16 MB. */
    private static final int PROGRAM = 16_000_000;

    /**
     * What came of a disc.
     *
     * @param arenas how many are on it
     * @param behindArenas blocks that were left behind them
     * @param kitBlocks of its kit without label; 0 if it has none
     * @param parityBytes of its parity; 0 if it has none
     * @param free blocks that are left at last
     */
    record Figures(int arenas, long behindArenas, long kitBlocks, long parityBytes, long free) {
    }

    private final Site site;
    private final String medium;
    private final ObjectMapper mapper = new ObjectMapper();

    private FullDiscs(Path folder, String medium) {
        this.site = new Site(folder);
        this.medium = medium;
        site.use(new LargeProgram(PROGRAM));
    }

    /** A program whose jar is so large, and that has nothing else with it. */
    private record LargeProgram(int size) implements ProgramFiles {

        @Override
        public Optional<byte[]> read(String name) {
            byte[] bytes = new byte[name.equals(JAR) ? size : 0];
            new Random(size).nextBytes(bytes);
            return name.equals(JAR) ? Optional.of(bytes) : Optional.empty();
        }
    }

    /**
     * Fills discs of full size without spares.
     *
     * @param args a folder to work in, and media
     */
    public static void main(String[] args) throws Exception {
        for (String medium : List.of(args).subList(1, args.length)) {
            MediumFamily family = MediumFamily.of(medium);
            Path folder = Files.createDirectory(Path.of(args[0]).resolve(medium));
            long begun = System.nanoTime();
            Figures figures = fill(folder, medium, family.rawBlocks() * BLOCK, 1L << 30, 0);
            System.out.printf("soak: %s: %s; %d s%n", medium, figures, (System.nanoTime() - begun) / 1_000_000_000L);
        }
    }

    /**
     * Fills a disc with arenas of one size, and compares.
     *
     * @param before how many arenas are on it when the plan is made: then the plan knows how large it is
     * @throws AssertionError if anything does not agree
     */
    static Figures fill(Path folder, String medium, long capacity, long arena, int before) throws IOException {
        return new FullDiscs(folder, medium).fill(folder, capacity, arena, before);
    }

    private Figures fill(Path folder, long capacity, long arena, int before) throws IOException {
        int more = (int) (capacity / arena) + 1;
        Path venti = Files.createDirectories(folder.resolve("venti"));
        Path conf = SparseVenti.create(venti, more, arena);
        String device = site.recorder("recorder", medium, 2, capacity);
        site.done("init", "home", "--conf", conf.toString(), "--medium", medium, "--spare", "none", "--device", device,
                "--increments", "never");
        if (before > 0) {
            SparseVenti.seal(venti, 0, before);
            site.done("backup", "home");
        }
        SparseVenti.seal(venti, before, more);
        JsonNode plan = json("backup", "home", "--dry-run").get("plan").get(0);
        Site.Outcome backup = site.run("backup", "home", "--discs", "1");
        if (backup.code() != 0) {
            throw new AssertionError("backup: exit %d: %s%s".formatted(backup.code(), backup.said(), backup.out()));
        }
        JsonNode tracks = json("disc", "show", "home", "1").get("tracks");
        site.done("drive", "insert", device, "1");
        JsonNode disc = json("drive", "info", device).get("disc");
        Figures figures = figures(tracks, disc);
        compare("arenas", before + plan.get("arenas").size(), figures.arenas());
        compare("kit", plan.get("kit").asBoolean() ? 1 : 0, figures.kitBlocks() > 0 ? 1 : 0);
        compareTracks(tracks, disc.get("tracks"));
        compareParity(plan, tracks, figures, arena);
        return figures;
    }

    private JsonNode json(String... args) throws IOException {
        List<String> all = new ArrayList<>(List.of("--json"));
        all.addAll(List.of(args));
        return mapper.readTree(site.done(all.toArray(String[]::new)));
    }

    private Figures figures(JsonNode tracks, JsonNode disc) {
        long capacity = disc.get("capacity_blocks").asLong();
        int arenas = 0;
        long end = 0;
        long kit = 0;
        long parity = 0;
        for (JsonNode track : tracks) {
            if (!track.get("state").asText().equals("verified")) {
                throw new AssertionError("not verified: " + track);
            }
            switch (track.get("kind").asText()) {
                case "arena" -> {
                    arenas++;
                    end = track.get("lba").asLong() + track.get("blocks").asLong();
                }
                case "kit" -> kit = track.get("bytes").asLong() / BLOCK;
                default -> parity = track.get("bytes").asLong();
            }
        }
        JsonNode last = tracks.get(tracks.size() - 1);
        return new Figures(arenas, capacity - end, kit, parity,
                capacity - last.get("lba").asLong() - last.get("blocks").asLong());
    }

    /** The ledger and the drive know the same tracks, and they lie one behind the other. */
    private void compareTracks(JsonNode ledger, JsonNode drive) {
        compare("tracks", ledger.size(), drive.size());
        for (int i = 0; i < ledger.size(); i++) {
            compare("begin of track " + (i + 1), ledger.get(i).get("lba").asLong(), drive.get(i).get("lba").asLong());
            compare("blocks of track " + (i + 1), ledger.get(i).get("blocks").asLong(),
                    drive.get(i).get("blocks").asLong());
            if (i > 0) {
                compare("gap before track " + (i + 1), gap(), drive.get(i).get("lba").asLong()
                        - drive.get(i - 1).get("lba").asLong() - drive.get(i - 1).get("blocks").asLong());
            }
        }
    }

    private long gap() {
        return medium.startsWith("dvd+r") ? 2048 : 0;
    }

    /** The plan reckons with the largest kit there may be; what the kit leaves of that, the parity gets. */
    private void compareParity(JsonNode plan, JsonNode tracks, Figures figures, long arena) throws IOException {
        List<ParityMember> members = new ArrayList<>();
        for (int i = 0; i < figures.arenas(); i++) {
            members.add(new ParityMember("arena", "arena" + i, arena, "a".repeat(40), 1, new UUID(1, 1), i + 1, 0));
        }
        long left = figures.behindArenas() - gap();
        compare("planned parity", plan.get("parity_bytes").asLong(),
                parity(members, left - (figures.kitBlocks() > 0 ? KIT : 0)));
        if (figures.kitBlocks() > 0) {
            if (figures.kitBlocks() + UNIT > KIT) {
                throw new AssertionError("the kit takes %d blocks".formatted(figures.kitBlocks()));
            }
            JsonNode kit = tracks.get(figures.arenas());
            members.add(new ParityMember("kit", "kit", kit.get("bytes").asLong(), "b".repeat(64), 1, new UUID(1, 1),
                    figures.arenas() + 1, 0));
            left -= kit.get("blocks").asLong() + gap();
        }
        compare("parity", parity(members, left), figures.parityBytes());
        if (figures.free() < 0) {
            throw new AssertionError("%d blocks are left".formatted(figures.free()));
        }
    }

    private static long parity(List<ParityMember> members, long blocks) throws IOException {
        return ParityPlan.of(members, blocks / UNIT - 1).content().map(ParityContent::size).orElse(0L);
    }

    private void compare(String what, long one, long other) {
        if (one != other) {
            throw new AssertionError("%s, %s: %d is not %d".formatted(medium, what, one, other));
        }
    }
}
