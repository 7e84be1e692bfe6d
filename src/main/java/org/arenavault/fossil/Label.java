package org.arenavault.fossil;

import java.nio.ByteBuffer;
import org.arenavault.venti.format.Fields;

/**
 * What a fossil knows of one of its data blocks (replication 3), 14 bytes.
 *
 * @param state {@link #FREE}, {@link #BAD}, or {@link #ALLOCATED} with its neighbours
 * @param type bit 3: holds entries; low three bits: levels of pointers below it
 * @param epoch in which it was allocated
 * @param epochClose in which it left the live tree; {@link #OPEN} while it has not
 * @param tag ties it to the tree it belongs to
 */
record Label(int state, int type, long epoch, long epochClose, long tag) {

    /** Bytes of a label. */
    static final int SIZE = 14;

    static final int FREE = 0;
    static final int BAD = 0xFF;
    static final int ALLOCATED = 1;
    static final int COPIED = 2;
    static final int ON_VENTI = 4;
    static final int CLOSED = 8;

    /** A block of entries without pointers above them. */
    static final int DIRECTORY = 8;

    static final long OPEN = 0xFFFF_FFFFL;

    /** The tag of the block that the live tree hangs from. */
    static final long ROOT_TAG = 1;

    static Label decode(ByteBuffer b, int at) {
        return new Label(Fields.u8(b, at), Fields.u8(b, at + 1), Fields.u32(b, at + 2), Fields.u32(b, at + 6),
                Fields.u32(b, at + 10));
    }

    void encode(ByteBuffer b, int at) {
        Fields.putU8(b, at, state);
        Fields.putU8(b, at + 1, type);
        Fields.putU32(b, at + 2, epoch);
        Fields.putU32(b, at + 6, epochClose);
        Fields.putU32(b, at + 10, tag);
    }

    boolean isAllocated() {
        return state != BAD && (state & ALLOCATED) != 0;
    }

    /** False for a state that no fossil writes. */
    boolean isLegal() {
        return state == FREE || state == BAD
                || (isAllocated() && (state & ~(ALLOCATED | COPIED | ON_VENTI | CLOSED)) == 0);
    }
}
