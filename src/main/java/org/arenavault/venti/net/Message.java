package org.arenavault.venti.net;

import org.arenavault.venti.format.Score;

/** The messages of the protocol (venti-protocol 3). Block types are numbers of the wire. */
sealed interface Message {

    /** Bytes that its data take beside what every message has. */
    default int bulk() {
        return 0;
    }

    /** A refusal; answers any request. */
    record Refusal(String text) implements Message {
    }

    /** Are you there? */
    record Ping() implements Message {
    }

    /** I am. */
    record Pong() implements Message {
    }

    /** The first message of a client. */
    record Hello(String version, String uid) implements Message {
    }

    /** The answer to it. */
    record Welcome(String sid) implements Message {
    }

    /** The last message of a client; has no answer. */
    record Goodbye() implements Message {
    }

    /** Asks for a block of at most {@code count} bytes. */
    record Read(Score score, int type, long count) implements Message {
    }

    /** The block. */
    record Block(byte[] data) implements Message {

        @Override
        public int bulk() {
            return data.length;
        }
    }

    /** Gives a block. */
    record Write(int type, byte[] data) implements Message {

        @Override
        public int bulk() {
            return data.length;
        }
    }

    /** It has been taken, under this score. */
    record Written(Score score) implements Message {
    }

    /** Asks that everything given be made durable. */
    record Sync() implements Message {
    }

    /** It is. */
    record Synced() implements Message {
    }

    /**
     * A message and the tag that tells to which request an answer belongs.
     *
     * @param tag 0 to 255
     */
    record Tagged(int tag, Message message) {
    }
}
