package org.arenavault.scsi.emulator;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.arenavault.io.CorruptException;
import org.arenavault.scsi.BufferCapacity;
import org.arenavault.scsi.Cdb.Immed;
import org.arenavault.scsi.NominalPerformance;
import org.arenavault.scsi.Opcode;
import org.arenavault.scsi.StreamingDescriptor;
import org.arenavault.scsi.WriteSpeeds;

/** GET PERFORMANCE, SET STREAMING, SET CD SPEED, READ BUFFER CAPACITY, SEND OPC INFORMATION. */
final class SpeedCommands {

    private static final int TYPE_BYTE = 10;
    private static final int NOMINAL = 0;
    private static final int WRITE_BIT = 2;
    private static final int READ_X = 6;
    private static final int FASTEST = 0xFFFF;

    private final EmulatedDrive drive;

    SpeedCommands(EmulatedDrive drive) {
        this.drive = drive;
    }

    Map<Opcode, CommandSet.Handler> handlers() {
        return Map.of(Opcode.GET_PERFORMANCE, this::performance, Opcode.SET_STREAMING, this::streaming,
                Opcode.SET_CD_SPEED, this::cdSpeed, Opcode.READ_BUFFER_CAPACITY, this::bufferCapacity,
                Opcode.SEND_OPC_INFORMATION, this::calibrate);
    }

    private UnitReply performance(UnitRequest request) throws CheckCondition {
        EmulatedDisc disc = drive.disc();
        MediumFamily family = disc.family();
        long endLba = disc.capacity() - 1;
        long readSpeed = drive.settings().readSpeed() > 0 ? drive.settings().readSpeed()
                : (long) (READ_X * family.oneX());
        int most = request.u16(8);
        if (drive.quirks().on(Quirk.READ_ONLY_DRIVE)
                && (request.u8(TYPE_BYTE) != NOMINAL || request.bit(1, WRITE_BIT))) {
            return UnitReply.of(new byte[4]);
        }
        if (request.u8(TYPE_BYTE) == WriteSpeeds.TYPE) {
            List<WriteSpeeds.Speed> speeds = new ArrayList<>();
            for (long speed : writeSpeeds(family)) {
                speeds.add(new WriteSpeeds.Speed(0, false, endLba, readSpeed, speed));
            }
            return UnitReply.of(new WriteSpeeds(speeds.subList(0, Math.min(most, speeds.size()))).encode());
        }
        if (request.u8(TYPE_BYTE) != NOMINAL) {
            throw CheckCondition.invalidField(TYPE_BYTE);
        }
        boolean write = request.bit(1, WRITE_BIT);
        long speed = write ? Math.min(chosenWriteSpeed(family), writeSpeeds(family).get(0)) : readSpeed;
        return UnitReply.of(new NominalPerformance(write ? NominalPerformance.Of.WRITE : NominalPerformance.Of.READ,
                most == 0 ? List.of() : List.of(new NominalPerformance.Range(0, speed, endLba, speed))).encode());
    }

    /** Three speeds in kB/s: the fastest, half of it, a quarter. */
    private static List<Long> writeSpeeds(MediumFamily family) {
        List<Long> speeds = new ArrayList<>();
        for (int x = family.fastestWrite(); x > 0 && speeds.size() < 3; x /= 2) {
            speeds.add((long) (x * family.oneX()));
        }
        return speeds;
    }

    private long chosenWriteSpeed(MediumFamily family) {
        return drive.settings().writeSpeed() > 0 ? drive.settings().writeSpeed() : writeSpeeds(family).get(0);
    }

    private UnitReply streaming(UnitRequest request) throws CheckCondition {
        if (request.u8(8) != 0) {
            throw CheckCondition.invalidField(8);
        }
        if (request.u16(9) != StreamingDescriptor.SIZE) {
            throw CheckCondition.parameterListLength();
        }
        StreamingDescriptor descriptor;
        try {
            descriptor = StreamingDescriptor.decode(request.parameters(StreamingDescriptor.SIZE));
        } catch (CorruptException e) {
            throw CheckCondition.parameterListLength();
        }
        if (descriptor.restoreDefaults()) {
            drive.settings().setSpeeds(0, 0);
        } else if (descriptor.read().millis() == 0 || descriptor.write().millis() == 0
                || descriptor.endLba() < descriptor.startLba()) {
            throw CheckCondition.invalidParameter(4);
        } else {
            drive.settings().setSpeeds(descriptor.read().size() * 1000 / descriptor.read().millis(),
                    descriptor.write().size() * 1000 / descriptor.write().millis());
        }
        return UnitReply.GOOD;
    }

    private UnitReply cdSpeed(UnitRequest request) {
        int read = request.u16(2);
        int write = request.u16(4);
        drive.settings().setSpeeds(read == FASTEST ? 0 : read, write == FASTEST ? 0 : write);
        return UnitReply.GOOD;
    }

    private UnitReply bufferCapacity(UnitRequest request) throws CheckCondition {
        boolean writing = drive.cache().unsynced();
        if (!writing && drive.quirks().on(Quirk.STRICT_BUFFER)) {
            throw CheckCondition.sequenceError();
        }
        boolean inBlocks = request.bit(1, 0);
        long unit = inBlocks ? EmulatedDisc.BLOCK : 1;
        return UnitReply.of(new BufferCapacity(inBlocks, drive.cache().bytes() / unit,
                (writing ? drive.cache().free() : drive.cache().bytes()) / unit).encode());
    }

    private UnitReply calibrate(UnitRequest request) throws CheckCondition, IOException {
        if (!request.bit(1, 0) || request.u16(7) != 0) {
            throw CheckCondition.invalidField(request.bit(1, 0) ? 7 : 1);
        }
        drive.operate(LongOperation.Kind.OPC, drive.timing().nanos(drive.timing().steps().calibration()), Immed.OFF,
                () -> { });
        return UnitReply.GOOD;
    }
}
