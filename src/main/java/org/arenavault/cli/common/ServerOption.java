package org.arenavault.cli.common;

import org.arenavault.restore.ServerProbe;
import picocli.CommandLine.Option;

/** What the operator says of a venti that nobody can be asked for. */
public final class ServerOption {

    @Option(names = ServerProbe.STOPPED, description = "The venti that uses partitions on a file server is stopped. "
            + "Needed where it cannot be found out: behind unix!SOCKET, through a firewall, or where no configuration "
            + "says where it would answer. One that answers is never written under.")
    private boolean stopped;

    /** Finds out whether it is. */
    public ServerProbe probe() {
        return new ServerProbe(stopped);
    }
}
