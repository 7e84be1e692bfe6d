package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.arenavault.backup.kit.FixedProgram;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.venti.SampleVenti;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kit and the parity that a disc gets when it is full, or when somebody asks for them. */
class CompletionTest {

    @TempDir(factory = MemoryTempDir.class)
    private Path temp;

    private Site site;

    @BeforeEach
    void begin() {
        site = new Site(temp);
    }

    private void init(int sealed, long capacity, String... choices) throws IOException {
        Path conf = SampleVenti.create(temp.resolve("venti"), sealed, 8192, 5, 1);
        String device = site.recorder("rec", "bd-r", 3, capacity);
        site.done("init", "home", "--conf", conf.toString(), "--medium", "bd-r", "--device", device, "--increments",
                "never");
        for (String choice : choices) {
            site.done("set", "config", "home", choice);
        }
    }

    /** The tracks of a disc: state and what they carry. */
    private List<String> tracks(int disc) {
        return site.done("disc", "show", "home", Integer.toString(disc)).lines().filter(line -> line.contains("track"))
                .filter(line -> line.contains("blocks:"))
                .map(line -> line.replaceAll(".*: +(\\w+) .*?  +([a-z]\\S+), +.*", "$1 $2")).toList();
    }

    @Test
    void aFullDiscGetsParityOfAllThatIsOnItBeforeTheNextOneIsBegun() throws IOException {
        init(2, 12_000_000, "kit.when=never");
        site.done("backup", "home");
        SampleVenti.create(temp.resolve("more"), 12, 8192, 5, 1);
        Files.copy(temp.resolve("more/arenas0"), temp.resolve("venti/arenas0"), StandardCopyOption.REPLACE_EXISTING);
        String planned = site.done("backup", "home", "--dry-run").lines().filter(line -> line.contains("parity of"))
                .findFirst().orElseThrow().strip();

        Site.Outcome backup = site.run("backup", "home");
        assertThat(backup.said()).contains("home-001 gets " + planned);

        assertThat(backup.code()).as(backup.said()).isZero();
        assertThat(backup.said()).containsPattern("home-001 gets parity of .*: bursts up to ")
                .doesNotContain("kit");
        List<String> first = tracks(1);
        assertThat(first).as("%s", first).hasSizeGreaterThan(3).allMatch(track -> track.startsWith("verified "));
        assertThat(first.get(first.size() - 1)).startsWith("verified parity-001-");
        assertThat(first.subList(0, first.size() - 1)).allMatch(track -> track.startsWith("verified arena"));
        assertThat(tracks(2)).noneMatch(track -> track.contains("parity"));
        assertThat(site.done("verify", "home")).contains(" 0 damaged");
        assertThat(temp.resolve("vault/sets/home/staging")).isEmptyDirectory();
        assertThat(site.done("backup", "home")).contains("Nothing to do");
    }

