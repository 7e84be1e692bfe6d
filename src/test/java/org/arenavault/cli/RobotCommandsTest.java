package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.io.ByteLine;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.venti.SampleVenti;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Robots on a serial line of the kernel's, emulated from their own descriptions at its other end. */
class RobotCommandsTest {

    private static final int SEALED = 3;
    /** Room for one arena of 1 MiB. */
    private static final long CAPACITY = 1_500_000;
    private static final SerialCable.Noise NONE = (command, answer) -> answer;

    @TempDir(factory = MemoryTempDir.class)
    private Path temp;

    private final AtomicReference<ByteLine> cable = new AtomicReference<>();
    private Site site;
    private String drive;

    @BeforeEach
    void make() throws IOException {
        assumeTrue(SerialCable.isPossible(), "socat is not installed: no test of robots on a serial line");
        site = new Site(temp);
        Path conf = SampleVenti.create(temp.resolve("venti"), SEALED, 8192, 5, 3);
        site.done("drive", "emulate", site.path("rec").toString(), "--medium", "bd-r", "--discs", "5", "--capacity",
                Long.toString(CAPACITY), "--manual");
        drive = "emu:" + site.path("rec");
        site.done("init", "home", "--conf", conf.toString(), "--medium", "bd-r", "--spare", "none", "--device", drive);
        impatient("single-letter");
        impatient("rimage");
        noise(NONE);
    }

    /** The same description with shorter waits. */
    private void impatient(String name) throws IOException {
        Path own = Files.createDirectories(site.path("media-drivers").resolve("changers"));
        Files.writeString(own.resolve(name + ".toml"),
                Files.readString(Path.of("media-drivers/changers").resolve(name + ".toml"))
                        .replaceAll("timeout = [0-9]+", "timeout = 1000"));
    }

    private void noise(SerialCable.Noise noise) {
        site.tapLines(robot -> {
            cable.set(SerialCable.to(robot, noise));
            return cable.get();
        });
    }

    private Site.Outcome robot(String command, String... more) {
        String[] words = new String[more.length + 5];
        words[0] = "changer";
        words[1] = command;
        words[2] = "robot:single-letter@emu";
        System.arraycopy(more, 0, words, 3, more.length);
        words[words.length - 2] = "-d";
        words[words.length - 1] = drive;
        return site.run(words);
    }

    private void putEverythingBack() throws IOException {
        Files.deleteIfExists(site.path("rec").resolve("robot.json"));
    }

    private String bins() throws IOException {
        return Files.readString(site.path("rec").resolve("robot.json"));
    }

    private void assertNeedsOperator(Site.Outcome outcome, String words) {
        assertThat(outcome.said()).contains(words);
        assertThat(outcome.said().lines().filter(line -> line.contains(words))).hasSize(1);
        assertThat(outcome.code()).as(outcome.said()).isEqualTo(ExitCode.OPERATOR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"single-letter", "rimage"})
    void aWholeSetIsBurnedVerifiedAndRestoredWithNobodyThere(String name) throws IOException {
        String robot = "robot:" + name + "@emu";
        site.done("changer", "unload", robot, "-d", drive);
        putEverythingBack();
        assertThat(site.done("backup", "home", "--changer", robot)).contains("3 tracks");
        assertThat(bins()).isEqualTo("{\"accept\":[\"001\",\"002\"],\"reject\":[]}");
        site.done("changer", "unload", robot, "-d", drive);
        putEverythingBack();
        assertThat(site.done("verify", "home", "--changer", robot)).contains("3 tracks read back, 0 damaged");
        assertThat(site.done("status", "home")).contains("verified 3");
        putEverythingBack();
        Path conf = temp.resolve("new/venti.conf");
        Files.createDirectories(conf.getParent());
        Files.writeString(conf, "index main\nisect isect0\narenas arenas0\n");
        assertThat(site.done("restore", "-d", drive, "--conf", conf.toString(), "--format", "--changer", robot))
                .contains("3 arenas restored");
        assertThat(site.done("arenas", "check", "--deep", temp.resolve("new/arenas0").toString())).isNotEmpty();
    }

