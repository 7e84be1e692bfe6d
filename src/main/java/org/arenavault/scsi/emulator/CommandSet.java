package org.arenavault.scsi.emulator;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.arenavault.scsi.Opcode;

/** The commands a drive has, and who carries each out. */
final class CommandSet {

    /** Carries out one command that has been admitted. */
    interface Handler {
        UnitReply run(UnitRequest request) throws CheckCondition, BrokenTransfer, IOException;
    }

    private final Map<Opcode, Handler> handlers = new EnumMap<>(Opcode.class);

    CommandSet(EmulatedDrive drive) {
        handlers.putAll(new InquiryCommands(drive, true).handlers());
        handlers.putAll(new StatusCommands(drive).handlers());
        handlers.putAll(new TrayCommands(drive).handlers());
        handlers.put(Opcode.GET_CONFIGURATION, new ConfigurationCommand(drive));
        handlers.putAll(new ModeCommands(drive).handlers());
        handlers.putAll(new FormatCommands(drive).handlers());
        handlers.putAll(new ReadCommands(drive).handlers());
        handlers.putAll(new WriteCommands(drive).handlers());
        handlers.put(Opcode.CLOSE_TRACK_SESSION, new CloseCommand(drive));
        handlers.put(Opcode.RESERVE_TRACK, new ReserveCommand(drive));
        handlers.putAll(new DiscCommands(drive).handlers());
        handlers.put(Opcode.READ_TRACK_INFORMATION, new TrackCommand(drive));
        handlers.putAll(new StructureCommands(drive).handlers());
        handlers.putAll(new SpeedCommands(drive).handlers());
    }

    boolean has(Opcode opcode) {
        return handlers.containsKey(opcode);
    }

    UnitReply run(UnitRequest request) throws CheckCondition, BrokenTransfer, IOException {
        return Objects.requireNonNull(handlers.get(request.opcode()), "nobody asked whether it is known").run(request);
    }
}
