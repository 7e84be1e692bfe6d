package org.arenavault.venti.net;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.arenavault.io.CorruptException;
import org.arenavault.venti.format.Fields;

/**
 * Cuts a stream of bytes into messages. Holds no more than one message of the greatest length; of longer ones, up to
 * a second limit, only the beginning is kept, so that they can be refused and the connection stay usable.
 */
final class FrameBuffer {

    /** The longest message that carries a block: type, tag, and what precedes the data, with room to spare. */
    static final int MAX_MESSAGE = 64 * 1024 + 64;

    /**
     * A message without its length.
     *
     * @param body valid until more bytes are taken
     * @param length bytes of the message as it was sent; more than {@code body} holds if it was too long to be kept
     */
    record Frame(ByteBuffer body, long length) {

        boolean isWhole() {
            return body.remaining() == length;
        }
    }

    private final int lengthSize;
    private final long longest;
    private final ByteBuffer buffer;
    private long skipping;

    /**
     * A buffer for messages of this version.
     *
     * @param longest a longer message ends the connection; at least {@link #MAX_MESSAGE}
     */
    FrameBuffer(WireVersion version, long longest) {
        this.lengthSize = version.lengthSize();
        this.longest = longest;
        this.buffer = ByteBuffer.allocate(lengthSize + MAX_MESSAGE).limit(0);
    }

    /**
     * Where to put more bytes, at least one; tell {@link #added} how many there were. Only to be asked when there
     * is no message any more.
     */
    ByteBuffer room() {
        if (skipping > 0) {
            ByteBuffer scrap = buffer.duplicate().clear();
            return scrap.limit((int) Math.min(scrap.capacity(), skipping));
        }
        buffer.compact().flip();
        return buffer.duplicate().limit(buffer.capacity()).position(buffer.limit());
    }

    /** So many bytes were put there. */
    void added(int count) {
        if (skipping > 0) {
            skipping -= count;
        } else {
            buffer.limit(buffer.limit() + count);
        }
    }

    /** True if part of a message is there. */
    boolean isWithinMessage() {
        return skipping > 0 || buffer.hasRemaining();
    }

    /**
     * The next message.
     *
     * @return empty until more bytes have come
     * @throws CorruptException if a message is longer than any may be, or too short to be one
     */
    Optional<Frame> next() throws CorruptException {
        if (skipping > 0 || buffer.remaining() < lengthSize) {
            return Optional.empty();
        }
        int at = buffer.position();
        long length = lengthSize == Integer.BYTES ? Fields.u32(buffer, at) : Fields.u16(buffer, at);
        if (length < 2 || length > longest) {
            throw new CorruptException("message of %d bytes; 2 to %d are possible".formatted(length, longest));
        }
        int kept = (int) Math.min(length, MAX_MESSAGE);
        if (buffer.remaining() - lengthSize < kept) {
            return Optional.empty();
        }
        ByteBuffer body = buffer.slice(at + lengthSize, kept);
        buffer.position(at + lengthSize + kept);
        skipping = length - kept;
        return Optional.of(new Frame(body, length));
    }
}
