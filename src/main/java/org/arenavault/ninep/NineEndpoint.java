package org.arenavault.ninep;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.io.Dial;

/** Where a server is reached. */
interface NineEndpoint {

    /** The addresses to be tried in turn. */
    List<SocketAddress> addresses() throws IOException;

    /** The host, as it was named; {@code ?} if nobody knows. */
    String host();

    /** Begins to connect to one of them, without waiting. */
    SocketChannel connect(SocketAddress address) throws IOException;

    /** A port at a host. */
    record Tcp(Dial dial) implements NineEndpoint {

        @Override
        public String host() {
            return dial.host();
        }

        @Override
        public List<SocketAddress> addresses() throws IOException {
            List<SocketAddress> addresses = new ArrayList<>();
            for (InetAddress host : InetAddress.getAllByName(dial.host())) {
                addresses.add(new InetSocketAddress(host, dial.port()));
            }
            return addresses;
        }

        @Override
        public SocketChannel connect(SocketAddress address) throws IOException {
            SocketChannel channel = SocketChannel.open();
            try {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
                channel.configureBlocking(false);
                channel.connect(address);
                return channel;
            } catch (IOException | RuntimeException | Error e) {
                channel.close();
                throw e;
            }
        }

        @Override
        public String toString() {
            return dial.toString();
        }
    }

    /** A socket of this machine, as plan9port's {@code srv} posts it. */
    record Unix(Path socket) implements NineEndpoint {

        @Override
        public String host() {
            return NinePath.UNKNOWN_HOST;
        }

        @Override
        public List<SocketAddress> addresses() {
            return List.of(UnixDomainSocketAddress.of(socket));
        }

        @Override
        public SocketChannel connect(SocketAddress address) throws IOException {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.configureBlocking(false);
                channel.connect(address);
                return channel;
            } catch (IOException | RuntimeException | Error e) {
                channel.close();
                throw e;
            }
        }

        @Override
        public String toString() {
            return "unix!" + socket;
        }
    }
}
