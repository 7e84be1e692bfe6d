package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.io.Disks;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.scsi.emulator.EmulatedRecorder;
import org.arenavault.scsi.emulator.InstantClock;
import org.arenavault.venti.SampleVenti;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaPartition;
import org.arenavault.venti.format.ArenaWriter;
import org.arenavault.venti.format.BlockType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people do with the program, command by command. */
class ScenarioTest {

    private static final int SEALED = 3;
    /** Room for four arenas of 1 MiB. */
    private static final long CAPACITY = 5_000_000;

    @TempDir(factory = MemoryTempDir.class)
    private Path temp;

    private Site site;
    private Path conf;

    @BeforeEach
    void makeVenti() throws IOException {
        site = new Site(temp);
        conf = SampleVenti.create(temp.resolve("venti"), SEALED, 8192, 5, 3);
    }

    private String begin(String set, String recorder) {
        String device = Files.exists(site.path(recorder)) ? "emu:" + site.path(recorder)
                : site.recorder(recorder, "bd-r", 4, CAPACITY);
        site.done("init", set, "--conf", conf.toString(), "--medium", "bd-r", "--spare", "none", "--device", device);
        return device;
    }

    /** The server goes on: the active arena is filled and sealed. */
    private void sealActiveArena() throws IOException {
        try (ArenaPartition partition =
                ArenaPartition.open(Disks.REAL.openToWrite(temp.resolve("venti").resolve("arenas0")))) {
            Arena active = partition.arenas().get(SEALED);
            ArenaWriter writer = ArenaWriter.open(active);
            byte[] block = new byte[20_000];
            Random random = new Random(9);
            do {
                random.nextBytes(block);
            } while (writer.append(BlockType.DATA, ByteBuffer.wrap(block), 1_700_000_000L).isPresent());
            writer.seal();
        }
    }

    private void insert(String recorder, int disc) throws IOException {
        try (EmulatedRecorder drive = EmulatedRecorder.open(site.path(recorder), new InstantClock())) {
            drive.insert(Integer.toString(disc));
        }
    }

    private String derived(String set, String file) throws IOException {
        return Files.readString(site.ledger(set).resolveSibling(file));
    }

