package org.arenavault.parity;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import org.arenavault.io.CorruptException;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.ReadOnlyStorage;
import org.arenavault.io.Storage;
import org.arenavault.io.UnitSums;

/** Bytes of which some units cannot be read. */
public final class HoledStorage implements ReadOnlyStorage {

    private final Storage bytes;
    private final BitSet holes;
    private final int holeBytes;
    private int largestRead;
    private int failures;

    HoledStorage(byte[] bytes, BitSet holes) {
        this(bytes, holes, UnitSums.UNIT);
    }

    /** The same with holes of another size. */
    HoledStorage(byte[] bytes, BitSet holes, int holeBytes) {
        this(new MemoryStorage(bytes), holes, holeBytes);
    }

    /** The same of bytes that lie elsewhere. */
    public HoledStorage(Storage bytes, BitSet holes, int holeBytes) {
        this.holeBytes = holeBytes;
        this.bytes = bytes;
        this.holes = holes;
    }

    /** How many reads failed. */
    public synchronized int failures() {
        return failures;
    }

    /** The most bytes that were read at once. */
    synchronized int largestRead() {
        return largestRead;
    }

    @Override
    public String name() {
        return "holed";
    }

    @Override
    public long size() throws IOException {
        return bytes.size();
    }

    @Override
    public synchronized void read(long position, ByteBuffer target) throws IOException {
        largestRead = Math.max(largestRead, target.remaining());
        if (position < 0 || position > bytes.size() - target.remaining()) {
            throw new CorruptException("holed: ends at byte " + bytes.size());
        }
        long last = (position + Math.max(1, target.remaining()) - 1) / holeBytes;
        int hole = holes.nextSetBit((int) (position / holeBytes));
        if (hole >= 0 && hole <= last) {
            failures++;
            throw new MediumFaultException("holed: read error in unit " + hole);
        }
        bytes.read(position, target);
    }

    @Override
    public void close() {
        // nothing to release
    }
}
