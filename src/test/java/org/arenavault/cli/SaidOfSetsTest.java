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
}
