package org.arenavault.parity;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.Storage;
import org.arenavault.io.UnitSums;
import org.arenavault.io.World;

/** Members of random bytes, parity of them, and what is lost of both. */
final class ParityBox {

    static final World WORLD = World.unattended(new SilentTerminal());

    private final List<byte[]> members;
    private final ParityContent content;
    private final byte[] track;
    private final List<BitSet> holes = new ArrayList<>();
    private final List<byte[]> left = new ArrayList<>();
    private final BitSet trackHoles = new BitSet();

    private ParityBox(List<byte[]> members, ParityContent content, byte[] track) {
        this.members = members;
        this.content = content;
        this.track = track;
        for (byte[] member : members) {
            holes.add(new BitSet());
            left.add(member.clone());
        }
    }

    /** Members of these sizes, in columns of so many units, and so many columns of parity. */
    static ParityBox of(Random random, int parityColumns, int rows, int... sizes) throws IOException {
        List<byte[]> members = new ArrayList<>();
        List<ParityMember> described = new ArrayList<>();
        for (int size : sizes) {
            byte[] member = new byte[size];
            random.nextBytes(member);
            members.add(member);
            described.add(ParityPlanTest.member("arena" + described.size(), size));
        }
        ParityLayout layout = ParityLayout.ofOne(described, parityColumns, rows);
        return of(members, ParityContent.of(new UUID(random.nextLong(), 1), layout, ParityShare.all(layout)));
    }

    static ParityBox of(List<byte[]> members, ParityContent content) throws IOException {
        MemoryStorage staging = new MemoryStorage((int) content.size());
        new ParityMaking(WORLD, 2).make(content, members.stream().map(ParityBox::source).toList(), staging, "parity");
        return new ParityBox(members, content, staging.read(0, (int) content.size()));
    }

    static MemberSource source(byte[] member) {
        return new MemberSource(sums(member), List.of(new MemoryStorage(member)));
    }

    static UnitSums sums(byte[] member) {
        UnitSums.Sink sums = new UnitSums.Sink(member.length);
        sums.update(ByteBuffer.wrap(member));
        return sums.finish();
    }

    ParityContent content() {
        return content;
    }

    ParityLayout layout() {
        return content.layout();
    }

    byte[] member(int member) {
        return members.get(member);
    }

    /** The track's bytes, to be damaged. */
    byte[] track() {
        return track;
    }

    /** What is left of a member, to be damaged. */
    byte[] left(int member) {
        return left.get(member);
    }

    /** A unit of all, members first, then the track, cannot be read any more. */
    void lose(long unit) {
        long rest = unit;
        for (int member = 0; member < members.size(); member++) {
            int units = layout().members().get(member).units();
            if (rest < units) {
                holes.get(member).set((int) rest);
                return;
            }
            rest -= units;
        }
        trackHoles.set((int) rest);
    }

    /** Units of the members and the track. */
    long units() {
        return layout().units() + content.units();
    }

    List<BitSet> holes() {
        return holes;
    }

    BitSet trackHoles() {
        return trackHoles;
    }

    ParityGroup open() throws IOException {
        return new ParityGroup(List.of(ParityTrack.open(new HoledStorage(track, trackHoles))));
    }

    /** What a repair made of it. */
    record Outcome(RepairReport report, List<byte[]> members) { }

    /**
     * Looks for what is wrong, and repairs all members. Whatever the target gets is compared with the truth.
     *
     * @throws AssertionError if a byte is wrong, or comes twice
     */
    Outcome repair() throws IOException {
        ParityGroup group = open();
        List<MemberReading> readings = new ArrayList<>();
        List<byte[]> repaired = new ArrayList<>();
        for (int member = 0; member < members.size(); member++) {
            Storage storage = new HoledStorage(left.get(member), holes.get(member));
            readings.add(MemberReading.damaged(storage,
                    group.scan(member, storage, new BitSet(), WORLD).lost()));
            repaired.add(left.get(member).clone());
        }
        return repair(group, readings, repaired);
    }

    Outcome repair(ParityGroup group, List<MemberReading> readings, List<byte[]> repaired) throws IOException {
        BitSet wanted = new BitSet();
        wanted.set(0, members.size());
        List<BitSet> written = new ArrayList<>();
        members.forEach(member -> written.add(new BitSet()));
        RepairReport report = ParityRepair.repair(group, readings, wanted, new RepairTarget() {
            @Override
            public void write(int member, long position, ByteBuffer bytes) {
                int unit = (int) (position / UnitSums.UNIT);
                if (written.get(member).get(unit)) {
                    throw new AssertionError("unit %d of member %d comes twice".formatted(unit, member));
                }
                written.get(member).set(unit);
                if (!bytes.duplicate().equals(ByteBuffer.wrap(members.get(member), (int) position,
                        Math.min(UnitSums.UNIT, members.get(member).length - (int) position)))) {
                    throw new AssertionError("unit %d of member %d is wrong".formatted(unit, member));
                }
                bytes.get(repaired.get(member), (int) position, bytes.remaining());
            }

            @Override
            public boolean isWhole(int member) {
                return Arrays.equals(members.get(member), repaired.get(member));
            }
        }, "repair", WORLD);
        return new Outcome(report, repaired);
    }
}
