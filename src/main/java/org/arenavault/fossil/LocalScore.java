package org.arenavault.fossil;

import java.nio.ByteBuffer;
import org.arenavault.venti.format.Fields;
import org.arenavault.venti.format.Score;

/**
 * What stands in place of a score in an entry on a fossil's own disk (replication 3): seven zeros, whether the tree is
 * archived, the epoch of a snapshot, the tag and the address of the block.
 */
final class LocalScore {

    private static final int TAG_AT = 12;
    private static final int ADDRESS_AT = 16;

    private LocalScore() {
    }

    /** A block of the live tree. */
    static Score of(long tag, long address) {
        byte[] bytes = new byte[Score.SIZE];
        Fields.putU32(ByteBuffer.wrap(bytes), TAG_AT, tag);
        Fields.putU32(ByteBuffer.wrap(bytes), ADDRESS_AT, address);
        return Score.of(bytes);
    }
}
