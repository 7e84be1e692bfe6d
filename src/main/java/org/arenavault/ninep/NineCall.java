package org.arenavault.ninep;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.arenavault.io.CorruptException;

/**
 * A request that waits for its answer. Either {@link #take} or {@link #fail} is called, once, by the connection's
 * thread, and must not wait for anything.
 */
abstract class NineCall {

    static final int VERSION = 100;
    static final int ATTACH = 104;
    static final int ERROR = 107;
    static final int FLUSH = 108;
    static final int WALK = 110;
    static final int OPEN = 112;
    static final int READ = 116;
    static final int WRITE = 118;
    static final int CLUNK = 120;
    static final int STAT = 124;
    static final int WSTAT = 126;

    private final int type;
    private final ByteBuffer message;
    private final String what;

    /**
     * A request.
     *
     * @param type of the message
     * @param message as {@link #message} made it, with all that follows the tag
     * @param what it is about, for messages
     */
    NineCall(int type, ByteBuffer message, String what) {
        this.type = type;
        this.message = message;
        this.what = what;
    }

    /** A message with room for its head and {@code size} bytes behind that, where its position is. */
    static ByteBuffer message(int size) {
        return ByteBuffer.allocate(NineReply.HEAD + size).order(ByteOrder.LITTLE_ENDIAN).position(NineReply.HEAD);
    }

    /** Puts a string, as 9P has it. */
    static void put(ByteBuffer message, byte[] text) {
        message.putShort((short) text.length).put(text);
    }

    int type() {
        return type;
    }

    String what() {
        return what;
    }

    /** Whether the server may take as long as it wants, as it does where bytes come when somebody types them. */
    boolean isPatient() {
        return false;
    }

    /** Bytes of the message. */
    int length() {
        return message.position();
    }

    /** The whole message under this tag, to be sent. */
    ByteBuffer under(int tag) {
        return message.putInt(0, message.position()).put(Integer.BYTES, (byte) type)
                .putShort(Integer.BYTES + 1, (short) tag).flip();
    }

    /**
     * The answer; what is in it is valid until this returns.
     *
     * @return whether it brings the work forward: a server that gives a byte at a time is not waited for any longer
     * @throws CorruptException if it is none to this request; then the connection ends, and this call with it
     */
    abstract boolean take(NineReply reply) throws CorruptException;

    /** There will be no answer, or it is a refusal. */
    abstract void fail(IOException why);
}
