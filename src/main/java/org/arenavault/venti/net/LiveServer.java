package org.arenavault.venti.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Dial;
import org.arenavault.io.RefusedException;
import org.arenavault.venti.format.VentiConf;

/**
 * Whether somebody serves a venti's files already. The real server takes no lock, and does damage before it notices
 * that its port is taken (venti-protocol 7): all there is to go by is whether anybody answers at its addresses.
 */
public final class LiveServer {

    private static final int PATIENCE_MILLIS = 2000;

    private LiveServer() {
    }

    /**
     * Refuses to go on if anybody answers at the protocol address or the status pages' address of a configuration.
     *
     * @throws RefusedException if somebody does
     * @throws CorruptException if an address is none
     */
    public static void refuse(VentiConf conf) throws RefusedException, CorruptException {
        refuse(conf, conf.dial());
        Optional<Dial> pages = conf.pagesDial();
        if (pages.isPresent()) {
            refuse(conf, pages.get());
        }
    }

    private static void refuse(VentiConf conf, Dial dial) throws RefusedException {
        if (answers(dial)) {
            throw new RefusedException("%s: a server answers at %s; stop it first, two writers ruin the files"
                    .formatted(conf.source(), dial));
        }
    }

    /** True if somebody accepts a connection there; at {@code *}, on this machine. */
    static boolean answers(Dial dial) {
        try (Socket socket = new Socket()) {
            InetAddress host = dial.host().equals(Dial.ANY_HOST) ? InetAddress.getLoopbackAddress()
                    : InetAddress.getAllByName(dial.host())[0];
            socket.connect(new InetSocketAddress(host, dial.port()), PATIENCE_MILLIS);
            return true;
        } catch (IOException e) {
            // unknown, refused, unreachable or silent: nobody serves there
            return false;
        }
    }
}
