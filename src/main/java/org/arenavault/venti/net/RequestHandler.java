package org.arenavault.venti.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.arenavault.io.Plain;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.BlockSource;
import org.arenavault.venti.format.BlockStore;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;

/**
 * Answers requests as the real server does (venti-protocol 3), but for what would lose data: a block of an illegal
 * type is refused, not stored where nobody can read it.
 */
final class RequestHandler {

    private static final System.Logger LOG = System.getLogger(RequestHandler.class.getName());

    private final BlockSource source;
    private final Optional<BlockStore> store;

    /** Answers from a source; writes are refused. */
    RequestHandler(BlockSource source) {
        this.source = source;
        this.store = Optional.empty();
    }

    /** Answers from a store. */
    RequestHandler(BlockStore store) {
        this.source = store;
        this.store = Optional.of(store);
    }

    /** The answer to a request; none to what is no request, as the real server has none. */
    Optional<Message> answer(Message request) {
        try {
            return request.answeredBy(this);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, () -> "venti server: " + e.getMessage());
            return Optional.of(new Message.Refusal(Plain.field(String.valueOf(e.getMessage()))));
        }
    }

    /** The answer to a message that was too long to be kept: type and tag are all that is known of it. */
    Optional<Message> answerTooLong(ByteBuffer beginning) {
        return beginning.get(beginning.position()) == Message.Write.NUMBER
                ? Optional.of(store.isPresent() ? ServerError.LUMP_TOO_LARGE.refusal()
                        : ServerError.READ_ONLY.refusal())
                : Optional.empty();
    }

    Message read(Message.Read read) throws IOException {
        if (read.score().isEmptyBlock()) {
            return new Message.Block(new byte[0]);
        }
        BlockType type = BlockType.fromDisk(read.type());
        Optional<byte[]> block = type.equals(BlockType.CORRUPT) ? Optional.empty() : source.read(read.score(), type);
        if (block.isEmpty()) {
            return ServerError.notStored(read.score(), type);
        }
        return block.get().length > read.count() ? ServerError.readTooSmall(read.count(), block.get().length)
                : new Message.Block(block.get());
    }

    Message sync() throws IOException {
        if (store.isPresent()) {
            store.get().sync();
        }
        return new Message.Synced();
    }

    Message write(Message.Write write) throws IOException {
        if (store.isEmpty()) {
            return ServerError.READ_ONLY.refusal();
        }
        BlockType type = BlockType.fromDisk(write.type());
        if (type.equals(BlockType.CORRUPT)) {
            return new Message.Refusal("illegal block type " + write.type());
        }
        if (write.data().length > ArenaFormat.MAX_LUMP) {
            return ServerError.LUMP_TOO_LARGE.refusal();
        }
        if (write.data().length == 0) {
            return new Message.Written(Score.ZERO);
        }
        Optional<Score> score = store.get().write(type, write.data());
        return score.isPresent() ? new Message.Written(score.get()) : ServerError.NO_SPACE.refusal();
    }
}
