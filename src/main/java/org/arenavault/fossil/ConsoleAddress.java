package org.arenavault.fossil;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import org.arenavault.io.Clock;
import org.arenavault.io.Dial;
import org.arenavault.io.PeerException;
import org.arenavault.io.Reason;
import org.arenavault.io.SerialLine;
import org.arenavault.io.SerialSettings;
import org.arenavault.io.StopSignal;
import org.arenavault.io.UsageException;
import org.arenavault.ninep.NineLine;
import org.arenavault.ninep.NineOptions;
import org.arenavault.ninep.NinePath;

/**
 * Where a fossil's console is (replication 4): {@code serial:/dev/ttyS0} or {@code serial:/dev/ttyS0,115200},
 * {@code tcp:host:port}, {@code unix:/path/to/socket}, a file of a 9P server such as {@code 9p:host//srv/fscons}, or
 * {@code exec:} and a command such as {@code ssh}, whose words are separated by blanks.
 */
public final class ConsoleAddress {

    private static final int DEFAULT_RATE = 9600;
    private static final int DIAL_TIMEOUT = 10_000;

    private ConsoleAddress() {
    }

    /**
     * Opens it.
     *
     * @param clock the time that a server has to answer
     * @param stop whether to wait for it
     * @throws UsageException if it is of no known kind
     * @throws PeerException if nobody answers
     * @throws org.arenavault.io.OperatorNeededException if a serial line cannot be had
     */
    public static ConsoleLink open(String address, Clock clock, StopSignal stop) throws IOException {
        int colon = address.indexOf(':');
        String rest = address.substring(colon + 1);
        String kind = colon < 0 || rest.isEmpty() ? "" : address.substring(0, colon);
        return switch (kind) {
            case "serial" -> serial(address, rest);
            case "tcp" -> tcp(address, Dial.parse(rest));
            case "unix" -> unix(address, rest);
            case "9p" -> file(address, NineLine.open(NinePath.parse(address), NineOptions.DEFAULT, clock, stop));
            case "exec" -> command(address, rest);
            default -> throw new UsageException(
                    ("'%s': a console is serial:DEVICE[,RATE], tcp:HOST:PORT, unix:PATH, 9p:SERVER//PATH or "
                    + "exec:COMMAND").formatted(address));
        };
    }

    /** One end of a link, and what closes it. */
    private record Streams(String name, InputStream input, OutputStream output, Closing closing)
            implements ConsoleLink {

        @Override
        public void close() throws IOException {
            closing.close();
        }
    }

    @FunctionalInterface
    private interface Closing {
        void close() throws IOException;
    }

    private static ConsoleLink serial(String name, String text) throws IOException {
        String[] parts = text.split(",", 2);
        if (parts.length == 2 && !parts[1].matches("[0-9]{2,7}")) {
            throw new UsageException("'%s': '%s' is no rate".formatted(name, parts[1]));
        }
        int rate = parts.length == 2 ? Integer.parseInt(parts[1]) : DEFAULT_RATE;
        SerialLine line = SerialLine.open(parts[0], SerialSettings.plain(rate));
        return new Streams(name, line.input(), line.output(), line::close);
    }

    private static ConsoleLink tcp(String name, Dial dial) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(dial.host(), dial.port()), DIAL_TIMEOUT);
            return new Streams(name, socket.getInputStream(), socket.getOutputStream(), socket::close);
        } catch (IOException e) {
            socket.close();
            throw new PeerException(PeerException.Fault.UNREACHABLE, "%s: %s".formatted(name, Reason.of(e)), e);
        }
    }

    private static ConsoleLink unix(String name, String path) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(Path.of(path)));
            ByteChannel bytes = new Unlocked(channel);
            return new Streams(name, Channels.newInputStream(bytes), Channels.newOutputStream(bytes), channel::close);
        } catch (IOException e) {
            channel.close();
            throw new PeerException(PeerException.Fault.UNREACHABLE, "%s: %s".formatted(name, Reason.of(e)), e);
        }
    }

    /** Its bytes without its lock: the streams of a channel that can be selected wait for each other. */
    private record Unlocked(SocketChannel channel) implements ByteChannel {

        @Override
        public int read(ByteBuffer target) throws IOException {
            return channel.read(target);
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            return channel.write(source);
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private static ConsoleLink file(String name, NineLine line) {
        return new Streams(name, line.input(), line.output(), line::close);
    }

    private static ConsoleLink command(String name, String command) throws IOException {
        try {
            Process process = new ProcessBuilder(List.of(command.trim().split(" +")))
                    .redirectError(ProcessBuilder.Redirect.INHERIT).start();
            return new Streams(name, process.getInputStream(), process.getOutputStream(), process::destroy);
        } catch (IOException e) {
            throw new PeerException(PeerException.Fault.UNREACHABLE, "%s: %s".formatted(name, Reason.of(e)), e);
        }
    }
}
