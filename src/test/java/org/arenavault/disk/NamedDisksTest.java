package org.arenavault.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.arenavault.Keeps;
import org.arenavault.io.Disks;
import org.arenavault.io.DisksContractTest;
import org.arenavault.io.MemoryTempDir;
import org.junit.jupiter.api.io.TempDir;

/** Disks that know names of partitions are like others to all that has none. */
@Keeps("disk.NamedDisks")
class NamedDisksTest extends DisksContractTest {

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    @Override
    protected Disks disks() {
        return new NamedDisks(Disks.REAL);
    }

    @Override
    protected Path folder() {
        return folder;
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
}
