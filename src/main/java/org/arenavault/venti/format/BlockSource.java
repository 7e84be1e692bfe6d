package org.arenavault.venti.format;

import java.io.IOException;
import java.util.Optional;

/**
 * Where blocks come from: partitions and their index, a running server, the discs of a set. A block is
 * identified by score and type; data and directory pointers share their types.
 */
public interface BlockSource {

    /**
     * Reads one block, whose SHA-1 has been checked against {@code score}. The empty block is known everywhere.
     *
     * @return the bytes as they were stored, without the zeros that readers extend them by; empty if no sound
     *     copy of the block is here
     * @throws IOException if the source itself fails
     */
    Optional<byte[]> read(Score score, BlockType type) throws IOException;

    /** Whether {@link #read} would find the block; at best without reading it, and then without checking it. */
    default boolean contains(Score score, BlockType type) throws IOException {
        return read(score, type).isPresent();
    }
}
