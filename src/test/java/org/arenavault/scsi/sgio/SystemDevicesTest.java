package org.arenavault.scsi.sgio;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read from a {@code /sys} made of files. */
class SystemDevicesTest {

    @TempDir
    private Path root;

    private Path sys;
    private Path dev;
    private SystemDevices devices;

    @BeforeEach
    void make() throws IOException {
        sys = Files.createDirectories(root.resolve("sys"));
        dev = Files.createDirectories(root.resolve("dev"));
        devices = new SystemDevices(sys, dev);
    }

    private void generic(int number, int type, String model, String serial) throws IOException {
        Path device = Files.createDirectories(sys.resolve("class/scsi_generic/sg" + number + "/device"));
        describe(device, type, model, serial);
        Files.createFile(dev.resolve("sg" + number));
    }

    private void drive(int number, int sg, String model, String serial) throws IOException {
        Path device = Files.createDirectories(sys.resolve("class/block/sr" + number + "/device"));
        describe(device, 5, model, serial);
        Files.createDirectories(device.resolve("scsi_generic/sg" + sg));
        Path queue = Files.createDirectories(sys.resolve("class/block/sr" + number + "/queue"));
        Files.writeString(queue.resolve("max_hw_sectors_kb"), "120\n");
        Files.createFile(dev.resolve("sr" + number));
    }

    private static void describe(Path device, int type, String model, String serial) throws IOException {
        Files.writeString(device.resolve("type"), type + "\n");
        Files.writeString(device.resolve("vendor"), "HL-DT-ST\n");
        Files.writeString(device.resolve("model"), model + "   \n");
        Files.writeString(device.resolve("rev"), "1.00\n");
        if (!serial.isEmpty()) {
            byte[] page = new byte[4 + serial.length()];
            page[1] = (byte) 0x80;
            page[3] = (byte) serial.length();
            System.arraycopy(serial.getBytes(US_ASCII), 0, page, 4, serial.length());
            Files.write(device.resolve("vpd_pg80"), page);
        }
    }

    @Test
    void aMachineWithoutDrivesHasNone() throws IOException {
        assertThat(devices.all()).isEmpty();
        assertThat(new SystemDevices(root.resolve("none"), dev).all()).isEmpty();
    }

    @Test
    void drivesComeFirstAndByNumberAndDisksNotAtAll() throws IOException {
        generic(0, 0, "DISK", "");
        generic(1, 8, "LOADER", "");
        drive(10, 12, "SECOND", "");
        generic(12, 5, "SECOND", "");
        drive(2, 3, "FIRST", "");
        generic(3, 5, "FIRST", "");
        generic(4, 5, "WITHOUT BLOCK NODE", "");
        assertThat(devices.all()).extracting(DeviceNode::path).containsExactly(dev.resolve("sr2"), dev.resolve("sr10"),
                dev.resolve("sg4"), dev.resolve("sg1"));
        assertThat(devices.all()).extracting(DeviceNode::generic).containsExactly(dev.resolve("sg3"),
                dev.resolve("sg12"), dev.resolve("sg4"), dev.resolve("sg1"));
        assertThat(devices.all()).extracting(DeviceNode::kind).containsExactly(DeviceNode.Kind.DRIVE,
                DeviceNode.Kind.DRIVE, DeviceNode.Kind.DRIVE, DeviceNode.Kind.CHANGER);
    }

    @Test
    void aUnitIsKnownByItsSerialNumberElseByALinkElseByItsNode() throws IOException {
        drive(0, 0, "BD-RE WH16NS40", "K9ABC");
        drive(1, 1, "BD-RE WH16NS40", "");
        drive(2, 2, "BD-RE WH16NS40", "");
        Path byId = Files.createDirectories(dev.resolve("disk/by-id"));
        Files.createSymbolicLink(byId.resolve("usb-HL-DT-ST_BD-RE"), dev.resolve("sr1"));
        assertThat(devices.all()).extracting(DeviceNode::identity).containsExactly("HL-DT-ST BD-RE WH16NS40 K9ABC",
                byId.resolve("usb-HL-DT-ST_BD-RE").toString(), dev.resolve("sr2").toString());
        assertThat(devices.of(byId.resolve("usb-HL-DT-ST_BD-RE"))).get().extracting(DeviceNode::path)
                .isEqualTo(dev.resolve("sr1"));
    }

    @Test
    void aDriveIsFoundAgainUnderAnotherNumberUnlessTwoCouldBeIt() throws IOException {
        drive(0, 0, "BD-RE", "K9ABC");
        String identity = devices.all().get(0).identity();
        Files.move(sys.resolve("class/block/sr0"), sys.resolve("class/block/sr1"));
        Files.move(dev.resolve("sr0"), dev.resolve("sr1"));
        assertThat(devices.withIdentity(identity)).get().extracting(DeviceNode::path).isEqualTo(dev.resolve("sr1"));
        drive(2, 2, "BD-RE", "K9ABC");
        assertThat(devices.withIdentity(identity)).isEmpty();
    }

    @Test
    void whatAQueuePassesOnIsKnown() throws IOException {
        drive(0, 0, "BD-RE", "");
        generic(7, 8, "LOADER", "");
        List<DeviceNode> all = devices.all();
        assertThat(devices.maxTransfer(all.get(0))).hasValue(120 * 1024);
        assertThat(devices.maxTransfer(all.get(1))).isEmpty();
    }

    @Test
    void aSerialNumberThatMakesNoSenseIsNone() throws IOException {
        drive(0, 0, "BD-RE", "K9ABC");
        Files.write(sys.resolve("class/block/sr0/device/vpd_pg80"), new byte[] {5});
        assertThat(devices.all().get(0).serial()).isEmpty();
    }
}