    @Test
    void aDiscThatFailsGoesToTheRejectBinAndTheLedgerSaysSo() throws IOException {
        Files.writeString(site.path("rec").resolve("faults"), "op=2A nth=12 sense 3/0C/00\n");
        Site.Outcome outcome = site.run("backup", "home", "--changer", "robot:single-letter@emu");
        assertThat(outcome.code()).as(outcome.said()).isEqualTo(ExitCode.DONE);
        assertThat(bins()).contains("\"reject\":[\"001\"]").contains("\"accept\":[\"002\",\"003\"]");
        assertThat(outcome.said()).contains("home-001 is in the reject bin of single-letter on emu, disc 1 of this");
        assertThat(site.done("disc", "show", "home", "1")).contains("reject bin of single-letter");
        assertThat(site.done("status", "home")).contains("verified 3");
    }

    @Test
    void aDiscThatReadsWrongGoesToTheRejectBin() throws IOException {
        site.done("backup", "home", "--changer", "robot:single-letter@emu");
        robot("unload");
        putEverythingBack();
        Path data = site.path("rec").resolve("002.disc/data");
        byte[] bytes = Files.readAllBytes(data);
        bytes[500_000] ^= 1;
        Files.write(data, bytes);
        Site.Outcome outcome = site.run("verify", "home", "--changer", "robot:single-letter@emu");
        assertThat(outcome.code()).isEqualTo(ExitCode.FAILED);
        assertThat(bins()).contains("\"reject\":[\"002\"]").contains("\"accept\":[\"001\",\"003\"");
    }

    @Test
    void anEmptyInputBinStopsCleanlyAndFillingItGoesOn() throws IOException {
        Path robot = site.path("rec").resolve("robot.json");
        Files.writeString(robot, "{\"accept\":[\"002\",\"003\",\"004\",\"005\"],\"reject\":[]}");
        assertNeedsOperator(site.run("backup", "home", "--changer", "robot:single-letter@emu"),
                "its input bin is empty; a blank disc (BD-R, 25 GB) to become home-002 is needed");
        assertThat(site.done("status", "home")).contains("verified 1");
        Files.writeString(robot, "{\"accept\":[\"001\"],\"reject\":[]}");
        assertThat(site.done("backup", "home", "--changer", "robot:single-letter@emu")).contains("2 tracks");
        assertThat(site.done("status", "home")).contains("verified 3");
    }

    /** Nothing moves until somebody has looked; then the backup goes on. */
    private void assertStoppedUntilSomebodyLooked() throws IOException {
        noise(NONE);
        Site.Outcome again = site.run("backup", "home", "--changer", "robot:single-letter@emu");
        assertNeedsOperator(again, "it was stopped");
        assertNeedsOperator(robot("load"), "it was stopped");
        assertThat(robot("status").code()).isEqualTo(ExitCode.OPERATOR);
        assertThat(robot("status").out()).contains("STOPPED: ");
        Site.Outcome looked = robot("inventory");
        assertThat(looked.code()).as(looked.said()).isEqualTo(ExitCode.DONE);
        assertThat(site.done("backup", "home", "--changer", "robot:single-letter@emu")).contains("tracks");
        assertThat(site.done("status", "home")).contains("verified 3");
    }

    @Test
    void aJamStopsCleanly() throws IOException {
        jamAt("I");
        assertNeedsOperator(site.run("backup", "home", "--changer", "robot:single-letter@emu"),
                "load: the arm did not get up or down in time");
        assertStoppedUntilSomebodyLooked();
    }

    private void jamAt(String jammed) {
        AtomicBoolean jam = new AtomicBoolean();
        noise((command, answer) -> {
            if (command.equals(jammed)) {
                jam.set(true);
                return "E";
            }
            return command.equals("S") && jam.get() ? "18" : answer;
        });
    }

