package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.Golden;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A recorder of BD-R that knows little, claims to have sent all that was asked for, takes 128 KiB a command and closes
 * its track at SYNCHRONIZE CACHE: the whole way from init to a restored venti works with it.
 */
@Timeout(120)
class StrangeRecorderTest {

    private static final List<String> DRIVE = List.of("quirk synccloses", "quirk residual-lie", "quirk largest=131072",
            "quirk blankread=11", "quirk no04", "quirk no23", "quirk no54", "quirk nobd", "quirk no53", "quirk no4a",
            "quirk noab");
    /** Questions about speed, disc structure, mode pages and buffer, and the setting of speeds. */
    private static final List<String> INVALID = List.of("ac", "ad", "b6", "bb", "5a", "55", "5c");

    @TempDir
    private Path folder;

    private final CommandRun command = new CommandRun();
    private Path recorder;
    private Path venti;

    @BeforeEach
    void make() throws IOException {
        recorder = folder.resolve("recorder");
        venti = Golden.unpack("v4", folder);
        run(0, "drive", "emulate", recorder.toString(), "--medium", "bd-r", "--discs", "2", "--capacity", "8m");
        run(0, "init", "home", "--conf", venti.resolve("venti.conf").toString(), "--medium", "bd-r", "--device",
                "emu:" + recorder);
    }

    private void run(int code, String... words) {
        List<String> all = new ArrayList<>(List.of("--vault", folder.resolve("vault").toString()));
        all.addAll(List.of(words));
        assertThat(command.run(all.toArray(String[]::new)))
                .as(() -> "%s: %s %s".formatted(List.of(words), command.said(), command.printed())).isEqualTo(code);
    }

    private void faults(String... more) throws IOException {
        List<String> lines = new ArrayList<>();
        DRIVE.forEach(quirk -> lines.add("op=* nth=1 " + quirk));
        INVALID.forEach(opcode -> lines.add("op=" + opcode + " sense 5/24/00 x 1000000"));
        lines.addAll(List.of(more));
        Files.write(recorder.resolve("faults"), lines);
    }

    private void restore() throws IOException {
        Path conf = folder.resolve("new/venti.conf");
        Files.createDirectories(conf.getParent());
        Files.writeString(conf, "index main\nisect isect0\narenas arenas0\n");
        run(0, "restore", "home", "-d", "emu:" + recorder, "--conf", conf.toString(), "--format");
        try (RandomAccessFile was = new RandomAccessFile(venti.resolve("arenas0").toFile(), "r");
                RandomAccessFile is = new RandomAccessFile(folder.resolve("new/arenas0").toFile(), "r")) {
            byte[] before = new byte[3 << 20];
            byte[] after = new byte[3 << 20];
            was.seek(794_624);
            was.readFully(before);
            is.seek(794_624);
            is.readFully(after);
            assertThat(after).isEqualTo(before);
        }
    }

    @Test
    void theWholeWayWorks() throws IOException {
        faults();
        run(0, "backup", "home");
        assertThat(command.printed()).contains("3 tracks");
        run(0, "drive", "info", "emu:" + recorder);
        run(0, "verify", "home");
        restore();
    }

    @Test
    void anInterruptedRunGoesOn() throws IOException {
        faults("op=2A nth=20 vanish");
        run(3, "backup", "home");
        faults();
        run(0, "backup", "home");
        run(0, "verify", "home");
        restore();
    }

    @Test
    void theTrackToBeWrittenNextMayBeKnownByTheNumberFfAlone() throws IOException {
        faults("op=* nth=1 quirk onlyff");
        run(0, "drive", "info", "emu:" + recorder);
        assertThat(command.printed()).contains("next track  1, writable from block 0");
        run(0, "backup", "home", "--discs", "1");
        assertThat(command.printed()).contains("3 tracks");
        run(0, "verify", "home");
        restore();
    }

    /** An emulation numbers the empty track 0, and says that it begins at 0: where it is written next counts. */
    @Test
    void theEmptyTrackMayBeNumberedFromZero() throws IOException {
        faults("op=* nth=1 quirk blankzero", "op=2A nth=20 vanish");
        run(0, "drive", "info", "emu:" + recorder);
        assertThat(command.printed()).contains("next track  1, writable from block 0");
        run(3, "backup", "home", "--discs", "1");
        faults("op=* nth=1 quirk blankzero");
        run(0, "backup", "home", "--discs", "1");
        run(0, "drive", "info", "emu:" + recorder);
        assertThat(command.printed()).contains("next track  4");
        run(0, "verify", "home");
        restore();
    }

    @Test
    void aFullDiscIsFollowedByTheNext() throws IOException {
        recorder = folder.resolve("small");
        run(0, "drive", "emulate", recorder.toString(), "--medium", "bd-r", "--discs", "2", "--capacity", "2560k");
        faults();
        run(0, "backup", "home", "-d", "emu:" + recorder);
        run(0, "verify", "home", "-d", "emu:" + recorder);
        restore();
    }
}
