package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.arenavault.cli.common.ExitCode;
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

    /** A blank is as good as a disc that was begun and on which nothing is: but only one of its kind. */
    @Test
    void aDiscThatWasBegunIsNoDiscOfAnotherKind() throws IOException {
        String device = site.recorder("recorder", "bd-r", 1, 16_000_000);
        String set = begin("home", "bd-r", device);
        Files.writeString(site.path("recorder").resolve("faults"), "op=2A nth=1 vanish");
        assertThat(site.run("backup", set).code()).isNotEqualTo(ExitCode.DONE);
        String other = site.recorder("other", "dvd+r", 1, 16_000_000);
        Site.Outcome outcome = site.run("backup", set, "-d", other);
        assertThat(outcome.code()).as(outcome.said()).isNotEqualTo(ExitCode.DONE);
        assertThat(site.disc("other", 1)).isEmpty();
        Files.delete(site.path("recorder").resolve("faults"));
        site.done("backup", set);
        assertThat(site.done("status", set)).contains("verified 1");
    }

    /** A ledger of before the kind was looked at: what such a disc holds counts, and nothing more goes there. */
    @Test
    void aDiscThatWasRecordedAsAnotherKindIsPutAside() throws IOException {
        String device = site.recorder("recorder", "dvd+r", 2, 16_000_000);
        String set = begin("home", "dvd+r", device);
        site.done("backup", set);
        Files.delete(site.ledger(set));
        Path config = site.ledger(set).resolveSibling("set.toml");
        Files.writeString(config, Files.readString(config).replace("dvd+r", "bd-r"));
        site.done("set", "rebuild", set, "-d", device);
        SampleVenti.create(temp.resolve("more"), 2, 8192, 5, 3);
        Files.move(temp.resolve("more/arenas0"), temp.resolve("venti/arenas0"), StandardCopyOption.REPLACE_EXISTING);
        Site.Outcome outcome = site.run("backup", set);
        assertThat(outcome.code()).as(outcome.said()).isEqualTo(ExitCode.OPERATOR);
        assertThat(outcome.said()).contains("home-001 takes no more: this is a DVD+R, and home-001 was begun as BD-R")
                .contains("arenavault backup home --medium dvd+r");
        site.done("backup", set, "--medium", "dvd+r");
        assertThat(site.done("status", set)).contains("on disc 2   verified 2");
    }

    /** What the refusal prints brings the duplicate on the discs that are there. */
    @Test
    void duplicateSaysHowItGoesOnWithAnotherMedium() throws IOException {
        String from = site.recorder("recorder", "bd-r", 1, 16_000_000);
        site.done("backup", begin("home", "bd-r", from));
        String to = site.recorder("away", "dvd+r", 1, 16_000_000);
        begin("away", "bd-r", to);
        Site.Outcome outcome = site.run("duplicate", "--from", from, "--to", to, "--to-set", "away");
        assertThat(outcome.code()).isEqualTo(ExitCode.OPERATOR);
        Matcher printed = Pattern.compile("say 'arenavault ([^']*)'").matcher(outcome.said());
        assertThat(printed.find()).as(outcome.said()).isTrue();
        assertThat(printed.group(1)).startsWith("duplicate ").endsWith("--medium dvd+r");
        site.done(printed.group(1).split(" "));
        assertThat(site.done("status", "away")).contains("DVD+R").contains("verified 1");
    }
}
