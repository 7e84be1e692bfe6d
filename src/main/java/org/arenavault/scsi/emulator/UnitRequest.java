package org.arenavault.scsi.emulator;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.arenavault.scsi.BigEndian;
import org.arenavault.scsi.Command;
import org.arenavault.scsi.Opcode;

/** A command on its way through a unit, with the faults that strike it. */
final class UnitRequest {

    private final Nexus from;
    private final Command command;
    private final Opcode opcode;
    private final List<FaultAction> faults;

    UnitRequest(Nexus from, Command command, List<FaultAction> faults) {
        this.from = from;
        this.command = command;
        this.opcode = Opcode.of(command.cdb());
        this.faults = faults;
    }

    Nexus from() {
        return from;
    }

    Opcode opcode() {
        return opcode;
    }

    byte[] cdb() {
        return command.cdb();
    }

    int u8(int at) {
        return BigEndian.u8(command.cdb(), at);
    }

    int u16(int at) {
        return BigEndian.u16(command.cdb(), at);
    }

    long u32(int at) {
        return BigEndian.u32(command.cdb(), at);
    }

    boolean bit(int at, int bit) {
        return ((u8(at) >> bit) & 1) == 1;
    }

    List<FaultAction> faults() {
        return faults;
    }

    /** How long the host waits. */
    Duration timeout() {
        return command.timeout();
    }

    /** The same with data of its own, to be carried out when the host has gone on. Nothing strikes it again. */
    UnitRequest kept() {
        ByteBuffer data = ByteBuffer.allocate(command.length()).put(command.data().duplicate()).flip();
        return new UnitRequest(from, new Command(command.cdb().clone(), command.direction(), data, command.timeout()),
                List.of());
    }

    /** The caller's buffer, position to limit what the command moves; positions may be changed. */
    ByteBuffer data() {
        return command.data().duplicate();
    }

    /** Bytes in the caller's buffer. */
    int length() {
        return command.length();
    }

    /** Bytes of an answer the caller has room for. */
    int roomForAnswer() {
        return command.direction() == Command.Direction.IN ? command.length() : 0;
    }

    /** Holds the transfer to be of this direction and length. */
    void requireTransfer(Command.Direction direction, long bytes) throws BrokenTransfer {
        if (command.length() != bytes || (bytes > 0 && command.direction() != direction)) {
            throw new BrokenTransfer(bytes, command.direction() == direction ? command.length() : 0);
        }
    }

    /** The parameter list, which the CDB says is {@code length} bytes long. */
    byte[] parameters(int length) throws CheckCondition {
        if (command.direction() != Command.Direction.OUT || command.length() != length) {
            throw CheckCondition.parameterListLength();
        }
        byte[] list = new byte[length];
        data().get(list);
        return list;
    }
}
