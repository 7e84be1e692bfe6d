package org.arenavault.changer;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.arenavault.io.Clock;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.OperatorNeededException.Need;
import org.arenavault.io.RefusedException;
import org.arenavault.io.ShellWord;
import org.arenavault.scsi.Command;
import org.arenavault.scsi.CommandResult;
import org.arenavault.scsi.CommandStatus;
import org.arenavault.scsi.Opcode;
import org.arenavault.scsi.SenseData;
import org.arenavault.scsi.SenseKey;
import org.arenavault.scsi.Transport;

/** The way to a changer: sends commands, past unit attentions and once it is ready, and says what went wrong. */
final class ChangerLink implements Closeable {

    private static final int ATTENTIONS = 16;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Transport transport;
    private final Clock clock;
    private final String name;

    ChangerLink(Transport transport, Clock clock, String name) {
        this.transport = transport;
        this.clock = clock;
        this.name = name;
    }

    /** What the operator calls the changer. */
    String name() {
        return name;
    }

    /** The answer to a command that must succeed. */
    byte[] ask(byte[] cdb, int length) throws IOException {
        byte[] data = new byte[length];
        CommandResult result = require(in(cdb, data), Opcode.of(cdb).title());
        return received(data, result);
    }

    /** A command that answers into {@code data}. */
    static Command in(byte[] cdb, byte[] data) {
        return Command.in(cdb, ByteBuffer.wrap(data), Opcode.of(cdb).timeout());
    }

    /** What came back of it. */
    static byte[] received(byte[] data, CommandResult result) {
        return Arrays.copyOf(data, Math.max(0, Math.min(data.length, result.transferred())));
    }

    /** Sends a command that must succeed. */
    CommandResult require(Command command, String doing) throws IOException {
        CommandResult result = send(command);
        if (!result.ok()) {
            throw fault(doing, result);
        }
        return result;
    }

    /** Past unit attentions, and once it is ready. None of these answers comes of a command that was executed. */
    CommandResult send(Command command) throws IOException {
        long begun = clock.nanos();
        int attentions = 0;
        while (true) {
            CommandResult result = transport.execute(command);
            SenseData sense = SenseData.of(result);
            boolean attention = result.outcome() == CommandStatus.CHECK_CONDITION && sense.is(SenseKey.UNIT_ATTENTION);
            boolean busy = result.outcome() == CommandStatus.BUSY || result.outcome() == CommandStatus.TASK_SET_FULL
                    || (result.outcome() == CommandStatus.CHECK_CONDITION && sense.is(SenseKey.NOT_READY, 0x04, 0x01));
            if (attention && attentions < ATTENTIONS) {
                attentions++;
            } else if (busy && clock.nanos() - begun < PATIENCE.toNanos()) {
                clock.sleep(PAUSE);
            } else {
                return result;
            }
        }
    }

    /** What to throw for a command that failed. */
    IOException fault(String doing, CommandResult result) {
        SenseData sense = SenseData.of(result);
        String words = result.outcome() == CommandStatus.CHECK_CONDITION ? sense.describe()
                : result.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String what = "%s: %s: %s".formatted(name, doing, words);
        return switch (result.outcome()) {
            case DENIED -> new OperatorNeededException(Need.PERMISSION,
                    what + "; changers need root, or the right to send raw commands");
            case DEVICE_GONE -> new OperatorNeededException(Need.GONE, what + "; check cable and power");
            case CHECK_CONDITION -> refusal(what, sense);
            default -> new OperatorNeededException(Need.BUSY, what + "; see where the arm and its disc are");
        };
    }

    private IOException refusal(String what, SenseData sense) {
        return switch (sense.asc()) {
            case 0x3B -> new RefusedException(what).next(
                    "arenavault changer status %s".formatted(ShellWord.of(name)), "shows what lies where");
            case 0x21 -> new RefusedException(what + "; there is no such place");
            case 0x53 -> new RefusedException(what + "; the drive holds its disc fast: close what uses it");
            case 0x04, 0x15 -> new OperatorNeededException(Need.BUSY,
                    what + "; the arm is stuck or a door is open: free it").next(
                            "arenavault changer inventory %s".formatted(ShellWord.of(name)), "has it look again");
            case 0x20, 0x24 -> new RefusedException(what + "; the changer cannot do that");
            default -> new MediumFaultException(what);
        };
    }

    @Override
    public void close() throws IOException {
        transport.close();
    }
}
