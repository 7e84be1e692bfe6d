package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.drivers.Descriptions;
import org.arenavault.io.Disks;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.SystemClock;
import org.arenavault.io.UnitSums;
import org.arenavault.io.World;
import org.arenavault.media.Medium;
import org.arenavault.media.OpticalMedium;
import org.arenavault.media.ParityBurn;
import org.arenavault.media.TrackExtent;
import org.arenavault.optical.DriveOptions;
import org.arenavault.optical.OpticalDrive;
import org.arenavault.optical.Spares;
import org.arenavault.scsi.emulator.EmulatedRecorder;
import org.arenavault.sets.LockedSet;
import org.arenavault.sets.SetName;
import org.arenavault.sets.TrackEvent;
import org.arenavault.sets.Vault;
import org.arenavault.venti.SampleVenti;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disc of a set with parity, damaged: what {@code verify} says of it, and what {@code restore} makes of it. */
class DamagedDiscTest {

    private static final int UNIT = UnitSums.UNIT;
    /** Units of an arena with its label. */
    private static final int TRACK = 17;
    private static final int PARITY = 2;
    private static final int ROWS = 8;

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private Site site;

    private void record(boolean withParity) throws IOException {
        site = new Site(folder);
        String conf = SampleVenti.create(folder.resolve("venti"), 3, 8192, 5, 3).toString();
        String device = site.recorder("recorder", "bd-r", 2, 20_000_000);
        site.done("init", "home", "--conf", conf, "--medium", "bd-r", "--device", device);
        site.done("backup", "home");
        if (withParity) {
            World world = World.unattended(new SilentTerminal());
            try (EmulatedRecorder recorder = EmulatedRecorder.open(site.path("recorder"), new SystemClock());
                    Medium medium = OpticalMedium.open(OpticalDrive.open(recorder.connect(), DriveOptions.DEFAULTS,
                            Descriptions.ofUser(), world), Spares.NONE)) {
                ParityBurn.parity(medium, PARITY, ROWS);
                TrackExtent track = medium.inspect().track(4).orElseThrow();
                try (LockedSet set = new Vault(folder.resolve("vault"), Disks.REAL, new SystemClock())
                        .open(new SetName("home")).lock()) {
                    set.ledger().append(new TrackEvent.Found(1, 4, track.lba(), track.blocks(),
                            medium.readLabel(track).any().orElseThrow().content(), true, "disc"));
                }
            }
        }
    }

    /** Changes a unit of a track, from 1, without any read error. */
    private void damage(int track, int unit) throws IOException {
        Path data = site.path("recorder").resolve("001.disc").resolve("data");
        byte[] bytes = Files.readAllBytes(data);
        bytes[((track - 1) * TRACK + unit) * UNIT + 5] ^= 1;
        Files.write(data, bytes);
    }

    private JsonNode repair(int track) throws IOException {
        Site.Outcome read = site.run("--json", "verify", "home");
        assertThat(read.code()).as(read.said()).isEqualTo(ExitCode.FAILED);
        JsonNode line = new ObjectMapper().readTree(read.out()).path("tracks").path(track - 1);
        assertThat(line.path("verdict").asText()).isEqualTo("damaged");
        return line.path("repair");
    }

    @Test
    void damageThatTheParityRepairsIsToldToBeSo() throws IOException {
        record(true);
        damage(2, 3);
        damage(2, 12);
        Site.Outcome read = site.run("verify", "home");
        assertThat(read.code()).as(read.said()).isEqualTo(ExitCode.FAILED);
        assertThat(read.out()).contains("4 tracks read back, 1 damaged", "DAMAGED: home-001 track 2 (arena1): reads as",
                "    2 of its 16 pieces of 64 KiB are bad; the parity on the disc (track 4) repairs it when it is "
                        + "restored");
        JsonNode repair = repair(2);
        assertThat(repair.toString()).isEqualTo(
                "{\"role\":\"protected\",\"parity_track\":4,\"units\":16,\"bad_units\":2,\"beyond_repair\":0}");
        // the copy counts no more
        assertThat(site.run("status", "home").out()).contains("on no disc: arena1 (sealed)");
    }

    @Test
    void damageBeyondTheParityIsToldToBeSoAndDamageToTheParityCounts() throws IOException {
        record(true);
        damage(2, 3);
        // the unit of the first parity column in the same row: header and sums stand before it
        int row = (16 + 3) % ROWS;
        damage(4, 2 + row);
        assertThat(repair(2).path("beyond_repair").asInt()).isZero();
        damage(4, 2 + ROWS + row);
        assertThat(repair(2).toString()).isEqualTo(
                "{\"role\":\"protected\",\"parity_track\":4,\"units\":16,\"bad_units\":1,\"beyond_repair\":1}");
        assertThat(repair(4).toString()).isEqualTo(
                "{\"role\":\"parity\",\"parity_track\":4,\"units\":16,\"bad_units\":2,\"beyond_repair\":2}");
        assertThat(site.run("verify", "home").out()).contains("it carries parity, so that no arena is lost by it; 2 of "
                + "its 16 pieces of 64 KiB are of no use", "1 of its 16 pieces of 64 KiB is bad; the parity on the "
                + "disc (track 4) does not suffice for 1 of them");
    }

    @Test
    void whereThereIsNoParityThatIsSaid() throws IOException {
        record(false);
        damage(1, 3);
        assertThat(repair(1).toString()).isEqualTo("{\"role\":\"unprotected\"}");
        assertThat(site.run("verify", "home").out()).contains("    no parity on the disc protects it");
    }

    @Test
    void aRestoreOfTheSetMendsIt() throws IOException {
        record(true);
        damage(1, 0);
        damage(3, 15);
        Path conf = Files.createDirectories(folder.resolve("new")).resolve("venti.conf");
        Files.writeString(conf, Files.readString(folder.resolve("venti/venti.conf"))
                .replace(folder.resolve("venti").toString(), folder.resolve("new").toString()));
        Site.Outcome restored = site.run("restore", "home", "--conf", conf.toString(), "--format", "--spare-arenas",
                "0");
        assertThat(restored.code()).as(restored.said() + restored.out()).isEqualTo(ExitCode.DONE);
        assertThat(restored.out()).contains("3 arenas restored", "arena arena0 of home-001 track 1 was mended with the "
                + "parity on home-001 track 4, which gave 1 piece of 64 KiB");
        Site.Outcome check = site.run("arenas", "check", folder.resolve("new/arenas0").toString());
        assertThat(check.code()).as(check.out()).isZero();
    }
}
