package org.arenavault.optical;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.arenavault.scsi.Command;
import org.arenavault.scsi.CommandResult;
import org.arenavault.scsi.CommandStatus;
import org.arenavault.scsi.Opcode;
import org.arenavault.scsi.SenseData;
import org.arenavault.scsi.SenseKey;
import org.arenavault.scsi.Transport;

/** A drive that answers from a script, and remembers what it was told. */
final class ScriptedTransport implements Transport {

    private final Deque<Function<Command, CommandResult>> script = new ArrayDeque<>();
    private final List<byte[]> cdbs = new ArrayList<>();
    private Function<Command, CommandResult> otherwise = command -> good(command.length());

    static CommandResult good(int transferred) {
        return new CommandResult(CommandStatus.OK, 0, new byte[0], transferred, Duration.ZERO, "");
    }

    static CommandResult check(SenseData sense) {
        byte[] bytes = sense.encode(SenseData.Format.FIXED);
        return new CommandResult(CommandStatus.CHECK_CONDITION, 2, bytes, 0, Duration.ZERO, "");
    }

    static CommandResult end(CommandStatus outcome) {
        return new CommandResult(outcome, 0, new byte[0], 0, Duration.ZERO, "");
    }

    /** {@code "2/04/08"} as sense. */
    static SenseData sense(String triple) {
        String[] parts = triple.split("/", 3);
        return SenseData.of(SenseKey.of(Integer.parseInt(parts[0], 16)), Integer.parseInt(parts[1], 16),
                Integer.parseInt(parts[2], 16));
    }

    /** What the next commands get, in this order. */
    ScriptedTransport then(CommandResult... results) {
        for (CommandResult result : results) {
            script.add(command -> result);
        }
        return this;
    }

    /** What the next commands get, in this order. */
    ScriptedTransport thenSense(String... triples) {
        for (String triple : triples) {
            then(check(sense(triple)));
        }
        return this;
    }

    /** What the next command is answered with. */
    ScriptedTransport thenData(byte[] data) {
        script.add(command -> {
            ByteBuffer target = command.data().duplicate();
            int count = Math.min(data.length, target.remaining());
            target.put(data, 0, count);
            return good(count);
        });
        return this;
    }

    /** What commands get that the script does not reach. */
    ScriptedTransport always(Function<Command, CommandResult> answer) {
        otherwise = answer;
        return this;
    }

    /** The commands that came, by name. */
    List<Opcode> opcodes() {
        return cdbs.stream().map(Opcode::of).toList();
    }

    /** The commands that came. */
    List<byte[]> cdbs() {
        return cdbs;
    }

    boolean isExhausted() {
        return script.isEmpty();
    }

    @Override
    public CommandResult execute(Command command) {
        cdbs.add(command.cdb().clone());
        return script.isEmpty() ? otherwise.apply(command) : script.remove().apply(command);
    }

    @Override
    public String identity() {
        return "scripted";
    }

    @Override
    public int maxTransfer() {
        return 128 * 1024;
    }

    @Override
    public void close() {
        // nothing to release
    }
}
