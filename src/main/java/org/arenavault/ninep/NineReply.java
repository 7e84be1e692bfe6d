package org.arenavault.ninep;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Plain;

/**
 * An answer of a server.
 *
 * @param type of the message
 * @param tag of the request that it answers
 * @param body what follows, little-endian
 */
record NineReply(int type, int tag, ByteBuffer body) {

    /** Bytes before the body: length, type and tag. */
    static final int HEAD = 7;

    /**
     * Decodes a message without its length. The body is a part of it, and no copy.
     *
     * @throws CorruptException if it is too short for one
     */
    static NineReply decode(ByteBuffer message) throws CorruptException {
        if (message.remaining() < HEAD - Integer.BYTES) {
            throw new CorruptException("a message of %d bytes".formatted(message.remaining()));
        }
        ByteBuffer b = message.order(ByteOrder.LITTLE_ENDIAN);
        return new NineReply(b.get() & 0xFF, b.getShort() & 0xFFFF, b.slice().order(ByteOrder.LITTLE_ENDIAN));
    }

    /** The same with a body of its own. */
    NineReply copy() {
        ByteBuffer own = ByteBuffer.allocate(body.remaining()).order(ByteOrder.LITTLE_ENDIAN);
        return new NineReply(type, tag, own.put(body.duplicate()).flip());
    }

    /**
     * The bytes that an answer to a read brings: all that follows its length of four bytes.
     *
     * @throws CorruptException if that says otherwise, or there are more than {@code most}
     */
    ByteBuffer data(int most) throws CorruptException {
        int count = body.remaining() < Integer.BYTES ? -1 : body.getInt();
        if (count < 0 || count > most || count != body.remaining()) {
            throw new CorruptException("an answer to a read with a length of %d and %d bytes, where %d were asked for"
                    .formatted(count & 0xFFFF_FFFFL, body.remaining(), most));
        }
        return body;
    }

    /**
     * How many bytes a server says that it has written.
     *
     * @throws CorruptException if it says nothing, or more than {@code most}
     */
    int written(int most) throws CorruptException {
        long count = body.remaining() < Integer.BYTES ? -1 : body.getInt() & 0xFFFF_FFFFL;
        if (count < 0 || count > most || body.hasRemaining()) {
            throw new CorruptException("an answer to a write that says %d bytes, where %d were sent"
                    .formatted(count, most));
        }
        return (int) count;
    }

    /** The text of the body, as a terminal can show it. */
    String text() {
        return Plain.field(rawText());
    }

    /** The text of the body, unchanged. */
    String rawText() {
        int count = body.remaining() < Short.BYTES ? 0 : Math.min(body.getShort() & 0xFFFF, body.remaining());
        byte[] bytes = new byte[count];
        body.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
