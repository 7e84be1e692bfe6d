package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.arenavault.drivers.Descriptions;
import org.arenavault.io.Disks;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.Storage;
import org.arenavault.io.World;
import org.arenavault.optical.DriveOptions;
import org.arenavault.optical.OpticalDrive;
import org.arenavault.scsi.emulator.EmulatedRecorder;
import org.arenavault.scsi.emulator.InstantClock;
import org.arenavault.venti.SampleVenti;
import org.arenavault.venti.format.ArenaPartition;
import org.arenavault.venti.format.ArenaWriter;
import org.arenavault.venti.format.BlockType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups of what is new in an arena that its venti goes on filling. */
class IncrementBackupTest {

    @TempDir(factory = MemoryTempDir.class)
    private Path temp;

    private Site site;

    @BeforeEach
    void begin() throws IOException {
        site = new Site(temp);
        Path conf = SampleVenti.create(temp.resolve("venti"), 1, 8192, 5, 1);
        String device = site.recorder("rec", "bd-r", 3, 12_000_000);
        site.done("init", "home", "--conf", conf.toString(), "--medium", "bd-r", "--device", device);
        site.done("set", "config", "home", "increments.when=always", "increments.at_least=1k",
                "increments.share=60%");
    }

    private Path partition() {
        return temp.resolve("venti/arenas0");
    }

    /** The venti stores blocks. */
    private void store(long seed, int blocks, BlockType type) throws IOException {
        try (Storage storage = Disks.REAL.openToWrite(partition());
                ArenaPartition partition = ArenaPartition.open(storage)) {
            ArenaWriter writer = ArenaWriter.open(partition.arenas().get(1));
            Random random = new Random(seed);
            for (int i = 0; i < blocks; i++) {
                byte[] block = new byte[type.equals(BlockType.ROOT) ? 300 : 3000];
                random.nextBytes(block);
                assertThat(writer.append(type, ByteBuffer.wrap(block), 1_700_000_000L)).isPresent();
            }
            writer.flush();
        }
    }

    private List<String> increments() {
        return site.done("disc", "show", "home", "1").lines().filter(line -> line.contains("@"))
                .map(line -> line.replaceAll(".*: +(\\w+) .* (arena\\S+), .*", "$1 $2")).toList();
    }

    @Test
    void whatIsNewIsRecordedBehindTheSealedArenasAndNothingTwice() throws IOException {
        String first = site.done("backup", "home");
        assertThat(first).doesNotContain("Not recorded");
        assertThat(increments()).singleElement().asString().startsWith("verified arena1@0.");
        assertThat(site.done("status", "home")).doesNotContain("active");

        assertThat(site.done("backup", "home")).contains("Nothing to do");
        assertThat(increments()).hasSize(1);

        store(7, 20, BlockType.DATA);
        assertThat(site.done("status", "home")).containsPattern("arena1 \\(active\\): .* on no disc since");
        assertThat(site.done("backup", "home")).doesNotContain("Not recorded");

        assertThat(increments()).hasSize(2);
        assertThat(increments().get(1)).startsWith("verified arena1@").doesNotContain("@0.");
        assertThat(site.done("verify", "home", "--deep")).contains("0 damaged");
        assertThat(temp.resolve("vault/sets/home/staging")).isEmptyDirectory();
        assertThat(Files.readString(temp.resolve("vault/sets/home/set.toml"))).contains("version = 2");
    }

    /** Whoever has the pen in the hand when it is asked for finds the disc at rest. */
    @Test
    void whatToWriteOnTheDiscIsSaidAfterItsLastTrack() {
        List<String> said = site.run("backup", "home").said().lines().toList();
        assertThat(said.get(said.size() - 1)).startsWith("Write home-001 on the disc in ");
        assertThat(said).filteredOn(line -> line.contains("verified at")).hasSize(2);
        assertThat(said).filteredOn(line -> line.startsWith("Write ")).hasSize(1);
    }

    @Test
    void littleThatIsNewWaitsUnlessARootIsInIt() throws IOException {
        site.done("backup", "home");
        site.done("set", "config", "home", "increments.at_least=1m");
        store(7, 20, BlockType.DATA);

        assertThat(site.done("backup", "home")).contains("Not recorded", "on no disc since");
        assertThat(increments()).hasSize(1);

        store(8, 1, BlockType.ROOT);
        site.done("backup", "home");
        assertThat(increments()).hasSize(2);
    }

    @Test
    void anArenaThatWasRolledBackBeginsItsIncrementsAnewAndSaysWhy() throws IOException {
        byte[] before = Files.readAllBytes(partition());
        store(7, 20, BlockType.DATA);
        site.done("backup", "home");
        Files.write(partition(), before);
        store(8, 5, BlockType.DATA);
        assertThat(site.done("status", "home")).doesNotContain("on no disc: nothing")
                .containsPattern("on no disc: arena1 \\(active, .*\\): rolled back or formatted anew, shorter than");
        assertThat(site.done("backup", "home", "--dry-run")).contains("What is new in arena1 (");

        Site.Outcome outcome = site.run("backup", "home");

        assertThat(site.done("status", "home")).contains("on no disc: nothing");
        assertThat(outcome.code()).as(outcome.said()).isZero();
        assertThat(outcome.said()).contains("it was rolled back or formatted anew; they begin at 0 again");
        assertThat(increments()).hasSize(2).allMatch(line -> line.startsWith("verified arena1@0."));
    }

