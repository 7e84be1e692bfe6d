package org.arenavault.scsi.emulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import org.arenavault.scsi.Command;
import org.arenavault.scsi.CommandStatus;
import org.arenavault.scsi.Opcode;
import org.arenavault.scsi.SenseData;
import org.arenavault.scsi.Transport;

/**
 * Whatever commands arrive at an emulated drive, each has a result, and the disc can be opened again. The first byte
 * chooses the medium, then every command takes 16 bytes: operation code, direction and length, the CDB.
 */
public final class CommandsFuzz {

    private static final int RECORD = 16;
    private static final Opcode[] OPCODES = Opcode.values();
    private static final MediumFamily[] FAMILIES = MediumFamily.values();

    private CommandsFuzz() {
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length <= RECORD) {
            return;
        }
        try {
            Path temp = Files.createTempDirectory("fuzz");
            try {
                storm(temp.resolve("one.disc"), data);
            } finally {
                try (Stream<Path> all = Files.walk(temp)) {
                    for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(path);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void storm(Path folder, byte[] data) throws IOException {
        EmulatedDisc.create(folder, FAMILIES[(data[0] & 0xFF) % FAMILIES.length], 2048);
        try (EmulatedDrive drive = new EmulatedDrive(UnitIdentity.recorder("F"), new InstantClock(),
                Timing.INSTANT)) {
            drive.insert(EmulatedDisc.open(folder));
            Transport transport = drive.connect();
            for (int at = 1; at + RECORD <= data.length; at += RECORD) {
                var result = transport.execute(command(data, at));
                if (result.outcome() == CommandStatus.CHECK_CONDITION
                        && SenseData.of(result).toString().startsWith("4/44")) {
                    throw new IllegalStateException(result.raw());
                }
            }
        }
        EmulatedDisc.open(folder).close();
    }

    private static Command command(byte[] data, int at) {
        Opcode opcode = OPCODES[(data[at] & 0xFF) % OPCODES.length];
        byte[] cdb = new byte[opcode.cdbLength()];
        System.arraycopy(data, at + 2, cdb, 0, cdb.length);
        cdb[0] = (byte) opcode.code();
        int shape = data[at + 1] & 0xFF;
        int length = switch (shape & 0x3) {
            case 0 -> (shape >> 2) * 2048;
            case 1 -> shape >> 2;
            case 2 -> (cdb[cdb.length - 2] & 0xFF) * 2048;
            default -> 255;
        };
        ByteBuffer buffer = ByteBuffer.allocate(length);
        Command.Direction direction = switch (opcode) {
            case WRITE_10, WRITE_12, WRITE_AND_VERIFY_10, FORMAT_UNIT, MODE_SELECT_10, SET_STREAMING ->
                Command.Direction.OUT;
            default -> (shape & 0x4) == 0 ? Command.Direction.IN : Command.Direction.NONE;
        };
        return new Command(cdb, direction, direction == Command.Direction.NONE ? ByteBuffer.allocate(0) : buffer,
                Duration.ofSeconds(1));
    }
}
