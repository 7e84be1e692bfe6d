package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.io.FileStorage;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.TappedDisks;
import org.arenavault.venti.SampleVenti;
import org.arenavault.venti.format.ArenaPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source that fails, once or for good, is named, and stops nothing that can be done without it. */
class SourceFaultsTest {

    private static final String FAULT = "arenas0: the disk says: Input/output error";

    @TempDir(factory = MemoryTempDir.class)
    private Path temp;

    private Site site;
    private Path conf;
    private Path catalog;

    @BeforeEach
    void record() throws IOException {
        site = new Site(temp);
        conf = SampleVenti.create(temp.resolve("venti"), 2, 8192, 5, 3);
        site.done("init", "s", "--conf", conf.toString(), "--medium", "bd-r", "--spare", "none", "--device",
                site.recorder("recorder", "bd-r", 3, 12_000_000));
        site.done("backup", "s");
        catalog = temp.resolve("vault/sets/s/catalog/001.cat");
    }

    /** One read of the arenas fails, whichever. */
    private static final class OneRead implements TappedDisks.Tap {

        private final int fails;
        private int reads;

        OneRead(int fails) {
            this.fails = fails;
        }

        @Override
        public void read(Path path, long position, int count) throws IOException {
            if (path.endsWith("arenas0") && reads++ == fails) {
                throw new MediumFaultException(FAULT);
            }
        }
    }

    @Test
    void anyReadThatFailsOnceIsNamedByBackup() throws IOException {
        for (int fails = 0; fails < 48; fails++) {
            Files.deleteIfExists(catalog);
            OneRead disks = new OneRead(fails);
            site.use(TappedDisks.real(disks));
            Site.Outcome outcome = site.run("backup", "s");
            String context = "read %d: %s".formatted(fails, outcome);
            if (disks.reads > fails) {
                assertThat(outcome.said() + outcome.out()).as(context).contains("Input/output error")
                        .doesNotContain("in no partition");
            }
            if (!Files.exists(catalog)) {
                assertThat(outcome.code()).as(context).isEqualTo(ExitCode.FAILED);
            }
        }
    }

    @Test
    void discsAreVerifiedWhateverTheConfigurationOfTheVentiIs() throws IOException {
        for (String text : new String[] {"arenas\n", "arenas arenas0 arenas0\narenas gone\n", "nonsense here\n"}) {
            Files.writeString(conf, text);
            Site.Outcome outcome = site.run("verify", "s");
            assertThat(outcome.out()).as("%s: %s", text, outcome).contains("2 tracks read back, 0 damaged.");
        }
    }

    @Test
    void aPartitionThatCannotBeReadStopsNoCatalogOfArenasInAnother() throws Exception {
        Path pipe = temp.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        Files.writeString(conf, "index main\nisect isect0\narenas " + pipe + "\narenas arenas0\n");
        Path sealed = temp.resolve("vault/sets/s/sealed");
        Files.writeString(sealed, "elsewhere\n");
        Files.delete(catalog);
        site.run("backup", "s");
        assertThat(catalog).exists();
        assertThat(Files.readString(sealed)).isEqualTo("elsewhere\narena0\narena1\n");
        Files.delete(catalog);
        assertThat(site.run("set", "catalog", "s").code()).isZero();
        assertThat(catalog).exists();
    }

    @Test
    void aPlanNamesDamagedArenasAsTheRunDoes() throws IOException {
        Path partition = temp.resolve("venti/arenas0");
        try (FileStorage file = FileStorage.openToWrite(partition)) {
            file.write(ArenaPartition.open(file).arenas().get(0).tailStart(), new byte[512]);
        }
        Site.Outcome plan = site.run("backup", "s", "--dry-run");
        Site.Outcome run = site.run("backup", "s");
        assertThat(run.code()).as("%s", run).isEqualTo(ExitCode.FAILED);
        assertThat(plan.code()).as("%s", plan).isEqualTo(ExitCode.FAILED);
        assertThat(plan.out().lines().filter(line -> line.startsWith("FAILED: "))).as("%s", plan).isNotEmpty()
                .containsExactlyElementsOf(run.out().lines().filter(line -> line.startsWith("FAILED: ")).toList());
    }

    @Test
    void aSourceOfScoresThatCannotBeReadStopsNoOther() throws IOException {
        Path scores = Files.writeString(temp.resolve("first.vac"), "vac:" + "0123456789".repeat(4) + "\n");
        Site.Outcome outcome = site.run("score", "record", temp.resolve("nope").toString(), scores.toString());
        assertThat(outcome.code()).as("%s", outcome).isEqualTo(ExitCode.FAILED);
        assertThat(outcome.out()).as("%s", outcome).contains("1 score put on record");
    }

    @Test
    void arenasThatAreInNoPartitionAnyMoreAreANoteWithACommandThatMakesTheCatalogFromTheDiscs() throws IOException {
        Files.deleteIfExists(catalog);
        SampleVenti.create(temp.resolve("empty"), 0, 8192, 5, 3);
        Files.writeString(conf, "index main\nisect isect0\narenas " + temp.resolve("empty/arenas0") + "\n");
        Site.Outcome outcome = site.run("backup", "s");
        assertThat(outcome.said()).contains("'arenavault set catalog s --discs'");
    }
}
