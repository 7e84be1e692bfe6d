package org.arenavault.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.venti.SampleVenti;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Burn sessions at a terminal, by the real launcher. */
@Timeout(300)
class InteractiveTest {

    private static final int ARENAS = 3;
    /** Room for two arenas of 1 MiB and a bit, so that discs change. */
    private static final long CAPACITY = 2_600_000;
    private static final Path LAUNCHER = Path.of("scripts", "arenavault");

    @TempDir(factory = MemoryTempDir.class)
    private Path temp;

    private Site site;
    private Path conf;
    private String device;

    @BeforeEach
    void makeSite() throws IOException {
        assumeTrue(PseudoTerminal.isPossible(), PseudoTerminal.TOOL + " of util-linux is missing: no pseudo-terminal");
        assumeTrue(Files.isExecutable(LAUNCHER), LAUNCHER + " is not here: tests run in the project's folder");
        conf = SampleVenti.create(temp.resolve("venti"), ARENAS, 8192, 5, 3);
        site = new Site(temp);
        site.done("drive", "emulate", site.path("recorder").toString(), "--medium", "bd-r", "--discs", "4",
                "--capacity", Long.toString(CAPACITY), "--manual");
        device = "emu:" + site.path("recorder");
        site.done("init", "home", "--conf", conf.toString(), "--medium", "bd-r", "--spare", "none", "--device", device);
        Files.copy(LAUNCHER, temp.resolve("arenavault"));
        assertThat(temp.resolve("arenavault").toFile().setExecutable(true)).isTrue();
        try (OutputStream out = Files.newOutputStream(temp.resolve("arenavault.jar"));
                JarOutputStream jar = new JarOutputStream(out, manifest())) {
            jar.finish();
        }
    }

    /** A jar that holds nothing but where the program's classes are. */
    private static Manifest manifest() {
        StringBuilder path = new StringBuilder();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            path.append(Path.of(entry).toAbsolutePath().toUri()).append(' ');
        }
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Main.class.getName());
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, path.toString().strip());
        return manifest;
    }

    private String command(String words) {
        return "'%s' --vault '%s' %s".formatted(temp.resolve("arenavault"), site.path("vault"), words);
    }

    private void insert(int disc) {
        site.done("drive", "insert", device, Integer.toString(disc));
    }

    private void assertAllVerified() {
        assertThat(site.done("status", "home")).contains("sealed 3   on disc 3   verified 3   waiting 0")
                .contains("next: nothing to do");
    }

    @Test
    void promptsNameTheDiscAndWrongOnesAreSentBack() throws Exception {
        site.done("init", "away", "--conf", conf.toString(), "--medium", "bd-r", "--spare", "none", "--device", device);
        insert(4);
        Site.Outcome unasked = site.run("backup", "away", "--discs", "1");
        assertThat(unasked.code()).isEqualTo(ExitCode.OPERATOR);
        assertThat(unasked.said()).contains("a blank disc lies in", "say --yes as well to begin away-001 on it");
        site.done("--yes", "backup", "away", "--discs", "1");
        insert(1);
        try (PseudoTerminal terminal = new PseudoTerminal(command("backup home"))) {
            terminal.expect("A blank disc lies in");
            terminal.expect("Begin home-001 on it? [y/N]");
            terminal.type("n");
            terminal.expect("this blank disc is left as it is; another one is needed");
            terminal.expect("to become home-001 into " + device);
            terminal.type("");
            terminal.expect("home-001 track 2: arena1, verified");
            terminal.expect("home-001 is full (2 arenas): take it out of");
            terminal.expect("and write home-001 on it");
            terminal.expect("Insert a blank disc (BD-R, 25 GB) to become home-002 into " + device);
            terminal.type("");
            terminal.expect("there is no disc in the drive");
            terminal.expect("to become home-002");
            insert(1);
            terminal.type("");
            terminal.expect("this is disc home-001 of set 'home'; a blank one is needed");
            terminal.expect("to become home-002");
            terminal.type("");
            terminal.expect("this is disc home-001 of set 'home'; a blank one is needed");
            terminal.expect("to become home-002");
            insert(4);
            terminal.type("");
            terminal.expect("this is disc away-001 of set 'away'; a blank one is needed");
            terminal.expect("to become home-002");
            insert(2);
            terminal.type("");
            terminal.expect("home-002 track 1: arena2, verified");
            terminal.expect("Write home-002 on the disc in");
            terminal.expect("when you take it out");
            terminal.expect("3 tracks");
            assertThat(terminal.end()).isEqualTo(ExitCode.DONE);
        }
        assertAllVerified();
        try (PseudoTerminal terminal = new PseudoTerminal(command("verify home --deep"))) {
            terminal.expect("home-002 track 1: arena2, clean");
            terminal.expect("Insert disc home-001 into " + device + " and press return, or type 'done'");
            insert(1);
            terminal.type("");
            terminal.expect("home-001 track 2: arena1, clean");
            terminal.expect("blocks decoded and hashed");
            assertThat(terminal.end()).as("all were read").isEqualTo(ExitCode.DONE);
        }
    }

    @Test
    void quitAndCtrlCAtAQuestionEndWith130AndLoseNothing() throws Exception {
        try (PseudoTerminal terminal = new PseudoTerminal(command("backup home --yes"))) {
            terminal.expect("to become home-002");
            terminal.type("quit");
            assertThat(terminal.end()).isEqualTo(ExitCode.INTERRUPTED);
            assertThat(terminal.shown()).contains("stopped at the operator's wish");
        }
        try (PseudoTerminal terminal = new PseudoTerminal(command("backup home --yes"))) {
            terminal.expect("to become home-002");
            terminal.interrupt();
            terminal.expect("Stopping where the work can be continued");
            assertThat(terminal.end()).isEqualTo(ExitCode.INTERRUPTED);
        }
        insert(2);
        assertThat(site.done("--yes", "backup", "home")).contains("1 track,");
        assertAllVerified();
    }

    @Test
    void ctrlCTwiceLeavesAtOnce() throws Exception {
        try (PseudoTerminal terminal = new PseudoTerminal(command("backup home --yes"))) {
            terminal.expect("home-001 track 1");
            terminal.interrupt();
            terminal.interrupt();
            assertThat(terminal.end()).isEqualTo(ExitCode.INTERRUPTED);
        }
        Site.Outcome first = site.run("--yes", "backup", "home", "--discs", "1");
        assertThat(first.code()).as(first.said()).isIn(ExitCode.DONE, ExitCode.OPERATOR);
        insert(2);
        site.done("--yes", "backup", "home");
        assertAllVerified();
    }

    @Test
    void withoutATerminalItSaysWhatToDoAndEndsWith3() throws Exception {
        Process process = new ProcessBuilder("/bin/sh", "-c", command("backup home --yes") + " </dev/null")
                .redirectErrorStream(true).start();
        String shown = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(shown).isEqualTo(ExitCode.OPERATOR);
        assertThat(shown).contains("insert a blank disc (BD-R, 25 GB) to become home-002 into " + device
                + " and start again");
    }
}
