package org.arenavault.scsi.sgio;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.arenavault.io.Clock;
import org.arenavault.io.NativeLibraries;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.OperatorNeededException.Need;
import org.arenavault.scsi.SharedUnit;
import org.arenavault.scsi.Transport;

/**
 * Opens a drive or changer of this machine, which then is ours alone. After a reset of its bus a drive may come back
 * under another number; it is then found by what it is.
 */
public final class AttachedUnit implements SharedUnit.Opener {

    private final LibC system;
    private final SystemDevices devices;
    private final NodeOpener opener;
    private final DeviceNode first;
    private boolean opened;

    AttachedUnit(Path node, LibC system, SystemDevices devices, Occupants occupants, Clock clock) throws IOException {
        this.system = system;
        this.devices = devices;
        this.opener = new NodeOpener(system, devices, occupants, clock);
        this.first = devices.of(node).orElse(new DeviceNode(node, node, DeviceNode.Kind.DRIVE, "", "", "", "",
                List.of()));
    }

    /**
     * The unit that a device node, or a link to one, leads to. Nothing is opened yet.
     *
     * @throws OperatorNeededException if this system has no SG_IO
     */
    public static AttachedUnit at(Path node, Clock clock) throws IOException {
        LibC system = NativeLibraries.load(List.of("c"), LibC.class, "device nodes can be used on Linux only");
        return new AttachedUnit(node, system, SystemDevices.here(), new Occupants(Path.of("/proc")), clock);
    }

    /**
     * Opens it.
     *
     * @throws OperatorNeededException if it is busy, gone, or not ours to use
     * @throws org.arenavault.io.RefusedException if the node leads to no SCSI unit, or one that cannot be used
     */
    @Override
    public Transport open() throws IOException {
        DeviceNode device = !opened ? first : devices.withIdentity(first.identity())
                .orElseThrow(() -> new OperatorNeededException(Need.GONE,
                        "%s: does not answer any more; check cable and power and start again"
                                .formatted(first.identity())));
        Transport transport = new SgIoTransport(system, opener.open(device));
        opened = true;
        return transport;
    }
}
