package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.io.Disks;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.SystemClock;
import org.arenavault.optical.QuickFolder;
import org.arenavault.scsi.Command;
import org.arenavault.scsi.CommandResult;
import org.arenavault.scsi.CommandStatus;
import org.arenavault.scsi.SenseData;
import org.arenavault.scsi.SenseKey;
import org.arenavault.scsi.Transport;
import org.arenavault.scsi.emulator.EmulatedRecorder;
import org.arenavault.scsi.emulator.InstantClock;
import org.arenavault.sets.DiscMark;
import org.arenavault.sets.LedgerEvent;
import org.arenavault.sets.LockedSet;
import org.arenavault.sets.SetName;
import org.arenavault.sets.Vault;
import org.arenavault.venti.SampleVenti;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ledgers that are lost, cut or behind, and discs that are: no number is given twice, no claim outlives its proof. */
class LostRecordsTest {

    private static final int ARENAS = 4;
    /** Room for two arenas of 1 MiB. */
    private static final long CAPACITY = 2_700_000;

    private static final byte[] UNREADABLE =
            SenseData.of(SenseKey.MEDIUM_ERROR, 0x11, 0).encode(SenseData.Format.FIXED);

    @TempDir(factory = MemoryTempDir.class)
    private Path temp;

    private Site site;
    private Path conf;
    private String device;

    @BeforeEach
    void makeSite() throws IOException {
        site = new Site(temp);
        conf = SampleVenti.create(temp.resolve("venti"), ARENAS, 8192, 5, 3);
    }

    /** A set on two full discs. */
    private void recorded() {
        device = site.recorder("recorder", "bd-r", 4, CAPACITY);
        site.done("init", "home", "--conf", conf.toString(), "--medium", "bd-r", "--spare", "none", "--device", device);
        assertThat(site.done("backup", "home")).contains("4 tracks");
        assertThat(site.done("disc", "list", "home").lines()).hasSize(2);
    }

    private void discardLedger() throws IOException {
        Files.delete(site.ledger("home"));
    }

    private void cutLedgerToItsFirstLine() throws IOException {
        Files.writeString(site.ledger("home"), Files.readAllLines(site.ledger("home")).get(0) + "\n");
    }

    /** The recorder that has these discs alone, as if the others lay in a box. */
    private String only(int... discs) throws IOException {
        Path drive = Files.createDirectories(temp.resolve("only"));
        copy(site.path("recorder"), drive);
        try (EmulatedRecorder recorder = EmulatedRecorder.open(drive, new InstantClock())) {
            recorder.insert(Integer.toString(discs[0]));
        }
        for (int disc = 1; disc <= 4; disc++) {
            int number = disc;
            if (Arrays.stream(discs).noneMatch(wanted -> wanted == number)) {
                delete(drive.resolve("%03d.disc".formatted(disc)));
            }
        }
        return "emu:" + drive;
    }

    private static void copy(Path from, Path to) throws IOException {
        if (Files.exists(to)) {
            delete(to);
        }
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
    }

