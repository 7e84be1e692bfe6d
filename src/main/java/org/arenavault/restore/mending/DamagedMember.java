package org.arenavault.restore.mending;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Optional;
import org.arenavault.io.Progress;
import org.arenavault.io.UnitSums;
import org.arenavault.io.World;
import org.arenavault.media.Medium;
import org.arenavault.media.Skim;
import org.arenavault.media.TrackExtent;
import org.arenavault.media.TrackReader;
import org.arenavault.parity.MemberReading;
import org.arenavault.parity.ParityGroup;
import org.arenavault.parity.ParityMember;
import org.arenavault.parity.Trust;
import org.arenavault.restore.reading.Salvage;

/** An arena or increment that is being mended: what is known of it, and what there is of it beside the venti.conf. */
final class DamagedMember {

    private final int number;
    private final ParityMember member;
    private final Lacked lacked;
    private final Optional<TrackExtent> here;
    private final Salvage salvage;
    private BitSet passedOver = new BitSet();
    private BitSet unproved = new BitSet();
    private int lost;

    /**
     * One of a group.
     *
     * @param number among its members
     * @param lacked what it should be
     * @param here the track that carries it, on the disc in the drive
     * @param salvage its file; closed by whoever opened it
     */
    DamagedMember(int number, ParityMember member, Lacked lacked, Optional<TrackExtent> here, Salvage salvage) {
        this.number = number;
        this.member = member;
        this.lacked = lacked;
        this.here = here;
        this.salvage = salvage;
    }

    ParityMember member() {
        return member;
    }

    Lacked lacked() {
        return lacked;
    }

    Salvage salvage() {
        return salvage;
    }

    /** How many of its units of 64 KiB were lost before anything was mended. */
    int lost() {
        return lost;
    }

    /**
     * Reads units from the disc, and keeps what is not known to be wrong.
     *
     * @param wanted the units
     * @return true if any was gained
     */
    boolean read(Medium medium, ParityGroup group, BitSet wanted, Effort effort, World world) throws IOException {
        BitSet units = (BitSet) wanted.clone();
        if (effort == Effort.EVERY_UNIT) {
            units.and(passedOver);
        }
        if (here.isEmpty() || units.isEmpty()) {
            return false;
        }
        int before = salvage.missing();
        try (TrackReader reader = effort.open(medium, here.get());
                Progress.Stage stage = world.progress().begin("reading what there is of %s on %s".formatted(
                        member.name(), lacked.where()), (long) units.cardinality() * UnitSums.UNIT)) {
            if (effort == Effort.QUICK) {
                passedOver = Skim.read(reader, member.size(), units, keeper(group), stage, world.stop());
            } else {
                Skim.readEach(reader, member.size(), units, keeper(group), stage, world.stop());
                passedOver = new BitSet();
            }
        } finally {
            salvage.keep();
        }
        return salvage.missing() < before;
    }

    private Skim.Taker keeper(ParityGroup group) {
        ByteBuffer filled = ByteBuffer.allocate(UnitSums.UNIT);
        return (unit, bytes) -> {
            filled.clear().put(bytes.duplicate());
            filled.put(new byte[filled.remaining()]).flip();
            if (group.judge(number, unit, filled) != Trust.LOST) {
                salvage.put(unit, bytes);
            }
        };
    }

    /** Compares what there is with the sums: what is wrong is not there. */
    void compare(ParityGroup group, World world) throws IOException {
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
}
