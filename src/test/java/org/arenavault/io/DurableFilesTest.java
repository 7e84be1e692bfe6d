package org.arenavault.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file takes the place of another whole, or the other one stays and nothing is left beside it. */
class DurableFilesTest {

    private static final byte[] NEW = "new".getBytes(StandardCharsets.UTF_8);

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("file"), "old");
    }

    private void assertOnly(String content) throws IOException {
        assertThat(folder).isDirectoryContaining(file::equals).isDirectoryNotContaining(path -> !path.equals(file));
        assertThat(file).hasContent(content);
    }

    @Test
    void everyWayToReplacePutsTheNewInTheOldOnesPlaceAndLeavesNothingBeside() throws IOException {
        Path fresh = folder.resolve("fresh");
        Map<String, ThrowingCallable> ways = Map.of(
                "bytes", () -> DurableFiles.replace(file, NEW),
                "stream", () -> DurableFiles.replace(file, out -> {
                    out.write('n');
                    out.write(NEW, 1, 2);
                    out.close();
                }),
                "unforced", () -> DurableFiles.replaceUnforced(file, fresh, out -> out.write(NEW)),
                "moved", () -> DurableFiles.moveOver(Files.write(fresh, NEW), file));
        for (Map.Entry<String, ThrowingCallable> way : ways.entrySet()) {
            Files.writeString(file, "old");
            assertThat(catchThrowable(way.getValue())).as(way.getKey()).isNull();
            assertOnly("new");
        }
    }

    @Test
    void whatFailsWhileItIsWrittenChangesNothing() throws IOException {
        DurableFiles.Content failing = out -> {
            out.write(new byte[1 << 20]);
            throw new IOException("no more");
        };
        Path fresh = folder.resolve("fresh");
        Path other = folder.resolve("other");
        for (ThrowingCallable way : new ThrowingCallable[] {() -> DurableFiles.replace(file, failing),
                () -> DurableFiles.replaceUnforced(file, fresh, failing), () -> DurableFiles.create(other, failing)}) {
            assertThatThrownBy(way).isInstanceOf(IOException.class).hasMessage("no more");
            assertOnly("old");
        }
    }

    @Test
    void whatIsCreatedIsThereWholeAndTakesNobodysPlace() throws IOException {
        assertThatThrownBy(() -> DurableFiles.create(file, out -> out.write(NEW)))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertOnly("old");
        Path fresh = Files.write(folder.resolve("fresh"), NEW);
        assertThatThrownBy(() -> DurableFiles.moveToNew(fresh, file)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasContent("old");
        DurableFiles.moveToNew(fresh, folder.resolve("other"));
        DurableFiles.create(folder.resolve("third"), out -> out.write(NEW));
        assertThat(folder.resolve("other")).hasContent("new");
        assertThat(folder.resolve("third")).hasContent("new");
    }

    @Test
    void whatWasLeftOfAnEarlierAttemptIsNoObstacleAndTheModeStays() throws IOException {
        Files.writeString(folder.resolve("file.new"), "half");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        DurableFiles.replace(file, NEW);
        assertOnly("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-r--r--");
    }

    @Test
    void aLinkIsNotReplaced() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        assertThatThrownBy(() -> DurableFiles.replace(link, NEW)).isInstanceOf(RefusedException.class)
                .hasMessageContaining("symbolic link");
        assertThat(file).hasContent("old");
    }
}