    private static void delete(Path path) throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            for (Path entry : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        }
    }

    /** Runs a command that needs the operator to show more discs; what it prints. */
    private String incomplete(String... args) {
        Site.Outcome outcome = site.run(args);
        assertThat(outcome.code()).as(outcome.said() + outcome.out()).isEqualTo(ExitCode.OPERATOR);
        return outcome.out();
    }

    @Test
    void aRebuildOfOneDiscARunAddsToWhatTheOnesBeforeFound() throws IOException {
        recorded();
        discardLedger();
        assertThat(incomplete("set", "rebuild", "home", "-d", only(1))).contains("knows 1 disc now")
                .contains("INCOMPLETE: not shown yet: home-002")
                .contains("arenavault set rebuild home --complete");
        assertThat(site.done("status", "home")).contains("not shown since its ledger was made anew: home-002");
        assertThat(site.done("set", "rebuild", "home", "-d", only(2))).contains("knows 2 discs now")
                .doesNotContain("INCOMPLETE");
        assertThat(site.done("status", "home")).contains("on disc 4   verified 0").doesNotContain("not shown since");
        assertThat(site.done("verify", "home")).contains("4 tracks read back, 0 damaged");
        assertThat(site.done("set", "rebuild", "home", "-d", only(1))).contains("knows 2 discs now");
        assertThat(site.done("status", "home")).contains("verified 4");
        assertThat(incomplete("set", "rebuild", "home", "-d", only(1), "--fresh")).contains("knows 1 disc now");
        assertThat(site.done("status", "home")).contains("on disc 2   verified 0   waiting 2");
    }

    @Test
    void aDiscThatIsGoneIsMissedUntilSomebodySaysSoAndItsNumberIsNeverGivenAgain() throws IOException {
        recorded();
        discardLedger();
        assertThat(incomplete("set", "rebuild", "home", "-d", only(2))).contains("INCOMPLETE: not shown yet: home-001");
        assertThat(site.run("backup", "home", "--dry-run").said()).contains("home-001");
        assertThat(site.done("set", "rebuild", "home", "--complete")).doesNotContain("INCOMPLETE");
        assertThat(site.done("status", "home")).doesNotContain("not shown since").contains("waiting 2");
        assertThat(site.done("backup", "home")).contains("4 tracks");
        assertThat(site.done("disc", "list", "home")).contains("home-002").contains("home-003")
                .doesNotContain("home-001");
    }

    @Test
    void numbersAreKeptBesideTheLedgerAndOnLaterLabels() throws IOException {
        recorded();
        Path config = site.ledger("home").resolveSibling("set.toml");
        assertThat(Files.readString(config)).contains("last_disc = 2");
        assertThat(Files.readString(site.ledger("home").resolveSibling("lock"))).contains("last disc 2");
        Files.delete(config);
        discardLedger();
        assertThat(site.done("set", "rebuild", "home", "-d", only(1), "--complete")).contains("knows 1 disc now");
        assertThat(Files.readString(config)).contains("last_disc = 2");
    }

    /** A label knows how many discs there were when it was written; no lower number is given again. */
    @Test
    void theHighestNumberOnAnyLabelCounts() throws IOException {
        device = site.recorder("recorder", "bd-r", 4, 40_000_000);
        site.done("init", "home", "--conf", conf.toString(), "--medium", "bd-r", "--spare", "none", "--device", device);
        site.done("backup", "home");
        Vault vault = new Vault(temp.resolve("vault"), Disks.REAL, new SystemClock());
        try (LockedSet set = vault.open(new SetName("home")).lock()) {
            set.ledger().append(new LedgerEvent.Begun(7, new UUID(5, 5), "bd-r", 19_000, ""));
            set.ledger().append(new LedgerEvent.Marked(7, DiscMark.LOST));
        }
        Files.delete(temp.resolve("venti/arenas0"));
        conf = SampleVenti.create(temp.resolve("venti"), ARENAS + 1, 8192, 5, 3);
        assertThat(site.done("backup", "home")).contains("1 track,").doesNotContain("not sealed yet: arena4");
        assertThat(site.done("disc", "list", "home")).contains("5 arenas");
        discardLedger();
        Path config = site.ledger("home").resolveSibling("set.toml");
        Files.writeString(config, Files.readString(config).replaceAll("last_disc = \\d+\n", ""));
        Files.delete(site.ledger("home").resolveSibling("lock"));
        assertThat(site.run("set", "rebuild", "home", "-d", only(1)).out()).contains("INCOMPLETE")
                .contains("not shown yet: home-002 to home-007");
        assertThat(Files.readString(config)).contains("last_disc = 7");
        site.done("set", "rebuild", "home", "--complete");
        site.done("disc", "mark", "home", "1", "lost");
        assertThat(site.done("backup", "home", "-d", only(2))).contains("5 tracks");
        assertThat(site.done("disc", "list", "home")).contains("home-008").doesNotContain("home-002");
    }

    /** Discs of other sets lie in the same changer or box: they are passed over by name. */
    @Test
    void discsOfOtherSetsArePassedOver() throws IOException {
        recorded();
        site.done("init", "away", "--conf", conf.toString(), "--medium", "bd-r", "--spare", "none", "--device", device);
        site.done("backup", "away");
        discardLedger();
        Files.delete(site.ledger("away"));
        Site.Outcome home = site.run("set", "rebuild", "home", "-d", device);
        assertThat(home.code()).as(home.said()).isEqualTo(ExitCode.DONE);
        assertThat(home.out()).contains("knows 2 discs now");
        assertThat(home.said()).contains("this is disc away-001 of set 'away', not of set 'home'");
        assertThat(site.done("set", "rebuild", "away", "-d", device)).contains("knows 2 discs now");
        QuickFolder.remove(site.ledger("away").getParent());
        assertThat(site.done("set", "rebuild", "away", "-d", device, "--conf", conf.toString()))
                .contains("knows 2 discs now");
        QuickFolder.remove(site.ledger("away").getParent());
        Site.Outcome other = site.run("set", "rebuild", "parents", "-d", device);
        assertThat(other.code()).isEqualTo(ExitCode.OPERATOR);
        assertThat(other.said()).contains("not of set 'parents'; it is passed over")
                .contains("insert a disc of set 'parents'");
    }

    /** A disc that cannot be read is none without a label: it is named, and the rebuild is not done. */
    @Test
    void aDiscThatCannotBeReadLeavesTheRebuildUndone() throws IOException {
        recorded();
        discardLedger();
        int[] discs = new int[1];
        site.tap(transport -> discs[0]++ == 0 ? new Unreadable(transport) : transport);
        Site.Outcome outcome = site.run("set", "rebuild", "home", "-d", device);
        assertThat(outcome.code()).as(outcome.said()).isEqualTo(ExitCode.FAILED);
        assertThat(outcome.said()).contains("this disc cannot be read (").contains("passed over")
                .doesNotContain("carries no label");
        assertThat(outcome.out()).contains("knows 1 disc now")
                .contains("DAMAGED: this disc cannot be read (");
        site.tap(UnaryOperator.identity());
        assertThat(site.done("set", "rebuild", "home", "-d", device)).contains("knows 2 discs now");
    }

    @Test
    void aLedgerCutToItsFirstLineStopsEveryWriterAlthoughABlankLiesInTheTray() throws IOException {
        recorded();
        cutLedgerToItsFirstLine();
        byte[] cut = Files.readAllBytes(site.ledger("home"));
        String blank = only(3);
        Path config = site.ledger("home").resolveSibling("set.toml");
        String whole = Files.readString(config);
        for (String text : List.of(whole, whole.replace("last_disc = 2\n", ""))) {
            Files.writeString(config, text);
            Site.Outcome outcome = site.run("backup", "home", "-d", blank);
            assertThat(outcome.code()).as(outcome.said()).isEqualTo(ExitCode.FAILED);
            assertThat(outcome.said()).contains("the ledger has lost its end").contains("home-002 was begun")
                    .contains("arenavault set rebuild home");
            assertThat(Files.readAllBytes(site.ledger("home"))).isEqualTo(cut);
        }
        Files.writeString(config, whole);
        assertThat(site.run("status", "home").said()).contains("the ledger has lost its end");
        site.done("set", "rebuild", "home", "-d", device);
        assertThat(site.done("backup", "home")).contains("4 tracks");
        assertThat(site.done("status", "home")).contains("on disc 4");
    }

    /** Whatever is cut off: a torn last line harms nothing, and a ledger that lacks more is refused by everybody. */
    @Test
    void aLedgerCutWithinADiscIsRefusedUntilItIsMadeAnew() throws IOException {
        recorded();
        List<String> lines = Files.readAllLines(site.ledger("home"));
        Path lock = site.ledger("home").resolveSibling("lock");
        assertThat(Files.readString(lock)).contains("last disc 2, line " + lines.size());
        for (int kept = lines.size() - 2; kept > 0; kept--) {
            Files.writeString(site.ledger("home"), String.join("\n", lines.subList(0, kept)) + "\n");
            byte[] cut = Files.readAllBytes(site.ledger("home"));
            for (List<String> command : List.of(List.of("status", "home"), List.of("set", "check", "home"),
                    List.of("verify", "home"), List.of("backup", "home"))) {
                Site.Outcome outcome = site.run(command.toArray(String[]::new));
                assertThat(outcome.code()).as(outcome.said()).isEqualTo(ExitCode.FAILED);
                assertThat(outcome.said()).contains("the ledger has lost its end").contains("arenavault set rebuild");
            }
            assertThat(Files.readAllBytes(site.ledger("home"))).isEqualTo(cut);
        }
        site.done("set", "rebuild", "home", "-d", device);
        assertThat(site.done("status", "home")).contains("on disc 4");
        assertThat(site.done("set", "check", "home")).contains("all sums hold");
        Files.writeString(site.ledger("home"), String.join("\n", lines.subList(0, lines.size() - 1)) + "\n"
                + lines.get(lines.size() - 1).substring(0, 20));
        Files.writeString(lock, Files.readString(lock).replaceAll(", line \\d+", ", line " + lines.size()));
        site.done("backup", "home");
        assertThat(site.done("status", "home")).contains("on disc 4   verified 4");
    }

    @Test
    void aLedgerWhoseDiscsAreAllGoneIsMadeAnewWithoutAny() throws IOException {
        recorded();
        cutLedgerToItsFirstLine();
        String blanks = site.recorder("blanks", "bd-r", 4, CAPACITY);
        assertThat(site.run("set", "rebuild", "home", "-d", blanks).code()).isEqualTo(ExitCode.OPERATOR);
        assertThat(site.run("backup", "home", "-d", blanks).said()).contains("arenavault set rebuild home --complete");
        site.done("set", "rebuild", "home", "--complete");
        site.done("backup", "home", "-d", blanks);
        assertThat(site.done("disc", "list", "home")).contains("home-003", "home-004").doesNotContain("home-002");
    }

    @Test
    void whatADamagedLedgerSaysUpToItsDamageStays() throws IOException {
        recorded();
        site.done("disc", "move", "home", "1", "bank, box 7");
        List<String> lines = new ArrayList<>(Files.readAllLines(site.ledger("home")));
        site.done("disc", "mark", "home", "2", "lost");
        lines.add("rubbish");
        Files.writeString(site.ledger("home"), String.join("\n", lines) + "\n");
        assertThat(site.run("status", "home").code()).isEqualTo(ExitCode.FAILED);
        assertThat(site.run("set", "rebuild", "home", "-d", device).said())
                .contains("only what stands before the damage is kept");
        assertThat(site.done("status", "home")).contains("verified 4");
        assertThat(site.done("disc", "list", "home")).contains("bank, box 7");
        assertThat(site.done("set", "check", "home")).contains("all sums hold");
    }

    @Test
    void theOperatorsOwnWordsInSetTomlStay() throws IOException {
        device = site.recorder("recorder", "bd-r", 4, CAPACITY);
        site.done("init", "home", "--conf", conf.toString(), "--medium", "bd-r", "--spare", "none", "--device", device);
        Path config = site.ledger("home").resolveSibling("set.toml");
        Files.writeString(config, "# the good discs are in the cellar\n" + Files.readString(config));
        site.done("backup", "home");
        assertThat(Files.readString(config)).contains("# the good discs are in the cellar").contains("last_disc = 2");
    }

    @Test
    void aDiscWithFewerTracksThanItsLedgerLosesItsClaimAndIsNotWrittenAnyMore() throws IOException {
        Files.createDirectory(site.path("folder"));
        device = "dir:" + site.path("folder");
        site.done("init", "home", "--conf", conf.toString(), "--medium", "removable-disk", "--device", device);
        assertThat(site.done("backup", "home")).contains("4 tracks");
        Files.delete(site.path("folder").resolve("track-0004.arena"));
        Files.delete(site.path("folder").resolve("track-0004.label"));
        Site.Outcome verify = site.run("verify", "home");
        assertThat(verify.code()).isEqualTo(ExitCode.FAILED);
        assertThat(verify.out()).contains("4 tracks read back, 1 damaged")
                .contains("DAMAGED: home-001 track 4 (arena3): is not on the disc");
        Site.Outcome status = site.run("status", "home");
        assertThat(status.out()).contains("on disc 3   verified 3   waiting 1").contains("home-001 track 4")
                .contains("1 blank needed").doesNotContain("home-001 has");
        assertThat(site.done("disc", "list", "home")).contains("lacks track 4");
        Path target = Files.createDirectory(temp.resolve("target"));
        Files.writeString(target.resolve("venti.conf"), Files.readString(conf));
        Site.Outcome restore = site.run("restore", "home", "-d", device, "--conf",
                target.resolve("venti.conf").toString(), "--format");
        assertThat(restore.code()).as(restore.said()).isEqualTo(ExitCode.FAILED);
        assertThat(restore.out()).contains("home-001 track 4: is not on the disc")
                .doesNotContain("track 4 is ").doesNotContain("track 4 (verified)");
    }

    @Test
    void aTrackThatTheLedgerDoesNotKnowIsNamedAndTheOthersAreVerified() throws IOException {
        Files.createDirectory(site.path("folder"));
        device = "dir:" + site.path("folder");
        site.done("init", "home", "--conf", conf.toString(), "--medium", "removable-disk", "--device", device);
        site.done("backup", "home");
        for (String end : List.of(".arena", ".label")) {
            Path folder = site.path("folder");
            Files.copy(folder.resolve("track-0004" + end), folder.resolve("track-0005" + end));
        }
        Site.Outcome verify = site.run("verify", "home");
        assertThat(verify.code()).as(verify.said()).isEqualTo(ExitCode.FAILED);
        assertThat(verify.out()).contains("DAMAGED: home-001 track 5").contains("somebody else");
        assertThat(site.run("status", "home").out()).contains("verified 4");
        assertThat(site.done("disc", "list", "home")).doesNotContain("not written");
    }

    /** A drive that reads nothing. */
    private record Unreadable(Transport transport) implements Transport {

        @Override
        public CommandResult execute(Command command) throws IOException {
            boolean read = command.opcode() == 0x28 || command.opcode() == 0xA8;
            return read ? new CommandResult(CommandStatus.CHECK_CONDITION, 2, UNREADABLE, 0, Duration.ZERO, "")
                    : transport.execute(command);
        }

        @Override
        public String identity() {
            return transport.identity();
        }

        @Override
        public int maxTransfer() {
            return transport.maxTransfer();
        }

        @Override
        public void close() throws IOException {
            transport.close();
        }
    }
}