    @Test
    void aBackupGoesOnAfterMoreArenasWereSealedOnTheSameDisc() throws IOException {
        begin("home", "recorder");
        assertThat(site.done("backup", "home")).contains("3 tracks").contains("not sealed yet: arena3 (active, ");
        assertThat(site.done("status", "home")).contains("sealed 3   on disc 3   verified 3   waiting 0")
                .contains("arena3 (active").contains("home-001 has ").contains("next: nothing to do");
        assertThat(site.done("backup", "home")).contains("Nothing to do");
        sealActiveArena();
        assertThat(site.done("status", "home")).contains("waiting 1").contains("next: arenavault backup home")
                .contains("no blank needed");
        assertThat(site.done("backup", "home", "--dry-run")).contains("home-001 (begun before): 1 arena,")
                .contains("Nothing was written");
        assertThat(site.done("backup", "home")).contains("1 track,");
        assertThat(site.done("disc", "show", "home", "1")).contains("track 4").contains("arena3");
        assertThat(site.done("disc", "list", "home").lines()).hasSize(1);
        assertThat(site.run("backup", "home").code()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void theFilesForThoseWhoGrepFollowEveryChange() throws IOException {
        begin("home", "recorder");
        site.done("backup", "home");
        assertThat(derived("home", "ondisc")).isEqualTo("arena0\narena1\narena2\n");
        assertThat(derived("home", "sealed")).isEqualTo("arena0\narena1\narena2\n");
        assertThat(derived("home", "disc")).isEqualTo("disc=1 tracks=3\n");
        assertThat(derived("home", "tracks")).isEqualTo("3\n");
        site.done("disc", "mark", "home", "1", "lost");
        assertThat(derived("home", "ondisc")).isEmpty();
        site.done("disc", "mark", "home", "1", "found");
        assertThat(derived("home", "ondisc")).isEqualTo("arena0\narena1\narena2\n");
        for (String file : List.of("ondisc", "sealed", "disc", "tracks")) {
            Files.writeString(site.ledger("home").resolveSibling(file), "rubbish\n");
        }
        assertThat(site.done("status", "home")).contains("on disc 3   verified 3");
        site.done("verify", "home");
        assertThat(derived("home", "ondisc")).isEqualTo("arena0\narena1\narena2\n");
        assertThat(derived("home", "sealed")).doesNotContain("rubbish");
    }

    @Test
    void aPlaceThatTheLocaleCannotReadIsRefused() throws Exception {
        begin("home", "recorder");
        site.done("backup", "home");
        Site.Outcome outcome = site.run("disc", "move", "home", "1", "\uFFFD\uFFFD 7");
        assertThat(outcome.code()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.said()).contains("set LC_ALL");
        assertThat(Files.readString(site.ledger("home"))).doesNotContain("moved");
        site.done("disc", "move", "home", "1", "\u6771\u4eac 7");
        assertThat(Files.readString(site.ledger("home"))).contains("\u6771\u4eac 7");
    }

    @Test
    void aDuplicateWithNothingToDoClaimsNothingOfArenasThatItsDiscsLack() throws Exception {
        String device = begin("home", "recorder");
        site.done("backup", "home");
        String second = site.recorder("second", "bd-r", 3, CAPACITY);
        site.done("init", "away", "--conf", conf.toString(), "--medium", "bd-r", "--spare", "none", "--device", second);
        String[] command = {"duplicate", "--from", device, "--to", second, "--to-set", "away"};
        site.done(command);
        sealActiveArena();
        assertThat(site.done(command)).contains("Nothing to do: set 'away' has all that is on the discs")
                .doesNotContain("every sealed arena");
    }

    @Test
    void twoSetsSideBySideKnowTheirOwnDiscsAndRefuseTheOthers() throws IOException {
        begin("home", "recorder");
        site.done("backup", "home");
        String second = site.recorder("second", "bd-r", 3, CAPACITY);
        site.done("init", "away", "--conf", conf.toString(), "--medium", "bd-r", "--spare", "none", "--device", second);
        assertThat(site.done("duplicate", "--from", "emu:" + site.path("recorder"), "--to", second, "--to-set", "away"))
                .contains("3 tracks");
        assertThat(site.done("status")).containsSubsequence("away ", "on disc 3   verified 3", "home ",
                "on disc 3   verified 3");
        assertThat(site.done("duplicate", "--from", "emu:" + site.path("recorder"), "--to", second, "--to-set", "away"))
                .contains("Nothing to do");
        byte[] away = site.disc("second", 1);
        sealActiveArena();
        for (String command : List.of("backup", "verify")) {
            insert("second", 1);
            Site.Outcome outcome = site.run(command, "home", "-d", second);
            assertThat(outcome.code()).as(command).isEqualTo(ExitCode.OPERATOR);
            assertThat(outcome.said()).contains("this is disc away-001 of set 'away', not of set 'home'");
        }
        assertThat(site.disc("second", 1)).isEqualTo(away);
        assertThat(site.done("verify", "away")).contains("3 tracks read back, 0 damaged");
    }

    @Test
    void oneDriveDuplicatesThroughAStage() throws IOException {
        String device = begin("home", "recorder");
        site.done("backup", "home");
        begin("away", "recorder");
        assertThat(site.run("duplicate", "--from", device, "--to", device, "--to-set", "away").code())
                .isEqualTo(ExitCode.USAGE);
        assertThat(site.done("duplicate", "--from", device, "--to", device, "--to-set", "away", "--stage",
                site.path("stage").toString())).contains("3 tracks");
        assertThat(site.path("stage")).isEmptyDirectory();
        assertThat(site.done("verify", "away")).contains("3 tracks read back, 0 damaged");
        assertThat(site.done("verify", "home")).contains("3 tracks read back, 0 damaged");
    }

    @Test
    void aLostDiscIsReplacedUnderANewNumber() throws IOException {
        begin("home", "recorder");
        site.done("backup", "home");
        site.done("disc", "mark", "home", "1", "lost");
        assertThat(site.done("status", "home")).contains("on disc 0   verified 0   waiting 3")
                .contains("too few copies, their disc is gone: arena0, arena1, arena2").contains("lost: home-001")
                .contains("1 blank needed");
        assertThat(site.done("backup", "home")).contains("3 tracks");
        assertThat(site.done("disc", "list", "home")).contains("home-001").contains("LOST").contains("home-002");
        assertThat(site.done("status", "home")).contains("on disc 3   verified 3   waiting 0");
        site.done("disc", "mark", "home", "1", "found");
        assertThat(site.done("backup", "home")).contains("Nothing to do");
    }

    @Test
    void aSetsLedgerIsMadeAnewFromItsDiscsAndGoesOn() throws IOException {
        String device = begin("home", "recorder");
        site.done("backup", "home");
        Files.delete(site.ledger("home"));
        Files.delete(site.ledger("home").resolveSibling("set.toml"));
        assertThat(site.done("set", "rebuild", "home", "-d", device)).contains("knows 1 disc now")
                .contains("It is foreign");
        Path config = site.ledger("home").resolveSibling("set.toml");
        Files.writeString(config, Files.readString(config).replace("/arenas0", "/proc/self/mem"));
        assertThat(site.done("status", "home")).contains("foreign");
        Site.Outcome backup = site.run("backup", "home", "-d", device);
        assertThat(backup.code()).isEqualTo(ExitCode.FAILED);
        assertThat(backup.said()).contains("set adopt home --conf");
        assertThat(site.done("verify", "home", "-d", device)).contains("3 tracks read back, 0 damaged");
        Files.delete(config);
        Files.delete(site.ledger("home"));
        assertThat(site.done("set", "rebuild", "home", "-d", device, "--conf", conf.toString()))
                .contains("knows 1 disc now").doesNotContain("foreign");
        assertThat(site.done("status", "home")).contains("on disc 3   verified 0").contains("verify home");
        assertThat(site.done("verify", "home")).contains("3 tracks read back, 0 damaged");
        sealActiveArena();
        assertThat(site.done("backup", "home")).contains("1 track,");
        assertThat(site.done("disc", "show", "home", "1")).contains("track 4");
    }

    @Test
    void aLedgerThatIsOlderThanItsDiscStopsTheBackup() throws IOException {
        begin("home", "recorder");
        byte[] old = Files.readAllBytes(site.ledger("home"));
        site.done("backup", "home");
        byte[] disc = site.disc("recorder", 1);
        Files.write(site.ledger("home"), old);
        Site.Outcome outcome = site.run("verify", "home");
        assertThat(outcome.code()).isEqualTo(ExitCode.FAILED);
        assertThat(outcome.said()).contains("the ledger has lost its end").contains("set rebuild");
        assertThat(site.disc("recorder", 1)).isEqualTo(disc);
    }

    @Test
    void aLivePartitionIsNeverTouchedWhateverItIsCalled() throws IOException {
        Path live = temp.resolve("venti").resolve("arenas0");
        Path hard = Files.createLink(temp.resolve("hard"), live);
        Path soft = Files.createSymbolicLink(temp.resolve("soft"), live);
        byte[] before = Files.readAllBytes(live);
        site.done("init", "range", "--arenas", live + ":0-" + before.length, "--medium", "removable-disk");
        site.done("init", "conf", "--conf", conf.toString(), "--medium", "removable-disk");
        site.done("init", "linked", "--arenas", soft.toString(), "--medium", "removable-disk");
        for (Path name : List.of(live, hard, soft)) {
            String device = "disk:" + name;
            Site.Outcome begun = site.run("init", "new", "--conf", conf.toString(), "--medium", "removable-disk",
                    "--device", device);
            assertThat(begun.code()).isEqualTo(ExitCode.FAILED);
            assertThat(begun.said()).contains("is the venti's own partition");
            for (String set : List.of("range", "conf", "linked")) {
                for (List<String> command : List.of(List.of("backup", set, "-d", device),
                        List.of("verify", set, "-d", device),
                        List.of("duplicate", "--from", "dir:" + temp, "--to", device, "--to-set", set))) {
                    Site.Outcome outcome = site.run(command.toArray(String[]::new));
                    assertThat(outcome.code()).as("%s", command).isEqualTo(ExitCode.FAILED);
                    assertThat(outcome.said()).as("%s", command).contains("is the venti's own partition");
                }
            }
        }
        assertThat(Files.readAllBytes(live)).isEqualTo(before);
    }

    @Test
    void anothersArenaPartitionIsNotTakenForABlankDisk() throws IOException {
        Path other = SampleVenti.create(temp.resolve("other"), 1, 8192, 5, 4).resolveSibling("arenas0");
        byte[] before = Files.readAllBytes(other);
        site.done("init", "usb", "--conf", conf.toString(), "--medium", "removable-disk", "--device", "disk:" + other);
        Site.Outcome outcome = site.run("backup", "usb");
        assertThat(outcome.code()).isEqualTo(ExitCode.OPERATOR);
        assertThat(outcome.said()).contains("arena partition without Arenavault's label");
        assertThat(Files.readAllBytes(other)).isEqualTo(before);
    }

    @Test
    void everyFlippedBitOfALedgerStopsEveryWriterAndATornLineIsCut() throws IOException {
        String device = begin("home", "recorder");
        site.done("backup", "home");
        byte[] whole = Files.readAllBytes(site.ledger("home"));
        Random random = new Random(1);
        List<List<String>> writers = List.of(List.of("backup", "home"), List.of("verify", "home"),
                List.of("disc", "mark", "home", "1", "lost"), List.of("disc", "move", "home", "1", "box"),
                List.of("duplicate", "--from", device, "--to", device, "--to-set", "home", "--stage",
                        site.path("stage").toString()), List.of("set", "check", "home"));
        for (int i = 0; i < 120; i++) {
            byte[] flipped = whole.clone();
            int bit = random.nextInt((whole.length - 1) * 8);
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            Files.write(site.ledger("home"), flipped);
            List<String> command = writers.get(i % writers.size());
            Site.Outcome outcome = site.run(command.toArray(String[]::new));
            assertThat(outcome.code()).as("bit %d, %s: %s", bit, command, outcome.said()).isEqualTo(ExitCode.FAILED);
            assertThat(outcome.said()).contains("the line at byte");
            assertThat(Files.readAllBytes(site.ledger("home"))).isEqualTo(flipped);
        }
        Files.write(site.ledger("home"), whole);
        try (FileChannel file = FileChannel.open(site.ledger("home"), StandardOpenOption.WRITE)) {
            file.truncate(whole.length - 7);
        }
        assertThat(site.done("backup", "home")).contains("1 track,");
        assertThat(site.done("set", "check", "home")).contains("all sums hold");
        assertThat(site.done("status", "home")).contains("verified 3");
    }

    @Test
    void statusTellsOfThreeSetsAtAGlance() throws IOException {
        begin("home", "recorder");
        site.done("backup", "home");
        begin("away", "second");
        site.done("backup", "away", "--no-verify");
        begin("third", "third");
        assertThat(site.done("status")).containsSubsequence(
                "away   BD-R", "sealed 3   on disc 3   verified 0   waiting 0", "away-001 has",
                "verified throughout: never", "on no disc: arena3 (active", "next: arenavault verify away",
                "home   BD-R", "sealed 3   on disc 3   verified 3   waiting 0", "home-001 has", "left",
                "last verified throughout: 2", "on no disc: arena3 (active", "next: nothing to do",
                "third   BD-R", "sealed 3   on disc 0   verified 0   waiting 3", "discs    0",
                "on no disc: arena0, arena1, arena2 (sealed)", "next: arenavault backup third", "1 blank needed");
        assertThat(site.done("status", "--json")).contains("\"schema\" : \"arenavault.status.3\"")
                .contains("\"space_left_bytes\"").contains("\"verified_throughout\"").contains("\"not_sealed\"");
    }

    /** The same day's work on every kind of medium: begin, back up, look, verify, go on, lose the ledger, rebuild. */
    @ParameterizedTest
    @ValueSource(strings = {"bd-r-dl", "bd-r-tl", "bd-re", "dvd+r", "dvd+rw", "dvd-r", "cd-r", "disk", "dir"})
    void everyKindOfMediumIsRecordedVerifiedAndRebuilt(String kind) throws IOException {
        boolean disk = kind.equals("disk") || kind.equals("dir");
        String device = kind + ":" + site.path("medium");
        if (kind.equals("disk")) {
            Disks.REAL.create(site.path("medium"), 8 << 20).close();
        } else if (kind.equals("dir")) {
            Files.createDirectory(site.path("medium"));
        } else {
            device = site.recorder("recorder", kind, 3, 32 << 20);
        }
        site.done("init", "home", "--conf", conf.toString(), "--medium", disk ? "removable-disk" : kind, "--spare",
                "none", "--device", device);
        assertThat(site.done("backup", "home")).contains("3 tracks");
        assertThat(site.done("verify", "home", "--deep")).contains("3 tracks read back, 0 damaged");
        assertThat(site.done("backup", "home")).contains("Nothing to do");
        sealActiveArena();
        assertThat(site.done("backup", "home")).contains("1 track,");
        assertThat(site.done("disc", "show", "home", "1")).contains("track 4");
        assertThat(site.done("set", "rebuild", "home", "-d", device)).contains("knows 1 disc now");
        assertThat(site.done("verify", "home")).contains("4 tracks read back, 0 damaged");
        assertThat(site.done("status", "home")).contains("sealed 4   on disc 4   verified 4   waiting 0")
                .contains("next: nothing to do");
        assertThat(site.done("set", "check", "home")).contains("all sums hold");
    }

    /** From a partition on a disk to discs, and from discs into a folder. */
    @Test
    void setsAreDuplicatedFromAnyKindOfMediumToAnyOther() throws IOException {
        Disks.REAL.create(site.path("disk"), 8 << 20).close();
        Files.createDirectory(site.path("folder"));
        site.done("init", "usb", "--conf", conf.toString(), "--medium", "removable-disk", "--device",
                "disk:" + site.path("disk"));
        site.done("backup", "usb");
        String recorder = begin("home", "recorder");
        assertThat(site.done("duplicate", "--from", "disk:" + site.path("disk"), "--to", recorder, "--to-set", "home"))
                .contains("3 tracks");
        site.done("init", "files", "--conf", conf.toString(), "--medium", "removable-disk", "--device",
                "dir:" + site.path("folder"));
        assertThat(site.done("duplicate", "--from", recorder, "--to", "dir:" + site.path("folder"), "--to-set",
                "files")).contains("3 tracks");
        for (String set : List.of("usb", "home", "files")) {
            assertThat(site.done("verify", set)).contains("3 tracks read back, 0 damaged");
            assertThat(site.done("status", set)).contains("on disc 3   verified 3   waiting 0");
        }
        byte[] image = Files.readAllBytes(site.path("folder").resolve("track-0001.arena"));
        Path live = temp.resolve("venti").resolve("arenas0");
        byte[] partition = Files.readAllBytes(live);
        try (ArenaPartition source = ArenaPartition.open(Disks.REAL.openToRead(live))) {
            int from = (int) source.arenas().get(0).start();
            assertThat(image).isEqualTo(Arrays.copyOfRange(partition, from, from + image.length));
        }
    }

    @Test
    void aSecondDiskIsAskedForWhenTheFirstIsFullAndTheOtherSetsDiskIsRefusedByName() throws IOException {
        Disks.REAL.create(site.path("disk"), 3 << 20).close();
        site.done("init", "usb", "--conf", conf.toString(), "--medium", "removable-disk", "--device",
                "disk:" + site.path("disk"));
        Site.Outcome outcome = site.run("backup", "usb");
        assertThat(outcome.code()).isEqualTo(ExitCode.OPERATOR);
        assertThat(outcome.said()).contains("usb-002");
        assertThat(site.run("status", "usb").out()).contains("on disc 2   verified 2   waiting 1");
        site.done("init", "two", "--conf", conf.toString(), "--medium", "removable-disk", "--device",
                "disk:" + site.path("disk"));
        byte[] before = Files.readAllBytes(site.path("disk"));
        Site.Outcome other = site.run("backup", "two");
        assertThat(other.code()).isEqualTo(ExitCode.OPERATOR);
        assertThat(other.said()).contains("this is disc usb-001 of set 'usb'");
        assertThat(Files.readAllBytes(site.path("disk"))).isEqualTo(before);
        Disks.REAL.create(site.path("disk2"), 3 << 20).close();
        assertThat(site.done("backup", "usb", "-d", "disk:" + site.path("disk2"))).contains("1 track,");
    }

    @Test
    void aServerThatDoesNotAnswerIsANoteAndNoFailure() throws IOException {
        String device = site.recorder("recorder", "bd-r", 2, CAPACITY);
        site.done("init", "home", "--conf", conf.toString(), "--medium", "bd-r", "--device", device,
                "--index-url", "http://127.0.0.1:9/index", "--flush");
        assertThat(site.done("status", "home")).contains("note: the server was not asked: http://127.0.0.1:9");
        Site.Outcome outcome = site.run("backup", "home");
        assertThat(outcome.code()).isEqualTo(ExitCode.DONE);
        assertThat(outcome.said()).contains("note: the server was not asked");
    }
}
