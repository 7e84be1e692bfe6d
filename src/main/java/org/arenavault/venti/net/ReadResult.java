package org.arenavault.venti.net;

import java.util.Optional;

/** What came of asking a server for a block. */
public sealed interface ReadResult {

    /** The block, if a sound one came. */
    default Optional<byte[]> block() {
        return Optional.empty();
    }

    /**
     * The block.
     *
     * @param data the bytes, which hash to the score asked for
     */
    record Found(byte[] data) implements ReadResult {

        @Override
        public Optional<byte[]> block() {
            return Optional.of(data);
        }
    }

    /** The server has no such block. */
    record Absent() implements ReadResult {
    }

    /**
     * The server has the block and cannot give it.
     *
     * @param why one line: the server says that it is corrupt, or what it sent does not hash to its score
     */
    record Unsound(String why) implements ReadResult {
    }
}
