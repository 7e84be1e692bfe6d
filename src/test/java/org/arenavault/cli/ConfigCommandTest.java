package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.Job;
import org.arenavault.io.Disks;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.ShellWord;
import org.arenavault.settings.SettingKey;
import org.arenavault.settings.SettingsFile;
import org.arenavault.venti.SampleVenti;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Defaults of {@code config.toml}: commands go by them, sets win over them, and what is said wins over both. */
class ConfigCommandTest {

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private Site site;
    private String conf;

    @BeforeEach
    void make() throws IOException {
        site = new Site(folder);
        conf = SampleVenti.create(folder.resolve("venti"), 3, 8192, 5, 3).toString();
    }

    private Path file() {
        return folder.resolve("config/config.toml");
    }

    private void write(String text) throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), text);
    }

    @Test
    void whatIsChosenIsListedAndGot() throws IOException {
        assertThat(site.done("config", "path")).isEqualTo(file() + System.lineSeparator());
        assertThat(site.done("config", "list")).contains("(there is none)", "colour = auto", "; usual");
        assertThat(site.done("config", "set", "device=/dev/sr7", "drive.speed=4x"))
                .contains("device: /dev/sr7, was (nothing)", "drive.speed: 4x, was max");
        assertThat(site.done("config", "set", "device=/dev/sr7")).contains("is /dev/sr7 already");
        assertThat(site.done("config", "get", "device")).isEqualTo("/dev/sr7" + System.lineSeparator());
        assertThat(site.done("config", "get", "drive.opc")).isEqualTo("on" + System.lineSeparator());
        String list = site.done("config", "list");
        for (SettingKey key : SettingKey.values()) {
            assertThat(list).contains(key.key() + " = ", key.meaning(), key.allowed());
        }
        assertThat(list).contains("device = /dev/sr7", "; line 1");
        ObjectMapper json = new ObjectMapper();
        assertThat(json.readTree(site.done("--json", "config", "get", "drive.speed")).path("line").asInt())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"drive.sped=4x|drive.speed", "device|is no KEY=VALUE", "=x|is no KEY=VALUE",
        "device=sr0|'sr0' is no device", "medium=vhs|bd-r-dl", "colour=red|auto, always or never",
        "notify.on=now|operator", "changer=/dev/sg3|'device' has to say which", "colour=never|given twice",
        "drive.speed=4|a multiple like 4x"})
    void whatCannotBeIsRefusedWithOneLineAndNothingIsWritten(String line) {
        String[] parts = line.split("\\|");
        List<String> words = new ArrayList<>(List.of("config", "set", "colour=never", parts[0]));
        Site.Outcome outcome = site.run(words.toArray(String[]::new));
        assertThat(outcome.code()).as(outcome.said()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.said()).contains(parts[1]);
        assertThat(outcome.said().lines()).hasSize(1);
        assertThat(file()).doesNotExist();
    }

    @Test
    void aFileThatCannotBeUsedStopsAllButWhatMendsIt() throws IOException {
        write("medium = 'bd-r'\ndevce = '/dev/sr0'\n");
        for (List<String> words : List.of(List.of("status"), List.of("set", "list"), List.of("config", "list"),
                List.of("config", "get", "device"), List.of("config", "set", "device=/dev/sr0"),
                List.of("init", "home", "--conf", conf))) {
            Site.Outcome outcome = site.run(words.toArray(String[]::new));
            assertThat(outcome.code()).as("%s: %s", words, outcome).isEqualTo(ExitCode.FAILED);
            assertThat(outcome.said()).startsWith("arenavault: " + file()
                    + ":2: there is no key 'devce'; is it 'device'?");
            assertThat(outcome.said().lines()).hasSize(1);
            assertThat(outcome.out()).isEmpty();
        }
        assertThat(site.done("config", "path")).contains(file().toString());
        assertThat(site.done("help", "backup")).contains("Usage: arenavault backup");
        assertThat(site.done("backup", "--help")).contains("Usage: arenavault backup");
        Site.Outcome doctor = site.run("doctor");
        assertThat(doctor.code()).isEqualTo(ExitCode.FAILED);
        assertThat(doctor.out()).contains("WRONG", "config:", file() + ":2: ");
        assertThat(folder.resolve("vault/sets/home")).doesNotExist();
        write("medium = 'vhs'\n");
        assertThat(site.run("init", "home", "--conf", conf).said()).contains(file() + ":1: 'medium' cannot be 'vhs'");
        assertThat(site.run("doctor").out()).contains(file() + ":1: 'medium' cannot be 'vhs'");
        write("medium = 'bd-r'\n[drive]\nspeed = 4\n");
        assertThat(site.run("status").said()).contains(file() + ":3: 'drive.speed' cannot be '4'; it is a multiple "
                + "like 4x");
        write("medium = 'bd-r'\n");
        assertThat(site.run("doctor").out()).contains("right  config:");
    }

    @Test
    void theCommandLineWinsOverTheSetAndThatOverTheFile() throws IOException {
        String usual = site.recorder("usual", "bd-r", 3, 40_000_000);
        String own = site.recorder("own", "bd-r", 3, 40_000_000);
        String named = site.recorder("named", "bd-r", 3, 40_000_000);
        assertThat(site.run("init", "home", "--conf", conf).said()).contains("--medium MEDIUM");
        site.done("config", "set", "device=" + usual, "medium=bd-r");
        assertThat(site.done("init", "home", "--conf", conf)).contains("Next: arenavault backup home\n");
        assertThat(Files.readString(folder.resolve("vault/sets/home/set.toml"))).doesNotContain("usual")
                .contains("bd-r");
        assertThat(site.run("set", "config", "home").out()).contains("medium.device = (nothing)");
        site.done("backup", "home", "--discs", "1");
        assertThat(folder.resolve("usual/001.disc/data")).isNotEmptyFile();
        assertThat(site.done("status", "home")).doesNotContain("-d DEVICE");
        site.done("verify", "home");
        site.done("init", "second", "--conf", conf, "--device", own);
        site.done("backup", "second", "--discs", "1");
        assertThat(folder.resolve("own/001.disc/data")).isNotEmptyFile();
        site.done("init", "third", "--conf", conf, "--device", own);
        site.done("backup", "third", "-d", named, "--discs", "1");
        assertThat(folder.resolve("named/001.disc/data")).isNotEmptyFile();
        // bare discs, too
        site.done("disc", "kit", "--help");
        Site.Outcome bare = site.run("disc", "kit", "-o", folder.resolve("kit").toString());
        assertThat(bare.said()).doesNotContain("no drive to read discs with").contains("has no kit");
        site.done("config", "set", "device=");
        assertThat(site.run("backup", "home").said()).contains("has no usual recorder");
        assertThat(site.run("disc", "kit", "-o", folder.resolve("kit").toString()).said())
                .contains("no drive to read discs with; name one with -d DEVICE");
    }

    @Test
    void aDriveOptionOfTheFileHoldsUnlessTheCommandSaysOtherwise() throws IOException {
        String device = site.recorder("recorder", "bd-r", 3, 40_000_000);
        site.done("config", "set", "device=" + device, "drive.speed=2x");
        site.done("init", "home", "--conf", conf, "--medium", "bd-r");
        Path log = folder.resolve("scsi.log");
        site.done("backup", "home", "--discs", "1", "--scsilog", log.toString());
        String slow = speeds(log);
        assertThat(slow).isNotEmpty();
        Files.delete(log);
        site.done("init", "second", "--conf", conf, "--medium", "bd-r");
        site.done("backup", "second", "--discs", "1", "--scsilog", log.toString(), "--drive-option", "speed=max");
        assertThat(speeds(log)).as("2x was %s", slow).isNotEqualTo(slow);
    }

    /** The commands that set a speed. */
    private static String speeds(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return String.join("\n", lines.filter(line -> line.matches(".*\\bb[6b] [0-9a-f]{2} .*"))
                    .map(line -> line.replaceFirst("^\\S+ ", ""))
                    .distinct().toList());
        }
    }

    @Test
    void theChangerServesItsRecorderAlone() throws IOException {
        String device = site.recorder("recorder", "bd-r", 3, 40_000_000);
        String other = site.recorder("other", "bd-r", 3, 40_000_000);
        site.done("config", "set", "device=" + device, "changer=/dev/sg-that-is-not");
        site.done("init", "home", "--conf", conf, "--medium", "bd-r");
        assertThat(site.run("backup", "home").said()).contains("is no drive of a changer");
        assertThat(site.run("backup", "home", "-d", device).said()).contains("is no drive of a changer");
        site.done("backup", "home", "-d", device, "--changer", "none", "--discs", "1");
        site.done("verify", "home", "-d", device, "--changer", "none");
        site.done("init", "second", "--conf", conf, "--medium", "bd-r");
        site.done("backup", "second", "-d", other, "--discs", "1");
    }

    @Test
    void longWorkCallsForTheEventsThatAreChosen() throws IOException {
        Path log = folder.resolve("calls");
        String device = site.recorder("recorder", "bd-r", 1, 2_600_000);
        site.done("config", "set", "device=" + device,
                "notify.command=echo \"$ARENAVAULT_EVENT $(cat)\" >> " + ShellWord.of(log), "notify.on=operator");
        site.done("init", "home", "--conf", conf, "--medium", "bd-r");
        site.done("status");
        assertThat(log).doesNotExist();
        assertThat(site.run("backup", "home").code()).isEqualTo(ExitCode.OPERATOR);
        assertThat(Files.readAllLines(log)).hasSize(1).first().asString().startsWith("operator arenavault backup: ");
        site.done("verify", "home");
        assertThat(Files.readAllLines(log)).hasSize(1);
        site.done("config", "set", "notify.on=");
        site.done("verify", "home", "--notify", "");
        assertThat(Files.readAllLines(log)).hasSize(1);
        site.done("verify", "home");
        assertThat(Files.readAllLines(log)).hasSize(2).last().asString().startsWith("done arenavault verify");
        site.done("config", "set", "notify.command=exit 3");
        assertThat(site.run("verify", "home").said()).contains("the command of notify.command ended with 3");
    }

    /** Who asks for discs waits for somebody, so that somebody may have to be called. */
    @Test
    void whatUsesADriveForLongIsAJob() throws IOException {
        List<String> none = new ArrayList<>();
        CommandTreeTest.eachBelow(ManPages.commandLine(), command -> {
            boolean asks = command.getCommandSpec().optionsMap().containsKey("--drive-option")
                    && command.getCommandSpec().findOption("--host") == null;
            if (asks && !(command.getCommand() instanceof Job)) {
                none.add(command.getCommandSpec().qualifiedName());
            }
        });
        assertThat(none).isEmpty();
    }

    @Test
    void helpHasTheColoursThatAreChosen() throws IOException {
        // the help itself, before a terminal takes what steers it
        String bold = "@|bold";
        assertThat(help("colour = 'always'\n")).contains("\u001B[").doesNotContain(bold);
        assertThat(help("colour = 'never'\n")).doesNotContain("\u001B[").doesNotContain(bold);
    }

    private String help(String settings) throws IOException {
        write(settings);
        CommandLine top = CommandExecution.settled(ManPages.tree().whole(),
                new SettingsFile(file(), Disks.REAL).read());
        return top.getSubcommands().get("backup").getUsageMessage();
    }
}
