package org.arenavault.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.arenavault.Keeps;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Files, ranges of them, and what tests put in their place keep the contract of a storage. */
class StoragesTest {

    @TempDir
    private Path folder;

    private Path file(byte[] content) throws IOException {
        return Files.write(folder.resolve("file"), content);
    }

    @Nested
    @Keeps("io.FileStorage")
    class AFileToRead extends StorageContractTest {

        @Override
        protected Storage open(byte[] content) throws IOException {
            return Disks.REAL.openToRead(file(content));
        }

        @Override
        protected Writing writing() {
            return Writing.REFUSED;
        }
    }

    @Nested
    @Keeps("io.FileStorage")
    class AFileToWrite extends StorageContractTest {

        @Override
        protected Storage open(byte[] content) throws IOException {
            return Disks.REAL.openToWrite(file(content));
        }

        @Override
        protected Writing writing() {
            return Writing.GROWING;
        }
    }

    @Nested
    @Keeps("io.FileStorage")
    class ANewFile extends StorageContractTest {

        @Override
        protected Storage open(byte[] content) throws IOException {
            Storage storage = Disks.REAL.create(folder.resolve("new"), content.length);
            storage.write(0, content);
            return storage;
        }

        @Override
        protected Writing writing() {
            return Writing.GROWING;
        }
    }

    /** Where the file system of the temporary folder knows nothing past its cache, these are plain files. */
    private abstract static class PastTheCache extends StorageContractTest {

        @Override
        protected Object implementation() throws IOException {
            Object opened = super.implementation();
            Assumptions.assumeFalse(opened instanceof FileStorage,
                    "the file system of the temporary folder has no way past its cache");
            return opened;
        }
    }

    @Nested
    @Keeps("io.UncachedStorage")
    class AFileReadPastTheCache extends PastTheCache {

        @Override
        protected Storage open(byte[] content) throws IOException {
            return Disks.REAL.openToVerify(file(content));
        }

        @Override
        protected Writing writing() {
            return Writing.REFUSED;
        }
    }

    @Nested
    @Keeps("io.UncachedWriting")
    class AFileWrittenPastTheCache extends PastTheCache {

        @Override
        protected Storage open(byte[] content) throws IOException {
            return Disks.REAL.openToCopy(file(content));
        }

        @Override
        protected Writing writing() {
            return Writing.GROWING;
        }
    }

    @Nested
    @Keeps("io.StorageSlice")
    class ARange extends StorageContractTest {

        @Override
        protected Storage open(byte[] content) throws IOException {
            MemoryStorage whole = new MemoryStorage(content.length + 2000);
            whole.write(777, content);
            return whole.slice(777, 777L + content.length);
        }

        @Override
        protected Writing writing() {
            return Writing.KEPT;
        }
    }

    @Nested
    @Keeps("io.OwnFiles$Own")
    class AFileOfOurOwn extends StorageContractTest {

        @Override
        protected Storage open(byte[] content) throws IOException {
            return OwnFiles.on(Disks.REAL).openToWrite(file(content));
        }

        @Override
        protected Class<? extends Throwable> tooLarge() {
            return OwnFileException.class;
        }

        @Override
        protected Writing writing() {
            return Writing.GROWING;
        }
    }

    @Nested
    @Keeps("io.MemoryStorage")
    class Memory extends StorageContractTest {

        @Override
        protected Storage open(byte[] content) {
            return new MemoryStorage(content);
        }

        @Override
        protected Writing writing() {
            return Writing.KEPT;
        }
    }

    @Nested
    @Keeps("io.SparseStorage")
    class SparseMemory extends StorageContractTest {

        @Override
        protected Storage open(byte[] content) throws IOException {
            SparseStorage storage = new SparseStorage(content.length);
            int third = content.length / 3;
            storage.write(0, Arrays.copyOf(content, third));
            storage.write(2L * third, Arrays.copyOfRange(content, 2 * third, content.length));
            return storage;
        }

        @Override
        protected Writing writing() {
            return Writing.KEPT;
        }
    }

    @Nested
    @Keeps("io.ForgetfulDisks$Open")
    class AForgetfulDisk extends StorageContractTest {

        @Override
        protected Storage open(byte[] content) throws IOException {
            ForgetfulDisks disks = new ForgetfulDisks();
            disks.put(Path.of("disk"), content);
            return disks.openToWrite(Path.of("disk"));
        }

        @Override
        protected Writing writing() {
            return Writing.GROWING;
        }
    }

    @Nested
    @Keeps("io.FragileDisks$Open")
    class AFragileDisk extends StorageContractTest {

        @Override
        protected Storage open(byte[] content) throws IOException {
            FragileDisks disks = new FragileDisks();
            disks.put(Path.of("disk"), content);
            return disks.openToWrite(Path.of("disk"));
        }

        @Override
        protected Writing writing() {
            return Writing.KEPT;
        }
    }

    @Nested
    @Keeps("io.ReadOnlyView")
    class AView extends StorageContractTest {

        @Override
        protected Storage open(byte[] content) {
            return new ReadOnlyView(new MemoryStorage(content));
        }

        @Override
        protected Writing writing() {
            return Writing.REFUSED;
        }
    }

    @Nested
    @Keeps("io.CrashPoints$Fragile")
    class AFileWithCrashPoints extends StorageContractTest {

        @Override
        protected Storage open(byte[] content) throws IOException {
            return CrashPoints.none().disks().openToWrite(file(content));
        }

        @Override
        protected Writing writing() {
            return Writing.GROWING;
        }
    }

    @Nested
    @Keeps("io.TappedDisks$Tapped")
    class AFileThatSomebodyWatches extends StorageContractTest {

        @Override
        protected Storage open(byte[] content) throws IOException {
            return TappedDisks.reads((path, position, count) -> { }).openToWrite(file(content));
        }

        @Override
        protected Writing writing() {
            return Writing.GROWING;
        }
    }
}
