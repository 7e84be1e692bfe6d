package org.arenavault.venti.net;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.arenavault.io.Clock;
import org.arenavault.io.CorruptException;
import org.arenavault.io.PeerException;

/** One client of a server: greeting, hello, then a request at a time and its answer (venti-protocol 2, 3). */
final class VentiSession extends ServedConnection {

    /** A longer message ends the connection; one up to here is refused and the connection goes on. */
    private static final long LONGEST = (16L << 20) + 64;
    private static final int HELLO_TAG = 0;

    private final String peer;
    private final RequestHandler handler;
    private final ServerOptions options;
    /** Answers to requests that came together go together. */
    private final ByteBuffer answers = ByteBuffer.allocate(FrameBuffer.MAX_MESSAGE + MessageCodec.ROOM);

    VentiSession(Socket socket, RequestHandler handler, ServerOptions options, Clock clock) throws IOException {
        super(socket, clock);
        this.peer = String.valueOf(socket.getRemoteSocketAddress());
        this.handler = handler;
        this.options = options;
    }

    @Override
    void serve() throws IOException {
        write(ByteBuffer.wrap(WireVersion.announce(WireVersion.ALL)));
        WireVersion version = WireVersion.choose(WireVersion.parse(readLine(), peer), WireVersion.ALL)
                .orElseThrow(() -> misbehaved("speaks no version that is known here"));
        FrameBuffer frames = new FrameBuffer(version, LONGEST);
        if (hello(frames, version)) {
            answerAll(frames, version);
        }
    }

    /** Byte by byte: what follows belongs to the messages. */
    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        ByteBuffer one = ByteBuffer.allocate(1);
        while (line.length() < WireVersion.MAX_LINE) {
            if (read(one.clear()) < 0) {
                throw misbehaved("left during its greeting");
            }
            char c = (char) (one.get(0) & 0xFF);
            if (c == '\n') {
                return line.toString();
            }
            line.append(c);
        }
        throw misbehaved("greets without end");
    }

    private boolean hello(FrameBuffer frames, WireVersion version) throws IOException {
        Optional<FrameBuffer.Frame> frame = next(frames);
        if (frame.isEmpty()) {
            return false;
        }
        Message.Tagged first = MessageCodec.decode(frame.get().body());
        Message.Hello hello = first.message().hello()
                .filter(said -> first.tag() == HELLO_TAG && said.version().equals(version.number()))
                .orElseThrow(() -> misbehaved("does not say hello"));
        add(new Message.Tagged(HELLO_TAG, new Message.Welcome(hello.uid())), version);
        sendAnswers();
        return true;
    }

    private void answerAll(FrameBuffer frames, WireVersion version) throws IOException {
        for (Optional<FrameBuffer.Frame> frame = nextRequest(frames); frame.isPresent();
                frame = nextRequest(frames)) {
            ByteBuffer body = frame.get().body();
            int tag = body.get(body.position() + 1) & 0xFF;
            Optional<Message> answer;
            if (frame.get().isWhole()) {
                Optional<Message> request = decode(body);
                if (request.isPresent() && request.get().isGoodbye()) {
                    sendAnswers();
                    return;
                }
                answer = request.flatMap(handler::answer);
            } else {
                answer = handler.answerTooLong(body);
            }
            if (answer.isPresent()) {
                add(new Message.Tagged(tag, answer.get()), version);
            }
        }
    }

    /** The next request. Before more bytes are waited for, the answers to all that are here are sent. */
    private Optional<FrameBuffer.Frame> nextRequest(FrameBuffer frames) throws IOException {
        Optional<FrameBuffer.Frame> here = frames.next();
        if (here.isPresent()) {
            work();
            return here;
        }
        sendAnswers();
        rest();
        return next(frames);
    }

    /** What is no message is passed over without an answer, as the real server does. */
    private static Optional<Message> decode(ByteBuffer body) {
        try {
            return Optional.of(MessageCodec.decode(body).message());
        } catch (CorruptException e) {
            return Optional.empty();
        }
    }

    /** The next message; empty at the end of the connection. */
    private Optional<FrameBuffer.Frame> next(FrameBuffer frames) throws IOException {
        Optional<FrameBuffer.Frame> frame = frames.next();
        boolean within = frames.isWithinMessage();
        if (within) {
            allow(options.messageTimeout());
        }
        while (frame.isEmpty()) {
            int count = read(frames.room());
            if (count < 0) {
                return Optional.empty();
            }
            frames.added(count);
            if (!within) {
                within = true;
                allow(options.messageTimeout());
            }
            frame = frames.next();
        }
        work();
        return frame;
    }

    private void add(Message.Tagged message, WireVersion version) throws IOException {
        if (answers.remaining() < MessageCodec.room(message)) {
            sendAnswers();
            work();
        }
        MessageCodec.put(message, version, answers);
    }

    private void sendAnswers() throws IOException {
        if (answers.position() > 0) {
            allow(options.messageTimeout());
            write(answers.flip());
            answers.clear();
        }
    }

    private PeerException misbehaved(String what) {
        return new PeerException(PeerException.Fault.MISBEHAVED, peer + ": " + what);
    }
}
