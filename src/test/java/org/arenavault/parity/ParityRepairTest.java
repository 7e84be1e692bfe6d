package org.arenavault.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.RefusedException;
import org.arenavault.io.UnitSums;
import org.arenavault.parity.RepairReport.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Damage of every kind to members and parity: what can be repaired is, byte for byte; what cannot is named, and never
 * made up. {@link ParityBox} compares each unit that is found with the truth.
 */
class ParityRepairTest {

    private static final int UNIT = UnitSums.UNIT;

    private static ParityBox box(Random random) throws IOException {
        int[] sizes = IntStream.range(0, 2 + random.nextInt(4)).map(i -> 1 + random.nextInt(14 * UNIT)).toArray();
        return ParityBox.of(random, 1 + random.nextInt(6), 1 + random.nextInt(14), sizes);
    }

    private static void assertWhole(ParityBox box, String what) throws IOException {
        ParityBox.Outcome outcome = box.repair();
        assertThat(outcome.report().isWhole()).as(what).isTrue();
        for (int member = 0; member < outcome.members().size(); member++) {
            assertThat(outcome.members().get(member)).as("%s, member %d", what, member).isEqualTo(box.member(member));
        }
    }

    /** The longest run of units, of members and track together, that touches no row more often than m times. */
    private static int longestBurst(ParityBox box, long from) {
        int[] losses = new int[box.layout().rows()];
        int longest = 0;
        for (long unit = from; unit < box.units(); unit++) {
            int row = rowOf(box, unit);
            if (row >= 0 && ++losses[row] > box.layout().parityColumns()) {
                break;
            }
            longest++;
        }
        return longest;
    }

