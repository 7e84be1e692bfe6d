package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import org.arenavault.backup.kit.FixedProgram;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.io.Dial;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.SystemClock;
import org.arenavault.optical.QuickFolder;
import org.arenavault.venti.MemoryStore;
import org.arenavault.venti.SampleVenti;
import org.arenavault.venti.net.ServerOptions;
import org.arenavault.venti.net.VentiServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parity across the discs of a set: whole discs are lost, and come back from the others. */
class ProtectTest {

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLostDiscComesBackFromTheOthersAndTheParity(boolean guided) throws IOException {
        ProtectedSet set = new ProtectedSet(folder, 5, 8);
        Site.Outcome protect = set.site().run("protect", "home", "--discs", "1-3");
        assertThat(protect.code()).as(protect.said() + protect.out()).isZero();
        assertThat(protect.out()).contains("home-004", "parity 1 of 1 of home-001 to home-003");
        List<byte[]> known = set.loseVenti();
        set.lose(2);
        if (guided) {
            set.site().done("disc", "mark", "home", "2", "lost");
        }

        ProtectedSet.Restored restored = guided ? set.restoreGuided() : set.restoreBare();

        assertThat(restored.outcome().code()).as(restored.text()).isZero();
        restored.assertBack(known);
        assertThat(restored.text()).contains("home-004: its parity is read to bring back 2 arenas of home-002");
    }

