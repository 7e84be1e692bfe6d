package org.arenavault.ninep;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.arenavault.io.Clock;
import org.arenavault.io.PeerException;
import org.arenavault.io.RefusedException;
import org.arenavault.io.StopSignal;
import org.jspecify.annotations.Nullable;

/**
 * A file of a server that bytes go into and come out of as through a line, such as a console that is posted in
 * {@code /srv}. It is open for both over a connection of its own. A read is answered when there is something to read,
 * however long that takes; everything else has to be answered in time. All bytes are at offset 0, as pipes have it. A
 * line that broke is not made again, since nobody knows what was lost.
 */
public final class NineLine implements Closeable {

    /** A file answers the first read at once, a console does not before somebody types. */
    private static final Duration SILENCE = Duration.ofMillis(500);
    /** As long a server may take to give back what is no longer needed. */
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final NineClient client;
    private final NineClient.Opened file;
    private final InputStream input = new NineBytes() {
        @Override
        ByteBuffer next() throws IOException {
            ByteBuffer first = unasked;
            unasked = NOTHING;
            return first.hasRemaining() ? first : take(ask());
        }
    };
    private final OutputStream output = new Output();
    /** What came before anybody asked for it. */
    private ByteBuffer unasked = NOTHING;
    private @Nullable NineAnswer asked;
    private boolean closed;

    private NineLine(NineClient client, NineClient.Opened file) {
        this.client = client;
        this.file = file;
    }

    /**
     * Opens it. Nothing is written yet.
     *
     * @throws PeerException if the server cannot be reached, or refuses
     * @throws RefusedException if it is a file with bytes of its own, which a line typed would damage
     */
    public static NineLine open(NinePath path, NineOptions options, Clock clock, StopSignal stop) throws IOException {
        NineClient client = NineClient.attach(path.address(), options, clock, stop);
        try {
            NineLine line = new NineLine(client, client.openLine(path.walk()));
            line.requireLine();
            return line;
        } catch (IOException | RuntimeException | Error e) {
            client.close();
            throw e;
        }
    }

    /** Devices that tell no length are told by what they give unasked: bytes that no console prints, or their end. */
    private void requireLine() throws IOException {
        NineAnswer first = ask();
        if (first.await(SILENCE)) {
            unasked = take(first);
            boolean text = unasked.hasRemaining();
            for (int i = unasked.position(); i < unasked.limit(); i++) {
                text &= unasked.get(i) != 0;
            }
            if (!text) {
                throw new RefusedException("%s: %s: is no console: it gives what no console prints; nothing was written"
                        .formatted(client.name(), file.what()));
            }
        }
    }

    /** What comes out. A read waits for it, and ends when the line is closed. */
    public InputStream input() {
        return input;
    }

    /** What goes in: one message for each call of {@code write}, if the server takes it whole. */
    public OutputStream output() {
        return output;
    }

    /** The read that is under way; there is one at a time. */
    private synchronized NineAnswer ask() throws IOException {
        if (closed) {
            throw new IOException("%s: %s: is closed".formatted(client.name(), file.what()));
        }
        if (asked == null) {
            asked = new Waiting(NineClient.read(file.fid(), 0, file.unit()), file.what());
            client.ask(asked);
        }
        return asked;
    }

    /** Waits for the bytes of an answer. */
    private ByteBuffer take(NineAnswer answer) throws IOException {
        ByteBuffer data = client.data(answer, file.unit(), file.what());
        synchronized (this) {
            asked = null;
        }
        return data;
    }

    /** Takes the read back that waits, so that it takes no bytes from others, and gives the file back. */
    @Override
    public void close() {
        @Nullable NineAnswer left;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            left = asked;
        }
        if (left == null || client.flush(left).await(FAREWELL)) {
            client.clunk(file.fid(), file.what()).await(FAREWELL);
        }
        client.close();
    }

    /** A read that may wait for ever. */
    private static final class Waiting extends NineAnswer {

        Waiting(ByteBuffer message, String what) {
            super(READ, message, what);
        }

        @Override
        boolean isPatient() {
            return true;
        }
    }

    private final class Output extends OutputStream {

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            for (int at = 0; at < count; at += file.unit()) {
                client.write(file, bytes, offset + at, Math.min(file.unit(), count - at));
            }
        }
    }
}