    /** The row of a unit; -1 for a header or sums. */
    private static int rowOf(ParityBox box, long unit) {
        long rows = box.layout().rows();
        if (unit < box.layout().units()) {
            return (int) (unit % rows);
        }
        long inTrack = unit - box.layout().units() - box.content().headerUnits() - box.content().sumsUnits();
        return inTrack < 0 || inTrack >= rows * box.layout().parityColumns() ? -1 : (int) (inTrack % rows);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void aBurstAnywhereInTheMembersIsRepaired(long seed) throws Exception {
        Random random = new Random(seed);
        ParityBox box = box(random);
        long from = random.nextInt((int) box.layout().units());
        int length = (int) Math.min(longestBurst(box, from), box.layout().units() - from);
        for (long unit = from; unit < from + length; unit++) {
            box.lose(unit);
        }
        assertWhole(box, "seed %d, %d units from %d".formatted(seed, length, from));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void aBurstFromTheLastMembersIntoTheParityIsRepaired(long seed) throws Exception {
        Random random = new Random(seed);
        ParityBox box = box(random);
        long from = box.layout().units() - 1 - random.nextInt(Math.min((int) box.layout().units() - 1,
                box.layout().rows()));
        int length = longestBurst(box, from);
        for (long unit = from; unit < from + length; unit++) {
            box.lose(unit);
        }
        assertWhole(box, "seed %d, %d units from %d".formatted(seed, length, from));
    }

    @Test
    void everyThirdUnitOverARangeIsRepaired() throws Exception {
        ParityBox box = ParityBox.of(new Random(3), 4, 10, 20 * UNIT, 30 * UNIT - 5, 17 * UNIT);
        int rows = box.layout().rows();
        int[] losses = new int[rows];
        int lost = 0;
        for (long unit = 1; unit < box.layout().units(); unit += 3) {
            if (losses[rowOf(box, unit)]++ < box.layout().parityColumns()) {
                box.lose(unit);
                lost++;
            }
        }
        assertThat(lost).isGreaterThan(15);
        assertWhole(box, "every third unit");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void randomLossesAndSilentChangesAreRepairedUpToTheLastThatCanBe(long seed) throws Exception {
        Random random = new Random(seed);
        ParityBox box = box(random);
        int[] losses = new int[box.layout().rows()];
        for (int i = 0; i < 4 * box.units(); i++) {
            long unit = random.nextInt((int) box.units());
            int row = rowOf(box, unit);
            if (row >= 0 && losses[row] < box.layout().parityColumns()) {
                losses[row]++;
                damage(box, unit, random);
            }
        }
        assertWhole(box, "seed " + seed);
    }

    /** Makes a unit unreadable, or changes a bit of it without a word. */
    private static void damage(ParityBox box, long unit, Random random) {
        long rest = unit;
        for (int member = 0; member < box.layout().members().size(); member++) {
            int units = box.layout().members().get(member).units();
            if (rest < units) {
                byte[] left = box.left(member);
                if (random.nextBoolean()) {
                    // the same unit may be hit again; another bit of it keeps it wrong
                    left[(int) Math.min(left.length - 1, rest * UNIT + random.nextInt(UNIT))] ^= 1;
                } else {
                    box.lose(unit);
                }
                return;
            }
            rest -= units;
        }
        box.track()[(int) (rest * UNIT) + random.nextInt(UNIT)] ^= 64;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void oneUnitMoreThanCanBeRepairedIsNamedAndTheRestComesBack(long seed) throws Exception {
        Random random = new Random(seed);
        ParityBox box = ParityBox.of(random, 2 + random.nextInt(3), 6 + random.nextInt(3), 30 * UNIT, 25 * UNIT - 1);
        int m = box.layout().parityColumns();
        int rows = box.layout().rows();
        assertThat((long) (m + 1) * rows).isLessThanOrEqualTo(box.layout().units());
        // m + 1 consecutive units of a row, and a burst that can be repaired but for that row
        int row = random.nextInt(rows);
        List<Long> gone = new ArrayList<>();
        for (int column = 0; column <= m; column++) {
            gone.add((long) column * rows + row);
        }
        gone.forEach(box::lose);
        for (long unit = rows; unit < (long) m * rows; unit++) {
            box.lose(unit);
        }
        ParityBox.Outcome outcome = box.repair();
        long missing = outcome.report().members().stream().mapToLong(member -> member.missing().cardinality()).sum();
        assertThat(missing).as("seed %d", seed).isEqualTo(m + 1);
        assertThat(outcome.report().isWhole()).isFalse();
        assertThat(outcome.report().members().get(0).result()).isEqualTo(Result.INCOMPLETE);
        assertThat(outcome.report().members().get(0).ranges(1, 30 * UNIT))
                .containsExactly("%d+%d".formatted(row * UNIT, UNIT));
        for (RepairReport.Member member : outcome.report().members()) {
            byte[] expected = box.member(member.member()).clone();
            member.missing().stream().forEach(unit -> System.arraycopy(box.left(member.member()), unit * UNIT,
                    expected, unit * UNIT, Math.min(UNIT, expected.length - unit * UNIT)));
            assertThat(outcome.members().get(member.member())).isEqualTo(expected);
        }
    }

    @Test
    void aMemberThatIsGoneAltogetherComesBack() throws Exception {
        ParityBox box = ParityBox.of(new Random(9), 3, 7, 9 * UNIT, 6 * UNIT + 3, 12 * UNIT, 3);
        for (int absent = 0; absent < 4; absent++) {
            ParityGroup group = box.open();
            List<MemberReading> readings = new ArrayList<>();
            List<byte[]> repaired = new ArrayList<>();
            for (int member = 0; member < 4; member++) {
                readings.add(member == absent ? MemberReading.absent(box.layout().members().get(member))
                        : MemberReading.whole(new MemoryStorage(box.member(member))));
                repaired.add(member == absent ? new byte[box.member(member).length] : box.member(member).clone());
            }
            assertThat(group.outlook(readings).isRepairable(absent)).isTrue();
            ParityBox.Outcome outcome = box.repair(group, readings, repaired);
            assertThat(outcome.report().members().get(absent).result()).isEqualTo(Result.REPAIRED);
            assertThat(outcome.report().members().get((absent + 1) % 4).result()).isEqualTo(Result.UNTOUCHED);
            assertThat(outcome.members().get(absent)).isEqualTo(box.member(absent));
        }
    }

    @Test
    void aMemberThatIsCutShortComesBack() throws Exception {
        ParityBox box = ParityBox.of(new Random(10), 3, 4, 9 * UNIT, 6 * UNIT + 3);
        ParityGroup group = box.open();
        List<MemberReading> readings = List.of(MemberReading.whole(new MemoryStorage(
                Arrays.copyOf(box.member(0), 4 * UNIT + 12))), MemberReading.whole(new MemoryStorage(box.member(1))));
        assertThat(group.outlook(readings).lostUnits()).isEqualTo(5);
        byte[] begun = new byte[box.member(0).length];
        System.arraycopy(box.member(0), 0, begun, 0, 4 * UNIT + 12);
        ParityBox.Outcome outcome = box.repair(group, readings, List.of(begun, box.member(1).clone()));
        assertThat(outcome.report().members().get(0).result()).isEqualTo(Result.REPAIRED);
        assertThat(outcome.report().units()).isEqualTo(5);
    }

    @Test
    void whatIsHopelessIsKnownBeforeAnythingIsRead() throws Exception {
        ParityBox box = ParityBox.of(new Random(11), 2, 4, 20 * UNIT, 10 * UNIT);
        List<MemberReading> readings = box.layout().members().stream().map(MemberReading::absent).toList();
        ParityOutlook outlook = box.open().outlook(readings);
        assertThat(outlook.lostUnits()).isEqualTo(30);
        assertThat(outlook.hopelessUnits()).isEqualTo(30);
        assertThat(outlook.isRepairable(0)).isFalse();
        ParityBox.Outcome outcome = box.repair(box.open(), readings,
                List.of(new byte[20 * UNIT], new byte[10 * UNIT]));
        assertThat(outcome.report().units()).isZero();
    }

    @Test
    void aDamagedHeaderIsReadFromItsCopy() throws Exception {
        for (boolean silent : new boolean[] {true, false}) {
            ParityBox box = ParityBox.of(new Random(12), 3, 6, 20 * UNIT, 10 * UNIT);
            box.lose(3);
            if (silent) {
                box.track()[100] ^= 1;
            } else {
                box.trackHoles().set(0);
            }
            assertWhole(box, "damaged header");
            box.track()[(int) box.content().copyAt() + 30] ^= 1;
            assertThatThrownBy(box::open).hasMessageContaining(silent ? "digest does not match" : "read error");
        }
    }

    @Test
    void theCopyIsFoundWithALabelAndPaddingBehindIt() throws Exception {
        ParityBox box = ParityBox.of(new Random(13), 3, 6, 20 * UNIT, 10 * UNIT);
        byte[] longer = Arrays.copyOf(box.track(), box.track().length + 17 * UNIT + 2048);
        longer[70] ^= 1;
        assertThat(ParityTrack.open(new MemoryStorage(longer)).content().layout()).isEqualTo(box.layout());
    }

    /** Nothing proves a unit then; the digest does in the end. */
    @Test
    void withoutSumsWhatCannotBeReadComesBackAllTheSame() throws Exception {
        for (boolean silent : new boolean[] {true, false}) {
            ParityBox box = ParityBox.of(new Random(14), 3, 6, 20 * UNIT, 10 * UNIT);
            int sums = box.content().headerUnits();
            if (silent) {
                box.track()[sums * UNIT] ^= 1;
            } else {
                box.trackHoles().set(sums);
            }
            for (int unit = 0; unit < box.layout().parityColumns(); unit++) {
                box.lose(unit * 7L);
            }
            assertThat(ParityTrack.open(new HoledStorage(box.track(), box.trackHoles())).damagedSums()).isEqualTo(1);
            assertWhole(box, "damaged sums");
        }
    }

    /** The digest is the last judge: what was solved with a unit that changed without a word is not called repaired. */
    @Test
    void aSilentChangeThatNoSumTellsEndsAsWrong() throws Exception {
        ParityBox box = ParityBox.of(new Random(15), 3, 6, 20 * UNIT, 10 * UNIT);
        int rows = box.layout().rows();
        box.track()[box.content().headerUnits() * UNIT] ^= 1;
        box.left(0)[2 * rows * UNIT] ^= 1;
        box.lose(0);
        List<byte[]> repaired = List.of(box.member(0).clone(), box.member(1).clone());
        BitSet wanted = new BitSet();
        wanted.set(0);
        RepairReport report = ParityRepair.repair(box.open(), List.of(
                MemberReading.damaged(new MemoryStorage(box.left(0)), box.holes().get(0)),
                MemberReading.whole(new MemoryStorage(box.member(1)))), wanted, new RepairTarget() {
                    @Override
                    public void write(int member, long position, ByteBuffer bytes) {
                        bytes.get(repaired.get(member), (int) position, bytes.remaining());
                    }

                    @Override
                    public boolean isWhole(int member) {
                        return Arrays.equals(repaired.get(member), box.member(member));
                    }
                }, "repair", ParityBox.WORLD);
        assertThat(report.units()).isEqualTo(1);
        assertThat(report.members().get(0).result()).isEqualTo(Result.WRONG);
        assertThat(report.isWhole()).isFalse();
    }

    @Test
    void aWholeDiscOfManyComesBackFromTheOthersAndTwoParityDiscs() throws Exception {
        Random random = new Random(16);
        List<byte[]> members = new ArrayList<>();
        List<List<ParityMember>> discs = new ArrayList<>();
        for (int disc = 0; disc < 5; disc++) {
            List<ParityMember> tracks = new ArrayList<>();
            for (int track = 0; track < 2; track++) {
                byte[] member = new byte[1 + random.nextInt(5 * UNIT)];
                random.nextBytes(member);
                tracks.add(ParityPlanTest.member("arena" + members.size(), member.length));
                members.add(member);
            }
            discs.add(tracks);
        }
        ParityLayout layout = ParityLayout.ofMany(discs, 2);
        UUID id = new UUID(16, 16);
        int half = layout.rows() / 2;
        List<ParityTrack> tracks = new ArrayList<>();
        ParityBox box = null;
        for (int j = 0; j < 2; j++) {
            for (ParityShare share : List.of(new ParityShare(0, half - 1, List.of(j)),
                    new ParityShare(half, layout.rows() - 1, List.of(j)))) {
                box = ParityBox.of(members, ParityContent.of(id, layout, share));
                tracks.add(ParityTrack.open(new MemoryStorage(box.track())));
            }
        }
        for (int lost = 1; lost <= 3; lost++) {
            List<MemberReading> readings = new ArrayList<>();
            List<byte[]> repaired = new ArrayList<>();
            for (int member = 0; member < 10; member++) {
                boolean gone = member / 2 < lost;
                readings.add(gone ? MemberReading.absent(layout.members().get(member))
                        : MemberReading.whole(new MemoryStorage(members.get(member))));
                repaired.add(gone ? new byte[members.get(member).length] : members.get(member).clone());
            }
            RepairReport report = box.repair(new ParityGroup(tracks), readings, repaired).report();
            assertThat(report.isWhole()).as("%d discs lost", lost).isEqualTo(lost <= 2);
        }
        ParityContent other = ParityContent.of(new UUID(1, 2), layout, ParityShare.all(layout));
        tracks.add(ParityTrack.open(new MemoryStorage(ParityBox.of(members, other).track())));
        assertThatThrownBy(() -> new ParityGroup(tracks)).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> new ParityGroup(List.of())).isInstanceOf(RefusedException.class);
    }
}
