package org.arenavault.restore.repair;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.arenavault.io.CorruptException;
import org.arenavault.io.ReadOnlyStorage;
import org.arenavault.io.Storage;
import org.arenavault.io.UnitSums;

/** Copies of one member in several images, each damaged elsewhere: a unit is read from one that has it. */
final class MemberCopies implements ReadOnlyStorage {

    private final String name;
    private final long size;
    private final List<Storage> copies = new ArrayList<>();
    private final List<BitSet> lost = new ArrayList<>();

    /** Of a member of so many bytes. */
    MemberCopies(String name, long size) {
        this.name = name;
        this.size = size;
    }

    /** One more copy, of which these units are lost. */
    void add(Storage copy, BitSet units) {
        copies.add(copy);
        lost.add(units);
    }

    /** The units that all copies lack. */
    BitSet lost() {
        BitSet common = new BitSet();
        common.set(0, (int) UnitSums.unitsOf(size));
        lost.forEach(common::and);
        return common;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void read(long position, ByteBuffer target) throws IOException {
        if (position < 0 || position > size - target.remaining()) {
            throw new CorruptException("%s: ends at byte %d; %d bytes at %d were wanted".formatted(name, size,
                    target.remaining(), position));
        }
        int end = target.limit();
        for (long at = position; target.position() < end;) {
            long unit = at / UnitSums.UNIT;
            int count = (int) Math.min(end - target.position(), (unit + 1) * UnitSums.UNIT - at);
            target.limit(target.position() + count);
            copyWith((int) unit).read(at, target);
            target.limit(end);
            at += count;
        }
    }

    private Storage copyWith(int unit) throws CorruptException {
        for (int i = 0; i < copies.size(); i++) {
            if (!lost.get(i).get(unit)) {
                return copies.get(i);
            }
        }
        throw new CorruptException("%s: 64 KiB at byte %d are lost".formatted(name, (long) unit * UnitSums.UNIT));
    }

    @Override
    public void close() {
        // the images belong to whoever opened them
    }
}
