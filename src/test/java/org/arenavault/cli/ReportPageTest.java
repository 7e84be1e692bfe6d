package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import javax.xml.parsers.DocumentBuilderFactory;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.io.Disks;
import org.arenavault.io.ManualClock;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.media.ArenaRecord;
import org.arenavault.sets.LedgerEvent;
import org.arenavault.sets.LockedSet;
import org.arenavault.sets.ReadEffort;
import org.arenavault.sets.RootScore;
import org.arenavault.sets.ScoreLog;
import org.arenavault.sets.SetName;
import org.arenavault.sets.TrackEvent;
import org.arenavault.sets.Vault;
import org.arenavault.venti.SampleVenti;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** The pages about sets and discs: well-formed, complete, harmless, and small enough for a set of 120 discs. */
class ReportPageTest {

    private static final long ARENA_BLOCKS = 524_320;
    private static final int ARENAS_PER_DISC = 42;
    private static final long DL = 24_438_784;

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private final ManualClock clock = new ManualClock();
    private Site site;

    @BeforeEach
    void make() {
        site = new Site(folder);
        site.use(clock, UUID::randomUUID);
    }

    private void begin() throws IOException {
        String conf = SampleVenti.create(folder.resolve("venti"), 3, 8192, 5, 3).toString();
        site.done("init", "home", "--conf", conf, "--medium", "bd-r-dl");
    }

    /** Discs of 42 arenas that were read in several years; each fifth track has its trouble. */
    private void record(int discs) throws IOException {
        Vault vault = new Vault(folder.resolve("vault"), Disks.REAL, clock);
        Random random = new Random(discs);
        try (LockedSet set = vault.open(new SetName("home")).lock()) {
            for (int disc = 1; disc <= discs; disc++) {
                set.ledger().append(new LedgerEvent.Begun(disc, new UUID(5, disc), "bd-r-dl", DL, ""));
                for (int track = 1; track <= ARENAS_PER_DISC; track++) {
                    long lba = (track - 1) * ARENA_BLOCKS;
                    set.ledger().append(new TrackEvent.Found(disc, track, lba, ARENA_BLOCKS, new ArenaRecord(
                            "arenas%d".formatted((disc - 1) * ARENAS_PER_DISC + track), 1 << 30, 8192, "/dev/arenas",
                            0, Score.parse("%040x".formatted(disc * 1000 + track)), false), true, "disc"));
                }
                set.ledger().append(new LedgerEvent.Moved(disc, "box <%d> & \"safe\"".formatted(disc)));
            }
            for (int year = 0; year < (discs > 10 ? 1 : 3); year++) {
                clock.sleep(Duration.ofDays(300));
                for (int disc = 1; disc <= discs; disc++) {
                    for (int track = 1; track <= ARENAS_PER_DISC - 2; track++) {
                        long slowest = 18_000_000 + random.nextInt(9_000_000) + track * 100_000L;
                        set.ledger().append(track == 5 && disc == 2 ? new TrackEvent.Bad(disc, track, "DRIVE",
                                "block 17 differs", "0+65536")
                                : new TrackEvent.Verified(disc, track, "DRIVE \u001b[31m", new ReadEffort(
                                        track == 3 ? year * 4L : 0, 2 * slowest, slowest, 0)));
                    }
                }
            }
        }
    }

