package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.arenavault.venti.SampleVenti;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One of several that cannot be read or reached is named, the others are done, and the exit code is 1. */
@Timeout(60)
class OneThatFailsTest {

    @TempDir
    private Path temp;

    private Site site;
    private Path conf;
    private String good;
    private String gone;

    @BeforeEach
    void makeVenti() throws IOException {
        site = new Site(temp);
        conf = SampleVenti.create(temp.resolve("venti"), 3, 8192, 5, 7);
        good = conf.resolveSibling("arenas0").toString();
        gone = conf.resolveSibling("gone").toString();
    }

    /** Runs it: exit 1, the one named, the other done. */
    private Site.Outcome partly(String named, String done, String... args) {
        Site.Outcome outcome = site.run(args);
        String all = outcome.said() + "\n" + outcome.out();
        assertThat(outcome.code()).as("%s: %s", String.join(" ", args), all).isEqualTo(ExitCode.FAILED);
        assertThat(all).as(String.join(" ", args)).contains(named).contains(done);
        return outcome;
    }

    private void losePartition() throws IOException {
        Files.writeString(conf, Files.readString(conf).replace("arenas ", "arenas " + gone + "\narenas "));
    }

    @Test
    void partitionsOfArenas() {
        partly(gone, "arena1", "arenas", "list", gone, good);
        partly(gone, "3 of them sealed, 1 damaged", "arenas", "check", gone, good);
    }

    @Test
    void partitionsOfASet() throws IOException {
        String device = site.recorder("recorder", "bd-r", 2, 8 << 20);
        site.done("init", "home", "--conf", conf.toString(), "--medium", "bd-r", "--spare", "none", "--device", device);
        losePartition();
        partly(gone, "3 arenas", "backup", "home", "--dry-run");
        partly(gone, "3 tracks", "backup", "home");
        partly(gone, "on disc 3   verified 3", "status", "home");
        assertThat(site.done("verify", "home")).contains("3 tracks read back, 0 damaged");
    }

    @Test
    void setsOfAVault() throws IOException {
        for (String set : List.of("a", "b", "c")) {
            site.done("init", set, "--conf", conf.toString(), "--medium", "bd-r");
        }
        Files.writeString(site.ledger("b").resolveSibling("set.toml"), "rubbish");
        assertThat(partly("set b", "a   BD-R", "status").out()).contains("c   BD-R");
    }

    @Test
    void imagesOfArenas() throws IOException {
        List<String> images = List.of("arena0", "arena1", "arena2").stream()
                .map(name -> temp.resolve(name + ".img").toString()).toList();
        for (int i = 0; i < images.size(); i++) {
            site.done("arenas", "extract", good, "arena" + i, "-o", images.get(i));
        }
        Path target = Files.write(temp.resolve("target"), new byte[12 << 20]);
        site.done("arenas", "format", "-a", "1m", "arena", target.toString());
        Files.delete(Path.of(images.get(0)));
        Files.writeString(Path.of(images.get(1)), "no arena");
        partly(images.get(0), "arena2", "arenas", "insert", target.toString(), images.get(0), images.get(1),
                images.get(2));
        assertThat(site.run("arenas", "list", target.toString()).out()).containsPattern("arena2 .*sealed");
    }

    @Test
    void targetsOfScores() throws IOException {
        Path script = Files.writeString(temp.resolve("send"), "case $2 in bad) echo '\033[31mno way' >&2; exit 3;; "
                + "*) cp $1 $2;; esac\n");
        Files.writeString(temp.resolve("score"), "vac:" + "12".repeat(20) + "\n");
        site.done("score", "record", temp.resolve("score").toString());
        Path there = temp.resolve("there");
        Site.Outcome outcome = partly("bad: 'sh", there + " has the scores", "score", "send", "--command",
                "sh " + script, "bad", there.toString());
        assertThat(outcome.said()).contains("no way").doesNotContain("\033");
        assertThat(Files.readString(there)).contains("12121212");
        partly("one: not sent", "two: not sent", "score", "send", "--command", gone, "one", "two");
    }
}
