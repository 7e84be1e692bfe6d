package org.arenavault.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Disks;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;
import org.arenavault.io.VaultException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files are read out of FAT file systems of all three kinds; what cannot be is refused. */
@Timeout(30)
class FatTest {

    private static final int MOST = 1 << 20;

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;
    private static final long SEED = 20261130;

    private static byte[] content(int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        return content;
    }

    private static DiskImage small(byte[] content) {
        return new DiskImage(200).fat(0, 12, 100, "plan9.ini", content);
    }

    @ParameterizedTest
    @CsvSource({"12, 100, 200", "12, 4084, 4200", "16, 4085, 4200", "16, 65524, 66000", "32, 65525, 67000"})
    void filesAreRead(int bits, int clusters, int sectors) throws IOException {
        byte[] content = content(3000);
        Fat fat = Fat.open(new DiskImage(sectors).fat(0, bits, clusters, "plan9.ini", content).storage());
        assertThat(fat.bits()).isEqualTo(bits);
        assertThat(fat.files()).containsExactly(new Fat.Entry("plan9.ini", "plan9.ini", 3000, bits == 32 ? 3 : 2));
        assertThat(fat.read("PLAN9.INI", MOST)).isEqualTo(content);
        assertThat(fat.find("wrcmd")).isEmpty();
        assertThatThrownBy(() -> fat.read("wrcmd", MOST)).isInstanceOf(RefusedException.class)
                .hasMessageContaining("no file 'wrcmd'");
        assertThatThrownBy(() -> fat.read("plan9.ini", 2999)).isInstanceOf(RefusedException.class);
    }

    /** Made with the tools of others, where they are here. */
    @ParameterizedTest
    @ValueSource(ints = {12, 16, 32})
    void longNamesAreRead(int bits) throws Exception {
        Path image = folder.resolve("image");
        Path file = Files.write(folder.resolve("venti.conf"), content(700));
        try (RandomAccessFile whole = new RandomAccessFile(image.toFile(), "rw")) {
            whole.setLength(bits == 12 ? 2 << 20 : bits == 16 ? 20 << 20 : 70 << 20);
        }
        assumeTrue(run("mkfs.vfat", "-F", Integer.toString(bits), "-s", "1", image.toString()), "no mkfs.vfat here");
        String longest = "a name of many more than thirteen letters " + "x".repeat(180) + ".ini";
        assumeTrue(run("mcopy", "-i", image.toString(), file.toString(), "::venti.conf"), "no mcopy here");
        assertThat(run("mcopy", "-i", image.toString(), file.toString(), "::plan9.ini")).isTrue();
        assertThat(run("mcopy", "-i", image.toString(), file.toString(), "::gone with a long name")).isTrue();
        assertThat(run("mdel", "-i", image.toString(), "::gone with a long name")).isTrue();
        assertThat(run("mcopy", "-i", image.toString(), file.toString(), "::" + longest)).isTrue();
        try (Storage storage = Disks.REAL.openToRead(image)) {
            Fat fat = Fat.open(storage);
            assertThat(fat.bits()).isEqualTo(bits);
            assertThat(fat.files()).extracting(Fat.Entry::name)
                    .containsExactly("venti.conf", "plan9.ini", longest);
            for (String name : List.of("venti.conf", "VENTI.CONF", "venti~1.con", "plan9.ini", longest)) {
                assertThat(fat.read(name, MOST)).as(name).isEqualTo(content(700));
            }
        }
    }

    private static boolean run(String... command) throws Exception {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void chainsThatLoopEndOrLeaveAreRefused() {
        for (String[] damage : new String[][] {{"2", "lead in a circle"}, {"4095", "ends after"},
            {"3000", "leads to cluster"}, {"0", "leads to cluster"}}) {
            DiskImage disk = small(content(3000)).link(0, 12, 4, Integer.parseInt(damage[0]));
            assertThatThrownBy(() -> Fat.open(disk.storage()).read("plan9.ini", MOST)).as(damage[1])
                    .isInstanceOf(CorruptException.class).hasMessageContaining(damage[1]);
        }
    }

    @Test
    void aRootDirectoryThatLoopsIsRefused() {
        DiskImage disk = new DiskImage(67_000).fat(0, 32, 65_525, "wrcmd", content(10)).link(0, 32, 2, 2);
        assertThatThrownBy(() -> Fat.open(disk.storage()).files()).isInstanceOf(CorruptException.class)
                .hasMessageContaining("root directory lead in a circle");
    }

    @Test
    void aFileSystemThatIsLargerThanItsPartitionIsRefused() {
        MemoryStorage half = new MemoryStorage(java.util.Arrays.copyOf(small(content(5)).bytes(), 20_000));
        assertThatThrownBy(() -> Fat.open(half)).isInstanceOf(CorruptException.class);
        assertThatThrownBy(() -> Fat.open(new MemoryStorage(5))).isInstanceOf(CorruptException.class);
        assertThatThrownBy(() -> Fat.open(new MemoryStorage(5000))).isInstanceOf(CorruptException.class);
    }

    @Test
    void damagedFileSystemsAreReadOrRefused() throws IOException {
        Random random = new Random(SEED);
        DiskImage good = small(content(3000));
        for (int round = 0; round < 5000; round++) {
            MemoryStorage disk = good.storage();
            for (int i = 0; i <= random.nextInt(4); i++) {
                disk.write(random.nextInt(round % 3 == 0 ? 64 : 4000), new byte[] {(byte) random.nextInt(256)});
            }
            try {
                assertThat(Fat.open(disk).read("plan9.ini", MOST).length).isLessThanOrEqualTo(MOST);
            } catch (VaultException e) {
                assertThat(e.getMessage()).as("round %d of seed %d", round, SEED).doesNotContain("\n");
            }
        }
    }
}
