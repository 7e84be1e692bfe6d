package org.arenavault.scsi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.arenavault.scsi.Cdb.Fua;
import org.junit.jupiter.api.Test;

class LoggingTransportTest {

    private static final byte[] NO_SENSE = new byte[0];

    private final StringWriter log = new StringWriter();

    /** A unit that answers every command the same. */
    private static Transport unit(CommandResult answer) {
        return new Transport() {
            @Override
            public CommandResult execute(Command command) {
                if (command.direction() == Command.Direction.IN) {
                    command.data().put(command.data().position(), (byte) 0xAB);
                }
                return answer;
            }

            @Override
            public String identity() {
                return "one";
            }

            @Override
            public int maxTransfer() {
                return 65536;
            }

            @Override
            public void close() {
                // nothing to close
            }
        };
    }

    private String logged(Command command, CommandResult answer) throws IOException {
        try (Transport transport = new LoggingTransport(unit(answer), new PrintWriter(log))) {
            assertThat(transport.execute(command)).isSameAs(answer);
            assertThat(transport.identity()).isEqualTo("one");
            assertThat(transport.maxTransfer()).isEqualTo(65536);
        }
        return log.toString();
    }

    @Test
    void aWriteShowsItsFirst64Bytes() throws IOException {
        ByteBuffer data = ByteBuffer.allocateDirect(2048);
        data.put(63, (byte) 0x11).put(64, (byte) 0x22);
        CommandResult ok = new CommandResult(CommandStatus.OK, 0, NO_SENSE, 2048, Duration.ofNanos(1_204_000), "");
        assertThat(logged(Command.out(Cdb.write10(0x20, 1, Fua.OFF), data, Duration.ofSeconds(1)), ok))
                .startsWith("2a 00 00 00 00 20 00 00 01 00  OUT 2048/2048  OK 00 -  1.204ms  00 00")
                .endsWith("00 11  WRITE(10)" + System.lineSeparator());
    }

    @Test
    void anAnswerShowsOnlyWhatWasTransferred() throws IOException {
        CommandResult ok = new CommandResult(CommandStatus.OK, 0, NO_SENSE, 1, Duration.ZERO, "");
        assertThat(logged(Command.in(Cdb.readCapacity(), ByteBuffer.allocate(8), Duration.ofSeconds(1)), ok))
                .contains("  IN 1/8  OK 00 -  0.000ms  ab  READ CAPACITY");
    }

    @Test
    void aFailureShowsItsSenseInWordsAndWhatTheTransportAdds() throws IOException {
        byte[] sense = SenseData.of(SenseKey.NOT_READY, 0x3A, 0x02).encode(SenseData.Format.FIXED);
        CommandResult failed = new CommandResult(CommandStatus.CHECK_CONDITION, 2, sense, 0, Duration.ZERO,
                "host 0\nx");
        assertThat(logged(Command.plain(Cdb.testUnitReady(), Duration.ofSeconds(1)), failed))
                .isEqualTo("00 00 00 00 00 00  NONE  CHECK_CONDITION 02 no medium, tray open (2/3A/02)  0.000ms"
                        + "  TEST UNIT READY  host 0?x" + System.lineSeparator());
    }
}
