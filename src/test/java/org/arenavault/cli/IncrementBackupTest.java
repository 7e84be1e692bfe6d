package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.arenavault.io.Disks;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.Storage;
import org.arenavault.venti.SampleVenti;
import org.arenavault.venti.format.ArenaPartition;
import org.arenavault.venti.format.ArenaWriter;
import org.arenavault.venti.format.BlockType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups of what is new in an arena that its venti goes on filling. */
class IncrementBackupTest {

    @TempDir(factory = MemoryTempDir.class)
    private Path temp;

    private Site site;

    @BeforeEach
    void begin() throws IOException {
        site = new Site(temp);
        Path conf = SampleVenti.create(temp.resolve("venti"), 1, 8192, 5, 1);
        String device = site.recorder("rec", "bd-r", 3, 12_000_000);
        site.done("init", "home", "--conf", conf.toString(), "--medium", "bd-r", "--device", device);
        site.done("set", "config", "home", "increments.when=always", "increments.at_least=1k",
                "increments.share=60%");
    }

    private Path partition() {
        return temp.resolve("venti/arenas0");
    }

    /** The venti stores blocks. */
    private void store(long seed, int blocks, BlockType type) throws IOException {
        try (Storage storage = Disks.REAL.openToWrite(partition());
                ArenaPartition partition = ArenaPartition.open(storage)) {
            ArenaWriter writer = ArenaWriter.open(partition.arenas().get(1));
            Random random = new Random(seed);
            for (int i = 0; i < blocks; i++) {
                byte[] block = new byte[type.equals(BlockType.ROOT) ? 300 : 3000];
                random.nextBytes(block);
                assertThat(writer.append(type, ByteBuffer.wrap(block), 1_700_000_000L)).isPresent();
            }
            writer.flush();
        }
    }

    private List<String> increments() {
        return site.done("disc", "show", "home", "1").lines().filter(line -> line.contains("@"))
                .map(line -> line.replaceAll(".*: (\\w+) .* (arena\\S+),.*", "$1 $2")).toList();
    }

    @Test
    void whatIsNewIsRecordedBehindTheSealedArenasAndNothingTwice() throws IOException {
        String first = site.done("backup", "home");
        assertThat(first).doesNotContain("Not recorded");
        assertThat(increments()).singleElement().asString().startsWith("verified arena1@0.");
        assertThat(site.done("status", "home")).doesNotContain("active");

        assertThat(site.done("backup", "home")).contains("Nothing to do");
        assertThat(increments()).hasSize(1);

        store(7, 20, BlockType.DATA);
        assertThat(site.done("status", "home")).containsPattern("arena1 \\(active\\): .* on no disc since");
        assertThat(site.done("backup", "home")).doesNotContain("Not recorded");

        assertThat(increments()).hasSize(2);
        assertThat(increments().get(1)).startsWith("verified arena1@").doesNotContain("@0.");
        assertThat(site.done("verify", "home", "--deep")).contains("0 damaged");
        assertThat(temp.resolve("vault/sets/home/staging")).isEmptyDirectory();
        assertThat(Files.readString(temp.resolve("vault/sets/home/set.toml"))).contains("version = 2");
    }

    @Test
    void littleThatIsNewWaitsUnlessARootIsInIt() throws IOException {
        site.done("backup", "home");
        site.done("set", "config", "home", "increments.at_least=1m");
        store(7, 20, BlockType.DATA);

        assertThat(site.done("backup", "home")).contains("Not recorded", "on no disc since");
        assertThat(increments()).hasSize(1);

        store(8, 1, BlockType.ROOT);
        site.done("backup", "home");
        assertThat(increments()).hasSize(2);
    }

    @Test
    void anArenaThatWasRolledBackBeginsItsIncrementsAnewAndSaysWhy() throws IOException {
        byte[] before = Files.readAllBytes(partition());
        store(7, 20, BlockType.DATA);
        site.done("backup", "home");
        Files.write(partition(), before);
        store(8, 30, BlockType.DATA);

        Site.Outcome outcome = site.run("backup", "home");

        assertThat(outcome.code()).as(outcome.said()).isZero();
        assertThat(outcome.said()).contains("it was rolled back or formatted anew; they begin at 0 again");
        assertThat(increments()).hasSize(2).allMatch(line -> line.startsWith("verified arena1@0."));
    }

    @Test
    void whatIsOnALostDiscIsRecordedAgainOnAnotherOneThatSomebodyAskedFor() throws IOException {
        site.done("backup", "home");
        site.done("disc", "mark", "home", "1", "lost");
        site.done("set", "config", "home", "increments.when=never");
        site.done("backup", "home");
        site.done("disc", "mark", "home", "2", "retired");
        site.done("disc", "mark", "home", "1", "found");
        assertThat(site.done("disc", "list", "home")).contains("home-002");
    }

    @Test
    void noBlankIsBegunForAnIncrementAloneUnlessOneSaysSo() throws IOException {
        site.done("set", "config", "home", "increments.when=never");
        site.done("backup", "home");
        site.done("disc", "mark", "home", "1", "retired");
        site.done("backup", "home");
        site.done("disc", "mark", "home", "1", "found");
        site.done("disc", "mark", "home", "2", "lost");
        site.done("set", "config", "home", "increments.when=always");
        for (int number : new int[] {1, 2}) {
            assertThat(site.done("disc", "list", "home")).contains("home-00" + number);
        }
        assertThat(site.run("backup", "home").code()).isZero();
        assertThat(increments()).hasSize(1);
    }

    @Test
    void aDiskOfArenasTakesNone() {
        assertThat(site.done("set", "config", "home")).contains("increments.when");
    }
}
