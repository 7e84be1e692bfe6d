package org.arenavault.restore.mending;

import java.io.Closeable;
import java.io.IOException;
import java.util.BitSet;
import org.arenavault.io.World;
import org.arenavault.parity.MemberReading;
import org.arenavault.parity.ParityGroup;
import org.arenavault.parity.ParityMember;
import org.arenavault.restore.reading.ArenaFind;
import org.arenavault.restore.reading.Salvage;

/** An arena that is being mended: what is known of it, and what there is of it in its file beside the venti.conf. */
final class DamagedMember implements Closeable {

    private final ParityMember member;
    private final ArenaFind find;
    private final Salvage salvage;
    private BitSet unproved = new BitSet();
    private int lost;

    DamagedMember(ParityMember member, ArenaFind find, Salvage salvage) {
        this.member = member;
        this.find = find;
        this.salvage = salvage;
    }

    ParityMember member() {
        return member;
    }

    ArenaFind find() {
        return find;
    }

    Salvage salvage() {
        return salvage;
    }

    /** How many of its units of 64 KiB were lost before anything was mended. */
    int lost() {
        return lost;
    }

    /** Compares what there is with the sums: what is wrong is not there. */
    void compare(ParityGroup group, int number, World world) throws IOException {
        BitSet before = salvage.lost();
        ParityGroup.Scan scan = group.scan(number, salvage.contents(), before, world);
        BitSet wrong = (BitSet) scan.lost().clone();
        wrong.andNot(before);
        salvage.drop(wrong);
        lost = scan.lost().cardinality();
        unproved = scan.unproved();
    }

    /** Whether some of it was taken as right though no sum proves it. */
    boolean isInDoubt() {
        return !unproved.isEmpty();
    }

    MemberReading reading() throws IOException {
        return MemberReading.damaged(salvage.contents(), salvage.lost());
    }

    /** The same, and what no sum proves is not believed. */
    MemberReading strictReading() throws IOException {
        BitSet gone = salvage.lost();
        gone.or(unproved);
        return MemberReading.damaged(salvage.contents(), gone);
    }

    @Override
    public void close() throws IOException {
        salvage.close();
    }
}
