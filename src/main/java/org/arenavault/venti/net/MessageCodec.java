package org.arenavault.venti.net;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.arenavault.io.CorruptException;
import org.arenavault.venti.format.Fields;
import org.arenavault.venti.format.Score;

/** Messages as bytes, without the length that precedes them (venti-protocol 3). */
final class MessageCodec {

    /** The longest string, in bytes. */
    static final int MAX_STRING = 1024;

    /** Bytes of the longest message without data: a hello, which has two strings. */
    static final int ROOM = 2 * MAX_STRING + 32;

    private MessageCodec() {
    }

    /**
     * Decodes the message that {@code body} holds from its position to its limit.
     *
     * @throws CorruptException if it is none: an unknown type, bytes missing or left over
     */
    static Message.Tagged decode(ByteBuffer body) throws CorruptException {
        ByteBuffer b = body.slice();
        try {
            int type = u8(b);
            int tag = u8(b);
            Message message = decode(type, b);
            if (b.hasRemaining()) {
                throw new CorruptException("message of type %d with %d bytes left over".formatted(type, b.remaining()));
            }
            return new Message.Tagged(tag, message);
        } catch (BufferUnderflowException e) {
            throw new CorruptException("message of %d bytes is cut short".formatted(body.remaining()), e);
        }
    }

    private static Message decode(int type, ByteBuffer b) throws CorruptException {
        return switch (type) {
            case Message.Refusal.NUMBER -> new Message.Refusal(string(b));
            case Message.Ping.NUMBER -> new Message.Ping();
            case Message.Pong.NUMBER -> new Message.Pong();
            case Message.Hello.NUMBER -> hello(b);
            case Message.Welcome.NUMBER -> welcome(b);
            case Message.Goodbye.NUMBER -> new Message.Goodbye();
            case Message.Read.NUMBER -> read(b);
            case Message.Block.NUMBER -> new Message.Block(rest(b));
            case Message.Write.NUMBER -> write(b);
            case Message.Written.NUMBER -> new Message.Written(score(b));
            case Message.Sync.NUMBER -> new Message.Sync();
            case Message.Synced.NUMBER -> new Message.Synced();
            default -> throw new CorruptException("message of type %d, which the protocol has not".formatted(type));
        };
    }

    private static Message hello(ByteBuffer b) throws CorruptException {
        String version = string(b);
        String uid = string(b);
        u8(b);
        skip(b, u8(b));
        skip(b, u8(b));
        return new Message.Hello(version, uid);
    }

    private static Message welcome(ByteBuffer b) throws CorruptException {
        String sid = string(b);
        u8(b);
        u8(b);
        return new Message.Welcome(sid);
    }

    private static Message read(ByteBuffer b) {
        Score score = score(b);
        int type = u8(b);
        u8(b);
        long count = b.remaining() == Short.BYTES ? b.getShort() & 0xFFFF : b.getInt() & 0xFFFF_FFFFL;
        return new Message.Read(score, type, count);
    }

    private static Message write(ByteBuffer b) {
        int type = u8(b);
        skip(b, 3);
        return new Message.Write(type, rest(b));
    }

    /** Bytes that {@link #put} takes at the most. */
    static int room(Message.Tagged tagged) {
        return ROOM + tagged.message().bulk();
    }

    /** Puts the message with its length in front behind the position of {@code target}, which has room for it. */
    static void put(Message.Tagged tagged, WireVersion version, ByteBuffer target) {
        int begin = target.position();
        MessageBytes out = new MessageBytes(target);
        out.putZeros(version.lengthSize());
        tagged.message().encode(tagged.tag(), out);
        int length = target.position() - begin - version.lengthSize();
        if (version == WireVersion.V04) {
            Fields.putU32(target, begin, length);
        } else {
            Fields.putU16(target, begin, length);
        }
    }

    private static int u8(ByteBuffer b) {
        return b.get() & 0xFF;
    }

    private static void skip(ByteBuffer b, int count) {
        if (count > b.remaining()) {
            throw new BufferUnderflowException();
        }
        b.position(b.position() + count);
    }

    private static byte[] rest(ByteBuffer b) {
        byte[] bytes = new byte[b.remaining()];
        b.get(bytes);
        return bytes;
    }

    private static Score score(ByteBuffer b) {
        byte[] bytes = new byte[Score.SIZE];
        b.get(bytes);
        return Score.of(bytes);
    }

    private static String string(ByteBuffer b) throws CorruptException {
        int length = b.getShort() & 0xFFFF;
        if (length > MAX_STRING) {
            throw new CorruptException("message with a string of %d bytes; %d are allowed"
                    .formatted(length, MAX_STRING));
        }
        if (length > b.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        b.get(bytes);
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf('\0') >= 0) {
            throw new CorruptException("message with a string that holds a NUL");
        }
        return text;
    }
}
