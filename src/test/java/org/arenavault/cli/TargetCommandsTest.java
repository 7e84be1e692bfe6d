package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.arenavault.Golden;
import org.arenavault.scsi.iscsi.Tgtd;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands with recorders and a changer of an iSCSI target that others wrote. Skipped where there is none. */
@Timeout(180)
class TargetCommandsTest {

    private static final int ARENA = 1 << 20;
    private static final int FIRST = 794_624;
    private static final String[] OPTION = {"--drive-option", "trustnwa=no"};

    @TempDir
    private Path folder;

    private final CommandRun command = new CommandRun();
    private Path arenas;

    @BeforeEach
    void unpack() throws IOException {
        arenas = Golden.unpack("v4", folder).resolve("arenas0");
    }

    private void run(int code, String... words) {
        List<String> all = new ArrayList<>(List.of("--vault", folder.resolve("vault").toString()));
        all.addAll(List.of(words));
        assertThat(command.run(all.toArray(String[]::new)))
                .as(() -> "%s: %s %s".formatted(List.of(words), command.said(), command.printed())).isEqualTo(code);
    }

    private void init(String device) {
        run(0, "init", "home", "--arenas", arenas.toString(), "--medium", "dvd+r", "--device", device,
                "--tracks-per-disc", "1");
    }

    private void assertHolds(Path image, int arena) throws IOException {
        byte[] all = Files.readAllBytes(arenas);
        byte[] expected = Arrays.copyOfRange(all, FIRST + arena * ARENA, FIRST + (arena + 1) * ARENA);
        assertThat(Arrays.copyOf(Files.readAllBytes(image), ARENA)).isEqualTo(expected);
    }

    @Test
    void discsAreBurnedReadBackAndRestored() throws Exception {
        try (Tgtd tgtd = Tgtd.start(folder)) {
            Path one = tgtd.blank("one");
            Path two = tgtd.blank("two");
            tgtd.recorder(1, one);
            String device = tgtd.device(1);
            init(device);
            run(0, "drive", "info", device, "--raw");
            assertThat(command.printed()).contains("DVD+R, blank", "READ DISC INFORMATION");
            run(0, "--yes", "backup", "home", "--discs", "1", OPTION[0], OPTION[1]);
            assertHolds(one, 0);
            tgtd.swap(1, two);
            run(0, "--yes", "backup", "home", "--discs", "1", OPTION[0], OPTION[1]);
            assertHolds(two, 1);
            run(0, "drive", "load", device);
            run(0, "verify", "home");
            Path conf = Files.createDirectories(folder.resolve("new")).resolve("venti.conf");
            Files.writeString(conf, "index main\nisect isect0\narenas arenas0\n");
            run(0, "restore", "home", "-d", device, "--conf", conf.toString(), "--format", "--only", "arena1");
            run(0, "drive", "eject", device);
            run(3, "verify", "home");
        }
    }

    @Test
    void silentDamageIsFoundAndADiscThatIsOutOfRoomIsNotWrittenOn() throws Exception {
        try (Tgtd tgtd = Tgtd.start(folder)) {
            Path one = tgtd.blank("one");
            tgtd.recorder(1, one);
            init(tgtd.device(1));
            run(0, "--yes", "backup", "home", "--discs", "1", OPTION[0], OPTION[1]);
            byte[] bytes = Files.readAllBytes(one);
            bytes[ARENA / 2] ^= 1;
            Files.write(one, bytes);
            tgtd.swap(1, one);
            run(1, "verify", "home");
            run(3, "--yes", "backup", "home", "--discs", "1", OPTION[0], OPTION[1]);
            assertThat(Files.readAllBytes(one)).isEqualTo(bytes);
        }
    }

    @Test
    void aTargetThatDiesInTheMiddleOfABurnIsSaidAndTheBurnGoesOnLater() throws Exception {
        try (Tgtd tgtd = Tgtd.start(folder)) {
            tgtd.recorder(1, tgtd.blank("one"));
            init(tgtd.device(1));
            tgtd.kill();
            run(3, "--yes", "backup", "home", "--discs", "1", OPTION[0], OPTION[1]);
        }
        Path later = Files.createDirectories(folder.resolve("later"));
        try (Tgtd tgtd = Tgtd.start(later)) {
            Path one = tgtd.blank("one");
            tgtd.recorder(1, one);
            run(0, "--yes", "backup", "home", "-d", tgtd.device(1), "--discs", "1", OPTION[0], OPTION[1]);
            assertHolds(one, 0);
        }
    }

    @Test
    void aChangerBurnsAWholeSetAndNobodyIsAsked() throws Exception {
        try (Tgtd tgtd = Tgtd.start(folder)) {
            tgtd.recorder(1);
            tgtd.recorder(2);
            tgtd.changer(3, "BD0000", "BD0001", "BD0002");
            String changer = tgtd.device(3);
            run(0, "changer", "status", changer);
            assertThat(command.printed()).contains(":2 Drives, 5 Slots ( 1 Import/Export )",
                    "Data Transfer Element 1:Empty", "      Storage Element 3:Full :VolumeTag=BD0002",
                    "      Storage Element 5 IMPORT/EXPORT:Empty");
            run(0, "changer", "test", changer);
            run(0, "changer", "load", changer, "1", "1");
            run(1, "changer", "load", changer, "2", "1");
            run(0, "changer", "unload", changer, "4", "1");
            run(0, "changer", "transfer", changer, "4", "1");
            run(0, "changer", "inventory", changer);
            run(2, "changer", "load", changer, "9");
            init(tgtd.device(1));
            run(0, "backup", "home", "--changer", changer, OPTION[0], OPTION[1]);
            for (int i = 0; i < 3; i++) {
                assertHolds(folder.resolve("home/BD000" + i), i);
            }
            run(0, "verify", "home", "--changer", changer);
            run(0, "status", "home", "--json");
        }
    }

    @Test
    void aDriveIsNoChangerAndAChangerIsNoDrive() throws Exception {
        try (Tgtd tgtd = Tgtd.start(folder)) {
            tgtd.recorder(1);
            tgtd.recorder(2);
            tgtd.changer(3);
            run(1, "changer", "status", tgtd.device(1));
            run(1, "drive", "info", tgtd.device(3));
            run(2, "changer", "status", "emu:" + folder);
        }
    }
}
