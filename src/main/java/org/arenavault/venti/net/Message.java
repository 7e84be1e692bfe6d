package org.arenavault.venti.net;

import java.io.IOException;
import java.util.Optional;
import org.arenavault.io.PeerException;
import org.arenavault.venti.format.Score;

/** The messages of the protocol (venti-protocol 3). Block types are numbers of the wire. */
sealed interface Message {

    /** Writes it, without the length that precedes it. */
    void encode(int tag, MessageBytes out);

    /** Bytes that its data take beside what every message has. */
    default int bulk() {
        return 0;
    }

    /**
     * Gives itself to a request as the answer.
     *
     * @throws PeerException if it is no answer to that
     */
    void answer(Request<?> request, String peer) throws PeerException;

    /** What a server answers; nothing to what is no request, as the real server does. */
    Optional<Message> answeredBy(RequestHandler handler) throws IOException;

    /** Itself, if it is the first message of a client. */
    default Optional<Hello> hello() {
        return Optional.empty();
    }

    /** Whether it is the last message of a client. */
    default boolean isGoodbye() {
        return false;
    }

    /** What clients send. */
    sealed interface Question extends Message {

        @Override
        default void answer(Request<?> request, String peer) throws PeerException {
            throw request.misbehaved(peer, this);
        }
    }

    /** What servers send. */
    sealed interface Answer extends Message {

        @Override
        default Optional<Message> answeredBy(RequestHandler handler) {
            return Optional.empty();
        }
    }

    /** A refusal; answers any request. */
    record Refusal(String text) implements Answer {

        static final int NUMBER = 1;

        @Override
        public void encode(int tag, MessageBytes out) {
            out.putHead(NUMBER, tag);
            out.putString(text);
        }

        @Override
        public void answer(Request<?> request, String peer) throws PeerException {
            request.refused(text, peer);
        }
    }

    /** Are you there? */
    record Ping() implements Question {

        static final int NUMBER = 2;

        @Override
        public void encode(int tag, MessageBytes out) {
            out.putHead(NUMBER, tag);
        }

        @Override
        public Optional<Message> answeredBy(RequestHandler handler) {
            return Optional.of(new Pong());
        }
    }

    /** I am. */
    record Pong() implements Answer {

        static final int NUMBER = 3;

        @Override
        public void encode(int tag, MessageBytes out) {
            out.putHead(NUMBER, tag);
        }

        @Override
        public void answer(Request<?> request, String peer) throws PeerException {
            request.answered(this, peer);
        }
    }

    /** The first message of a client. */
    record Hello(String version, String uid) implements Question {

        static final int NUMBER = 4;

        @Override
        public void encode(int tag, MessageBytes out) {
            out.putHead(NUMBER, tag);
            out.putString(version);
            out.putString(uid);
            out.putZeros(3);
        }

        @Override
        public Optional<Message> answeredBy(RequestHandler handler) {
            return Optional.of(ServerError.UNKNOWN_REQUEST.refusal());
        }

        @Override
        public Optional<Hello> hello() {
            return Optional.of(this);
        }
    }

    /** The answer to it. */
    record Welcome(String sid) implements Answer {

        static final int NUMBER = 5;

        @Override
        public void encode(int tag, MessageBytes out) {
            out.putHead(NUMBER, tag);
            out.putString(sid);
            out.putZeros(2);
        }

        @Override
        public void answer(Request<?> request, String peer) throws PeerException {
            request.answered(this, peer);
        }
    }

    /** The last message of a client; has no answer. */
    record Goodbye() implements Question {

        static final int NUMBER = 6;

        @Override
        public void encode(int tag, MessageBytes out) {
            out.putHead(NUMBER, tag);
        }

        @Override
        public Optional<Message> answeredBy(RequestHandler handler) {
            return Optional.empty();
        }

        @Override
        public boolean isGoodbye() {
            return true;
        }
    }

    /** Asks for a block of at most {@code count} bytes. */
    record Read(Score score, int type, long count) implements Question {

        static final int NUMBER = 12;
        private static final int SHORT_COUNT_END = 1 << 16;

        @Override
        public void encode(int tag, MessageBytes out) {
            out.putHead(NUMBER, tag);
            out.putBytes(score.toBytes());
            out.put(1, type);
            out.putZeros(1);
            out.put(count >= SHORT_COUNT_END ? Integer.BYTES : Short.BYTES, count);
        }

        @Override
        public Optional<Message> answeredBy(RequestHandler handler) throws IOException {
            return Optional.of(handler.read(this));
        }
    }

    /** The block. */
    record Block(byte[] data) implements Answer {

        static final int NUMBER = 13;

        @Override
        public void encode(int tag, MessageBytes out) {
            out.putHead(NUMBER, tag);
            out.putBytes(data);
        }

        @Override
        public int bulk() {
            return data.length;
        }

        @Override
        public void answer(Request<?> request, String peer) throws PeerException {
            request.answered(this, peer);
        }
    }

    /** Gives a block. */
    record Write(int type, byte[] data) implements Question {

        static final int NUMBER = 14;

        @Override
        public void encode(int tag, MessageBytes out) {
            out.putHead(NUMBER, tag);
            out.put(1, type);
            out.putZeros(3);
            out.putBytes(data);
        }

        @Override
        public int bulk() {
            return data.length;
        }

        @Override
        public Optional<Message> answeredBy(RequestHandler handler) throws IOException {
            return Optional.of(handler.write(this));
        }
    }

    /** It has been taken, under this score. */
    record Written(Score score) implements Answer {

        static final int NUMBER = 15;

        @Override
        public void encode(int tag, MessageBytes out) {
            out.putHead(NUMBER, tag);
            out.putBytes(score.toBytes());
        }

        @Override
        public void answer(Request<?> request, String peer) throws PeerException {
            request.answered(this, peer);
        }
    }

    /** Asks that everything given be made durable. */
    record Sync() implements Question {

        static final int NUMBER = 16;

        @Override
        public void encode(int tag, MessageBytes out) {
            out.putHead(NUMBER, tag);
        }

        @Override
        public Optional<Message> answeredBy(RequestHandler handler) throws IOException {
            return Optional.of(handler.sync());
        }
    }

    /** It is. */
    record Synced() implements Answer {

        static final int NUMBER = 17;

        @Override
        public void encode(int tag, MessageBytes out) {
            out.putHead(NUMBER, tag);
        }

        @Override
        public void answer(Request<?> request, String peer) throws PeerException {
            request.answered(this, peer);
        }
    }

    /**
     * A message and the tag that tells to which request an answer belongs.
     *
     * @param tag 0 to 255
     */
    record Tagged(int tag, Message message) {
    }
}
