package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.io.MemoryTempDir;
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

    @Test
    void noBackupPutsArenasOnADiscWithParity() throws IOException {
        ProtectedSet set = new ProtectedSet(folder, 3, 8);
        set.site().done("protect", "home", "--discs", "1-1");
        assertThat(set.site().done("backup", "home", "--dry-run")).doesNotContain("home-003");
        assertThat(set.site().done("disc", "show", "home", "3")).contains("parity 1 of 1 of home-001");
        assertThat(set.site().done("protect", "home", "--discs", "1-1")).contains("Nothing to do");
    }
}
