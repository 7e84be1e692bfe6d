package org.arenavault.scsi.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.arenavault.io.CorruptException;
import org.arenavault.io.UnsupportedVersionException;
import org.arenavault.scsi.DiscInformation.BackgroundFormat;
import org.arenavault.scsi.emulator.SavedDisc.Range;
import org.arenavault.scsi.emulator.SavedDisc.SavedTrack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscStateTextTest {

    private static final SavedDisc STATE = new SavedDisc(MediumFamily.BD_R_DL,
            new SavedDisc.Room(8192, 1024, 992, Formatting.SPARED, BackgroundFormat.NONE),
            new SavedDisc.Locks(false, false, false), new SavedDisc.Identity("EMULAT/E2r", "SN 7"), 1, List.of(
                    new SavedTrack(1, 0, 64, 64, 63, EmulatedTrackState.CLOSED),
                    new SavedTrack(2, 64, 128, 96, 95, EmulatedTrackState.RESERVED_OPEN),
                    new SavedTrack(2, 192, 6976, 192, -1, EmulatedTrackState.INCOMPLETE_BLANK)),
            new SavedDisc.Surface(List.of(new Defect(3, 4, Defect.Kind.READ, Defect.HARD, 0),
            new Defect(9, 9, Defect.Kind.CORRUPT, 0, 0xFF)),
            List.of(new Range(0, 60), new Range(64, 32)), List.of(new Range(60, 4))), 17);

    @TempDir
    private Path temp;

    @Test
    void theTextIsThatOfTheSpecification() {
        assertThat(new String(DiscStateText.encode(STATE), UTF_8)).startsWith("""
                version=1
                family=bd-r-dl
                raw=8192
                spare=1024
                spareFree=992
                formatted=spared
                background=0
                final=false
                writeProtected=false
                indexLost=false
                mediaId=EMULAT/E2r
                serial=SN 7
                generation=17
                session.1=1,1,true
                session.2=2,3,false
                track.1=1,0,64,64,63,closed
                track.2=2,64,128,96,95,reserved-open
                track.3=2,192,6976,192,-1,incomplete-blank
                defect.1=3,4,read,-1,0
                defect.2=9,9,corrupt,0,255
                extent.1=0,60
                extent.2=64,32
                padding.1=60,4
                crc32c=""");
    }

    @Test
    void theStateSurvivesTheWayThere() throws IOException {
        assertThat(DiscStateText.decode("state", DiscStateText.encode(STATE))).isEqualTo(STATE);
    }

    @Test
    void everyFlippedByteIsFound() {
        byte[] good = DiscStateText.encode(STATE);
        for (int i = 0; i < good.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] damaged = good.clone();
                damaged[i] ^= (byte) (1 << bit);
                assertThatThrownBy(() -> DiscStateText.decode("state", damaged)).as("byte %d", i)
                        .isInstanceOf(CorruptException.class).hasMessageStartingWith("state: ")
                        .hasMessageNotContaining("\n");
            }
        }
    }

    @Test
    void everyCutIsFound() {
        byte[] good = DiscStateText.encode(STATE);
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThatThrownBy(() -> DiscStateText.decode("state", cut)).as("%d bytes", length)
                    .isInstanceOf(CorruptException.class);
        }
        assertThatThrownBy(() -> DiscStateText.decode("state", Arrays.copyOf(good, good.length + 1)))
                .isInstanceOf(CorruptException.class);
    }

    private static Map<String, String> lines() {
        Map<String, String> lines = new LinkedHashMap<>();
        for (String line : new String(DiscStateText.encode(STATE), UTF_8).split("\n", -1)) {
            if (line.contains("=") && !line.startsWith("version") && !line.startsWith("crc32c")) {
                lines.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
            }
        }
        return lines;
    }

    /** With a right checksum, but of a disc that cannot be. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"family|bd-x", "raw|0", "raw|99999999999", "raw|-5", "raw|many", "spare|8192",
        "spareFree|1025", "formatted|maybe", "background|4", "final|yes", "generation|0", "session.1|1,1",
        "session.2|2,3,true", "session.1|1,1,false", "track.1|1,0,64,64,63,open-ended", "track.1|3,0,64,64,63,closed",
        "track.2|2,32,128,96,95,reserved-open", "track.2|2,64,128,300,95,reserved-open",
        "track.3|2,192,9999,192,-1,incomplete-blank", "track.3|2,192,6976,192,192,incomplete-blank",
        "track.1|1,0,64,64", "defect.1|4,3,read,-1,0", "defect.1|3,4,dirt,-1,0", "defect.1|3,4,read,-2,0",
        "defect.2|9,9,corrupt,0,256", "extent.2|30,32", "extent.2|64,0", "extent.2|7000,1000", "padding.1|x,4",
        "colour|blue"})
    void whatCannotBeIsRefused(String key, String value) {
        Map<String, String> lines = lines();
        lines.put(key, value);
        assertThatThrownBy(() -> DiscStateText.decode("state", StateText.encode(lines)))
                .isInstanceOf(CorruptException.class).hasMessageStartingWith("state: ").hasMessageNotContaining("\n");
    }

    @Test
    void everyKeyIsNeeded() {
        for (String key : lines().keySet()) {
            Map<String, String> lines = lines();
            lines.remove(key);
            boolean optional = key.equals("defect.2") || key.equals("extent.2") || key.equals("padding.1")
                    || key.equals("track.3") || key.equals("session.2");
            if (!optional) {
                assertThatThrownBy(() -> DiscStateText.decode("state", StateText.encode(lines))).as(key)
                        .isInstanceOf(CorruptException.class);
            }
        }
    }

    @Test
    void aLaterVersionIsNotDamage() {
        byte[] later = new String(DiscStateText.encode(STATE), UTF_8).replace("version=1", "version=2")
                .getBytes(UTF_8);
        CRC32C crc = new CRC32C();
        crc.update(later, 0, later.length - 16);
        byte[] sum = "crc32c=%08x\n".formatted(crc.getValue()).getBytes(UTF_8);
        System.arraycopy(sum, 0, later, later.length - 16, 16);
        assertThatThrownBy(() -> DiscStateText.decode("state", later)).isInstanceOf(UnsupportedVersionException.class)
                .hasMessageContaining("version 2");
    }

    @Test
    void aDiscWithADamagedOrMissingFileIsNotOpened() throws IOException {
        Path folder = temp.resolve("one.disc");
        EmulatedDisc.create(folder, MediumFamily.BD_R, 4096);
        byte[] state = Files.readAllBytes(folder.resolve("state"));
        state[20] ^= 1;
        Files.write(folder.resolve("state"), state);
        assertThatThrownBy(() -> EmulatedDisc.open(folder)).isInstanceOf(CorruptException.class)
                .hasMessageContaining("checksum").hasMessageContaining(folder.toString());
        Files.delete(folder.resolve("state"));
        assertThatThrownBy(() -> EmulatedDisc.open(folder)).isInstanceOf(CorruptException.class)
                .hasMessageContaining("missing");
        EmulatedDisc.create(temp.resolve("two.disc"), MediumFamily.BD_R, 4096);
        Files.delete(temp.resolve("two.disc").resolve("data"));
        assertThatThrownBy(() -> EmulatedDisc.open(temp.resolve("two.disc"))).isInstanceOf(CorruptException.class)
                .hasMessageContaining("data: is missing");
    }
}
