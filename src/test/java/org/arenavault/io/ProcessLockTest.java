package org.arenavault.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.arenavault.io.OperatorNeededException.Need;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessLockTest {

    @TempDir
    private Path temp;

    @Test
    void aLockIsTakenOnceAndNamesItsHolder() throws IOException {
        Path path = temp.resolve("lock");
        ProcessLock lock = ProcessLock.take(path, "the thing", Need.BUSY);
        assertThatThrownBy(() -> ProcessLock.take(path, "the thing", Need.LOCKED))
                .isInstanceOf(OperatorNeededException.class)
                .hasMessageStartingWith("the thing is in use by process " + ProcessHandle.current().pid() + " on ")
                .extracting(e -> ((OperatorNeededException) e).need()).isEqualTo(Need.LOCKED);
        assertThat(Files.readString(path)).startsWith("process " + ProcessHandle.current().pid());
        lock.close();
        ProcessLock.take(path, "the thing", Need.BUSY).close();
    }

    @Test
    void aSymbolicLinkIsNotLocked() throws IOException {
        Path link = Files.createSymbolicLink(temp.resolve("link"), temp.resolve("elsewhere"));
        assertThatThrownBy(() -> ProcessLock.take(link, "the thing", Need.BUSY)).isInstanceOf(RefusedException.class);
        assertThat(temp.resolve("elsewhere")).doesNotExist();
    }
}
