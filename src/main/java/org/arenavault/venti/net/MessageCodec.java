package org.arenavault.venti.net;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.arenavault.io.CorruptException;
import org.arenavault.venti.format.Fields;
import org.arenavault.venti.format.Score;

/** Messages as bytes, without the length that precedes them (venti-protocol 3). */
final class MessageCodec {

    /** Bytes that a message without data rarely exceeds. */
    private static final int ROOM = 64;

    /** The longest string, in bytes. */
    static final int MAX_STRING = 1024;

    private static final int REFUSAL = 1;
    private static final int PING = 2;
    private static final int PONG = 3;
    private static final int HELLO = 4;
    private static final int WELCOME = 5;
    private static final int GOODBYE = 6;
    private static final int READ = 12;
    private static final int BLOCK = 13;
    private static final int WRITE = 14;
    private static final int WRITTEN = 15;
    private static final int SYNC = 16;
    private static final int SYNCED = 17;
    private static final int SHORT_COUNT_END = 1 << 16;

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
            case REFUSAL -> new Message.Refusal(string(b));
            case PING -> new Message.Ping();
            case PONG -> new Message.Pong();
            case HELLO -> hello(b);
            case WELCOME -> welcome(b);
            case GOODBYE -> new Message.Goodbye();
            case READ -> read(b);
            case BLOCK -> new Message.Block(rest(b));
            case WRITE -> write(b);
            case WRITTEN -> new Message.Written(score(b));
            case SYNC -> new Message.Sync();
            case SYNCED -> new Message.Synced();
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

    /** The message with its length in front, ready to be sent. */
    static ByteBuffer encode(Message.Tagged tagged, WireVersion version) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(ROOM + tagged.message().bulk());
        out.writeBytes(new byte[version.lengthSize()]);
        encode(tagged.message(), tagged.tag(), out);
        ByteBuffer bytes = ByteBuffer.wrap(out.toByteArray());
        int length = bytes.capacity() - version.lengthSize();
        if (version == WireVersion.V04) {
            Fields.putU32(bytes, 0, length);
        } else {
            Fields.putU16(bytes, 0, length);
        }
        return bytes;
    }

    private static void encode(Message message, int tag, ByteArrayOutputStream out) {
        if (message instanceof Message.Refusal refusal) {
            head(out, REFUSAL, tag);
            putString(out, refusal.text());
        } else if (message instanceof Message.Ping) {
            head(out, PING, tag);
        } else if (message instanceof Message.Pong) {
            head(out, PONG, tag);
        } else if (message instanceof Message.Hello hello) {
            head(out, HELLO, tag);
            putString(out, hello.version());
            putString(out, hello.uid());
            out.writeBytes(new byte[3]);
        } else if (message instanceof Message.Welcome welcome) {
            head(out, WELCOME, tag);
            putString(out, welcome.sid());
            out.writeBytes(new byte[2]);
        } else if (message instanceof Message.Goodbye) {
            head(out, GOODBYE, tag);
        } else if (message instanceof Message.Read read) {
            head(out, READ, tag);
            out.writeBytes(read.score().toBytes());
            out.write(read.type());
            out.write(0);
            if (read.count() >= SHORT_COUNT_END) {
                put(out, Integer.BYTES, read.count());
            } else {
                put(out, Short.BYTES, read.count());
            }
        } else if (message instanceof Message.Block block) {
            head(out, BLOCK, tag);
            out.writeBytes(block.data());
        } else if (message instanceof Message.Write write) {
            head(out, WRITE, tag);
            out.write(write.type());
            out.writeBytes(new byte[3]);
            out.writeBytes(write.data());
        } else if (message instanceof Message.Written written) {
            head(out, WRITTEN, tag);
            out.writeBytes(written.score().toBytes());
        } else if (message instanceof Message.Sync) {
            head(out, SYNC, tag);
        } else {
            head(out, SYNCED, tag);
        }
    }

    private static void head(ByteArrayOutputStream out, int type, int tag) {
        out.write(type);
        out.write(tag);
    }

    private static void put(ByteArrayOutputStream out, int bytes, long value) {
        for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
            out.write((int) (value >>> shift));
        }
    }

    /** A string longer than the protocol allows is cut; it is an error's text, or one of ours. */
    private static void putString(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(bytes.length, MAX_STRING);
        put(out, Short.BYTES, length);
        out.write(bytes, 0, length);
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
