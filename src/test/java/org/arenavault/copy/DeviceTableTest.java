package org.arenavault.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.arenavault.io.Disks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who uses what. */
class DeviceTableTest {

    @TempDir
    private Path root;

    @Test
    void deviceNumbersAreReadAsTheKernelPrintsThem() {
        assertThat(DeviceTable.number(0xFE00L)).isEqualTo("254:0");
        assertThat(DeviceTable.number(0x0000_0801L)).isEqualTo("8:1");
    }

    @Test
    void aFileBehindALoopDeviceOrOpenElsewhereIsInUse() throws IOException {
        Path file = Files.writeString(root.resolve("image"), "x");
        DeviceTable devices = new DeviceTable(root, Disks.REAL);
        assertThat(devices.user(file)).isEmpty();

        Path loop = Files.createDirectories(root.resolve("sys/block/loop3/loop"));
        Files.writeString(loop.resolve("backing_file"), file + "\n");
        assertThat(devices.user(file)).contains("is attached to loop3");
        Files.delete(loop.resolve("backing_file"));

        Path process = Files.createDirectories(root.resolve("proc/999999/fd"));
        Files.createSymbolicLink(process.resolve("3"), file);
        Files.writeString(root.resolve("proc/999999/comm"), "venti\n");
        assertThat(devices.user(file)).contains("is open in process 999999 (venti)");
        assertThat(devices.user(root.resolve("missing"))).isEmpty();
    }

    @Test
    void aFileIsKnownByItsInodeAndASizeOfItsOwn() throws IOException {
        Path file = Files.writeString(root.resolve("image"), "four");
        DeviceIdentity identity = new DeviceTable(root, Disks.REAL).identify(file);

        assertThat(identity.kind()).isEqualTo("file");
        assertThat(identity.size()).isEqualTo(4);
        assertThat(identity.inode()).isPositive();
        assertThat(identity.isCertainlyOther(identity)).isFalse();
    }

    @Test
    void devicesWithSerialNumbersAreKnownByThem() {
        DeviceIdentity one = new DeviceIdentity("/dev/sdb", "device", 9, 0, List.of("wwn-1"));
        DeviceIdentity moved = new DeviceIdentity("/dev/sdc", "device", 9, 0, List.of("ata-1", "wwn-1"));
        DeviceIdentity other = new DeviceIdentity("/dev/sdb", "device", 9, 0, List.of("wwn-2"));

        assertThat(one.isCertainlySame(moved)).isTrue();
        assertThat(one.isCertainlyOther(other)).isTrue();
        assertThat(one.isCertainlyOther(DeviceIdentity.NULL)).isFalse();
    }
}
