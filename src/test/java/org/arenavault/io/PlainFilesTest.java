package org.arenavault.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether something is there: only what is known to be absent counts as absent. */
class PlainFilesTest {

    @TempDir
    private Path folder;

    @Test
    void whatIsThereIsToldByItsKind() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        Path nowhere = Files.createSymbolicLink(folder.resolve("nowhere"), folder.resolve("gone"));
        assertThat(PlainFiles.exists(file)).isTrue();
        assertThat(PlainFiles.isFile(file)).isTrue();
        assertThat(PlainFiles.isFolder(file)).isFalse();
        assertThat(PlainFiles.isFolder(folder)).isTrue();
        assertThat(PlainFiles.isFile(link)).isTrue();
        assertThat(PlainFiles.isFile(link, LinkOption.NOFOLLOW_LINKS)).isFalse();
        assertThat(PlainFiles.isLink(link)).isTrue();
        assertThat(PlainFiles.exists(nowhere)).isFalse();
        assertThat(PlainFiles.exists(nowhere, LinkOption.NOFOLLOW_LINKS)).isTrue();
        assertThat(PlainFiles.isWritable(file)).isTrue();
        assertThat(PlainFiles.isWritable(folder.resolve("gone"))).isFalse();
    }

    @Test
    void whatCannotBeThereIsAbsent() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThat(PlainFiles.exists(folder.resolve("gone"))).isFalse();
        assertThat(PlainFiles.exists(file.resolve("below"))).isFalse();
        assertThat(PlainFiles.exists(folder.resolve("n".repeat(300)))).isFalse();
        assertThat(PlainFiles.exists(folder.resolve("n".repeat(300)).resolve("below"))).isFalse();
    }

    @Test
    void whatTheSystemDoesNotTellIsNotAbsent() throws IOException {
        Path loop = folder.resolve("loop");
        Files.createSymbolicLink(loop, loop);
        for (Path path : new Path[] {loop, loop.resolve("below")}) {
            assertThatThrownBy(() -> PlainFiles.exists(path)).isInstanceOf(FileSystemException.class);
            assertThatThrownBy(() -> PlainFiles.isFile(path)).isInstanceOf(FileSystemException.class);
            assertThatThrownBy(() -> PlainFiles.isFolder(path)).isInstanceOf(FileSystemException.class);
            assertThatThrownBy(() -> PlainFiles.isWritable(path)).isInstanceOf(FileSystemException.class);
            assertThat(PlainFiles.mayBeFolder(path)).isTrue();
        }
        assertThatThrownBy(() -> OwnFiles.exists(loop.resolve("ledger.jsonl"))).isInstanceOf(OwnFileException.class)
                .hasMessageContaining("ledger.jsonl");
        assertThatThrownBy(() -> OwnFiles.isFolder(loop)).isInstanceOf(OwnFileException.class);
        assertThat(OwnFiles.mayExist(loop.resolve("set.toml"))).isTrue();
        assertThatThrownBy(() -> Disks.REAL.openToRead(loop)).isInstanceOf(MediumFaultException.class);
    }
}
