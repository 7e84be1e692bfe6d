package org.arenavault.restore;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import org.arenavault.io.RefusedException;
import org.arenavault.io.UsageException;
import org.arenavault.venti.format.VentiConf;
import org.arenavault.venti.net.Dial;

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
        check(conf, conf.address(), Dial.VENTI_PORT);
        if (conf.httpAddress().isPresent()) {
            check(conf, conf.httpAddress().get(), HTTP_PORT);
        }
    }

    private static void check(VentiConf conf, String address, int defaultPort) throws RefusedException {
        Dial dial;
        try {
            boolean http = address.endsWith(HTTP);
            dial = Dial.parse(http ? address.substring(0, address.length() - HTTP.length()) : address,
                    http ? HTTP_PORT : defaultPort);
        } catch (UsageException e) {
            // an address that no machine here can be reached by, of another kind of network
            return;
        }
        for (String host : dial.host().equals(Dial.ANY_HOST) ? THIS_MACHINE : List.of(dial.host())) {
            if (answers(host, dial.port())) {
                throw new RefusedException("%s: a server answers at %s, and may be using the store; stop it first"
                        .formatted(conf.source(), address));
            }
        }
    }

    private static boolean answers(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
