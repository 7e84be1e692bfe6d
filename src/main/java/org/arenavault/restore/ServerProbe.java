package org.arenavault.restore;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import org.arenavault.io.Dial;
import org.arenavault.io.RefusedException;
import org.arenavault.io.UsageException;
import org.arenavault.venti.format.VentiConf;

/** Whether a venti is running where a configuration says that it would: then nobody else may write its partitions. */
public final class ServerProbe {

    /** Whoever serves a store on this machine, or beside it, answers sooner. */
    private static final int PATIENCE_MILLIS = 500;
    private static final int HTTP_PORT = 80;
    private static final String HTTP = "!http";
    private static final List<String> THIS_MACHINE = List.of("127.0.0.1", "::1");

    private ServerProbe() {
    }

    /**
     * Knocks at the addresses of a configuration; {@code *} is this machine.
     *
     * @throws RefusedException if somebody answers
     */
    public static void check(VentiConf conf) throws RefusedException {
        Optional<String> address = answering(conf);
        if (address.isPresent()) {
            throw new RefusedException("%s: a server answers at %s, and may be using the store; stop it first"
                    .formatted(conf.source(), address.get()));
        }
    }

    /** The first address of a configuration that somebody answers at. */
    public static Optional<String> answering(VentiConf conf) {
        if (answers(conf.address(), Dial.VENTI_PORT)) {
            return Optional.of(conf.address());
        }
        return conf.httpAddress().filter(address -> answers(address, HTTP_PORT));
    }

    private static boolean answers(String address, int defaultPort) {
        Dial dial;
        try {
            boolean http = address.endsWith(HTTP);
            dial = Dial.parse(http ? address.substring(0, address.length() - HTTP.length()) : address,
                    http ? HTTP_PORT : defaultPort);
        } catch (UsageException e) {
            // an address that no machine here can be reached by, of another kind of network
            return false;
        }
        List<String> hosts = dial.host().equals(Dial.ANY_HOST) ? THIS_MACHINE : List.of(dial.host());
        return hosts.stream().anyMatch(host -> listens(host, dial.port()));
    }

    private static boolean listens(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
