package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.arenavault.Golden;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.venti.SampleVenti;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of sets and scores is true: what nobody knows is unknown, and every disc that is meant is named. */
class SaidOfSetsTest {

    @TempDir(factory = MemoryTempDir.class)
    private Path temp;

    private Site site;

    @BeforeEach
    void makeSite() {
        site = new Site(temp);
    }

    private void begin(Path conf, int discs, long capacity) {
        String device = site.recorder("recorder", "bd-r", discs, capacity);
        site.done("init", "home", "--conf", conf.toString(), "--medium", "bd-r", "--spare", "none", "--device", device);
    }

    @Test
    void aVentiThatIsNotThereIsUnknown() throws IOException {
        begin(SampleVenti.create(temp.resolve("venti"), 2, 8192, 5, 3), 1, 5_000_000);
        site.done("backup", "home");
        Files.move(temp.resolve("venti"), temp.resolve("gone"));
        Site.Outcome status = site.run("status", "home");
        assertThat(status.code()).isEqualTo(ExitCode.FAILED);
        assertThat(status.out()).contains("sealed ?   on disc 2   verified 2   waiting ?")
                .contains("on no disc: not known").contains("PROBLEM").doesNotContain("nothing");
        assertThat(site.run("status", "home", "--json").out()).contains("\"source_read\" : false")
                .doesNotContain("\"sealed\"").doesNotContain("\"waiting\"");
    }

    /** "Nothing" would be a claim about arenas that nobody has seen. */
    @Test
    void aPartitionThatCannotBeReadIsUnknown() throws IOException {
        Path conf = Golden.unpack("multi", temp).resolve("venti.conf");
        begin(conf, 1, 12_000_000);
        site.done("backup", "home");
        assertThat(site.done("status", "home")).contains("next: nothing to do");
        Files.write(conf.resolveSibling("arenas1"), new byte[10]);
        Site.Outcome status = site.run("status", "home");
        assertThat(status.code()).isEqualTo(ExitCode.FAILED);
        assertThat(status.out()).contains("on no disc: not known of what cannot be read").contains("PROBLEM")
                .doesNotContain("on no disc: nothing").doesNotContain("nothing to do");
        Site.Outcome check = site.run("arenas", "check", conf.toString());
        assertThat(check.code()).isEqualTo(ExitCode.FAILED);
        assertThat(check.out()).contains("4 arenas checked, 4 of them sealed, no damage, 1 file not checked");
    }

    @Test
    void everyDiscThatIsMeantIsNamed() throws IOException {
        Path conf = SampleVenti.create(temp.resolve("venti"), 3, 8192, 5, 3);
        site.done("init", "home", "--conf", conf.toString(), "--medium", "bd-r", "--spare", "none",
                "--tracks-per-disc", "1", "--device", site.recorder("recorder", "bd-r", 3, 5_000_000));
        assertThat(site.done("status", "home")).contains("goes on home-001, home-002, home-003; 3 blanks needed");
        site.done("backup", "home", "--discs", "1");
        assertThat(site.done("status", "home")).contains("goes on home-002, home-003; 2 blanks needed");
    }

    @Test
    void aLostDiscWhoseCatalogIsWholeHasItsBlocks() throws IOException {
        begin(SampleVenti.create(temp.resolve("venti"), 2, 8192, 5, 3), 1, 5_000_000);
        site.done("backup", "home");
        String before = site.done("set", "catalog", "home").strip();
        assertThat(before).matches("home-001: [1-9][0-9]* blocks");
        site.done("disc", "mark", "home", "1", "lost");
        assertThat(site.done("set", "catalog", "home").strip()).isEqualTo(before + "; it is lost");
    }

    @Test
    void scoresAreCountedAsTheyAre() throws IOException {
        Path one = Files.writeString(temp.resolve("one.vac"), "vac:" + "12".repeat(20) + "\n");
        Path two = Files.writeString(temp.resolve("two.vac"), "vac:" + "34".repeat(20) + "\n");
        assertThat(site.done("score", "record", one.toString())).isEqualToIgnoringNewLines("1 score put on record.");
        assertThat(site.done("score", "record", one.toString(), two.toString()))
                .isEqualToIgnoringNewLines("1 score put on record; 1 was there before.");
        assertThat(site.done("score", "record", one.toString(), two.toString()))
                .isEqualToIgnoringNewLines("0 scores put on record; 2 were there before.");
    }

    /** Nobody is asked for discs that there are not, and nothing is made for arenas that cannot come. */
    @Test
    void aSetWithoutDiscsSaysThatAndMakesNothing() throws IOException {
        begin(SampleVenti.create(temp.resolve("venti"), 1, 8192, 5, 3), 1, 5_000_000);
        Path target = Files.createDirectory(temp.resolve("target"));
        Path conf = Files.writeString(target.resolve("venti.conf"), "index main\nisect isect\narenas arenas\n");
        Site.Outcome restore = site.run("restore", "home", "--conf", conf.toString(), "--format");
        assertThat(restore.code()).isEqualTo(ExitCode.FAILED);
        assertThat(restore.said()).contains("set 'home' has no arena on any disc").contains("disc list home");
        assertThat(target).isDirectoryNotContaining("glob:**arenas");
        assertThat(site.done("verify", "home", "--due")).contains("Nothing is due");
    }

    /** Two names of one recorder are one recorder. */
    @Test
    void aRecorderThatIsNamedTwiceIsNotTakenForTwo() throws IOException {
        begin(SampleVenti.create(temp.resolve("venti"), 1, 8192, 5, 3), 1, 5_000_000);
        Files.createSymbolicLink(temp.resolve("link"), temp.resolve("recorder"));
        String link = "emu:" + temp.resolve("link");
        String recorder = "emu:" + temp.resolve("recorder");
        Site.Outcome backup = site.run("backup", "home", "-d", recorder, "-d", link);
        assertThat(backup.code()).as(backup.said()).isEqualTo(ExitCode.USAGE);
        assertThat(backup.said()).contains("are the same device");
        assertThat(site.run("backup", "home", "-d", recorder, "-d", "emu:" + temp + "/./recorder").said())
                .contains("is named twice");
        Site.Outcome duplicate = site.run("duplicate", "--from", recorder, "--to", link, "--to-set", "home");
        assertThat(duplicate.code()).as(duplicate.said()).isEqualTo(ExitCode.USAGE);
        assertThat(duplicate.said()).contains("one drive cannot read and record at once");
        site.done("init", "other", "--conf", temp.resolve("venti/venti.conf").toString(), "--medium", "bd-r",
                "--device", link);
        assertThat(site.done("drive", "list").lines().filter(line -> line.startsWith("emu:"))).hasSize(1);
    }
}
