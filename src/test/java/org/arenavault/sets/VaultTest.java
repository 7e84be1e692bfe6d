package org.arenavault.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Disks;
import org.arenavault.io.ManualClock;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.RefusedException;
import org.arenavault.io.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The vault's folders and files. */
class VaultTest {

    private static final SetName HOME = new SetName("home");

    @TempDir
    private Path folder;

    private Vault vault() {
        return new Vault(folder.resolve("vault"), Disks.REAL, new ManualClock());
    }

    private static SetConfig config(SetName name) {
        return SetConfig.of(name, UUID.randomUUID(), new UUID(7, 8),
                new SetConfig.Source("/etc/venti.conf", List.of(), "http://localhost:8000/index", true),
                new SetConfig.MediumChoice("bd-r-dl", SetConfig.Spare.DEFAULT, 45, "emu:/tmp/x y"));
    }

    @Test
    void aSetIsWhatItWasMade() throws IOException {
        SetConfig config = config(HOME);
        vault().create(HOME, config);

        assertThat(vault().names()).containsExactly(HOME);
        assertThat(vault().open(HOME).config()).isEqualTo(config);
        assertThat(vault().open(HOME).read().header().set()).isEqualTo(config.set());
    }

    @Test
    void filesAreForTheirOwnerAlone() throws IOException {
        BackupSet set = vault().create(HOME, config(HOME));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(set.folder()))).isEqualTo("rwx------");
        for (String file : List.of(BackupSet.CONFIG, BackupSet.LEDGER)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(set.folder().resolve(file))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void aSetIsNotMadeTwice() throws IOException {
        vault().create(HOME, config(HOME));
        assertThatThrownBy(() -> vault().create(HOME, config(HOME))).isInstanceOf(RefusedException.class);
    }

    @Test
    void aSetWhoseMakingWasInterruptedIsMadeAgain() throws IOException {
        BackupSet set = vault().create(HOME, config(HOME));
        Files.delete(set.folder().resolve(BackupSet.CONFIG));
        assertThat(vault().names()).isEmpty();
        SetConfig config = config(HOME);
        assertThat(vault().create(HOME, config).read().header().set()).isEqualTo(config.set());
    }

    @Test
    void aLedgerWithEntriesIsNeverOverwritten() throws IOException {
        BackupSet set = vault().create(HOME, config(HOME));
        try (LockedSet locked = set.lock()) {
            locked.ledger().append(new LedgerEvent.Begun(1, UUID.randomUUID(), "bd-r", 12_219_392, ""));
        }
        Files.delete(set.folder().resolve(BackupSet.CONFIG));
        assertThatThrownBy(() -> vault().create(HOME, config(HOME))).isInstanceOf(RefusedException.class);
    }

    @Test
    void aSecondWriterIsToldWhoIsThere() throws IOException {
        BackupSet set = vault().create(HOME, config(HOME));
        try (LockedSet first = set.lock()) {
            assertThat(first.state().discs()).isEmpty();
            assertThatThrownBy(set::lock).isInstanceOf(OperatorNeededException.class)
                    .hasMessageContaining("in use by process " + ProcessHandle.current().pid());
        }
        set.lock().close();
    }

    @Test
    void theLedgerOfAnotherSetIsRefused() throws IOException {
        BackupSet home = vault().create(HOME, config(HOME));
        SetName other = new SetName("other");
        BackupSet second = vault().create(other, config(other));
        Files.copy(home.folder().resolve(BackupSet.LEDGER), second.folder().resolve(BackupSet.LEDGER),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(second::lock).isInstanceOf(CorruptException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../x", "a/b", "-x", ".hidden", "a b", "a\n", "ä"})
    void namesThatCouldBePathsAreNone(String name) {
        assertThatThrownBy(() -> SetName.parse(name)).isInstanceOf(UsageException.class);
    }

    @Test
    void aConfigurationWithAMistakeIsNamedWithItsLine() throws IOException {
        BackupSet set = vault().create(HOME, config(HOME));
        Path file = set.folder().resolve(BackupSet.CONFIG);
        Files.writeString(file, Files.readString(file) + "\nmedeum = 'x'\n");
        assertThatThrownBy(() -> vault().open(HOME)).isInstanceOf(CorruptException.class)
                .hasMessageContaining("set.toml").hasMessageContaining("medeum");
    }
}
