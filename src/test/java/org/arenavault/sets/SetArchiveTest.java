package org.arenavault.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.arenavault.io.CorruptException;
import org.arenavault.io.MemoryTempDir;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a bundle claims of its headers takes no memory: gigabytes of zeros have no weight in it. */
class SetArchiveTest {

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    @ParameterizedTest
    @ValueSource(bytes = {TarConstants.LF_GNUTYPE_LONGNAME, TarConstants.LF_GNUTYPE_LONGLINK,
        TarConstants.LF_GNUTYPE_SPARSE, TarConstants.LF_PAX_EXTENDED_HEADER_LC,
        TarConstants.LF_PAX_GLOBAL_EXTENDED_HEADER, TarConstants.LF_SYMLINK, TarConstants.LF_LINK})
    void aHeaderThatGoesOnForGigabytesIsRefused(byte type) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry("set.toml", type, true);
        entry.setSize(7L << 30);
        byte[] header = new byte[512];
        entry.writeEntryHeader(header);
        Path bundle = folder.resolve("bundle.tar.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(bundle))) {
            out.write(header);
            for (int i = 0; i < 2000; i++) {
                out.write(new byte[512]);
            }
        }
        Path target = Files.createDirectory(folder.resolve("target"));
        assertThatThrownBy(() -> SetArchive.read(bundle, target)).isInstanceOf(CorruptException.class)
                .hasMessageStartingWith(bundle + ": ").hasMessageMatching(".*(is no plain file|goes on for).*");
        assertThat(target).isEmptyDirectory();
    }
}
