package org.arenavault.changer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.arenavault.drivers.Descriptions;
import org.arenavault.io.World;
import org.arenavault.media.Medium;
import org.arenavault.media.OpticalMedium;
import org.arenavault.optical.OpticalDrive;
import org.arenavault.scsi.Transport;
import org.arenavault.scsi.emulator.EmulatedRecorder;

/** An emulated recorder for tests: what leads to it can be tapped, and it can be left as a dying process leaves it. */
public final class EmulatedDiscs implements DiscSource {

    private final EmulatedRecorder recorder;
    private final DiscSource discs;

    /** The recorder in {@code folder}, every transport to it led through {@code tap}. */
    public EmulatedDiscs(Path folder, UnaryOperator<Transport> tap, World world) throws IOException {
        this.recorder = EmulatedRecorder.open(folder, world.clock());
        MediumOpener opener = () -> OpticalMedium.open(OpticalDrive.open(tap.apply(recorder.connect()),
                DriveUse.DEFAULT.options(), Descriptions.ofUser(), world), DriveUse.DEFAULT.spares());
        this.discs = new EmulatedSource("emu:test", recorder, opener, world.terminal());
    }

    /** The recorder itself. */
    public EmulatedRecorder recorder() {
        return recorder;
    }

    @Override
    public Optional<Medium> first(DiscRequest request) throws IOException {
        return discs.first(request);
    }

    @Override
    public Optional<Medium> another(DiscRequest request, String reason) throws IOException {
        return discs.another(request, reason);
    }

    /** Lets go of the recorder as it is. */
    public void die() throws IOException {
        recorder.abandon();
    }

    @Override
    public void close() throws IOException {
        discs.close();
    }
}
