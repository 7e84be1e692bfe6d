package org.arenavault.scsi;

import java.util.ArrayList;
import java.util.List;
import org.arenavault.io.CorruptException;

/**
 * READ FORMAT CAPACITIES (2.9; MMC-6, READ FORMAT CAPACITIES).
 *
 * @param blocks capacity of the medium as it is, or the greatest it could get, in blocks
 * @param state what {@code blocks} is
 * @param blockLength in bytes; not to be trusted on BD
 * @param formats how the medium can be formatted, in the drive's order: on BD-R default, minimum, maximum
 */
public record FormatCapacities(long blocks, State state, int blockLength, List<FormatDescriptor> formats) {

    /** Descriptor type, b8[1:0]. */
    public enum State implements Coded {
        RESERVED(0), UNFORMATTED(1), FORMATTED(2), NO_MEDIUM(3);

        private final int code;

        State(int code) {
            this.code = code;
        }

        @Override
        public int code() {
            return code;
        }
    }

    /** The longest answer there can be: a byte counts the descriptors. */
    public static final int MAX_SIZE = 4 + 255;

    private static final int HEADER = 4;
    private static final int FIRST_FORMAT = HEADER + 8;

    public FormatCapacities {
        formats = List.copyOf(formats);
    }

    /** Reads the answer of {@link Cdb#readFormatCapacities}; descriptors that are not there whole are left out. */
    public static FormatCapacities decode(byte[] bytes) throws CorruptException {
        Answer a = Answer.fixed("READ FORMAT CAPACITIES", bytes).require(HEADER);
        a = a.cutAt((long) HEADER + a.u8(3)).require(FIRST_FORMAT);
        List<FormatDescriptor> formats = new ArrayList<>();
        for (int at = FIRST_FORMAT; a.has(at + FormatDescriptor.SIZE); at += FormatDescriptor.SIZE) {
            formats.add(FormatDescriptor.read(a, at));
        }
        return new FormatCapacities(a.u32(4), Coded.of(State.values(), a.bits(8, 1, 0)), a.u24(9), formats);
    }

    /** The answer. */
    public byte[] encode() {
        byte[] b = new byte[FIRST_FORMAT + FormatDescriptor.SIZE * formats.size()];
        BigEndian.put8(b, 3, b.length - HEADER);
        BigEndian.put32(b, 4, blocks);
        BigEndian.put8(b, 8, state.code());
        BigEndian.put24(b, 9, blockLength);
        for (int i = 0; i < formats.size(); i++) {
            formats.get(i).put(b, FIRST_FORMAT + FormatDescriptor.SIZE * i);
        }
        return b;
    }
}
