package org.arenavault.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.arenavault.io.CorruptException;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A set of the Plan 9 scripts is read as the scripts meant it, or refused. */
class Plan9FilesTest {

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private Plan9Files read(String onDisc, String disc, String tracks) throws IOException {
        write("ondisc", onDisc);
        write("disc", disc);
        write("tracks", tracks);
        return Plan9Files.read(folder);
    }

    private void write(String file, String text) throws IOException {
        if (text.isEmpty()) {
            Files.deleteIfExists(folder.resolve(file));
        } else {
            Files.writeString(folder.resolve(file), text);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'a\nb\nc\n', '', '', 1, 3", "'a\n\n b \na\n', '', '', 1, 2", "'a\nb\nc\n', 'disc=2 tracks=1\n', '', 2, 1",
        "'a\nb\nc\n', 'disc = 2; tracks = 3', '1', 2, 1", "'a\nb\nc\n', '2', ' 1 \n', 2, 1",
        "'a\nb\nc\n', 'disc=2\n', 'tracks=2', 2, 2", "'a\n', 'disc=2 tracks=0', '', 2, 0",
        "'a\n', 'nonsense', '1234567', 1, 1",
    })
    void countsAreReadInEitherForm(String onDisc, String disc, String tracks, int number, int count)
            throws IOException {
        Plan9Files files = read(onDisc, disc, tracks);
        assertThat(files.disc()).isEqualTo(number);
        assertThat(files.tracks()).isEqualTo(count);
        assertThat(files.onDisc()).doesNotHaveDuplicates().doesNotContain("").startsWith("a");
    }

    @ParameterizedTest
    @CsvSource({"'a\n', 'disc=0 tracks=1', ''", "'a\n', 'disc=1 tracks=2', ''", "'a\nb\n', 'disc=1 tracks=1', ''",
        "'a\n', 'disc=2', '2'", "'a\u0001\n', '', ''"})
    void countsThatCannotBeAreRefused(String onDisc, String disc, String tracks) {
        assertThatThrownBy(() -> read(onDisc, disc, tracks)).isInstanceOf(CorruptException.class);
    }

    @Test
    void aFolderWithoutTheListIsNone() {
        assertThatThrownBy(() -> Plan9Files.read(folder)).isInstanceOf(UsageException.class)
                .hasMessageContaining("it has no file 'ondisc'");
    }

    @Test
    void fullDiscsHoldAsManyArenasEach() throws CorruptException {
        List<String> names = List.of("a", "b", "c", "d", "e");
        assertThat(new Plan9Files(names, 1, 5).byDisc()).containsExactly(names);
        assertThat(new Plan9Files(names, 3, 1).byDisc())
                .containsExactly(List.of("a", "b"), List.of("c", "d"), List.of("e"));
        assertThat(new Plan9Files(names, 2, 0).byDisc()).containsExactly(names);
        assertThat(new Plan9Files(List.of(), 1, 0).byDisc()).isEmpty();
        assertThatThrownBy(() -> new Plan9Files(names, 3, 0).byDisc()).isInstanceOf(CorruptException.class)
                .hasMessage("5 arenas on 2 full discs: it cannot be told which is on which");
    }
}
