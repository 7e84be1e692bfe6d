package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.venti.SampleVenti;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kind of a disc, profile and layers, is the set's medium before anything is written on it. */
class DiscKindTest {

    private static final List<String> KINDS = List.of("bd-r", "bd-r-dl", "bd-re", "dvd+r",
            "cd-r");

    @TempDir(factory = MemoryTempDir.class)
    private Path temp;

    private Site site;
    private Path conf;

    @BeforeEach
    void makeSite() throws IOException {
        site = new Site(temp);
        conf = SampleVenti.create(temp.resolve("venti"), 1, 8192, 5, 3);
    }

    private String begin(String set, String medium, String device) {
        site.done("init", set, "--conf", conf.toString(), "--medium", medium, "--spare", "none", "--device", device);
        return set;
    }

    @Test
    void everyKindOfDiscIsRefusedForASetOfAnyOtherKindAndTakenForItsOwn() throws IOException {
        for (String disc : KINDS) {
            String recorder = "recorder-" + disc.replace("+", "p");
            String device = site.recorder(recorder, disc, 1, 16_000_000);
            for (String medium : KINDS) {
                if (!medium.equals(disc)) {
                    String context = "%s disc for a set of %s".formatted(disc, medium);
                    String set = begin("set-%s-%s".formatted(medium, disc).replace("+", "p"), medium, device);
                    Site.Outcome outcome = site.run("backup", set);
                    assertThat(outcome.code()).as(context + outcome).isEqualTo(ExitCode.OPERATOR);
                    assertThat(Files.readString(site.ledger(set))).as(context).doesNotContain("begun");
                }
            }
            String own = begin("own-" + disc.replace("+", "p"), disc, device);
            site.done("backup", own);
            assertThat(Files.readString(site.ledger(own))).as(disc).contains("\"medium\":\"%s\"".formatted(disc));
        }
    }

    @Test
    void aFolderIsNoDisc() throws IOException {
        Path folder = Files.createDirectory(temp.resolve("images"));
        begin("home", "bd-r", "dir:" + folder);
        Site.Outcome outcome = site.run("backup", "home");
        assertThat(outcome.code()).isEqualTo(ExitCode.OPERATOR);
        assertThat(outcome.said()).contains("arenavault backup home --medium removable-disk");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aSetGoesOnWithAnotherMediumOnPurpose() throws IOException {
        String device = site.recorder("recorder", "dvd+r", 2, 16_000_000);
        begin("home", "bd-r", device);
        assertThat(site.run("backup", "home").code()).isEqualTo(ExitCode.OPERATOR);
        site.done("backup", "home", "--medium", "dvd+r");
        assertThat(Files.readString(site.ledger("home"))).contains("\"medium\":\"dvd+r\"");
        assertThat(site.done("status", "home")).contains("DVD+R");
    }
}
