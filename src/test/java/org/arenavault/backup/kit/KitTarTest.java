package org.arenavault.backup.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.arenavault.io.CorruptException;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.NewFiles;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.OperatorNeededException.Need;
import org.arenavault.io.ProcessLock;
import org.arenavault.io.RefusedException;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.VaultException;
import org.arenavault.io.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A kit is taken from a disc that anybody may have made: it gets a folder of its own, and nothing beyond. */
class KitTarTest {

    private static final String README = "arenavault-kit/README.txt";

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    /** A tar being made. */
    private static final class Tar {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes);

        Tar() {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
        }

        Tar file(String name, byte[] content) throws IOException {
            TarArchiveEntry entry = new TarArchiveEntry(name, true);
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
            return this;
        }

        Tar file(String name) throws IOException {
            return file(name, name.getBytes(StandardCharsets.UTF_8));
        }

        Tar of(byte type, String name, String link) throws IOException {
            TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
            entry.setLinkName(link);
            tar.putArchiveEntry(entry);
            tar.closeArchiveEntry();
            return this;
        }

        byte[] done() throws IOException {
            tar.close();
            return bytes.toByteArray();
        }
    }

    private List<KitFile> unpack(byte[] tar, Path target) throws IOException {
        return new KitTar(new MemoryStorage(tar), "home-001 track 3", World.unattended(new SilentTerminal()))
                .unpack(target);
    }

    private List<String> written() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> !path.equals(folder)).map(path -> folder.relativize(path).toString()).sorted()
                    .toList();
        }
    }

    @Test
    void whatIsInItIsWrittenBelowTheTarget() throws IOException {
        byte[] tar = new Tar().file(README).of(TarConstants.LF_DIR, "arenavault-kit/docs/", "")
                .file("arenavault-kit/docs/a.md").file("arenavault-kit/empty", new byte[0]).done();
        assertThat(unpack(tar, folder.resolve("x/y"))).containsExactly(new KitFile(README, README.length()),
                new KitFile("arenavault-kit/docs/a.md", 24), new KitFile("arenavault-kit/empty", 0));
        assertThat(Files.readString(folder.resolve("x/y").resolve(README))).isEqualTo(README);
        assertThat(written()).containsExactly("x", "x/y", "x/y/arenavault-kit", "x/y/" + README,
                "x/y/arenavault-kit/docs", "x/y/arenavault-kit/docs/a.md", "x/y/arenavault-kit/empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "../x", "arenavault-kit/../x", "arenavault-kit/..", "arenavault-kit/./x",
        "arenavault-kit//x", "arenavault-kit", "arenavault-kitx/y", "README.txt", "arenavault-kit/a\\b",
        "arenavault-kit/a\nb", "arenavault-kit/\u001b[2J", "arenavault-kit/.hidden", "arenavault-kit/a/../../../b",
        "arenavault-kit/-/..", "arenavault-kit/\u00e4", "./arenavault-kit/x", "arenavault-kit/x ", "C:/x"})
    void aNameThatLeadsElsewhereIsRefusedBeforeAnythingIsWritten(String name) throws IOException {
        byte[] tar = new Tar().file(README).file(name).done();
        assertThatThrownBy(() -> unpack(tar, folder)).isInstanceOf(CorruptException.class)
                .hasMessageStartingWith("home-001 track 3: ").hasMessageContaining("nothing was written");
        assertThat(written()).isEmpty();
    }

    @Test
    void linksDevicesAndLongNamesAreRefusedBeforeAnythingIsWritten() throws IOException {
        for (byte type : new byte[] {TarConstants.LF_LINK, TarConstants.LF_SYMLINK, TarConstants.LF_CHR,
            TarConstants.LF_BLK, TarConstants.LF_FIFO, TarConstants.LF_CONTIG, TarConstants.LF_GNUTYPE_SPARSE,
            TarConstants.LF_GNUTYPE_LONGLINK, TarConstants.LF_GNUTYPE_LONGNAME, 'M', 'V', '9', 'A'}) {
            byte[] tar = new Tar().file(README).of(type, "arenavault-kit/x", "/etc/passwd").done();
            assertThat(catchThrowable(() -> unpack(tar, folder))).as("type %c", type)
                    .isInstanceOf(CorruptException.class).hasMessageContaining("is no plain file (type " + (char) type);
            assertThat(written()).as("type %c", type).isEmpty();
        }
        byte[] tar = new Tar().file(README).file("arenavault-kit/" + "x".repeat(200)).done();
        assertThatThrownBy(() -> unpack(tar, folder)).isInstanceOf(CorruptException.class);
        assertThat(written()).isEmpty();
    }

    @Test
    void whatExtendsAHeaderIsPassedOverUnlessItIsLong() throws IOException {
        byte[] small = new Tar().of(TarConstants.LF_PAX_EXTENDED_HEADER_LC, "pax", "").file(README).done();
        assertThat(unpack(small, folder)).hasSize(1);
        TarArchiveEntry entry = new TarArchiveEntry("pax", TarConstants.LF_PAX_GLOBAL_EXTENDED_HEADER, true);
        entry.setSize(1L << 30);
        byte[] header = new byte[512];
        entry.writeEntryHeader(header);
        assertThatThrownBy(() -> unpack(header, folder.resolve("other"))).isInstanceOf(CorruptException.class)
                .hasMessageContaining("goes on for");
    }

    @Test
    void oneNameTwiceAndTooManyAreRefused() throws IOException {
        assertThatThrownBy(() -> unpack(new Tar().file(README).file(README).done(), folder))
                .isInstanceOf(CorruptException.class).hasMessageContaining("twice");
        Tar many = new Tar();
        for (int i = 0; i <= 1000; i++) {
            many.file("arenavault-kit/" + i);
        }
        byte[] tar = many.done();
        assertThatThrownBy(() -> unpack(tar, folder)).isInstanceOf(CorruptException.class)
                .hasMessageContaining("more than 1000");
        assertThatThrownBy(() -> unpack(new Tar().done(), folder)).isInstanceOf(CorruptException.class)
                .hasMessageContaining("no files");
        assertThat(written()).isEmpty();
    }

    @Test
    void moreThanAKitHasIsRefused() throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(README, true);
        entry.setSize(5L << 30);
        byte[] header = new byte[512];
        entry.writeEntryHeader(header);
        assertThatThrownBy(() -> unpack(header, folder)).isInstanceOf(CorruptException.class)
                .hasMessageContaining("which no kit does");
        assertThat(written()).isEmpty();
    }

    @Test
    void aFileInTheWayOfAFolderLeavesNothing() throws IOException {
        byte[] tar = new Tar().file("arenavault-kit/a").file("arenavault-kit/a/b").done();
        assertThat(catchThrowable(() -> unpack(tar, folder))).isInstanceOf(VaultException.class);
        assertThat(written()).isEmpty();
    }

    /** Whoever is killed leaves a folder that tells what it is; the next one takes it away. */
    @Test
    void whatAKilledOneHasLeftGoes() throws IOException {
        Files.createDirectories(folder.resolve("arenavault-kit.new/arenavault-kit/docs"));
        Files.writeString(folder.resolve("arenavault-kit.new/" + README), "half of");
        Files.createFile(folder.resolve("arenavault-kit.lock"));
        unpack(new Tar().file(README).done(), folder);
        assertThat(written()).containsExactly("arenavault-kit", README);
    }

    @Test
    void twoThatTakeAKitToOneFolderAreNotAtWorkAtOnce() throws IOException {
        byte[] tar = new Tar().file(README).done();
        try (ProcessLock other = ProcessLock.take(folder.resolve("arenavault-kit.lock"), "a kit", Need.LOCKED)) {
            assertThat(other).isNotNull();
            assertThatThrownBy(() -> unpack(tar, folder)).isInstanceOf(OperatorNeededException.class);
            assertThat(written()).containsExactly("arenavault-kit.lock");
        }
    }

    @Test
    void nothingIsWrittenOver() throws IOException {
        byte[] tar = new Tar().file(README).done();
        unpack(tar, folder);
        Files.writeString(folder.resolve(README), "mine");
        assertThatThrownBy(() -> unpack(tar, folder)).isInstanceOf(RefusedException.class)
                .hasMessageContaining("exists already");
        assertThat(Files.readString(folder.resolve(README))).isEqualTo("mine");
        Path other = Files.createDirectory(folder.resolve("other"));
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.createSymbolicLink(other.resolve("arenavault-kit"), elsewhere);
        assertThatThrownBy(() -> unpack(tar, other)).isInstanceOf(RefusedException.class);
        assertThat(elsewhere).isEmptyDirectory();
    }

    /** Whatever the bytes are, the answer is one of ours, and nothing lies beside the kit's folder. */
    @Test
    void damagedTarsEndInOneLine() throws IOException {
        byte[] sound = new Tar().file(README).file("arenavault-kit/docs/a.md", new byte[3000]).done();
        for (int seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            byte[] tar = random.nextInt(4) == 0 ? Arrays.copyOf(sound, random.nextInt(sound.length)) : sound.clone();
            for (int i = random.nextInt(3); i > 0 && tar.length > 0; i--) {
                tar[random.nextInt(Math.min(tar.length, 2048))] = (byte) random.nextInt(256);
            }
            mendSums(tar, random);
            Path target = folder.resolve("t" + seed % 7);
            Throwable thrown = catchThrowable(() -> unpack(tar, target));
            if (thrown != null) {
                assertThat(thrown).as("seed %d", seed).isInstanceOf(VaultException.class);
                assertThat(thrown.getMessage()).as("seed %d", seed).doesNotContain("\n");
            }
            List<String> beside = new ArrayList<>(written());
            beside.removeIf(name -> name.matches("t[0-6](/arenavault-kit(/.*)?)?"));
            assertThat(beside).as("seed %d", seed).isEmpty();
            if (Files.exists(target)) {
                NewFiles.remove(target);
            }
        }
    }

    /** Most headers get a sum that holds, so that what they say is looked at. */
    private static void mendSums(byte[] tar, Random random) {
        for (int at = 0; at + 512 <= Math.min(tar.length, 2048); at += 512) {
            if (random.nextInt(4) > 0 && tar[at] == 'a') {
                Arrays.fill(tar, at + 148, at + 156, (byte) ' ');
                int sum = 0;
                for (int i = at; i < at + 512; i++) {
                    sum += tar[i] & 0xFF;
                }
                byte[] text = "%06o\0 ".formatted(sum).getBytes(StandardCharsets.US_ASCII);
                System.arraycopy(text, 0, tar, at + 148, text.length);
            }
        }
    }
}
