package org.arenavault.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Disks;
import org.arenavault.io.EditedToml;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.RefusedException;
import org.arenavault.io.UsageException;
import org.arenavault.optical.DriveOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code config.toml} says, what is refused in it, and how it is changed. */
class SettingsFileTest {

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private Path path() {
        return folder.resolve("arenavault/config.toml");
    }

    private SettingsFile file() {
        return new SettingsFile(path(), Disks.REAL);
    }

    private SettingsFile holding(String text) throws IOException {
        Files.createDirectories(path().getParent());
        Files.writeString(path(), text);
        return file();
    }

    private static Map<SettingKey, String> values(String... pairs) throws UsageException {
        Map<SettingKey, String> values = new EnumMap<>(SettingKey.class);
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            SettingKey key = SettingKey.named(pair.substring(0, equals));
            values.put(key, key.parse(pair.substring(equals + 1)));
        }
        return values;
    }

    @Test
    void noFileSaysNothing() throws IOException {
        assertThat(file().read()).isEqualTo(Settings.NONE);
        assertThat(file().exists()).isFalse();
        for (String nothing : List.of("", "\n", "# only a comment\n", "\uFEFF# with a mark\r\n")) {
            assertThat(holding(nothing).read()).as(nothing).isEqualTo(Settings.NONE);
        }
        assertThat(Settings.NONE.driveOptions()).isEqualTo(DriveOptions.DEFAULTS);
    }

    @Test
    void everyKeyIsReadAndMeansWhatItSays() throws IOException {
        Settings settings = holding("""
                device = '/dev/sr0'   # the new one
                changer = "/dev/sg3"
                medium = 'bd-r-dl'
                colour = 'never'

                [drive]
                speed = '4x'
                streaming = 'on'
                opc = 'off'
                reread = 'reload'
                trustnwa = 'no'

                [notify]
                command = "mail -s 'x' root"
                on = ['failed', 'operator']
                """).read();
        for (SettingKey key : SettingKey.values()) {
            assertThat(key.of(settings)).as(key.key()).isNotEmpty().isNotEqualTo(key.usual());
            assertThat(file().lineOf(key)).as(key.key()).isPresent();
        }
        assertThat(file().lineOf(SettingKey.DRIVE_SPEED)).contains(7);
        assertThat(settings.driveOptions()).isEqualTo(DriveOptions.DEFAULTS.with("speed", "4x").with("streaming", "on")
                .with("opc", "off").with("reread", "reload").with("trustnwa", "no"));
        assertThat(settings.calls().commandOn("failed")).isEqualTo("mail -s 'x' root");
        assertThat(settings.calls().commandOn("done")).isEmpty();
        assertThat(settings.changerOf("/dev/sr0")).isEqualTo("/dev/sg3");
        assertThat(settings.changerOf("/dev/sr1")).isEmpty();
        assertThat(settings.changerOf("")).isEmpty();
    }

    /** What is plain is read without Jackson, and means the same there. */
    @Test
    void bothReadersAgree() throws IOException {
        for (String text : List.of("device = '/dev/sr0'\n[drive]\nspeed = '2x'\n[notify]\non = ['done']\n",
                "drive.speed = '2x'\nnotify.command = 'x'\n", "medium = \"bd-r\"\n")) {
            assertThat(holding(text).read()).isEqualTo(EditedToml.any(text.getBytes(StandardCharsets.UTF_8),
                    Settings.class));
        }
        assertThat(holding("device = \"\"\"/dev/sr1\"\"\"\ndrive = { speed = '8x' }\n").read())
                .isEqualTo(holding("device = '/dev/sr1'\n[drive]\nspeed = '8x'\n").read());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "devce = '/dev/sr0'|1|'device'", "a = 1|1|there is no key 'a'", "device = 'sr0'|1|'device' cannot be 'sr0'",
        "device = 'emu:rec'|1|not a whole path", "device = 'disk:../x'|1|not a whole path", "device = 5|1|'device'",
        "device = ['/dev/sr0']|1|'device' is of the wrong kind", "# x\nmedium = 'bd-r'\ncolour = 'green'|3|'colour'",
        "[drive]\nspeed = 'fast'|2|'drive.speed' cannot be 'fast'", "[drive]\nsped = '4x'|2|'speed'",
        "[drive]\nopc = 'maybe'|2|on or off", "drive = 'fast'|1|'drive' is of the wrong kind",
        "[notify]\non = ['later']|2|operator, failed and done", "[notify]\non = 'done'|2|a list in brackets",
        "[notfy]\ncommand = 'x'|1|'notify'", "changer = '/dev/sg3'|1|serves no drive",
        "device = '/dev/sr0'\nchanger = 'sg3'|2|'changer' cannot be", "device = '/dev/sr0'\n[drive|2|;",
        "device = '/dev/sr0'\ndevice = '/dev/sr1'|2|Duplicate key", "device = '/dev/sr0|1|;", "device|1|;"})
    void whatIsWrongIsNamedWithItsLine(String line) throws IOException {
        String[] parts = line.split("\\|");
        Throwable refused = catchThrowable(() -> holding(parts[0]).read());
        assertThat(refused).isInstanceOf(CorruptException.class);
        assertThat(refused.getMessage()).startsWith(path() + ":" + parts[1] + ": ").contains(parts[2])
                .endsWith("; correct the line, or move the file away");
        assertThat(refused.getMessage().lines()).hasSize(1);
    }

    @Test
    void hostileBytesAreRefusedAndNothingElseHappens() throws IOException {
        for (byte[] bytes : List.of(new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 1}, new byte[70_000],
                "[".repeat(60_000).getBytes(StandardCharsets.UTF_8),
                ("device = " + "[".repeat(30_000)).getBytes(StandardCharsets.UTF_8),
                ("a.".repeat(20_000) + "b = 1").getBytes(StandardCharsets.UTF_8))) {
            holding("");
            Files.write(path(), bytes);
            assertThatThrownBy(file()::read).isInstanceOf(CorruptException.class)
                    .hasMessageStartingWith(path().toString())
                    .hasMessageMatching("(?s).*; correct the (line|file), or move (it|the file) away");
        }
    }

    @Test
    void aChangeKeepsAllElse() throws IOException {
        holding("""
                # mine
                device = '/dev/sr0'   # the new one

                [notify]   # by mail
                command = 'mail root'
                """);
        Settings changed = file().change(values("device=/dev/sr1", "notify.on=done, failed", "drive.speed=4x"));
        assertThat(file().read()).isEqualTo(changed);
        assertThat(Files.readString(path())).isEqualTo("""
                # mine
                device = '/dev/sr1'   # the new one

                drive.speed = '4x'
                [notify]   # by mail
                on = ['done', 'failed']
                command = 'mail root'
                """);
        file().change(values("device=", "notify.on=", "drive.speed=", "notify.command="));
        assertThat(file().read()).isEqualTo(Settings.NONE);
        assertThat(Files.readString(path())).contains("# mine", "# the new one", "# by mail");
    }

    @Test
    void everyKeyCanBeChosenAndGivenBack() throws IOException {
        Map<String, String> some = Map.ofEntries(Map.entry("device", "emu:/r"), Map.entry("changer", "/dev/sg3"),
                Map.entry("medium", "bd-r"), Map.entry("colour", "always"), Map.entry("drive.speed", "17984"),
                Map.entry("drive.streaming", "on"), Map.entry("drive.opc", "off"), Map.entry("drive.reread", "plain"),
                Map.entry("drive.trustnwa", "no"), Map.entry("notify.command", "a 'b' \"c\" \\ $d"),
                Map.entry("notify.on", "done"));
        assertThat(some.keySet()).containsExactlyInAnyOrderElementsOf(
                Stream.of(SettingKey.values()).map(SettingKey::key).toList());
        for (SettingKey key : SettingKey.values()) {
            file().change(values(key.key() + "=" + some.get(key.key())));
            assertThat(key.of(file().read())).isEqualTo(some.get(key.key()));
        }
        List<SettingKey> back = List.of(SettingKey.values());
        for (int i = back.size() - 1; i >= 0; i--) {
            file().change(values(back.get(i).key() + "="));
        }
        assertThat(file().read()).isEqualTo(Settings.NONE);
    }

    @Test
    void whatMakesNoSenseIsRefusedBeforeAnythingIsWritten() throws IOException {
        holding("device = '/dev/sr0'\nchanger = '/dev/sg3'\n");
        byte[] before = Files.readAllBytes(path());
        assertThatThrownBy(() -> file().change(values("device="))).isInstanceOf(UsageException.class)
                .hasMessageContaining("'device' has to say which");
        assertThatThrownBy(() -> file().change(values("medium=vhs"))).isInstanceOf(UsageException.class)
                .hasMessageContaining("bd-r-dl");
        assertThat(Files.readAllBytes(path())).isEqualTo(before);
        holding("device = '/dev/sr0\n");
        assertThatThrownBy(() -> file().change(values("medium=bd-r"))).isInstanceOf(CorruptException.class)
                .hasMessageContaining(":1: ");
    }

    /** A set.toml is written anew then; nobody's own file is. */
    @Test
    void aFileThatCannotBeChangedInItsPlaceIsLeftAsItIs() throws IOException {
        String text = "drive = { speed = '8x' }\n";
        holding(text);
        assertThatThrownBy(() -> file().change(values("drive.speed=4x"))).isInstanceOf(RefusedException.class)
                .hasMessageContaining("edit it by hand");
        assertThat(Files.readString(path())).isEqualTo(text);
    }

    @Test
    void aLinkStaysOne() throws IOException {
        holding("");
        Path real = folder.resolve("dotfiles.toml");
        Files.writeString(real, "# kept elsewhere\n");
        Files.delete(path());
        Files.createSymbolicLink(path(), real);
        file().change(values("medium=bd-r"));
        assertThat(Files.isSymbolicLink(path())).isTrue();
        assertThat(Files.readString(real)).isEqualTo("medium = 'bd-r'\n# kept elsewhere\n");
    }

    @Test
    void aKeyThatIsNoneIsNamedWithTheOneThatIsLikeIt() {
        assertThatThrownBy(() -> SettingKey.named("drive.sped")).hasMessageContaining("is it 'drive.speed'?");
        assertThatThrownBy(() -> SettingKey.named("zzz")).hasMessageContaining("there are: device, changer");
    }

    /** The example in the documentation holds, and its table has every key. */
    @Test
    void theDocumentationSaysWhatIs() throws IOException {
        String page = Files.readString(Path.of("docs/configuration.md"));
        String example = page.substring(page.indexOf("```toml\n") + 8, page.indexOf("\n```\n\n|"));
        Settings settings = holding(example).read();
        for (SettingKey key : SettingKey.values()) {
            assertThat(page).contains("| `%s` |".formatted(key.key()));
            assertThat(key.of(settings)).as(key.key()).isNotEmpty();
        }
    }
}