    @Test
    void noBlankIsBegunForAnIncrementAloneUnlessOneSaysSo() throws IOException {
        Path conf = SampleVenti.create(temp.resolve("young"), 0, 8192, 5, 3);
        site.done("init", "young", "--conf", conf.toString(), "--medium", "bd-r", "--device",
                site.recorder("other", "bd-r", 2, 12_000_000));
        site.done("set", "config", "young", "increments.when=always", "increments.at_least=1k",
                "increments.share=60%");

        assertThat(site.done("backup", "young")).contains("Not recorded", "arena0 (active, ");
        assertThat(site.done("disc", "list", "young")).doesNotContain("young-001");

        site.done("backup", "young", "--yes");
        assertThat(site.done("disc", "show", "young", "1")).containsPattern("verified .* arena0@0\\.");
    }

    /** A disc without room for what is new is as good as full: with a yes the rest goes on a blank, and no further. */
    @Test
    void whatADiscHasNoRoomForGoesOnABlankWithAYes() throws IOException {
        Path conf = SampleVenti.create(temp.resolve("full"), 3, 8192, 5, 1);
        site.done("init", "full", "--conf", conf.toString(), "--medium", "bd-r", "--spare", "none", "--device",
                site.recorder("small", "bd-r", 3, 3_800_000));
        site.done("set", "config", "full", "increments.when=always", "increments.at_least=1k",
                "increments.share=100%", "parity.when=never", "kit.when=never");
        for (List<String> options : List.of(List.of("--yes", "--discs", "1"), List.<String>of())) {
            String[] words = Stream.concat(Stream.of("backup", "full"), options.stream()).toArray(String[]::new);
            assertThat(site.done(words)).contains("Not recorded", "--yes begins a blank disc");
            assertThat(site.done("disc", "list", "full")).doesNotContain("full-002");
        }
        assertThat(site.done("backup", "full", "--yes")).doesNotContain("Not recorded");

        assertThat(site.done("disc", "show", "full", "2")).containsPattern("verified .* arena3@");
        assertThat(site.done("status", "full")).contains("on no disc: nothing");
        assertThat(site.done("backup", "full", "--yes")).contains("Nothing to do");
    }

    @Test
    void theyTakeNoMoreOfADiscThanTheirShare() throws IOException {
        site.done("set", "config", "home", "increments.share=3%");
        store(7, 40, BlockType.DATA);

        assertThat(site.done("backup", "home")).contains("Not recorded");

        long taken = site.done("disc", "show", "home", "1").lines().filter(line -> line.contains("@"))
                .mapToLong(line -> Long.parseLong(line.replaceAll(".* (\\d+) blocks.*", "$1"))).sum();
        assertThat(taken).isPositive().isLessThanOrEqualTo(12_000_000 / 2048 * 3 / 100);
    }

    @Test
    void anArenaThatIsSealedMeanwhileIsRecordedWhole() throws IOException {
        site.done("backup", "home");
        seal();

        assertThat(site.done("backup", "home")).contains("1 track");
        assertThat(site.done("disc", "show", "home", "1")).containsPattern("verified .* arena1, ");
        assertThat(increments()).hasSize(1);
        assertThat(site.done("status", "home")).contains("on no disc: nothing");
    }

    /** Nobody may say that all is done while what no disc took waits. */
    @Test
    void whatADiscTakesNoMoreGoesOnTheNextOne() throws IOException {
        site.done("backup", "home");
        finalise("rec");
        store(7, 20, BlockType.DATA);

        assertThat(site.done("backup", "home", "--yes")).contains("Takes no more: home-001", "1 track");

        assertThat(increments()).hasSize(1);
        assertThat(site.done("disc", "show", "home", "2")).containsPattern("verified .* arena1@");
        assertThat(site.done("status", "home")).contains("on no disc: nothing");
    }

    @Test
    void whereTheNextDiscIsABlankThatNobodyWantedItIsSaid() throws IOException {
        site.done("backup", "home");
        finalise("rec");
        store(7, 20, BlockType.DATA);

        assertThat(site.done("backup", "home")).contains("Takes no more: home-001", "Not recorded", "on no disc since");

        assertThat(site.done("disc", "list", "home")).doesNotContain("home-002");
    }

    /** Another program closes the disc in a recorder. */
    private void finalise(String recorder) throws IOException {
        World world = World.unattended(new SilentTerminal()).with(new InstantClock());
        try (EmulatedRecorder device = EmulatedRecorder.open(site.path(recorder), world.clock());
                OpticalDrive drive = OpticalDrive.open(device.connect(), DriveOptions.DEFAULTS,
                        new Descriptions(temp.resolve("none")), world)) {
            drive.finalise(drive.inspect(), OpticalDrive.IndexRisk.ACCEPTED);
        }
    }

