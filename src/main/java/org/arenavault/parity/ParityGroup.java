package org.arenavault.parity;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;
import org.arenavault.io.Progress;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;
import org.arenavault.io.UnitSums;
import org.arenavault.io.UnusableBytesException;
import org.arenavault.io.World;

/** The parity tracks of one group that are at hand: on one disc there is one that carries all, else there are many. */
public final class ParityGroup {

    private final List<ParityTrack> tracks;
    private final ParityLayout layout;

    /**
     * The group of these tracks.
     *
     * @throws RefusedException if there is none, or they are of several groups
     */
    public ParityGroup(List<ParityTrack> tracks) throws RefusedException {
        if (tracks.isEmpty()) {
            throw new RefusedException("there is no parity track");
        }
        this.tracks = List.copyOf(tracks);
        this.layout = tracks.get(0).content().layout();
        for (ParityTrack track : tracks) {
            if (!track.content().group().equals(tracks.get(0).content().group())
                    || !track.content().layout().equals(layout)) {
                throw new RefusedException("the parity tracks are of two groups, %s and %s; give those of one"
                        .formatted(tracks.get(0).content().group(), track.content().group()));
            }
        }
    }

    /** What they protect. */
    public ParityLayout layout() {
        return layout;
    }

    /**
     * What the bytes of a unit of a member are worth.
     *
     * @param bytes 64 KiB, filled up with zeros
     */
    public Trust judge(int member, int unit, ByteBuffer bytes) {
        ParityLayout.Place place = layout.place(member, unit);
        return trust(place.column(), place.row(), bytes);
    }

    /** What a data unit's bytes are worth. */
    Trust trust(int column, int row, ByteBuffer bytes) {
        Trust trust = Trust.UNPROVED;
        for (ParityTrack track : tracks) {
            if (trust == Trust.UNPROVED && track.content().share().has(row)) {
                trust = track.sums().ofData(column, row, bytes);
            }
        }
        return trust;
    }

    /** How many parity columns have a row. */
    int parityOf(int row) {
        BitSet columns = new BitSet();
        for (ParityTrack track : tracks) {
            if (track.content().share().has(row)) {
                track.content().share().carries().forEach(columns::set);
            }
        }
        return columns.cardinality();
    }

    /** Reads a unit of parity, of the first track that has it. */
    Trust read(int parityColumn, int row, ByteBuffer unit) throws IOException {
        for (ParityTrack track : tracks) {
            int index = track.content().share().carries().indexOf(parityColumn);
            if (index >= 0 && track.content().share().has(row)) {
                Trust trust = track.read(index, row, unit);
                if (trust != Trust.LOST) {
                    return trust;
                }
            }
        }
        return Trust.LOST;
    }

    /**
     * What can be repaired.
     *
     * @param members what is left of each member
     */
    public ParityOutlook outlook(List<MemberReading> members) throws IOException {
        return outlook(members, new int[layout.rows()]);
    }

    /**
     * The same where parity is lost, too.
     *
     * @param lostParity how many of its units each row lacks, as {@link #lostParity} finds it
     */
    public ParityOutlook outlook(List<MemberReading> members, int[] lostParity) throws IOException {
        return ParityOutlook.of(layout, members, row -> parityOf(row) - lostParity[row]);
    }

    /**
     * Reads a member from its first unit to its last, and compares it with its sums.
     *
     * @param storage begins with it
     * @param lost units that are known to be lost, and need not be read
     * @return those, and what cannot be read, or comes to another sum
     */
    public Scan scan(int member, Storage storage, BitSet lost, World world) throws IOException {
        ParityMember whole = layout.members().get(member);
        BitSet found = MemberReading.damaged(storage, lost).lostOf(whole);
        BitSet unproved = new BitSet();
        ByteBuffer unit = ByteBuffer.allocate(UnitSums.UNIT);
        try (Progress.Stage stage = world.progress().begin("comparing " + storage.name() + " with its sums",
                whole.size())) {
            for (int column = 0; column < layout.dataColumns(); column++) {
                int of = column;
                layout.runs(column, 0, layout.rows(), (row, owner, from, count) -> {
                    for (int i = 0; owner == member && i < count; i++) {
                        world.stop().check();
                        stage.add(UnitSums.UNIT);
                        if (!found.get(from + i)) {
                            Trust trust = read(storage, whole, from + i, unit) ? trust(of, row + i, unit) : Trust.LOST;
                            found.set(from + i, trust == Trust.LOST);
                            unproved.set(from + i, trust == Trust.UNPROVED);
                        }
                    }
                });
            }
        }
        return new Scan(found, unproved);
    }

    /** How many units of parity each row lacks: all of it is read, from each track's first byte to its last. */
    public int[] lostParity(World world) throws IOException {
        ByteBuffer unit = ByteBuffer.allocate(UnitSums.UNIT);
        BitSet[] columns = new BitSet[layout.rows()];
        for (int row = 0; row < columns.length; row++) {
            columns[row] = new BitSet();
        }
        for (ParityTrack track : tracks) {
            ParityShare share = track.content().share();
            try (Progress.Stage stage = world.progress().begin("reading parity", track.content().size())) {
                for (int index = 0; index < share.carries().size(); index++) {
                    for (int row = share.first(); row <= share.last(); row++) {
                        world.stop().check();
                        if (track.read(index, row, unit) != Trust.LOST) {
                            columns[row].set(share.carries().get(index));
                        }
                        stage.add(UnitSums.UNIT);
                    }
                }
            }
        }
        int[] lost = new int[layout.rows()];
        for (int row = 0; row < lost.length; row++) {
            lost[row] = parityOf(row) - columns[row].cardinality();
        }
        return lost;
    }

    /**
     * What a scan found.
     *
     * @param lost units that cannot be read or are wrong
     * @param unproved units whose sums are not known
     */
    public record Scan(BitSet lost, BitSet unproved) { }

    /**
     * Reads a unit of a member, filled up with zeros.
     *
     * @param storage begins with the member
     * @param target at least 64 KiB; holds the unit from its first byte on
     * @return false if it cannot be read
     */
    public static boolean read(Storage storage, ParityMember member, int unit, ByteBuffer target) throws IOException {
        int bytes = member.unitBytes(unit);
        target.clear().limit(bytes);
        try {
            storage.read((long) unit * UnitSums.UNIT, target);
        } catch (UnusableBytesException e) {
            return false;
        }
        target.clear().limit(UnitSums.UNIT);
        Zeros.fill(target, bytes, UnitSums.UNIT);
        return true;
    }
}
