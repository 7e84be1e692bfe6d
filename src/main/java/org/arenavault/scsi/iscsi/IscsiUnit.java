package org.arenavault.scsi.iscsi;

import java.util.List;
import org.arenavault.io.NativeLibraries;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.UsageException;
import org.arenavault.scsi.SharedUnit;
import org.arenavault.scsi.Transport;

/** Opens a unit attached to another host, {@code iscsi://host[:port]/iqn/lun}. */
public final class IscsiUnit implements SharedUnit.Opener {

    private static final List<String> NAMES = List.of("libiscsi.so.7", "libiscsi.so.9", "libiscsi.so.8", "iscsi");

    private final IscsiAddress address;
    private final Libiscsi library;
    private final Poll system;

    private IscsiUnit(IscsiAddress address, Libiscsi library, Poll system) {
        this.address = address;
        this.library = library;
        this.system = system;
    }

    /**
     * The unit at an address. Nothing is opened yet.
     *
     * @throws UsageException if it is no address
     * @throws OperatorNeededException if libiscsi is not installed
     */
    public static IscsiUnit at(String address) throws UsageException, OperatorNeededException {
        IscsiAddress parsed = IscsiAddress.parse(address);
        return new IscsiUnit(parsed, library(),
                NativeLibraries.load(List.of("c"), Poll.class, "iSCSI can be used on Unix only"));
    }

    private static Libiscsi library() throws OperatorNeededException {
        return NativeLibraries.load(NAMES, Libiscsi.class,
                "install libiscsi (the package libiscsi7 of Debian and Ubuntu)");
    }

    /**
     * Finds out whether units of other hosts can be used at all.
     *
     * @throws OperatorNeededException if libiscsi is not installed
     */
    public static void requireLibrary() throws OperatorNeededException {
        library();
    }

    /**
     * Logs in.
     *
     * @throws OperatorNeededException if the host cannot be reached, or does not let us in
     */
    @Override
    public Transport open() throws OperatorNeededException {
        return new IscsiTransport(library, IscsiSession.login(library, system, address, Initiator.here()), address);
    }
}
