package org.arenavault.scsi.iscsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.scsi.Cdb;
import org.arenavault.scsi.Cdb.Fua;
import org.arenavault.scsi.Command;
import org.arenavault.scsi.CommandResult;
import org.arenavault.scsi.CommandStatus;
import org.arenavault.scsi.SenseData;
import org.arenavault.scsi.SharedUnit;
import org.arenavault.scsi.Transport;
import org.arenavault.scsi.TransportContractTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** libiscsi against a target that others wrote: the contract, and what becomes of commands when the target dies. */
class IscsiTransportTest extends TransportContractTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int CLUSTER = 65536;

    @TempDir
    private Path folder;

    private Tgtd tgtd;

    @Override
    protected Transport open() throws IOException {
        try {
            tgtd = Tgtd.start(folder);
            tgtd.recorder(1, tgtd.blank("disc1"));
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        return IscsiUnit.at(tgtd.device(1)).open();
    }

    @AfterEach
    void stop() throws IOException {
        if (tgtd != null) {
            tgtd.close();
        }
    }

    private CommandResult write(int lba) throws IOException {
        return transport.execute(Command.out(Cdb.write10(lba, 32, Fua.OFF), ByteBuffer.allocateDirect(CLUSTER), LIMIT));
    }

    private CommandResult ready(Duration limit) throws IOException {
        return transport.execute(Command.plain(Cdb.testUnitReady(), limit));
    }

    @Test
    void theFirstCommandLearnsOfTheLogin() throws IOException {
        try (Transport fresh = IscsiUnit.at(tgtd.device(1)).open()) {
            CommandResult first = fresh.execute(Command.plain(Cdb.testUnitReady(), LIMIT));
            assertThat(first.outcome()).isEqualTo(CommandStatus.CHECK_CONDITION);
            assertThat(SenseData.of(first)).hasToString("6/29/00");
        }
    }

    @Test
    void aUnitThatDoesNotAnswerInTimeIsWaitedForNoLonger() throws Exception {
        tgtd.freeze();
        long begun = System.nanoTime();
        assertThat(ready(Duration.ofSeconds(1)).outcome()).isEqualTo(CommandStatus.TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
        tgtd.thaw();
        assertThat(ready(LIMIT).outcome()).isIn(CommandStatus.OK, CommandStatus.CHECK_CONDITION);
        assertOk(ready(LIMIT));
    }

    @Test
    void aTargetThatDiesIsGoneAndHarmsNobody() throws Exception {
        assertOk(write(0));
        tgtd.kill();
        for (int i = 0; i < 20; i++) {
            assertThat(write(32).outcome()).isEqualTo(CommandStatus.DEVICE_GONE);
        }
        transport.close();
    }

    @Test
    void aTargetThatDiesInTheMiddleOfAWriteIsGone() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            tgtd.freeze();
            Future<CommandResult> write = pool.submit(() -> write(0));
            Thread.sleep(300);
            tgtd.kill();
            assertThat(write.get().outcome()).isEqualTo(CommandStatus.DEVICE_GONE);
            assertThat(ready(LIMIT).outcome()).isEqualTo(CommandStatus.DEVICE_GONE);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void aLostUnitIsOpenedAfreshForTheNextUser() throws Exception {
        try (SharedUnit unit = SharedUnit.open(IscsiUnit.at(tgtd.device(1)))) {
            Transport user = unit.connect();
            tgtd.kill();
            assertThat(user.execute(Command.plain(Cdb.testUnitReady(), LIMIT)).outcome())
                    .isEqualTo(CommandStatus.DEVICE_GONE);
            assertThatThrownBy(unit::connect).isInstanceOf(OperatorNeededException.class)
                    .hasMessageContaining("cannot be reached");
        }
    }

    @Test
    void aTargetOfAnotherNameDoesNotLetUsIn() {
        String wrong = tgtd.device(1).replace(":burner", ":toaster");
        assertThatThrownBy(() -> IscsiUnit.at(wrong).open()).isInstanceOf(OperatorNeededException.class)
                .hasMessageContaining("does not let us in").hasMessageNotContaining("\n");
    }

    @Test
    void residualsAreSeenBothWays() throws IOException {
        ByteBuffer data = ByteBuffer.allocate(64);
        CommandResult result = transport.execute(Command.in(Cdb.inquiry(40), data, LIMIT));
        assertOk(result);
        assertThat(result.transferred()).isBetween(36, 40);
    }
}
