package org.arenavault.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.arenavault.io.Disks;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.optical.OpticalBench;
import org.arenavault.optical.Spares;
import org.arenavault.scsi.emulator.MediumFamily;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Media without tracks keep the contract of a medium as well. */
class DiskMediumTest {

    private static final long SIZE = 16L << 20;

    @Nested
    class AFolderOfImages extends MediumContractTest {

        @TempDir(factory = MemoryTempDir.class)
        private Path folder;

        @Override
        protected boolean hasRoomOfItsOwn() {
            return false;
        }

        @Override
        protected Medium open() {
            return Disk.folder(folder, Disks.REAL);
        }
    }

    /** A partition carries arenas and nothing else. */
    private abstract static class WithArenas extends MediumContractTest {

        @Override
        protected List<Integer> sizes() {
            return List.of(1 << 20, (1 << 20) + 8192, (1 << 20) + 65_536, (1 << 20) + 65_536 + 8192);
        }

        @Override
        protected byte[] contents(String name, int size) {
            try {
                return ArenaImages.of(name, size);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Nested
    class ADisk extends WithArenas {

        @TempDir(factory = MemoryTempDir.class)
        private Path folder;

        @Override
        protected Medium open() throws IOException {
            Path disk = folder.resolve("disk");
            if (!Files.exists(disk)) {
                Disks.REAL.create(disk, SIZE).close();
            }
            return Disk.partition(disk, Disks.REAL);
        }
    }

    private abstract static class OnOverwritableDisc extends WithArenas {

        private final MediumFamily family;
        private final Spares spares;

        @TempDir(factory = MemoryTempDir.class)
        private Path folder;

        private OpticalBench bench;

        OnOverwritableDisc(MediumFamily family, Spares spares) {
            this.family = family;
            this.spares = spares;
        }

        @Override
        protected Medium open() throws IOException {
            if (bench == null) {
                bench = OpticalBench.with(folder.resolve("recorder"), family, SIZE / Medium.BLOCK);
            }
            return OpticalMedium.open(bench.open(), spares);
        }

        @AfterEach
        void switchOff() throws IOException {
            bench.close();
        }
    }

    @Nested
    class OnBdRe extends OnOverwritableDisc {
        OnBdRe() {
            super(MediumFamily.BD_RE, Spares.NONE);
        }
    }

    @Nested
    class OnBdReWithSpares extends OnOverwritableDisc {
        OnBdReWithSpares() {
            super(MediumFamily.BD_RE, Spares.DEFAULT);
        }
    }

    @Nested
    class OnDvdPlusRw extends OnOverwritableDisc {
        OnDvdPlusRw() {
            super(MediumFamily.DVD_PLUS_RW, Spares.NONE);
        }
    }
}