    @ParameterizedTest
    @CsvSource({"true,1,2", "false,1,3", "false,2,3"})
    void twoLostDiscsComeBackFromTwoDiscsWithParity(boolean guided, int one, int other) throws IOException {
        ProtectedSet set = new ProtectedSet(folder, 8, 8);
        Site.Outcome protect = set.site().run("protect", "home", "--discs", "1-4", "--parity-discs", "2");
        assertThat(protect.code()).as(protect.said() + protect.out()).isZero();
        List<byte[]> known = set.loseVenti();
        set.lose(one);
        set.lose(other);

        ProtectedSet.Restored restored = guided ? set.restoreGuided() : set.restoreBare();

        assertThat(restored.outcome().code()).as(restored.text()).isZero();
        restored.assertBack(known);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void threeLostDiscsAreMoreThanTwoWithParityBringBack(boolean guided) throws IOException {
        ProtectedSet set = new ProtectedSet(folder, 8, 8);
        set.site().done("protect", "home", "--discs", "1-4", "--parity-discs", "2");
        List<byte[]> known = set.loseVenti();
        set.lose(1);
        set.lose(2);
        set.lose(4);

        ProtectedSet.Restored restored = guided ? set.restoreGuided() : set.restoreBare();

        assertThat(restored.outcome().code()).as(restored.text()).isEqualTo(ExitCode.FAILED);
        restored.assertBack(known, 0, 1, 2, 3, 6, 7);
        assertThat(restored.text()).contains("arena0", "home-001, home-002, home-004 of its group are more than parity "
                + "on 2 discs brings back");
    }

    /** A running venti does not give the arenas of the other discs, which it would take. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void thatALostDiscComesBackToADiskAloneIsTold(boolean guided) throws IOException {
        ProtectedSet set = new ProtectedSet(folder, 5, 8);
        set.site().done("protect", "home", "--discs", "1-3");
        set.lose(2);
        set.site().done("disc", "mark", "home", "2", "lost");
        MemoryStore store = new MemoryStore();
        try (VentiServer server = VentiServer.writable(store, new Dial("127.0.0.1", 0), ServerOptions.DEFAULT,
                new SystemClock())) {
            Site.Outcome sent = guided
                    ? set.site().run("restore", "home", "--to", server.address().toString())
                    : set.site().run("restore", "-d", set.device(), "--to", server.address().toString());
            assertThat(sent.code()).as(sent.out() + sent.said()).isEqualTo(ExitCode.FAILED);
            assertThat(sent.out()).contains("arena2", "arena3", "parity on home-004 may bring "
                    + (guided ? "what is missing" : "it") + " back with the other discs of the group; "
                    + "'arenavault restore --conf VENTI.CONF' does that on a disk");
        }
    }

    @Test
    void noBackupPutsArenasOnADiscWithParity() throws IOException {
        ProtectedSet set = new ProtectedSet(folder, 3, 8);
        set.site().done("protect", "home", "--discs", "1-1");
        assertThat(set.site().done("backup", "home", "--dry-run")).doesNotContain("home-003");
        assertThat(set.site().done("disc", "show", "home", "3")).contains("parity 1 of 1 of home-001");
        assertThat(set.site().done("protect", "home", "--discs", "1-1")).contains("Nothing to do");
    }

    @Test
    void aLostDiscOfTenComesBackFromNineAndADiscWithParity() throws IOException {
        ProtectedSet set = new ProtectedSet(folder, 10, 1, 12, 3_000_000);
        set.site().done("protect", "home", "--discs", "1-10");
        List<byte[]> known = set.loseVenti();
        set.lose(7);

        ProtectedSet.Restored restored = set.restoreBare();

        assertThat(restored.outcome().code()).as(restored.text()).isZero();
        restored.assertBack(known);
    }

    /** The sums of its units tell that the venti has other bytes by now; the disc has the right ones. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatTheVentiDoesNotGiveIsTakenFromTheDiscs(boolean gone) throws IOException {
        ProtectedSet set = new ProtectedSet(folder, 4, 8);
        List<byte[]> known = gone ? set.loseVenti() : set.known();
        if (!gone) {
            set.rot(1, 300_000);
            set.rot(2, 700_000);
            assertThat(set.known().get(1)).isNotEqualTo(known.get(1));
        }
        Site.Outcome protect = set.site().run("protect", "home", "--discs", "1-2");
        assertThat(protect.code()).as(protect.said() + protect.out()).isZero();
        assertThat(protect.said()).contains("disc 001 is laid into the tray");
        set.assertNothingStaged();
        set.lose(1);

        ProtectedSet.Restored restored = set.restoreBare();

        assertThat(restored.outcome().code()).as(restored.text()).isZero();
        restored.assertBack(known);
    }

    @Test
    void whatNeitherVentiNorDiscGivesIsToldWithWhatToDo() throws IOException {
        ProtectedSet set = new ProtectedSet(folder, 4, 8);
        set.rot(0, 300_000);
        set.damage(1, 300_000);

        Site.Outcome protect = set.site().run("protect", "home", "--discs", "1-2");

        assertThat(protect.code()).isEqualTo(ExitCode.FAILED);
        assertThat(protect.said()).contains("home-001: 64 KiB of 'arena0' at byte 262144 are not what they were",
                "arenavault verify home");
        set.assertNothingStaged();

        assertThat(set.site().run("verify", "home").code()).isEqualTo(ExitCode.FAILED);
        Site.Outcome again = set.site().run("protect", "home", "--discs", "1-2");
        assertThat(again.code()).as(again.said()).isZero();
        assertThat(again.said()).contains("home-001 track 1 (arena0) is bad, and is not protected");
    }

    /** Its sums are gone, so that it is read for them. */
    @Test
    void aTrackThatTurnsOutBadWhileItIsProtectedIsAFailure() throws IOException {
        ProtectedSet set = new ProtectedSet(folder, 4, 8);
        QuickFolder.remove(set.site().ledger("home").resolveSibling("sums"));
        set.damage(1, 300_000);

        Site.Outcome protect = set.site().run("protect", "home", "--discs", "1-2");

        assertThat(protect.code()).as(protect.said() + protect.out()).isEqualTo(ExitCode.FAILED);
        assertThat(protect.out()).contains("FAILED: home-001 track 1 (arena0)", "not protected", "home-003");
        assertThat(set.site().run("protect", "home", "--discs", "1-2").code()).isZero();
    }

    @Test
    void aDiscWithParityThatGoesBadIsMadeAnew() throws IOException {
        ProtectedSet set = new ProtectedSet(folder, 4, 8);
        set.site().done("protect", "home", "--discs", "1-2");
        assertThat(set.site().done("status", "home"))
                .contains("parity   home-001 to home-002 on home-003: 1 may be lost")
                .doesNotContain("next: arenavault protect");
        set.damage(3, 300_000);
        Site.Outcome verify = set.site().run("verify", "home");
        assertThat(verify.out()).contains("DAMAGED: home-003 track 1");
        assertThat(set.site().run("status", "home").out()).contains("NOT WHOLE, 0 of 1",
                "next: arenavault protect home --discs 1-2   # parity of home-001 to home-002 is not whole");
        assertThat(set.site().run("status", "--check").out()).startsWith("WARNING: ").contains("is not whole");

        Site.Outcome again = set.site().run("protect", "home", "--discs", "1-2");

        assertThat(again.code()).as(again.said() + again.out()).isZero();
        assertThat(set.site().run("status", "home").out()).contains("on home-003, home-004: 1 may be lost");
        List<byte[]> known = set.loseVenti();
        set.lose(2);
        ProtectedSet.Restored restored = set.restoreBare();
        assertThat(restored.outcome().code()).as(restored.text()).isZero();
        restored.assertBack(known);
    }

    @Test
    void whatMayStillBeLostIsSaidOfAGroupThatLostDiscs() throws IOException {
        ProtectedSet set = new ProtectedSet(folder, 4, 8);
        set.site().done("protect", "home", "--discs", "1-2");

        set.site().done("disc", "mark", "home", "1", "lost");
        assertThat(set.site().run("status", "home").out())
                .contains("on home-003: 1 may be lost; home-001 is gone, no more may be");
        set.site().done("disc", "mark", "home", "2", "damaged");
        assertThat(set.site().run("status", "home").out())
                .contains("on home-003: 1 may be lost; TOO MANY: home-001, home-002 are gone");
        set.site().done("disc", "mark", "home", "1", "found");
        set.site().done("disc", "mark", "home", "2", "found");
        assertThat(set.site().done("status", "home")).contains("on home-003: 1 may be lost\n");
    }

    /** Parity that rotted on its disc is found by its sums; a second disc with parity has what it lacks. */
    @Test
    void oneDiscWithParityStandsInForWhatIsBadOnAnother() throws IOException {
        ProtectedSet set = new ProtectedSet(folder, 6, 8);
        set.site().done("protect", "home", "--discs", "1-3", "--parity-discs", "2");
        List<byte[]> known = set.loseVenti();
        set.lose(2);
        set.damage(4, 400_000);

        ProtectedSet.Restored restored = set.restoreBare();

        assertThat(restored.outcome().code()).as(restored.text()).isZero();
        restored.assertBack(known);
        assertThat(restored.text()).contains("home-004: its parity is read", "home-005: its parity is read");
    }

    /** More is lost in one row than there is parity; all that is whole comes back. */
    @Test
    void parityThatRottedBringsBackWhatItCan() throws IOException {
        ProtectedSet set = new ProtectedSet(folder, 6, 8);
        set.site().done("protect", "home", "--discs", "1-3");
        List<byte[]> known = set.loseVenti();
        set.lose(2);
        set.damage(4, 400_000);

        ProtectedSet.Restored restored = set.restoreBare();

        assertThat(restored.outcome().code()).as(restored.text()).isEqualTo(ExitCode.FAILED);
        assertThat(restored.text()).contains("arena2", "the parity on home-004 does not suffice for 1 of them");
        for (int i : new int[] {0, 1, 3, 4, 5}) {
            restored.assertBack(i, known.get(i));
        }
        restored.assertLacks(2);
    }

    @Test
    void duplicatesPassOverADiscWithParity() throws IOException {
        ProtectedSet set = new ProtectedSet(folder, 2, 3);
        set.site().done("protect", "home", "--discs", "1");
        String second = set.site().recorder("second", "bd-r", 2, 8_000_000);
        set.site().done("init", "away", "--conf", set.venti().resolve("venti.conf").toString(), "--medium", "bd-r",
                "--device", second);
        Site.Outcome copied = set.site().run("duplicate", "--from", set.device(), "--to", second, "--to-set", "away");
        assertThat(copied.code()).as(copied.said()).isZero();
        assertThat(copied.said()).contains("the disc carries parity of other discs, and nothing else");
        assertThat(set.site().done("disc", "list", "away")).contains("2 arenas").doesNotContain("parity");
    }

    @Test
    void imagesAloneBringALostDiscBack() throws IOException {
        ProtectedSet set = new ProtectedSet(folder, 5, 8);
        set.site().done("protect", "home", "--discs", "1-3", "--parity-discs", "2");
        List<byte[]> known = set.known();
        Path recorder = set.site().path("recorder");
        String out = set.site().done("arenas", "repair", recorder.resolve("003.disc/data").toString(), "--parity",
                recorder.resolve("004.disc/data").toString(), "--parity", recorder.resolve("005.disc/data").toString(),
                "-o", folder.resolve("repaired").toString());
        assertThat(out).contains("arena0: REPAIRED", "arena3: REPAIRED");
        for (int i = 0; i < 4; i++) {
            assertThat(Files.readAllBytes(folder.resolve("repaired/arena%d.image".formatted(i))))
                    .isEqualTo(known.get(i));
        }
    }

    @ParameterizedTest
    @CsvSource({"1-9,1,2,has no disc 9", "2-1,1,2,such as 1-10", "0-1,1,2,such as 1-10", "1-2,0,2,from 1 to 32",
            "1-2,33,2,from 1 to 32", "3,1,1,hold no arena that could be protected"})
    void whatCannotBeIsSaid(String discs, String parity, int code, String words) throws IOException {
        ProtectedSet set = new ProtectedSet(folder, 4, 8);
        set.site().done("protect", "home", "--discs", "1-2");
        Site.Outcome outcome = set.site().run("protect", "home", "--discs", discs, "--parity-discs", parity);
        assertThat(outcome.code()).isEqualTo(code);
        assertThat(outcome.said()).contains(words);
    }

    @Test
    void aReportTellsWhatIsProtected() throws IOException {
        ProtectedSet set = new ProtectedSet(folder, 3, 8);
        JsonNode report = new ObjectMapper().readTree(set.site().done("--json", "protect", "home", "--discs", "1-2"));
        JsonNode protects = report.get("parity_discs").get(0).get("protects");
        assertThat(protects.get("discs").toString()).isEqualTo(
                "[{\"number\":1,\"tracks\":[1,2]},{\"number\":2,\"tracks\":[1]}]");
        JsonNode status = new ObjectMapper().readTree(set.site().done("--json", "status", "home"));
        assertThat(status.get("sets").get(0).get("groups").toString()).contains("\"parity_discs\":[\"home-003\"]",
                "\"may_be_lost\":1", "\"arenas_added\":0");
        assertThat(set.site().run("disc", "complete", "home", "3").said()).contains("takes no more");
    }

    @Test
    void aDiscWithParityGetsAKitAndNoParityOfItsOwn() throws IOException {
        ProtectedSet set = new ProtectedSet(folder, 4, 8);
        set.site().use(new FixedProgram(Set.of()));
        set.site().done("set", "config", "home", "kit.when=full", "parity.when=full");
        set.site().done("protect", "home", "--discs", "1-2");
        assertThat(set.site().done("disc", "list", "home")).containsPattern(
                "home-003 .* 0 arenas, a kit, parity 1 of 1 of home-001 to home-002, .* full");
        String show = set.site().done("disc", "show", "home", "3");
        assertThat(show.lines().filter(line -> line.contains("parity-"))).hasSize(3);
        set.site().done("disc", "kit", "-d", set.device(), "-o", folder.resolve("kit").toString());
        assertThat(Files.readString(folder.resolve("kit/arenavault-kit/README.txt")))
                .contains("This is disc home-003.");
    }

    /** Its arena is lost with the disc; the other parity disc is of no use for it any more, and says nothing wrong. */
    @Test
    void arenasThatCameLaterAreNotClaimed() throws IOException {
        ProtectedSet set = new ProtectedSet(folder, 3, 8);
        set.site().done("protect", "home", "--discs", "1-2");
        assertThat(set.site().run("protect", "home", "--discs", "1-2").said()).contains(
                "home-002 is not full: what it takes later is not protected");
        SampleVenti.create(folder.resolve("venti2"), 4, 8192, 5, 3);
        Files.copy(folder.resolve("venti2/arenas0"), set.venti().resolve("arenas0"),
                StandardCopyOption.REPLACE_EXISTING);
        set.site().done("backup", "home");
        assertThat(set.site().done("status", "home"))
                .contains("1 may be lost; 1 arena came later and is not protected");
        assertThat(set.site().done("protect", "home", "--discs", "1-2")).contains("home-004");
        assertThat(set.site().done("status", "home")).contains("home-001 to home-002 on home-004: 1 may be lost\n");
    }
}
