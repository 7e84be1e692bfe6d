package org.arenavault.venti.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.arenavault.io.PeerException;
import org.arenavault.io.Plain;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;

/**
 * What a client asks of a server, and what it makes of the answer.
 *
 * @param <T> what comes of it
 */
abstract sealed class Request<T> {

    private final CompletableFuture<T> result = new CompletableFuture<>();
    private int sent;

    /** What is sent. */
    abstract Message message();

    /**
     * Takes a refusal: completes {@link #result}.
     *
     * @throws PeerException if nothing may go on after it
     */
    abstract void refused(String text, String peer) throws PeerException;

    /**
     * Takes a block as the answer: completes {@link #result}.
     *
     * @throws PeerException if it is none that a server would give; so do the methods that take other answers
     */
    void answered(Message.Block block, String peer) throws PeerException {
        throw misbehaved(peer, block);
    }

    void answered(Message.Written written, String peer) throws PeerException {
        throw misbehaved(peer, written);
    }

    void answered(Message.Synced synced, String peer) throws PeerException {
        throw misbehaved(peer, synced);
    }

    void answered(Message.Pong pong, String peer) throws PeerException {
        throw misbehaved(peer, pong);
    }

    void answered(Message.Welcome welcome, String peer) throws PeerException {
        throw misbehaved(peer, welcome);
    }

    /** Whether it asks that what was stored be made durable. */
    boolean isSync() {
        return false;
    }

    /** True if the server has taken it once already, and it was sent again. */
    boolean isAccepted() {
        return false;
    }

    /** Itself, once it has stored a block that is not durable yet. */
    Optional<Write> stored() {
        return Optional.empty();
    }

    CompletableFuture<T> result() {
        return result;
    }

    void fail(IOException cause) {
        result.completeExceptionally(cause);
    }

    /** Counts how often it was sent. */
    int countSent() {
        return ++sent;
    }

    /** What is to be said of an answer that no server would give. */
    PeerException misbehaved(String peer, Message reply) {
        return new PeerException(PeerException.Fault.MISBEHAVED, "%s: answers a %s with a %s"
                .formatted(peer, name(message()), name(reply)));
    }