    @Test
    void aClumpThatIsNotWholeIsCarriedNamedOnceAndNoFaultOfTheDisc() throws IOException {
        long start;
        try (Storage storage = Disks.REAL.openToRead(partition());
                ArenaPartition partition = ArenaPartition.open(storage)) {
            start = partition.arenas().get(1).dataStart();
        }
        byte[] bytes = Files.readAllBytes(partition());
        bytes[(int) start + 20_000] ^= 0x40;
        Files.write(partition(), bytes);

        Site.Outcome outcome = site.run("backup", "home");

        assertThat(outcome.code()).isOne();
        assertThat(outcome.out()).containsPattern("FAILED: .*arena1: clump at \\d+: is not whole")
                .contains("its bytes are carried");
        assertThat(increments()).singleElement().asString().startsWith("verified arena1@0.");
        assertThat(site.done("verify", "home", "--deep")).contains(" 0 damaged");
        store(7, 20, BlockType.DATA);
        assertThat(site.done("backup", "home")).doesNotContain("Not recorded", "FAILED");
        assertThat(increments()).hasSize(2);
    }

    @Test
    void whoDoesNotWaitRecordsUpToTheFirstClumpThatIsNotWhole() throws IOException {
        long start;
        try (Storage storage = Disks.REAL.openToRead(partition());
                ArenaPartition partition = ArenaPartition.open(storage)) {
            start = partition.arenas().get(1).dataStart();
        }
        byte[] bytes = Files.readAllBytes(partition());
        bytes[(int) start + 120_000] ^= 0x40;
        Files.write(partition(), bytes);

        Site.Outcome outcome = site.run("backup", "home", "--no-wait");

        assertThat(outcome.code()).as(outcome.said()).isZero();
        assertThat(increments()).singleElement().asString().startsWith("verified arena1@0.");
        assertThat(outcome.out()).contains("Not recorded", "on no disc since");
        assertThat(site.run("backup", "home").code()).isOne();
        assertThat(increments()).hasSize(2);
    }

    @Test
    void aDuplicateHasThemUnlessTheSealedArenaIsThere() throws IOException {
        site.done("backup", "home");
        String conf = temp.resolve("venti/venti.conf").toString();
        String second = site.recorder("second", "bd-r", 2, 12_000_000);
        site.done("init", "offsite", "--conf", conf, "--medium", "bd-r", "--device", second);

        Site.Outcome outcome = site.run("duplicate", "--from", "emu:" + temp.resolve("rec"), "--to", second,
                "--to-set", "offsite");

        assertThat(outcome.code()).as(outcome.said()).isZero();
        assertThat(site.done("disc", "show", "offsite", "1")).containsPattern("verified .* arena0, ")
                .containsPattern("verified .* arena1@0\\.");
        assertThat(site.run("duplicate", "--from", "emu:" + temp.resolve("rec"), "--to", second, "--to-set", "offsite")
                .out()).contains("Nothing to do");

        seal();
        site.done("backup", "home");
        String third = site.recorder("third", "bd-r", 2, 12_000_000);
        site.done("init", "third", "--conf", conf, "--medium", "bd-r", "--device", third);
        site.done("duplicate", "--from", "emu:" + temp.resolve("rec"), "--to", third, "--to-set", "third");
        assertThat(site.done("disc", "show", "third", "1")).contains(" arena1, ").doesNotContain("@");
    }

    private void seal() throws IOException {
        try (Storage storage = Disks.REAL.openToWrite(partition());
                ArenaPartition partition = ArenaPartition.open(storage)) {
            ArenaWriter.open(partition.arenas().get(1)).seal();
        }
    }

    @Test
    void aDiskOfArenasTakesNone() throws IOException {
        Path disk = temp.resolve("disk.img");
        Disks.REAL.create(disk, 8 << 20).close();
        site.done("init", "usb", "--conf", temp.resolve("venti/venti.conf").toString(), "--medium", "removable-disk",
                "--device", "disk:" + disk);
        site.done("set", "config", "usb", "increments.when=always", "increments.at_least=1k");

        assertThat(site.done("backup", "usb")).contains("Not recorded", "arena1 (active, ");
    }

    @Test
    void aFolderTakesThem() throws IOException {
        Path folder = Files.createDirectory(temp.resolve("folder"));
        site.done("init", "dir", "--conf", temp.resolve("venti/venti.conf").toString(), "--medium", "removable-disk",
                "--device", "dir:" + folder);
        site.done("set", "config", "dir", "increments.when=always", "increments.at_least=1k");

        assertThat(site.done("backup", "dir")).doesNotContain("Not recorded");
        assertThat(site.done("disc", "show", "dir", "1")).containsPattern("verified .* arena1@0\\.");
    }
}
