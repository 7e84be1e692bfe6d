package org.arenavault.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.arenavault.io.Disks;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.Storage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that {@code sfdisk} made, where it is at hand, with tables of {@code prep} in their partitions. */
class SfdiskTest {

    private static final int SECTOR = 512;

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private Path image(int sectors, String table) throws Exception {
        Path image = folder.resolve("disk" + sectors);
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength((long) sectors * SECTOR);
        }
        Path script = Files.writeString(folder.resolve("table"), table);
        boolean made;
        try {
            made = new ProcessBuilder("sfdisk", "-q", image.toString()).redirectInput(script.toFile())
                    .redirectErrorStream(true).redirectOutput(folder.resolve("said").toFile()).start().waitFor() == 0;
        } catch (IOException e) {
            assumeTrue(false, "no sfdisk here");
            return image;
        }
        assertThat(made).as(Files.readString(folder.resolve("said"))).isTrue();
        return image;
    }

    private static void prep(Path image, int sector, String table) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.seek((sector + 1L) * SECTOR);
            file.write(table.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static List<String> names(Path image) throws IOException {
        try (Storage disk = Disks.REAL.openToRead(image)) {
            return PartitionTables.of(disk).parts().stream().map(part -> "%s %s %d-%d".formatted(part.name(),
                    part.table(), part.from() / SECTOR, part.to() / SECTOR)).toList();
        }
    }

    @Test
    void aTableOfFourEntriesAndItsChain() throws Exception {
        Path image = image(40_000, """
                label: dos
                start=2048, size=4096, type=c
                start=8192, size=8192, type=39
                start=18432, size=16384, type=5
                start=20480, size=2048, type=6
                start=24576, size=2048, type=83
                start=28672, size=4096, type=39
                """);
        prep(image, 8192, "part 9fat 0 2048\npart arenas 2048 8000\n");
        prep(image, 28_672, "part fossil 2 4096\n");
        assertThat(names(image)).containsExactly("dos MBR 2048-6144", "plan9 MBR 8192-16384", "9fat PREP 8192-10240",
                "arenas PREP 10240-16192", "dos.1 MBR 20480-22528", "linux MBR 24576-26624",
                "plan9.1 MBR 28672-32768", "fossil PREP 28674-32768");
    }

    @Test
    void aGuidTable() throws Exception {
        Path image = image(60_000, """
                label: gpt
                start=2048, size=8192, type=C12A7328-F81F-11D2-BA4B-00A0C93EC93B, name="efi"
                start=12288, size=16384, type=C91818F9-8025-47AF-89D2-F030D7000C2C, name="plan9"
                start=32768, size=16384, type=C91818F9-8025-47AF-89D2-F030D7000C2C
                """);
        prep(image, 12_288, "part isect 2 100\npart arenas 100 16384\n");
        assertThat(names(image)).contains("plan9 GPT 12288-28672", "isect PREP 12290-12388",
                "arenas PREP 12388-28672", "plan9.1 GPT 32768-49152").hasSize(5);
    }
}