    private static String name(Message message) {
        return message.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static PeerException refusal(PeerException.Fault fault, String peer, String what, String text) {
        return new PeerException(fault, "%s: refuses %s: %s".formatted(peer, what, Plain.field(text)));
    }

    /** For a block. */
    static final class Read extends Request<ReadResult> {

        /** No block is longer: the wire and the fields on disk end here. */
        private static final int LONGEST = 65535;

        private final Score score;
        private final BlockType type;

        Read(Score score, BlockType type) {
            this.score = score;
            this.type = type;
        }

        @Override
        Message message() {
            return new Message.Read(score, type.toDisk(), LONGEST);
        }

        @Override
        void answered(Message.Block block, String peer) {
            boolean sound = Score.ofBlock(ByteBuffer.wrap(block.data())).equals(score);
            result().complete(sound ? new ReadResult.Found(block.data()) : new ReadResult.Unsound(
                    "%s: sent %d bytes for block %s that do not hash to it"
                            .formatted(peer, block.data().length, score)));
        }

        @Override
        void refused(String text, String peer) {
            switch (ServerError.of(text)) {
                case NOT_STORED -> result().complete(new ReadResult.Absent());
                case CORRUPT -> result().complete(new ReadResult.Unsound(
                        "%s: says that block %s is corrupt".formatted(peer, score)));
                default -> fail(refusal(PeerException.Fault.REFUSED, peer, "to read block " + score, text));
            }
        }
    }

    /**
     * Whether a block is there, without its bytes: a read of none of them, which a server that has the block refuses
     * as too few (venti-protocol 14).
     */
    static final class Probe extends Request<Probe.Outcome> {

        /** What a probe shows. */
        enum Outcome { THERE, NOT_THERE, UNCLEAR }

        private final Score score;
        private final BlockType type;

        Probe(Score score, BlockType type) {
            this.score = score;
            this.type = type;
        }

        @Override
        Message message() {
            return new Message.Read(score, type.toDisk(), 0);
        }

        @Override
        void answered(Message.Block block, String peer) {
            result().complete(Outcome.UNCLEAR);
        }

        @Override
        void refused(String text, String peer) {
            result().complete(switch (ServerError.of(text)) {
                case READ_TOO_SMALL -> Outcome.THERE;
                case NOT_STORED -> Outcome.NOT_THERE;
                default -> Outcome.UNCLEAR;
            });
        }
    }

    /** That a block be stored. Kept after the answer, to be sent again if the connection is lost before a sync. */
    static final class Write extends Request<Score> {

        private final BlockType type;
        private final byte[] block;
        private final Score score;

        Write(BlockType type, byte[] block, Score score) {
            this.type = type;
            this.block = block;
            this.score = score;
        }

        int length() {
            return block.length;
        }

        @Override
        boolean isAccepted() {
            return result().isDone();
        }

        @Override
        Optional<Write> stored() {
            return result().isCompletedExceptionally() ? Optional.empty() : Optional.of(this);
        }

        @Override
        Message message() {
            return new Message.Write(type.toDisk(), block);
        }

        @Override
        void answered(Message.Written written, String peer) throws PeerException {
            if (!written.score().equals(score)) {
                throw new PeerException(PeerException.Fault.MISBEHAVED,
                        "%s: was given block %s and answers with the score %s"
                                .formatted(peer, score, written.score()));
            }
            result().complete(score);
        }

        @Override
        void refused(String text, String peer) throws PeerException {
            PeerException refusal = refusal(fault(text), peer, "to store block " + score, text);
            if (isAccepted()) {
                throw refusal;
            }
            fail(refusal);
        }

        private static PeerException.Fault fault(String text) {
            return switch (ServerError.of(text)) {
                case NO_SPACE -> PeerException.Fault.FULL;
                case READ_ONLY -> PeerException.Fault.READ_ONLY;
                default -> PeerException.Fault.REFUSED;
            };
        }
    }

    /** That everything stored be made durable. */
    static final class Sync extends Request<Void> {

        @Override
        Message message() {
            return new Message.Sync();
        }

        @Override
        boolean isSync() {
            return true;
        }

        @Override
        void answered(Message.Synced synced, String peer) {
            result().complete(null);
        }

        @Override
        void refused(String text, String peer) throws PeerException {
            // nobody may go on as if the blocks were durable
            throw refusal(PeerException.Fault.REFUSED, peer, "to make blocks durable", text);
        }
    }

    /** That the connection begins. */
    static final class Hello extends Request<Void> {

        private final String version;
        private final String user;

        Hello(String version, String user) {
            this.version = version;
            this.user = user;
        }

        @Override
        Message message() {
            return new Message.Hello(version, user);
        }

        @Override
        void answered(Message.Welcome welcome, String peer) {
            result().complete(null);
        }

        @Override
        void refused(String text, String peer) throws PeerException {
            throw refusal(PeerException.Fault.REFUSED, peer, "the connection", text);
        }

        @Override
        PeerException misbehaved(String peer, Message reply) {
            return new PeerException(PeerException.Fault.MISBEHAVED,
                    peer + ": does not answer the hello with a hello");
        }
    }

    /** Whether the server is alive. The real one does not know the request, and says so. */
    static final class Ping extends Request<Void> {

        @Override
        Message message() {
            return new Message.Ping();
        }

        @Override
        void answered(Message.Pong pong, String peer) {
            result().complete(null);
        }

        @Override
        void refused(String text, String peer) throws PeerException {
            if (ServerError.of(text) != ServerError.UNKNOWN_REQUEST) {
                throw misbehaved(peer, new Message.Refusal(text));
            }
            result().complete(null);
        }
    }
}
