package org.arenavault.optical;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.arenavault.scsi.Opcode;
import org.arenavault.scsi.SenseData;
import org.arenavault.scsi.SenseKey;

/** What was noticed about a drive since it was opened. */
final class DriveObservations {

    private final Consumer<String> warnings;
    private final Set<String> said = new HashSet<>();
    private final Set<Opcode> unsupported = EnumSet.noneOf(Opcode.class);
    private Optional<SenseData> deferred = Optional.empty();
    private boolean changed;

    /** Notes whose warnings go there, each once. */
    DriveObservations(Consumer<String> warnings) {
        this.warnings = warnings;
    }

    /** Warns the operator, once. */
    void warn(String line) {
        if (said.add(line)) {
            warnings.accept(line);
        }
    }

    /** Takes notice of a sense, whatever becomes of the command. */
    void sense(Opcode opcode, SenseData sense) {
        if (sense.deferred() && !sense.is(SenseKey.RECOVERED_ERROR)) {
            deferred = Optional.of(sense);
        }
        if (sense.is(SenseKey.RECOVERED_ERROR)) {
            if (sense.asc() == 0x73 || sense.asc() == 0x5D) {
                warn(opcode.title() + ": " + sense.describe());
            }
        } else if (sense.is(SenseKey.UNIT_ATTENTION) && sense.asc() == 0x5A) {
            warn("somebody pressed the eject button; the disc comes out when the work on it is done");
        } else if (sense.is(SenseKey.UNIT_ATTENTION)) {
            changed = true;
        }
    }

    /** Whether the drive has said since {@link #lookingAfresh} that something is not as it was. */
    boolean hasChanged() {
        return changed;
    }

    /** All that is known of the medium is about to be asked for again. */
    void lookingAfresh() {
        changed = false;
    }

    /** The error of an earlier write that the drive has told of since the last call of this method. */
    Optional<SenseData> takeDeferred() {
        Optional<SenseData> taken = deferred;
        deferred = Optional.empty();
        return taken;
    }

    void markUnsupported(Opcode opcode) {
        unsupported.add(opcode);
    }

    /** Whether the drive has said that it does not know this command. */
    boolean isUnsupported(Opcode opcode) {
        return unsupported.contains(opcode);
    }
}
