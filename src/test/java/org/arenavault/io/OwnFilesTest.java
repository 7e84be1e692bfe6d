package org.arenavault.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors of files of our own are a type of their own, and say which file, what the system said, and what to do. */
class OwnFilesTest {

    private static final Path FILE = Path.of("/vault/sets/home/ledger.jsonl");

    private static OwnFileException failure(IOException cause) {
        Throwable thrown = catchThrowable(() -> OwnFiles.run(FILE, () -> {
            throw cause;
        }));
        assertThat(thrown).isInstanceOf(OwnFileException.class).isNotInstanceOf(IOException.class);
        return (OwnFileException) thrown;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "No space left on device | make room on its file system",
        "Disk quota exceeded | make room within the quota",
        "Read-only file system | mount its file system for writing",
        "Too many open files | raise the limit of open files (ulimit -n)",
        "Input/output error | look at the disk under it (dmesg)",
        "Stale file handle | mend that"})
    void whatTheSystemSaysComesWithTheFileAndWhatToDo(String said, String remedy) {
        String line = "%s: %s; %s, and start again: it goes on where it stopped".formatted(FILE, said, remedy);
        assertThat(failure(new IOException(said))).hasMessage(line);
        assertThat(failure(new FileSystemException(FILE.toString(), null, said))).hasMessage(line);
        assertThat(failure(new MediumFaultException(FILE + ": write error at byte 7: " + said, new IOException(said))))
                .hasMessage(line.replace(": " + said, ": write error at byte 7: " + said));
    }

    @Test
    void permissionIsAskedForAndTheRestIsNot() {
        assertThat(failure(new AccessDeniedException(FILE.toString()))).hasMessageContaining("permission denied")
                .satisfies(e -> assertThat(e.isDenied()).isTrue());
        assertThat(failure(new IOException("Input/output error")).isDenied()).isFalse();
    }

    @Test
    void whatAFileSaysStaysWhatItIs() {
        for (VaultException said : new VaultException[] {new CorruptException("torn"), new RefusedException("no"),
            new OperatorNeededException(OperatorNeededException.Need.LOCKED, "in use"), new UsageException("what")}) {
            assertThatThrownBy(() -> OwnFiles.run(FILE, () -> {
                throw said;
            })).isSameAs(said);
        }
    }

    @Test
    void itComesThroughOtherThreadsAsItIs() {
        OwnFileException failure = failure(new IOException("Input/output error"));
        Meanwhile<Void> work = Meanwhile.begin("work", () -> {
            throw failure;
        });
        assertThatThrownBy(work::get).isSameAs(failure);
    }

    @ParameterizedTest
    @CsvSource({"0, write error", "1, cannot be forced"})
    void aLogThatFailedTakesNothingMore(long step, String what) throws IOException {
        ForgetfulDisks disks = new ForgetfulDisks();
        disks.put(FILE, new byte[0]);
        try (AppendLog log = AppendLog.open(FILE, disks, file -> 0)) {
            disks.fail(number -> number == step ? "Input/output error" : "");
            assertThatThrownBy(() -> log.append(new byte[10])).isInstanceOf(OwnFileException.class)
                    .hasMessageContaining(what);
            long steps = disks.steps();
            assertThatThrownBy(() -> log.append(new byte[10])).isInstanceOf(OwnFileException.class)
                    .hasMessageContaining("takes nothing more").hasMessageContaining(FILE.toString());
            assertThat(disks.steps()).isEqualTo(steps);
        }
    }

    @Test
    void aLogIsTrustedOnlyOnceItsEndIsOnDiskForCertain() throws IOException {
        ForgetfulDisks disks = new ForgetfulDisks();
        disks.put(FILE, new byte[0]);
        byte[] line = "line\n".getBytes(StandardCharsets.US_ASCII);
        try (AppendLog log = AppendLog.open(FILE, disks, file -> 0)) {
            disks.fail(number -> number == 1 ? "Input/output error" : "");
            assertThatThrownBy(() -> log.append(line)).isInstanceOf(OwnFileException.class);
        }
        assertThat(disks.shown(FILE)).as("the system shows what it dropped").isEqualTo(line);
        AppendLog.open(FILE, disks, Storage::size).close();
        disks.lose();
        assertThat(disks.shown(FILE)).isEqualTo(line);
    }
}
