package org.arenavault.scsi.sgio;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Native;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.arenavault.scsi.Cdb;
import org.arenavault.scsi.Command;
import org.arenavault.scsi.CommandResult;
import org.arenavault.scsi.CommandStatus;
import org.arenavault.scsi.SenseData;
import org.arenavault.scsi.SenseKey;
import org.arenavault.scsi.Transport;
import org.arenavault.scsi.TransportContractTest;
import org.arenavault.scsi.emulator.EmulatedRecorder;
import org.arenavault.scsi.emulator.EmulatedRecorder.Changing;
import org.arenavault.scsi.emulator.InstantClock;
import org.arenavault.scsi.emulator.MediumFamily;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SG_IO with a kernel that is played: the contract, and every way in which a call can end. */
class SgIoTransportTest extends TransportContractTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private EmulatedRecorder recorder;
    private FakeKernel kernel;
    private Path node;

    @Override
    protected Transport open() throws IOException {
        EmulatedRecorder.create(folder.resolve("drive"), MediumFamily.BD_R, 1, 4096 * 2048L, Changing.MANUAL,
                UUID.randomUUID());
        recorder = EmulatedRecorder.open(folder.resolve("drive"), new InstantClock());
        kernel = new FakeKernel(recorder.connect());
        node = Files.createFile(folder.resolve("sr0"));
        return new AttachedUnit(node, kernel, new SystemDevices(folder.resolve("sys"), folder),
                new Occupants(folder.resolve("proc")), new InstantClock()).open();
    }

    @AfterEach
    void switchOff() throws IOException {
        recorder.close();
    }

    private CommandResult ending(FakeKernel.Ending ending) throws IOException {
        kernel.endings.add(ending);
        return transport.execute(Command.plain(Cdb.testUnitReady(), LIMIT));
    }

    @Test
    void everyFailureOfTheCallIsAnOutcome() throws IOException {
        assertThat(ending(FakeKernel.Ending.errno(Errno.EPERM)).outcome()).isEqualTo(CommandStatus.DENIED);
        assertThat(ending(FakeKernel.Ending.errno(Errno.EACCES)).outcome()).isEqualTo(CommandStatus.DENIED);
        assertThat(ending(FakeKernel.Ending.errno(Errno.EBUSY)).outcome()).isEqualTo(CommandStatus.BUSY);
        assertThat(ending(FakeKernel.Ending.errno(Errno.EAGAIN)).outcome()).isEqualTo(CommandStatus.BUSY);
        for (int errno : new int[] {Errno.EINTR, Errno.EIO, Errno.ENOMEM, Errno.EINVAL, 14}) {
            CommandResult result = ending(FakeKernel.Ending.errno(errno));
            assertThat(result.outcome()).isEqualTo(CommandStatus.TRANSPORT_ERROR);
            assertThat(result.raw()).contains(Errno.name(errno));
        }
    }

    @Test
    void everyHostStatusIsAnOutcome() throws IOException {
        assertThat(ending(FakeKernel.Ending.host(0x02)).outcome()).isEqualTo(CommandStatus.BUSY);
        assertThat(ending(FakeKernel.Ending.host(0x03)).outcome()).isEqualTo(CommandStatus.TIMEOUT);
        for (int status : new int[] {0x05, 0x06, 0x07, 0x08, 0x09, 0x0B, 0x0E, 0x0F, 0x10}) {
            assertThat(ending(FakeKernel.Ending.host(status)).outcome()).isEqualTo(CommandStatus.TRANSPORT_ERROR);
        }
        assertThat(ending(FakeKernel.Ending.host(0x01)).outcome()).isEqualTo(CommandStatus.DEVICE_GONE);
    }

    @Test
    void everyDriverAndScsiStatusIsAnOutcome() throws IOException {
        byte[] none = {};
        assertThat(ending(new FakeKernel.Ending(0, 0, 0x06, 0, none, 0)).outcome()).isEqualTo(CommandStatus.TIMEOUT);
        assertThat(ending(new FakeKernel.Ending(0, 0, 0x28, 0, none, 0)).outcome()).isEqualTo(CommandStatus.OK);
        for (int driver : new int[] {1, 2, 3, 4, 5, 7}) {
            assertThat(ending(new FakeKernel.Ending(0, 0, driver, 0, none, 0)).outcome())
                    .isEqualTo(CommandStatus.TRANSPORT_ERROR);
        }
        assertThat(ending(new FakeKernel.Ending(0, 0, 0, 0x04, none, 0)).outcome()).isEqualTo(CommandStatus.OK);
        assertThat(ending(new FakeKernel.Ending(0, 0, 0, 0x08, none, 0)).outcome()).isEqualTo(CommandStatus.BUSY);
        assertThat(ending(new FakeKernel.Ending(0, 0, 0, 0x18, none, 0)).outcome())
                .isEqualTo(CommandStatus.RESERVATION_CONFLICT);
        assertThat(ending(new FakeKernel.Ending(0, 0, 0, 0x28, none, 0)).outcome())
                .isEqualTo(CommandStatus.TASK_SET_FULL);
        assertThat(ending(new FakeKernel.Ending(0, 0, 0, 0x40, none, 0)).outcome())
                .isEqualTo(CommandStatus.TRANSPORT_ERROR);
    }

    @Test
    void senseIsBelievedWhateverTheStatusSays() throws IOException {
        byte[] recovered = SenseData.of(SenseKey.RECOVERED_ERROR, 0x17, 0x01).encode(SenseData.Format.FIXED);
        byte[] error = SenseData.of(SenseKey.MEDIUM_ERROR, 0x11, 0x00).encode(SenseData.Format.DESCRIPTOR);
        byte[] deferred = SenseData.of(SenseKey.RECOVERED_ERROR, 0x0C, 0x01).asDeferred()
                .encode(SenseData.Format.FIXED);
        CommandResult good = ending(new FakeKernel.Ending(0, 0, 8, 2, recovered, 0));
        assertThat(good.outcome()).isEqualTo(CommandStatus.OK);
        assertThat(SenseData.of(good)).hasToString("1/17/01");
        CommandResult bad = ending(new FakeKernel.Ending(0, 0, 0, 0, error, 0));
        assertThat(bad.outcome()).isEqualTo(CommandStatus.CHECK_CONDITION);
        assertThat(SenseData.of(bad)).hasToString("3/11/00");
        assertThat(ending(new FakeKernel.Ending(0, 0, 8, 2, deferred, 0)).outcome())
                .isEqualTo(CommandStatus.CHECK_CONDITION);
    }

    @Test
    void residualsOutOfBoundsAreNotBelieved() throws IOException {
        for (int residual : new int[] {-5, 1000, 4}) {
            kernel.endings.add(new FakeKernel.Ending(0, 0, 0, 0, new byte[0], residual));
            CommandResult result = transport.execute(Command.in(Cdb.inquiry(96), ByteBuffer.allocate(96), LIMIT));
            assertThat(result.transferred()).isEqualTo(residual == 4 ? 92 : 96);
        }
    }

    @Test
    void anAnswerThatFailedLeavesZeros() throws IOException {
        ByteBuffer data = ByteBuffer.allocateDirect(64).put(0, (byte) 1);
        kernel.endings.add(FakeKernel.Ending.host(0x07));
        transport.execute(Command.in(Cdb.inquiry(64), data, LIMIT));
        assertThat(data.get(0)).isZero();
    }

    @Test
    void whatWasUnpluggedIsGoneAndStaysGone() throws IOException {
        Files.delete(node);
        assertThat(ending(FakeKernel.Ending.errno(Errno.EIO)).outcome()).isEqualTo(CommandStatus.DEVICE_GONE);
        CommandResult again = transport.execute(Command.plain(Cdb.testUnitReady(), LIMIT));
        assertThat(again.outcome()).isEqualTo(CommandStatus.DEVICE_GONE);
    }

    @Test
    void theHeaderHasTheSizeThatTheKernelExpects() {
        assertThat(SgIoHeader.SIZE).isEqualTo(Native.POINTER_SIZE == 8 ? 88 : 64);
    }
}
