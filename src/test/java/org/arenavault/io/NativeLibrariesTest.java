package org.arenavault.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.Library;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where native code is unpacked, and what is said where it cannot be had. */
class NativeLibrariesTest {

    @TempDir
    private Path folder;

    /** Functions of no library. */
    interface Nothing extends Library {
    }

    @Test
    void theFirstFolderThatWillDoIsTakenAndLeftClean() throws IOException {
        assertThat(NativeLibraries.executableFolder(List.of(folder.resolve("missing"), Path.of("/proc"), folder)))
                .isEqualTo(folder);
        try (var entries = Files.list(folder)) {
            assertThat(entries).isEmpty();
        }
    }

    @Test
    void nowhereToUnpackIsSaidWithWhatToDo() {
        assertThatThrownBy(() -> NativeLibraries.executableFolder(List.of(Path.of("/proc"))))
                .isInstanceOf(OperatorNeededException.class).hasMessageContaining("-Djava.io.tmpdir=DIR");
    }

    @Test
    void aLibraryThatIsMissingIsOneLineWithWhatToInstall() {
        assertThatThrownBy(() -> NativeLibraries.load(List.of("libnosuchthing.so.7", "nosuchthing"), Nothing.class,
                "install the package nosuchthing")).isInstanceOf(OperatorNeededException.class)
                .hasMessageContainingAll("libnosuchthing.so.7 cannot be loaded", "install the package nosuchthing")
                .hasMessageNotContaining("\n")
                .extracting(e -> ((OperatorNeededException) e).need())
                .isEqualTo(OperatorNeededException.Need.NOT_INSTALLED);
    }
}
