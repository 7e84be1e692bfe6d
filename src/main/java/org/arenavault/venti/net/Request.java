package org.arenavault.venti.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.arenavault.io.PeerException;
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
     * Takes the answer: completes {@link #result}, with an error where the server refused.
     *
     * @throws PeerException if it is none that a server would give
     */
    abstract void answer(Message reply, String peer) throws PeerException;

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

    private static PeerException misbehaved(String peer, Message reply, String request) {
        return new PeerException(PeerException.Fault.MISBEHAVED, "%s: answers a %s with a %s"
                .formatted(peer, request, reply.getClass().getSimpleName().toLowerCase(Locale.ROOT)));
    }

    private static PeerException refused(PeerException.Fault fault, String peer, String what, String text) {
        return new PeerException(fault, "%s: refuses %s: %s".formatted(peer, what, PeerText.printable(text)));
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
        void answer(Message reply, String peer) throws PeerException {
            if (reply instanceof Message.Block block) {
                boolean sound = Score.ofBlock(ByteBuffer.wrap(block.data())).equals(score);
                result().complete(sound ? new ReadResult.Found(block.data()) : new ReadResult.Unsound(
                        "%s: sent %d bytes for block %s that do not hash to it"
                                .formatted(peer, block.data().length, score)));
            } else if (reply instanceof Message.Refusal refusal) {
                switch (ServerError.of(refusal.text())) {
                    case NOT_STORED -> result().complete(new ReadResult.Absent());
                    case CORRUPT -> result().complete(new ReadResult.Unsound(
                            "%s: says that block %s is corrupt".formatted(peer, score)));
                    default -> fail(refused(PeerException.Fault.REFUSED, peer, "to read block " + score,
                            refusal.text()));
                }
            } else {
                throw misbehaved(peer, reply, "read");
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
        void answer(Message reply, String peer) throws PeerException {
            if (reply instanceof Message.Refusal refusal) {
                result().complete(switch (ServerError.of(refusal.text())) {
                    case READ_TOO_SMALL -> Outcome.THERE;
                    case NOT_STORED -> Outcome.NOT_THERE;
                    default -> Outcome.UNCLEAR;
                });
            } else if (reply instanceof Message.Block) {
                result().complete(Outcome.UNCLEAR);
            } else {
                throw misbehaved(peer, reply, "read");
            }
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

        /** True if the server has taken it once already. */
        boolean isAccepted() {
            return result().isDone();
        }

        @Override
        Message message() {
            return new Message.Write(type.toDisk(), block);
        }

        @Override
        void answer(Message reply, String peer) throws PeerException {
            if (reply instanceof Message.Written written) {
                if (!written.score().equals(score)) {
                    throw new PeerException(PeerException.Fault.MISBEHAVED,
                            "%s: was given block %s and answers with the score %s"
                                    .formatted(peer, score, written.score()));
                }
                result().complete(score);
            } else if (reply instanceof Message.Refusal refusal) {
                PeerException refused = refused(fault(refusal), peer, "to store block " + score, refusal.text());
                if (isAccepted()) {
                    throw refused;
                }
                fail(refused);
            } else {
                throw misbehaved(peer, reply, "write");
            }
        }

        private static PeerException.Fault fault(Message.Refusal refusal) {
            return switch (ServerError.of(refusal.text())) {
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
        void answer(Message reply, String peer) throws PeerException {
            if (reply instanceof Message.Refusal refusal) {
                // nobody may go on as if the blocks were durable
                throw refused(PeerException.Fault.REFUSED, peer, "to make blocks durable", refusal.text());
            }
            if (!(reply instanceof Message.Synced)) {
                throw misbehaved(peer, reply, "sync");
            }
            result().complete(null);
        }
    }

    /** Whether the server is alive. The real one does not know the request, and says so. */
    static final class Ping extends Request<Void> {

        @Override
        Message message() {
            return new Message.Ping();
        }

        @Override
        void answer(Message reply, String peer) throws PeerException {
            boolean unknown = reply instanceof Message.Refusal refusal
                    && ServerError.of(refusal.text()) == ServerError.UNKNOWN_REQUEST;
            if (!(reply instanceof Message.Pong) && !unknown) {
                throw misbehaved(peer, reply, "ping");
            }
            result().complete(null);
        }
    }
}
