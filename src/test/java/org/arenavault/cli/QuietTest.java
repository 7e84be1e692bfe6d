package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.venti.SampleVenti;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code -q}: nothing while all is well, and all that somebody has to know where it is not. */
class QuietTest {

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private Site site;
    private String conf;

    @BeforeEach
    void make() throws IOException {
        site = new Site(folder);
        conf = SampleVenti.create(folder.resolve("venti"), 3, 8192, 5, 3).toString();
    }

    private Site.Outcome quiet(String... words) {
        Site.Outcome outcome = site.run(words);
        assertThat(outcome.code()).as("%s: %s", List.of(words), outcome).isEqualTo(ExitCode.DONE);
        assertThat(outcome.out()).as("%s", List.of(words)).isEmpty();
        return outcome;
    }

    @Test
    void nothingIsSaidWhileAllIsWellButWhatSomebodyHasToDo() {
        String device = site.recorder("recorder", "bd-r", 2, 40_000_000);
        assertThat(quiet("init", "home", "--conf", conf, "--medium", "bd-r", "--device", device, "-q").said())
                .isEmpty();
        // somebody has to act: something waits
        Site.Outcome waiting = site.run("status", "--quiet");
        assertThat(waiting.code()).isEqualTo(ExitCode.DONE);
        assertThat(waiting.out()).isEqualTo(site.done("status")).contains("arenavault backup home");
        assertThat(quiet("backup", "home", "-q").said().lines()).hasSize(1).first().asString()
                .startsWith("Write home-001 on the disc in ");
        for (String command : List.of("verify home -q", "-q status", "status home --check -q", "set list -q",
                "set check home -q", "backup home -q", "disc list home -q", "--quiet --json status",
                "disc move home 1 box -q --json")) {
            assertThat(quiet(command.split(" ")).said()).as(command).isEmpty();
        }
        assertThat(site.done("disc", "show", "home", "1")).contains("box");
    }

    @Test
    void whatWentWrongIsSaidWithAllThatWasHeldBack() throws IOException {
        String device = site.recorder("recorder", "bd-r", 1, 2_600_000);
        site.done("init", "home", "--conf", conf, "--medium", "bd-r", "--device", device);
        Site.Outcome tooFew = site.run("-q", "backup", "home");
        assertThat(tooFew.code()).isEqualTo(ExitCode.OPERATOR);
        assertThat(tooFew.said()).contains("take it out of", "and write home-001 on it",
                "home-001 track 1: arena0, verified", "arenavault: ");
        assertThat(tooFew.said().indexOf("home-001 track 1")).isLessThan(tooFew.said().indexOf("arenavault: "));
        assertThat(tooFew.out()).isNotEmpty();

        try (RandomAccessFile data = new RandomAccessFile(folder.resolve("recorder/001.disc/data").toFile(), "rw")) {
            data.seek(300_000);
            data.write(1);
        }
        Site.Outcome damaged = site.run("verify", "home", "--quiet");
        assertThat(damaged.code()).isEqualTo(ExitCode.FAILED);
        assertThat(damaged.out()).contains("DAMAGED: home-001");
        Site.Outcome json = site.run("verify", "home", "-q", "--json");
        assertThat(json.out()).contains("\"arenavault.verify.", "\"damaged\"");
        Site.Outcome check = site.run("status", "-q", "--check");
        assertThat(check.code()).isEqualTo(ExitCode.FAILED);
        assertThat(check.out()).startsWith("WARNING: home");
        assertThat(site.run("status", "-q").out()).contains("damaged");
    }

    @Test
    void errorsComeAsTheyAlwaysDo() {
        for (List<String> words : List.of(List.of("set", "show", "nobody"), List.of("status", "nobody", "--json"),
                List.of("status", "--nonsense"), List.of("drive"))) {
            String[] loud = words.toArray(String[]::new);
            List<String> all = new ArrayList<>(words);
            all.add("-q");
            Site.Outcome outcome = site.run(all.toArray(String[]::new));
            assertThat(outcome).as("%s", words).isEqualTo(site.run(loud));
            assertThat(outcome.said()).isNotEmpty();
        }
    }

    @Test
    void aWarningAboutWhatIsLeftOutIsSaid() throws IOException {
        Path cut = folder.resolve("cut.conf");
        Files.writeString(cut, Files.readString(Path.of(conf)).stripTrailing());
        Site.Outcome outcome = site.run("-q", "init", "home", "--conf", cut.toString(), "--medium", "bd-r");
        assertThat(outcome.said()).contains("WARNING: " + cut);
    }

    @Test
    void theContentsOfFilesAreNoReport() throws IOException {
        String arenas = Files.readString(Path.of(conf)).lines().filter(line -> line.startsWith("arenas "))
                .findFirst().orElseThrow().substring(7).strip();
        arenas = Path.of(conf).resolveSibling(arenas).toString();
        CommandRun loud = new CommandRun();
        assertThat(loud.run("arenas", "extract", arenas, "arena0")).isZero();
        CommandRun quiet = new CommandRun();
        assertThat(quiet.run("arenas", "extract", arenas, "arena0", "-q")).isZero();
        assertThat(quiet.printedBytes()).isNotEmpty().isEqualTo(loud.printedBytes());
    }
}