    private static Document parsed(String page) throws Exception {
        String xml = page.replace("<!DOCTYPE html>\n", "");
        return DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    private String written(String... command) throws IOException {
        Path file = folder.resolve("page.html");
        String[] all = new String[command.length + 2];
        System.arraycopy(command, 0, all, 0, command.length);
        all[command.length] = "-o";
        all[command.length + 1] = file.toString();
        site.done(all);
        return Files.readString(file);
    }

    private static long rects(Document page, String look) {
        NodeList all = page.getElementsByTagName("rect");
        long count = 0;
        for (int i = 0; i < all.getLength(); i++) {
            String of = all.item(i).getAttributes().getNamedItem("class") == null ? ""
                    : all.item(i).getAttributes().getNamedItem("class").getTextContent();
            count += of.equals(look) ? 1 : 0;
        }
        return count;
    }

    @Test
    void eachTrackIsInItsPlaceAndSaysHowItStands() throws Exception {
        begin();
        record(3);
        String page = written("report", "home");
        Document document = parsed(page);

        int legend = 1;
        assertThat(rects(document, "verified arena")).isEqualTo(legend + 3 * (ARENAS_PER_DISC - 2) - 1);
        assertThat(rects(document, "closed arena")).isEqualTo(legend + 3 * 2);
        assertThat(rects(document, "bad arena")).isEqualTo(legend + 1);
        assertThat(page).contains("DAMAGED", "block 17 differs", "home-003", "kept at: box &lt;3&gt; &amp; &quot;safe",
                "reads that needed a retry", "from 0 to 4 to 8",
                "arenavault backup home", "On no disc", "nobody knows how long a restore");
        assertThat(page).doesNotContain("\u001b", "<script", "http://", "https://", "src=");
    }

    @Test
    void whatIsDueIsOfAnotherColour() throws Exception {
        begin();
        record(1);
        clock.sleep(Duration.ofDays(400));
        Document document = parsed(written("report"));
        assertThat(rects(document, "due arena")).isEqualTo(1 + ARENAS_PER_DISC - 2);
        assertThat(rects(document, "verified arena")).isEqualTo(1);
    }

    @Test
    void aVaultWithoutASetAndASetWithoutADiscHavePages() throws Exception {
        parsed(written("report"));
        assertThat(Files.readString(folder.resolve("page.html"))).contains("There is no set yet");
        begin();
        parsed(written("report"));
        assertThat(Files.readString(folder.resolve("page.html"))).contains("There is none yet", "Set home");
    }

    @Test
    void aHundredAndTwentyDiscsAreBelowTwoMegabytes() throws Exception {
        begin();
        record(120);
        String page = written("report", "home");
        parsed(page);
        assertThat(page.length()).isLessThan(2_000_000);
        parsed(written("set", "inserts", "home"));
    }

    @Test
    void aSetThatCannotBeReadIsNamedOnThePage() throws Exception {
        begin();
        Files.createDirectories(folder.resolve("vault/sets/broken"));
        Files.writeString(folder.resolve("vault/sets/broken/set.toml"), "version = 99\n");
        Path file = folder.resolve("page.html");
        Site.Outcome outcome = site.run("report", "-o", file.toString());
        assertThat(outcome.code()).isNotEqualTo(ExitCode.DONE);
        assertThat(Files.readString(file)).contains("Not read: set broken", "Set home");
    }

    @Test
    void aFolderIsNotReplacedByAPage() throws Exception {
        begin();
        Site.Outcome outcome = site.run("report", "-o", folder.toString());
        assertThat(outcome.code()).isEqualTo(ExitCode.FAILED);
        assertThat(outcome.said()).contains("is a directory");
    }

    @Test
    void theInsertSaysWhatTheDiscIsAndHowItIsRead() throws Exception {
        begin();
        record(2);
        String page = written("disc", "insert", "home", "2");
        parsed(page);
        assertThat(page).contains("home-002", "Disc 2 of set home", new UUID(5, 2).toString(), "box &lt;2&gt;",
                "skip=0 count=%d".formatted((1L << 30) / 2048), "1 arenas43", "wrarena");
        assertThat(page).doesNotContain("vac:", "http://www.example");
        parsed(written("disc", "insert", "home", "2", "--svg"));
        String label = site.done("disc", "insert", "home", "2", "--label");
        assertThat(label.lines()).hasSize(5).allMatch(line -> line.length() <= 40);
    }

    @Test
    void theInsertHasScoresOnlyWhereTheyAreAskedFor() throws Exception {
        begin();
        record(1);
        assertThat(site.run("disc", "insert", "home", "1", "--with-scores", "1").code()).isNotEqualTo(ExitCode.DONE);
        try (ScoreLog.Writer log = new Vault(folder.resolve("vault"), Disks.REAL, clock).scores().write()) {
            log.add(Score.parse("9ab9122c8dc3f6883edf5253cb4cefe854f081a7"), RootScore.Feed.FOSSIL, "/dev/fossil", "");
        }
        assertThat(site.done("disc", "insert", "home", "1")).doesNotContain("9ab9122c");
        assertThat(site.done("disc", "insert", "home", "1", "--with-scores", "1")).contains("vac:9ab9122c");
    }

    @Test
    void whatMakesNoSenseIsRefused() throws Exception {
        begin();
        assertThat(site.run("set", "inserts", "home").said()).contains("has no disc yet");
        record(2);
        assertThat(site.run("set", "inserts", "home", "--svg").code()).isEqualTo(ExitCode.USAGE);
        assertThat(site.run("disc", "insert", "home", "1", "--svg", "--label").code()).isEqualTo(ExitCode.USAGE);
        assertThat(site.run("disc", "insert", "home", "1", "--with-scores", "9").code()).isEqualTo(ExitCode.USAGE);
        assertThat(site.run("disc", "insert", "home", "3").code()).isNotEqualTo(ExitCode.DONE);
        assertThat(site.run("--json", "disc", "insert", "home", "1").code()).isEqualTo(ExitCode.USAGE);
    }
}
