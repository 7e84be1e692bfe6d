package org.arenavault.scsi.sgio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.OperatorNeededException.Need;
import org.arenavault.io.RefusedException;
import org.arenavault.scsi.Cdb;
import org.arenavault.scsi.Command;
import org.arenavault.scsi.CommandStatus;
import org.arenavault.scsi.SharedUnit;
import org.arenavault.scsi.Transport;
import org.arenavault.scsi.emulator.InstantClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may open a node, and what is said to the others. */
class NodeOpenerTest {

    @TempDir
    private Path root;

    private final FakeKernel kernel = new FakeKernel(null);
    private SystemDevices devices;
    private Path node;

    @BeforeEach
    void attach() throws IOException {
        devices = new SystemDevices(root.resolve("sys"), root.resolve("dev"));
        node = attach("sr0", "K9ABC");
    }

    private Path attach(String name, String serial) throws IOException {
        Path device = Files.createDirectories(root.resolve("sys/class/block/" + name + "/device"));
        Files.writeString(device.resolve("vendor"), "HL-DT-ST\n");
        Files.writeString(device.resolve("model"), "BD-RE WH16NS40\n");
        byte[] page = ("\0\200\0\5" + serial).getBytes(ISO_8859_1);
        Files.write(device.resolve("vpd_pg80"), page);
        return Files.createFile(Files.createDirectories(root.resolve("dev")).resolve(name));
    }

    private SharedUnit open() throws IOException {
        return SharedUnit.open(new AttachedUnit(node, kernel, devices, new Occupants(root.resolve("proc")),
                new InstantClock()));
    }

    private void refuses(Need need, String... words) {
        assertThatThrownBy(this::open).isInstanceOf(OperatorNeededException.class).hasMessageContainingAll(words)
                .extracting(e -> ((OperatorNeededException) e).need()).isEqualTo(need);
    }

    @Test
    void itIsOpenedForWritingExclusivelyAndWithoutWaitingForADisc() throws IOException {
        open().close();
        assertThat(kernel.flags).isEqualTo(2 | 0200 | 04000 | 02000000);
        assertThat(kernel.closed).isEqualTo(1);
    }

    @Test
    void aDriveThatIsWriteProtectedByTheSystemIsOpenedForReading() throws IOException {
        kernel.openErrors.add(Errno.EROFS);
        open().close();
        assertThat(kernel.flags).isEqualTo(0200 | 04000 | 02000000);
    }

    @Test
    void aMountedDiscIsLeftAlone() throws IOException {
        Files.createDirectories(root.resolve("proc/self"));
        Files.writeString(root.resolve("proc/self/mounts"), "proc /proc proc rw 0 0\n"
                + node + " /media/my\\040disc udf ro 0 0\n");
        kernel.openErrors.add(Errno.EBUSY);
        refuses(Need.BUSY, node.toString(), "mounted on /media/my disc", "unmount");
        assertThat(kernel.opened).hasSize(1);
    }

    @Test
    void whoHoldsItIsNamed() throws IOException {
        Path process = Files.createDirectories(root.resolve("proc/999999999/fd"));
        Files.writeString(process.resolveSibling("comm"), "wodim\n");
        Files.createSymbolicLink(process.resolve("3"), node);
        kernel.openErrors.addAll(Collections.nCopies(100, Errno.EBUSY));
        refuses(Need.BUSY, "in use by wodim (process 999999999)");
    }

    @Test
    void nobodyToNameIsAnotherProgram() {
        kernel.openErrors.addAll(Collections.nCopies(100, Errno.EBUSY));
        refuses(Need.BUSY, "in use by another program");
    }

    @Test
    void aShortLookBySomebodyElseIsWaitedFor() throws IOException {
        kernel.openErrors.addAll(List.of(Errno.EBUSY, Errno.EAGAIN, Errno.EBUSY));
        open().close();
        assertThat(kernel.opened).hasSize(4);
    }

    @Test
    void aLockOfAnotherBurningProgramIsHeeded() {
        kernel.lockError = Errno.EAGAIN;
        refuses(Need.BUSY, "locked by process 4711");
        assertThat(kernel.closed).isEqualTo(1);
    }

    @Test
    void everyOtherReasonHasItsWords() {
        kernel.openErrors.add(Errno.EACCES);
        refuses(Need.PERMISSION, "permission denied");
        kernel.openErrors.add(Errno.ENXIO);
        refuses(Need.GONE, "no drive answers");
        kernel.openErrors.add(Errno.ENOENT);
        refuses(Need.GONE, "no such device", "HL-DT-ST BD-RE WH16NS40");
        kernel.openErrors.add(24);
        refuses(Need.GONE, "errno 24");
    }

    @Test
    void whatIsNoScsiDeviceIsRefused() {
        kernel.versionError = 25;
        assertThatThrownBy(this::open).isInstanceOf(RefusedException.class).hasMessageContaining("no SCSI device");
        assertThat(kernel.closed).isEqualTo(1);
    }

    @Test
    void anAdapterThatDoesNotPassAClusterIsRefused() throws IOException {
        Path queue = Files.createDirectories(root.resolve("sys/class/block/sr0/queue"));
        Files.writeString(queue.resolve("max_hw_sectors_kb"), "32\n");
        assertThatThrownBy(this::open).isInstanceOf(RefusedException.class).hasMessageContaining("32 KiB");
        Files.writeString(queue.resolve("max_hw_sectors_kb"), "64\n");
        open().close();
    }

    @Test
    void afterAResetTheDriveIsFoundUnderItsNewNumber() throws IOException {
        try (SharedUnit unit = open()) {
            Transport before = unit.connect();
            kernel.endings.add(FakeKernel.Ending.errno(Errno.ENODEV));
            assertThat(before.execute(Command.plain(Cdb.testUnitReady(), Duration.ofSeconds(1))).outcome())
                    .isEqualTo(CommandStatus.DEVICE_GONE);
            Files.move(root.resolve("sys/class/block/sr0"), root.resolve("sys/class/block/sr5"));
            assertThatThrownBy(() -> {
                Files.move(root.resolve("sys/class/block"), root.resolve("sys/class/away"));
                unit.connect();
            }).isInstanceOf(OperatorNeededException.class).hasMessageContaining("K9ABC");
            Files.move(root.resolve("sys/class/away"), root.resolve("sys/class/block"));
            Files.move(node, node.resolveSibling("sr5"));
            unit.connect();
            assertThat(kernel.opened).endsWith(node.resolveSibling("sr5").toString());
        }
    }
}
