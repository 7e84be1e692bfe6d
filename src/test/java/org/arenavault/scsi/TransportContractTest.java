package org.arenavault.scsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.arenavault.scsi.Cdb.Fua;
import org.arenavault.scsi.Cdb.Immed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Transport} keeps, whatever lies behind it. An implementation's test extends this class and opens
 * a recorder that holds a blank or overwritable medium, or another unit.
 */
public abstract class TransportContractTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int CLUSTER = 65536;
    /** A code that MMC leaves to vendors. */
    private static final byte[] NO_SUCH_COMMAND = {(byte) 0xC7, 0, 0, 0, 0, 0, 0, 0, 0, 0};

    protected Transport transport;

    /** Opens a unit; a recorder holds a medium which can be written from block 0 on. */
    protected abstract Transport open() throws IOException;

    /** What INQUIRY is to say the unit is. */
    protected int deviceType() {
        return Inquiry.MMC;
    }

    /** Does what it takes until the track at block 0 can be read. */
    protected void makeReadable() throws IOException {
        assertOk(transport.execute(Command.plain(Cdb.synchronizeCache(Immed.OFF), LIMIT)));
        assertOk(transport.execute(Command.plain(Cdb.closeTrack(CloseFunction.TRACK, 1, Immed.OFF), LIMIT)));
        becomeReady();
    }

    @BeforeEach
    void openTransport() throws IOException {
        transport = open();
        becomeReady();
    }

    @AfterEach
    void closeTransport() throws IOException {
        // none where the test is skipped
        if (transport != null) {
            transport.close();
        }
    }

    private void becomeReady() throws IOException {
        CommandResult last = null;
        for (int i = 0; i < 20; i++) {
            last = transport.execute(Command.plain(Cdb.testUnitReady(), LIMIT));
            if (last.ok()) {
                return;
            }
        }
        assertOk(last);
    }

    /** Holds a result to be good, and shows the sense if it is not. */
    protected static void assertOk(CommandResult result) {
        assertThat(result.outcome()).as(() -> SenseData.of(result).describe() + " " + result.raw())
                .isEqualTo(CommandStatus.OK);
        assertThat(result.status()).isZero();
        assertThat(result.duration().isNegative()).isFalse();
    }

    private static Command inquiry(ByteBuffer data, int allocation) {
        return Command.in(Cdb.inquiry(allocation), data, LIMIT);
    }

    @Test
    void theUnitAnswersInquiry() throws IOException {
        byte[] answer = new byte[96];
        CommandResult result = transport.execute(inquiry(ByteBuffer.wrap(answer), 96));
        assertOk(result);
        assertThat(result.transferred()).isBetween(36, 96);
        assertThat(Inquiry.decode(answer).deviceType()).isEqualTo(deviceType());
        assertThat(Inquiry.decode(answer).vendor()).isNotBlank();
    }

    @Test
    void theBufferIsZeroBehindTheAnswer() throws IOException {
        byte[] answer = new byte[64];
        Arrays.fill(answer, (byte) 0xA5);
        CommandResult result = transport.execute(inquiry(ByteBuffer.wrap(answer), 8));
        assertOk(result);
        assertThat(answer[0]).isEqualTo((byte) deviceType());
        for (int i = 8; i < answer.length; i++) {
            assertThat(answer[i]).as("byte %d", i).isZero();
        }
    }

    @Test
    void theBufferIsZeroAfterAFailure() throws IOException {
        byte[] answer = new byte[16];
        Arrays.fill(answer, (byte) 0xA5);
        CommandResult result = transport.execute(Command.in(NO_SUCH_COMMAND, ByteBuffer.wrap(answer), LIMIT));
        assertThat(result.ok()).isFalse();
        assertThat(answer).containsOnly(0);
    }

    @Test
    void onlyTheBytesFromPositionToLimitAreTouchedAndThePositionStays() throws IOException {
        for (ByteBuffer data : List.of(ByteBuffer.allocate(60), ByteBuffer.allocateDirect(60))) {
            data.put(9, (byte) 0x11).put(45, (byte) 0x22).position(10).limit(45);
            assertOk(transport.execute(inquiry(data, 35)));
            assertThat(data.position()).isEqualTo(10);
            assertThat(data.limit()).isEqualTo(45);
            data.clear();
            assertThat(data.get(9)).isEqualTo((byte) 0x11);
            assertThat(data.get(10)).isEqualTo((byte) deviceType());
            assertThat(data.get(45)).isEqualTo((byte) 0x22);
        }
    }

    @Test
    void aRefusedCommandIsAResultWithSense() throws IOException {
        CommandResult result = transport.execute(Command.plain(NO_SUCH_COMMAND, LIMIT));
        assertThat(result.outcome()).isEqualTo(CommandStatus.CHECK_CONDITION);
        assertThat(result.status()).isEqualTo(0x02);
        assertThat(SenseData.of(result)).hasToString("5/20/00");
        assertThat(result.transferred()).isZero();
    }

    @Test
    void whatIsWrittenCanBeRead() throws IOException {
        assumeTrue(deviceType() == Inquiry.MMC, "only a recorder records");
        byte[] written = new byte[CLUSTER];
        new Random(1).nextBytes(written);
        ByteBuffer out = ByteBuffer.allocateDirect(CLUSTER + 7).position(7).put(written).position(7);
        CommandResult write = transport.execute(
                Command.out(Cdb.write10(0, 32, Fua.OFF), out.asReadOnlyBuffer(), LIMIT));
        assertOk(write);
        assertThat(write.transferred()).isEqualTo(CLUSTER);
        assertThat(out.position()).isEqualTo(7);

        makeReadable();

        ByteBuffer in = ByteBuffer.allocateDirect(CLUSTER);
        CommandResult read = transport.execute(Command.in(Cdb.read10(0, 32, Fua.OFF), in, LIMIT));
        assertOk(read);
        assertThat(read.transferred()).isEqualTo(CLUSTER);
        assertThat(in).isEqualTo(ByteBuffer.wrap(written));
    }

    @Test
    void callersWaitForEachOther() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> callers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                callers.add(pool.submit(() -> {
                    byte[] answer = new byte[36];
                    for (int n = 0; n < 50; n++) {
                        assertOk(transport.execute(inquiry(ByteBuffer.wrap(answer), 36)));
                        assertThat(answer[0]).isEqualTo((byte) deviceType());
                    }
                    return null;
                }));
            }
            for (Future<?> caller : callers) {
                caller.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void theUnitHasAnIdentityAndTakesACluster() {
        assertThat(transport.identity()).isNotBlank().isEqualTo(transport.identity());
        assertThat(transport.maxTransfer()).isGreaterThanOrEqualTo(CLUSTER);
    }

    @Test
    void onceClosedItExecutesNothing() throws IOException {
        transport.close();
        transport.close();
        assertThatThrownBy(() -> transport.execute(Command.plain(Cdb.testUnitReady(), LIMIT)))
                .isInstanceOf(IOException.class);
    }
}
