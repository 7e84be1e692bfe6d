package org.arenavault.venti.net;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A message as it stands on the wire. */
final class EncodedMessage {

    private EncodedMessage() {
    }

    /** Its bytes and no others, its length in front. */
    static ByteBuffer of(Message.Tagged message, WireVersion version) {
        ByteBuffer bytes = ByteBuffer.allocate(MessageCodec.room(message));
        MessageCodec.put(message, version, bytes);
        return ByteBuffer.wrap(Arrays.copyOf(bytes.array(), bytes.position()));
    }
}
