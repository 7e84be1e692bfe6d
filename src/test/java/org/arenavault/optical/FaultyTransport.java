package org.arenavault.optical;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.arenavault.scsi.Command;
import org.arenavault.scsi.CommandResult;
import org.arenavault.scsi.CommandStatus;
import org.arenavault.scsi.Opcode;
import org.arenavault.scsi.SenseData;
import org.arenavault.scsi.Transport;

/** A transport on which one command, counted from 0, goes wrong in one way. */
public final class FaultyTransport implements Transport {

    /** A way to go wrong. */
    public interface Fault {

        /** What the host gets, and whether the drive got anything. */
        CommandResult strike(Transport drive, Command command) throws IOException;
    }

    private final Transport drive;
    private final Fault fault;
    private final int at;
    private int commands;
    private boolean gone;
    private boolean locked;

    /** The transport to {@code drive} with the fault at command {@code at}. */
    public FaultyTransport(Transport drive, int at, Fault fault) {
        this.drive = drive;
        this.at = at;
        this.fault = fault;
    }

    /** The drive does not do it, and says this. */
    public static Fault sense(String triple) {
        return (drive, command) -> ScriptedTransport.check(ScriptedTransport.sense(triple));
    }

    /** The drive says this of an earlier write. */
    public static Fault deferred(String triple) {
        return (drive, command) -> ScriptedTransport.check(ScriptedTransport.sense(triple).asDeferred());
    }

    /** The drive does not do it, for this reason. */
    public static Fault lost(CommandStatus outcome) {
        return (drive, command) -> ScriptedTransport.end(outcome);
    }

    /** The drive does it, and nobody hears of it. */
    public static Fault executed(CommandStatus outcome) {
        return (drive, command) -> {
            drive.execute(command);
            return ScriptedTransport.end(outcome);
        };
    }

    /** The drive does it, and says that it was difficult. */
    public static Fault recovered(String triple) {
        return (drive, command) -> {
            CommandResult result = drive.execute(command);
            byte[] sense = ScriptedTransport.sense(triple).encode(SenseData.Format.FIXED);
            return result.ok() ? new CommandResult(CommandStatus.OK, 0, sense, result.transferred(),
                    result.duration(), "")
                    : result;
        };
    }

    /** What comes back is cut to half of its length. */
    public static Fault cut() {
        return (drive, command) -> {
            CommandResult result = drive.execute(command);
            if (command.direction() != Command.Direction.IN || !result.ok()) {
                return result;
            }
            ByteBuffer data = command.data();
            int half = result.transferred() / 2;
            for (int i = data.position() + half; i < data.limit(); i++) {
                data.put(i, (byte) 0);
            }
            return new CommandResult(CommandStatus.OK, 0, result.sense(), half, result.duration(), "");
        };
    }

    /** Whether the fault has struck. */
    public boolean struck() {
        return commands > at;
    }

    /** Whether the drive has been told to keep its tray shut, and not yet to open it. */
    public boolean locked() {
        return locked;
    }

    @Override
    public CommandResult execute(Command command) throws IOException {
        int n = commands++;
        if (gone) {
            return ScriptedTransport.end(CommandStatus.DEVICE_GONE);
        }
        CommandResult result = n == at ? fault.strike(drive, command) : drive.execute(command);
        gone = result.outcome() == CommandStatus.DEVICE_GONE;
        if (result.ok() && command.opcode() == Opcode.PREVENT_ALLOW_MEDIUM_REMOVAL.code()) {
            locked = command.cdb()[4] == 1;
        }
        return result;
    }

    /** Whether the drive has gone away. */
    public boolean gone() {
        return gone;
    }

    @Override
    public String identity() {
        return drive.identity();
    }

    @Override
    public int maxTransfer() {
        return drive.maxTransfer();
    }

    @Override
    public void close() throws IOException {
        drive.close();
    }
}