    /** Two arenas leave no room for a third, and nothing said so while there was none. */
    private void fillWithoutSayingSo() throws IOException {
        init(2, 3_200_000, "kit.when=never", "parity.share=10%");
        site.done("backup", "home");
        assertThat(tracks(1)).hasSize(2);
        SampleVenti.create(temp.resolve("more"), 3, 8192, 5, 1);
        Files.copy(temp.resolve("more/arenas0"), temp.resolve("venti/arenas0"), StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void aDiscThatTurnsOutToBeFullGetsItsParityBeforeABlankIsBegun() throws IOException {
        fillWithoutSayingSo();

        Site.Outcome backup = site.run("backup", "home", "--discs", "1");

        assertThat(backup.code()).as(backup.said()).isZero();
        assertThat(tracks(1)).hasSize(3).element(2).asString().startsWith("verified parity-001-03");
        assertThat(tracks(2)).containsExactly("verified arena2");
    }

    @Test
    void statusSaysThatAFullDiscCanGetItsParity() throws IOException {
        init(2, 3_200_000, "kit.when=never", "parity.share=10%");
        site.done("backup", "home");
        String advice = "next: arenavault disc complete home 1   # home-001 takes no more arenas, and has no "
                + "parity of what is on it yet";
        assertThat(site.done("status", "home")).contains(advice);

        site.done("disc", "complete", "home", "1");

        assertThat(tracks(1)).element(2).asString().startsWith("verified parity-001-03");
        assertThat(site.done("status", "home")).doesNotContain("disc complete");
        site.done("set", "config", "home", "parity.when=never");
        assertThat(site.done("status", "home")).doesNotContain("disc complete");
    }

    /** One that takes another arena gets its parity when it is full. */
    @Test
    void statusAdvisesNothingOfADiscWithRoom() throws IOException {
        init(2, 12_000_000, "kit.when=never");
        site.done("backup", "home");
        assertThat(site.done("status", "home")).doesNotContain("disc complete");
    }

    @Test
    void aFullDiscThatIsNotAtHandKeepsNoArenaFromABlank() throws IOException {
        fillWithoutSayingSo();
        String other = site.recorder("other", "bd-r", 2, 3_200_000);

        Site.Outcome backup = site.run("backup", "home", "-d", other);

        assertThat(backup.code()).as(backup.said()).isZero();
        assertThat(backup.said()).contains("note: home-001 takes no more arenas, and lacks what protects it; "
                + "'arenavault disc complete home 1' records that");
        assertThat(tracks(2)).containsExactly("verified arena2");
        site.done("disc", "complete", "home", "1");
        assertThat(tracks(1)).hasSize(3).element(2).asString().startsWith("verified parity-001-03");
    }

    @Test
    void itsParityRepairsABurstAsLongAsItSays() throws IOException {
        init(12, 12_000_000, "kit.when=never");
        String said = site.run("backup", "home").said();
        double promised = Double.parseDouble(said.replaceAll("(?s).*bursts up to ([0-9.]+) KiB.*", "$1")) * 1024;
        byte[] disc = site.disc("rec", 1);
        byte[] damaged = disc.clone();
        int at = 1_500_000;
        Arrays.fill(damaged, at, at + (int) promised - 65_536, (byte) 0x55);
        Path image = Files.write(temp.resolve("disc.img"), damaged);

        site.done("arenas", "repair", image.toString(), "--parity", image.toString(), "-o",
                temp.resolve("out").toString());

        try (var files = Files.list(temp.resolve("out"))) {
            assertThat(files).isNotEmpty().allSatisfy(file -> {
                byte[] arena = Files.readAllBytes(file);
                int number = Integer.parseInt(file.getFileName().toString().replaceAll("\\D", ""));
                int start = number * (arena.length + 65_536);
                assertThat(arena).isEqualTo(Arrays.copyOfRange(disc, start, start + arena.length));
            });
        }
    }

    @Test
    void aDiscIsCompletedEarlyTakesMoreAndGetsParityOfThatToo() throws IOException {
        init(2, 12_000_000, "parity.share=30%", "kit.when=never");
        site.done("backup", "home");

        String text = site.done("disc", "complete", "home");

        assertThat(text).contains("home-001: ");
        assertThat(tracks(1)).hasSize(3).element(2).asString().startsWith("verified parity-001-03");
        assertThat(site.done("disc", "complete", "home")).contains("All that completes it is on home-001");

        SampleVenti.create(temp.resolve("more"), 4, 8192, 5, 1);
        Files.copy(temp.resolve("more/arenas0"), temp.resolve("venti/arenas0"),
                StandardCopyOption.REPLACE_EXISTING);
        site.done("backup", "home");
        site.done("disc", "complete", "home", "1");

        assertThat(tracks(1)).extracting(track -> track.replaceAll("[-0-9]", ""))
                .containsExactly("verified arena", "verified arena", "verified parity", "verified arena",
                        "verified arena", "verified parity");
        assertThat(Files.readString(site.ledger("home"))).contains("\"tracks\":\"1-2\"", "\"tracks\":\"4-5\"");
        assertThat(site.done("verify", "home")).contains(" 0 damaged");
    }

    @Test
    void aDiscWithRoomGetsAKit() throws IOException {
        init(2, 400_000_000, "parity.share=30%");
        site.done("backup", "home");

        site.done("disc", "complete", "home");

        assertThat(temp.resolve("vault/sets/home/staging")).isEmptyDirectory();
        assertThat(tracks(1)).element(2).asString().startsWith("verified kit-home-001");
        assertThat(tracks(1)).element(3).asString().startsWith("verified parity-001-04");
        assertThat(site.done("disc", "list", "home")).contains("2 arenas, a kit, parity, ");
        site.done("disc", "kit", "-d", "emu:" + temp.resolve("rec"), "-o", temp.resolve("kit").toString());
        assertThat(temp.resolve("kit/arenavault-kit/README.txt")).content().contains("home-001");
    }

    @Test
    void aDiscWhoseShareIsTooSmallForParityIsNotComplete() throws IOException {
        init(2, 12_000_000, "kit.when=never");
        site.done("backup", "home");

        Site.Outcome outcome = site.run("disc", "complete", "home");

        assertThat(outcome.code()).as(outcome.said()).isEqualTo(ExitCode.FAILED);
        assertThat(outcome.out()).contains("no parity protects tracks 1, 2 of home-001", "Nothing was recorded");
        assertThat(outcome.said()).contains("it may take 64.0 KiB, and the smallest takes ",
                "'arenavault set config home parity.share=PERCENT'");
    }

    @Test
    void aSmallDiscGetsNoKitAndSaysWhy() throws IOException {
        init(2, 5_000_000, "parity.share=20%");
        site.done("backup", "home");

        Site.Outcome outcome = site.run("disc", "complete", "home");

        assertThat(outcome.code()).as(outcome.said()).isZero();
        assertThat(outcome.said()).contains("home-001 gets no kit: it takes ", "more than 2% of the disc");
        assertThat(tracks(1)).element(2).asString().startsWith("verified parity-001-03");
    }

    /** Whoever reads reports alone learns of it, too. */
    @Test
    void whatADiscGoesWithoutIsInTheReport() throws IOException {
        init(12, 12_000_000);
        site.use(new FixedProgram(Set.of("LICENSE")));

        String backup = site.done("--json", "backup", "home");

        JsonNode notes = new ObjectMapper().readTree(backup).get("notes");
        assertThat(notes).extracting(JsonNode::asText)
                .contains("home-001 gets a kit without LICENSE (the program has not got it with it)")
                .anyMatch(note -> note.startsWith("home-001 gets parity of "));
    }

    @Test
    void aKitThatDoesNotTellOfAllIsFollowedByOneThatDoes() throws IOException {
        init(2, 400_000_000, "parity.when=never");
        site.done("backup", "home");
        site.done("disc", "complete", "home");
        assertThat(site.done("disc", "complete", "home")).contains("All that completes it is on home-001");
        SampleVenti.create(temp.resolve("more"), 3, 8192, 5, 1);
        Files.copy(temp.resolve("more/arenas0"), temp.resolve("venti/arenas0"), StandardCopyOption.REPLACE_EXISTING);
        site.done("backup", "home");

        site.done("disc", "complete", "home");

        assertThat(tracks(1)).containsExactly("verified arena0", "verified arena1", "verified kit-home-001",
                "verified arena2", "verified kit-home-001");
        site.done("disc", "kit", "-d", "emu:" + temp.resolve("rec"), "-o", temp.resolve("kit").toString());
        assertThat(temp.resolve("kit/arenavault-kit/README.txt")).content().contains("arena2");
    }

    @Test
    void aSetThatWantsNeitherSaysHowToChoose() throws IOException {
        init(2, 12_000_000, "parity.when=never", "kit.when=never");
        site.done("backup", "home");

        Site.Outcome outcome = site.run("disc", "complete", "home");

        assertThat(outcome.code()).isOne();
        assertThat(outcome.said()).contains("arenavault set config home kit.when=full parity.when=full");
    }

    @Test
    void theSourceNeedNotBeThere() throws IOException {
        init(2, 12_000_000, "parity.share=30%", "kit.when=never");
        site.done("backup", "home");
        Files.delete(temp.resolve("venti/arenas0"));

        Site.Outcome outcome = site.run("disc", "complete", "home");

        assertThat(outcome.code()).as(outcome.said()).isZero();
        assertThat(tracks(1)).element(2).asString().startsWith("verified parity-001-03");
    }

    @Test
    void aSourceThatRottedDoesNoHarm() throws IOException {
        init(2, 12_000_000, "parity.share=30%");
        site.done("backup", "home");
        Path source = temp.resolve("venti/arenas0");
        byte[] bytes = Files.readAllBytes(source);
        bytes[1_000_000] ^= 1;
        bytes[1_500_000] ^= 1;
        Files.write(source, bytes);

        assertThat(site.done("disc", "complete", "home")).contains("home-001: ");

        assertThat(site.done("verify", "home")).contains(" 0 damaged");
    }
}