    @Test
    void aJamOnTheWayStopsCleanly() throws IOException {
        jamAt("A");
        assertNeedsOperator(site.run("backup", "home", "--changer", "robot:single-letter@emu"),
                "accept: the arm did not get up or down in time");
        assertStoppedUntilSomebodyLooked();
    }

    @Test
    void anAnswerThatIsLostStopsCleanly() throws IOException {
        noise((command, answer) -> command.equals("A") ? "" : answer);
        assertNeedsOperator(site.run("backup", "home", "--changer", "robot:single-letter@emu"),
                "did not answer in 1 s");
        assertStoppedUntilSomebodyLooked();
    }

    @Test
    void garbageStopsCleanly() throws IOException {
        noise((command, answer) -> command.equals("A") ? "\u0011\u0003\u0000\u00ff" : answer);
        assertNeedsOperator(site.run("backup", "home", "--changer", "robot:single-letter@emu"),
                "it answered '\\x11', which its description does not know");
        assertStoppedUntilSomebodyLooked();
    }

    @Test
    void aCableThatIsPulledStopsCleanly() throws IOException {
        noise((command, answer) -> {
            if (command.equals("A")) {
                ((SerialCable) cable.get()).unplug();
            }
            return answer;
        });
        assertNeedsOperator(site.run("backup", "home", "--changer", "robot:single-letter@emu"),
                "the serial line is gone");
        assertStoppedUntilSomebodyLooked();
    }

    @Test
    void aDiscIsCarriedByHand() throws IOException {
        assertThat(robot("unload", "reject").out()).isEqualTo(
                "The disc of drive 0 is in the reject bin of single-letter on emu.\n");
        assertThat(robot("load").out()).isEqualTo("A disc of the input bin is in drive 0.\n");
        Site.Outcome other = robot("load");
        assertThat(other.code()).isEqualTo(ExitCode.FAILED);
        assertThat(other.said()).contains("no other is laid on it");
        assertThat(robot("status").out()).contains("Data Transfer Element 0 (" + drive + "):Full (by the robot)")
                .contains("medium confidence").contains("It is well");
        assertThat(robot("status", "--json").out()).contains("\"loaded\" : true");
        assertThat(robot("unload").code()).isEqualTo(ExitCode.DONE);
        assertNeedsOperator(robot("unload"), "there is no disc in it");
        assertThat(robot("test").out()).contains("from the input bin to the drive and to the accept bin").contains(
                ": good");
        assertThat(robot("load", "3").code()).isEqualTo(ExitCode.USAGE);
        assertThat(robot("unload", "5").code()).isEqualTo(ExitCode.USAGE);
        assertThat(site.run("changer", "transfer", "robot:single-letter@emu", "1", "2").code()).isEqualTo(
                ExitCode.USAGE);
    }

    @Test
    void whatIsNotThereIsSaidInOneLine() {
        assertNeedsOperator(site.run("changer", "status", "robot:single-letter@/dev/nosuch"),
                "/dev/nosuch: there is no such serial line");
        assertNeedsOperator(site.run("changer", "status", "robot:single-letter@/dev/null"),
                "/dev/null: cannot be opened");
        assertThat(site.run("changer", "status", "robot:nix@/dev/null").code()).isEqualTo(ExitCode.USAGE);
        assertThat(site.run("changer", "status", "robot:single-letter").said()).contains("on which serial line?");
        assertThat(site.run("changer", "load", "/dev/sg99", "x").code()).isEqualTo(ExitCode.USAGE);
        assertThat(site.run("backup", "home", "-d", "robot:single-letter@emu").said()).contains("--changer");
    }

    @Test
    void descriptionsAreChecked() {
        assertThat(site.done("changer", "check")).contains("rimage: Rimage DTP-4500, RAS13; confidence medium");
        assertThat(site.run("changer", "check", "nix").code()).isEqualTo(ExitCode.USAGE);
    }
}
