package org.arenavault.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.arenavault.Keeps;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real disks, and what tests put in their place, keep the contract of disks. */
class AllDisksTest {

    @TempDir
    private Path temp;

    /** Disks whose files are those of the system. */
    private abstract class OfTheSystem extends DisksContractTest {

        @Override
        protected Path folder() {
            return temp;
        }

        @Override
        protected void put(Path path, byte[] bytes) throws IOException {
            Files.write(path, bytes);
        }

        @Override
        protected byte[] get(Path path) throws IOException {
            return Files.readAllBytes(path);
        }

        @Override
        protected boolean exists(Path path) {
            return Files.exists(path);
        }

        @Test
        void aFolderIsNoFile() {
            assertThatThrownBy(() -> disks().openToRead(temp)).isInstanceOf(RefusedException.class)
                    .hasMessageContaining(temp.toString()).hasMessageContaining("directory");
            assertThatThrownBy(() -> disks().openToWrite(temp)).isInstanceOf(RefusedException.class)
                    .hasMessageContaining(temp.toString()).hasMessageContaining("directory");
        }

        @Test
        void inAFolderThatIsMissingNothingIsMade() {
            Path lost = temp.resolve("gone/file");
            assertThatThrownBy(() -> disks().create(lost, 10)).isInstanceOf(absent())
                    .hasMessageContaining(lost.toString());
            assertThat(lost.getParent()).doesNotExist();
        }
    }

    @Nested
    @Keeps("io.Disks$1")
    class TheRealOnes extends OfTheSystem {

        @Override
        protected Disks disks() {
            return Disks.REAL;
        }
    }

    @Nested
    @Keeps("io.OwnFiles$1")
    class ThoseOfOurOwnFiles extends OfTheSystem {

        @Override
        protected Disks disks() {
            return OwnFiles.on(Disks.REAL);
        }

        @Override
        protected Class<? extends Throwable> absent() {
            return OwnFileException.class;
        }
    }

    @Nested
    @Keeps("io.CrashPoints$1")
    class ThoseWithCrashPoints extends OfTheSystem {

        @Override
        protected Disks disks() {
            return CrashPoints.none().disks();
        }
    }

    @Nested
    @Keeps("io.TappedDisks")
    class ThoseThatSomebodyWatches extends OfTheSystem {

        @Override
        protected Disks disks() {
            return TappedDisks.reads((path, position, count) -> { });
        }
    }

    @Nested
    @Keeps("io.ForgetfulDisks")
    class ForgetfulOnes extends DisksContractTest {

        private final ForgetfulDisks disks = new ForgetfulDisks();

        @Override
        protected Disks disks() {
            return disks;
        }

        @Override
        protected Path folder() {
            return Path.of("/disks");
        }

        @Override
        protected void put(Path path, byte[] bytes) {
            disks.put(path, bytes);
        }

        @Override
        protected byte[] get(Path path) {
            return disks.shown(path);
        }

        @Override
        protected boolean exists(Path path) {
            return disks.has(path);
        }
    }

    @Nested
    @Keeps("io.FragileDisks")
    class FragileOnes extends DisksContractTest {

        private final FragileDisks disks = new FragileDisks();

        @Override
        protected Disks disks() {
            return disks;
        }

        @Override
        protected Path folder() {
            return Path.of("/disks");
        }

        @Override
        protected void put(Path path, byte[] bytes) {
            disks.put(path, bytes);
        }

        @Override
        protected byte[] get(Path path) {
            return disks.get(path).clone();
        }

        @Override
        protected boolean exists(Path path) {
            return disks.has(path);
        }
    }

    @Nested
    @Keeps("io.SparseDisks")
    class SparseOnes extends DisksContractTest {

        private final SparseDisks disks = new SparseDisks();

        @Override
        protected Disks disks() {
            return disks;
        }

        @Override
        protected Path folder() {
            return Path.of("/disks");
        }

        @Override
        protected void put(Path path, byte[] bytes) throws IOException {
            SparseStorage file = new SparseStorage(path.toString(), bytes.length);
            file.write(0, bytes);
            disks.put(path, file);
        }

        @Override
        protected byte[] get(Path path) throws IOException {
            try (Storage file = disks.openToRead(path)) {
                return file.read(0, (int) file.size());
            }
        }

        @Override
        protected boolean exists(Path path) {
            return disks.has(path);
        }
    }
}
