package org.arenavault.restore;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.arenavault.io.Dial;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;
import org.arenavault.io.UsageException;
import org.arenavault.io.World;
import org.arenavault.ninep.NinePath;
import org.arenavault.venti.format.Partition;
import org.arenavault.venti.format.VentiConf;

/**
 * Whether a venti is running where a configuration says that it would: then nobody else may write its partitions. One
 * that answers has the last word. Where partitions lie on another machine somebody must have been asked there, or the
 * operator must have said that it is stopped.
 */
public final class ServerProbe {

    /** Whoever serves a store on this machine, or beside it, answers sooner. */
    private static final int PATIENCE_MILLIS = 500;
    /** Another machine may be far away. */
    private static final int PATIENCE_AFAR_MILLIS = 5000;
    private static final int HTTP_PORT = 80;
    private static final String HTTP = "!http";
    private static final List<String> THIS_MACHINE = List.of("127.0.0.1", "::1");
    /** What Java says if a machine answers that nobody listens there. */
    private static final String NOBODY = "Connection refused";
    /** The option by which the operator says that the server is stopped. */
    public static final String STOPPED = "--server-is-stopped";

    private final boolean saidToBeStopped;

    /**
     * A probe.
     *
     * @param saidToBeStopped whether the operator has said so of a server that nobody can be asked for
     */
    public ServerProbe(boolean saidToBeStopped) {
        this.saidToBeStopped = saidToBeStopped;
    }

    /** What comes of knocking at an address. */
    private enum Answer { ANSWERS, NOBODY_THERE, UNKNOWN }

    /**
     * Makes sure that no venti uses the partitions of a configuration.
     *
     * @return the world, in which those on other machines are opened to be written
     * @throws RefusedException if somebody answers, or nobody can be asked
     */
    public World toWrite(VentiConf conf, World world) throws RefusedException {
        check(conf);
        Set<String> hosts = new TreeSet<>();
        List<Partition> all = new ArrayList<>(conf.arenas());
        all.addAll(conf.sections());
        conf.bloom().ifPresent(all::add);
        all.forEach(partition -> NinePath.of(partition.path()).ifPresent(path -> hosts.add(path.host())));
        for (String host : hosts) {
            check(conf.source().toString(), host, conf.address(), conf.httpAddress());
        }
        return hosts.isEmpty() ? world : world.with(world.disks().writingAfar());
    }

    /**
     * The same for a partition alone, which may carry a configuration. Of one on this machine nothing is asked.
     *
     * @throws RefusedException if somebody answers, or nobody can be asked
     */
    public World toWrite(Partition line, World world) throws IOException {
        Optional<NinePath> there = NinePath.of(line.path());
        if (there.isEmpty()) {
            return world;
        }
        Optional<VentiConf> conf;
        try (Storage partition = line.openToRead(world.disks())) {
            conf = VentiConf.storedIn(partition, line.path());
        }
        if (conf.isPresent()) {
            toWrite(conf.get(), world);
        } else {
            String host = there.get().host();
            String usual = VentiConf.reachedAt(host, VentiConf.DEFAULT_ADDRESS);
            requireSilence(line.text(), usual);
            if (!saidToBeStopped) {
                throw unknown(line.text(), "it carries no configuration that says where its venti would answer");
            }
        }
        return world.with(world.disks().writingAfar());
    }

    private void check(String what, String host, String address, Optional<String> http) throws RefusedException {
        String main = VentiConf.reachedAt(host, address);
        Answer answer = requireSilence(what, main);
        // a name that its configuration has for it may be another's; that somebody answers there says enough
        requireSilence(what, at(host, main));
        if (http.isPresent()) {
            requireSilence(what, at(host, VentiConf.reachedAt(host, http.get())));
        }
        if (answer == Answer.UNKNOWN && !saidToBeStopped) {
            throw unknown(what, "nobody can be asked at %s".formatted(main));
        }
    }

    private static String at(String host, String address) {
        return address.replace("!" + NinePath.UNKNOWN_HOST, "!" + host);
    }

    private static Answer requireSilence(String what, String address) throws RefusedException {
        Answer answer = knock(address, address.endsWith(HTTP) ? HTTP_PORT : Dial.VENTI_PORT, PATIENCE_AFAR_MILLIS);
        if (answer == Answer.ANSWERS) {
            throw refusal(what, address);
        }
        return answer;
    }

    private static RefusedException unknown(String what, String why) {
        return new RefusedException("%s: a venti may be running on it: %s; stop it there, and say so with %s"
                .formatted(what, why, STOPPED));
    }

    private static RefusedException refusal(Object what, String address) {
        return new RefusedException("%s: a server answers at %s, and may be using the store; stop it first"
                .formatted(what, address));
    }

    /**
     * Knocks at the addresses of a configuration; {@code *} is this machine.
     *
     * @throws RefusedException if somebody answers
     */
    public static void check(VentiConf conf) throws RefusedException {
        Optional<String> address = answering(conf);
        if (address.isPresent()) {
            throw refusal(conf.source(), address.get());
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
        return knock(address, defaultPort, PATIENCE_MILLIS) == Answer.ANSWERS;
    }

    private static Answer knock(String address, int defaultPort, int patience) {
        Dial dial;
        try {
            boolean http = address.endsWith(HTTP);
            dial = Dial.parse(http ? address.substring(0, address.length() - HTTP.length()) : address,
                    http ? HTTP_PORT : defaultPort);
        } catch (UsageException e) {
            // an address that no machine here can be reached by, of another kind of network
            return Answer.UNKNOWN;
        }
        List<String> hosts = dial.host().equals(Dial.ANY_HOST) ? THIS_MACHINE : List.of(dial.host());
        Answer known = Answer.UNKNOWN;
        for (String host : hosts) {
            for (InetAddress each : addresses(host)) {
                Answer answer = knock(new InetSocketAddress(each, dial.port()), patience);
                if (answer == Answer.ANSWERS) {
                    return answer;
                }
                known = answer == Answer.NOBODY_THERE ? answer : known;
            }
        }
        return known;
    }

    private static List<InetAddress> addresses(String host) {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException e) {
            return List.of();
        }
    }

    private static Answer knock(InetSocketAddress address, int patience) {
        try (Socket socket = new Socket()) {
            socket.connect(address, patience);
            return Answer.ANSWERS;
        } catch (ConnectException e) {
            return NOBODY.equals(e.getMessage()) ? Answer.NOBODY_THERE : Answer.UNKNOWN;
        } catch (IOException e) {
            return Answer.UNKNOWN;
        }
    }
}
