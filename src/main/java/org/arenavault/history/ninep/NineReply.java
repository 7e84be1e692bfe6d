package org.arenavault.history.ninep;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.arenavault.io.CorruptException;
import org.arenavault.venti.vac.VacName;

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
     * Decodes a message without its length.
     *
     * @throws CorruptException if it is too short for one
     */
    static NineReply decode(byte[] message) throws CorruptException {
        if (message.length < HEAD - Integer.BYTES) {
            throw new CorruptException("a message of %d bytes".formatted(message.length));
        }
        ByteBuffer b = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        return new NineReply(b.get() & 0xFF, b.getShort() & 0xFFFF, b.slice().order(ByteOrder.LITTLE_ENDIAN));
    }

    /**
     * So many bytes of the body that follow a length of four bytes.
     *
     * @throws CorruptException if there are fewer, or more than {@code most}
     */
    ByteBuffer data(int most) throws CorruptException {
        int count = body.remaining() < Integer.BYTES ? -1 : body.getInt();
        if (count < 0 || count > most || count > body.remaining()) {
            throw new CorruptException("an answer to a read with a length of %d, where %d were asked for"
                    .formatted(count, most));
        }
        return body.slice(body.position(), count).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The text of the body, as a terminal can show it. */
    String text() {
        int count = body.remaining() < Short.BYTES ? 0 : Math.min(body.getShort() & 0xFFFF, body.remaining());
        byte[] bytes = new byte[count];
        body.get(bytes);
        return VacName.of(bytes).toString();
    }

    /** The text of the body, unchanged. */
    String rawText() {
        int count = body.remaining() < Short.BYTES ? 0 : Math.min(body.getShort() & 0xFFFF, body.remaining());
        byte[] bytes = new byte[count];
        body.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
