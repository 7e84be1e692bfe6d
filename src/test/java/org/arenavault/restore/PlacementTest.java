package org.arenavault.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.arenavault.io.RefusedException;
import org.arenavault.media.ArenaRecord;
import org.arenavault.venti.format.ArenaMap;
import org.arenavault.venti.format.PartitionHeader;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.Test;

/** Where arenas go. */
class PlacementTest {

    private static final int B = 8192;
    private static final long SIZE = 1 << 20;
    /** Where a fresh partition with blocks of 8 KiB has its first arena. */
    private static final long BASE = 794624;

    private final PartitionSpace first = PartitionSpace.toFill("arenas0", PartitionSpace.LONGEST);
    private final PartitionSpace second = PartitionSpace.toFill("arenas1", PartitionSpace.LONGEST);

    private static ArenaRecord arena(String name, String source, long offset) {
        return new ArenaRecord(name, SIZE, B, source, offset, Score.ZERO, false);
    }

    private static ArenaRecord arena(String name) {
        return arena(name, "", 0);
    }

    private static ArenaRecord ofBlockSize(String name, int blockSize) {
        return new ArenaRecord(name, SIZE, blockSize, "", 0, Score.ZERO, false);
    }

    /** Puts an arena where it is decided that it goes. */
    private static ArenaMap.Range put(Placement placement, ArenaRecord arena) throws IOException {
        Decision.Into into = (Decision.Into) placement.decide(arena);
        into.space().reserve(into.range(), arena.blockSize());
        into.space().confirm(into.range());
        return into.range();
    }

    private Placement both() {
        return new Placement(List.of(first, second));
    }

    @Test
    void anArenaGoesWhereItCameFrom() throws IOException {
        assertThat(both().decide(arena("a7", "arenas1", BASE + 7 * SIZE))).isEqualTo(new Decision.Into(second,
                new ArenaMap.Range("a7", BASE + 7 * SIZE, BASE + 8 * SIZE)));
    }

    @Test
    void aFileInAnotherFolderIsTheSamePartition() throws IOException {
        Decision decision = both().decide(arena("a", "/old/disk/arenas1", BASE + SIZE));
        assertThat(((Decision.Into) decision).space()).isSameAs(second);
        assertThat(((Decision.Into) decision).range().start()).isEqualTo(BASE + SIZE);
    }

    @Test
    void aFileNameThatTwoLinesHaveTellsNothing() throws IOException {
        PartitionSpace one = PartitionSpace.toFill("/disk1/arenas", PartitionSpace.LONGEST);
        PartitionSpace other = PartitionSpace.toFill("/disk2/arenas", PartitionSpace.LONGEST);
        Placement placement = new Placement(List.of(one, other));
        assertThat(put(placement, arena("a", "/disk3/arenas", BASE + SIZE)).start()).isEqualTo(BASE);
        assertThat(put(placement, arena("b", "/disk2/arenas", BASE + SIZE)).start()).isEqualTo(BASE + SIZE);
        assertThat(other.find("b")).isPresent();
    }

    @Test
    void withoutAnOriginArenasFollowEachOtherInOrderOfArrival() throws IOException {
        Placement placement = both();
        assertThat(put(placement, arena("late")).start()).isEqualTo(BASE);
        assertThat(put(placement, arena("early")).start()).isEqualTo(BASE + SIZE);
        assertThat(second.count()).isZero();
    }

    @Test
    void anOriginThatIsTakenOrCannotBeIsNoReasonToGiveUp() throws IOException {
        Placement placement = both();
        put(placement, arena("a", "arenas0", BASE));
        assertThat(put(placement, arena("overlaps", "arenas0", BASE + SIZE / 2 / B * B)).start())
                .isEqualTo(BASE + SIZE);
        assertThat(put(placement, arena("unaligned", "arenas0", BASE + 9 * SIZE + 1)).start())
                .isEqualTo(BASE + 2 * SIZE);
        assertThat(put(placement, arena("in the table", "arenas0", 270336)).start()).isEqualTo(BASE + 3 * SIZE);
        assertThat(put(placement, arena("absurd", "arenas0", Long.MAX_VALUE - B)).start()).isEqualTo(BASE + 4 * SIZE);
        assertThat(put(placement, arena("negative", "arenas0", -8192)).start()).isEqualTo(BASE + 5 * SIZE);
    }

    @Test
    void aPartitionOfAnOldFormatterMayStartEarlier() throws IOException {
        long oldBase = 270336 + 65536;
        assertThat(put(both(), arena("a", "arenas0", oldBase)).start()).isEqualTo(oldBase);
        assertThat(first.header()).isEqualTo(new PartitionHeader(B, oldBase));
    }

    @Test
    void anotherBlockSizeNeedsALineOfItsOwn() throws IOException {
        Placement placement = both();
        put(placement, ofBlockSize("a", 8192));
        assertThat(put(placement, ofBlockSize("b", 16384)).start()).isEqualTo(802816);
        put(placement, ofBlockSize("c", 8192));
        assertThat(first.table().ranges()).extracting(ArenaMap.Range::name).containsExactly("a", "c");
        assertThat(second.table().ranges()).extracting(ArenaMap.Range::name).containsExactly("b");
        assertThatThrownBy(() -> placement.decide(ofBlockSize("d", 4096))).isInstanceOf(RefusedException.class)
                .hasMessageContaining("arena d has blocks of 4096 bytes").hasMessageContaining("arenas0: 8192");
    }

    @Test
    void expectingMoreBlockSizesThanLinesIsRefusedBeforeAnythingIsClaimed() {
        assertThatThrownBy(() -> both().expect(List.of(ofBlockSize("a", 8192), ofBlockSize("b", 16384),
                ofBlockSize("c", 512)))).isInstanceOf(RefusedException.class).hasMessageContaining("arena c");
        assertThat(first.count() + second.count()).isZero();
    }

    @Test
    void aFullPartitionSendsArenasToTheNext() throws IOException {
        PartitionSpace small = PartitionSpace.toFill("small", BASE + 2 * SIZE + 100);
        Placement placement = new Placement(List.of(small, second));
        for (String name : List.of("a", "b", "c")) {
            put(placement, arena(name));
        }
        assertThat(small.count()).isEqualTo(2);
        assertThat(second.find("c")).contains(new ArenaMap.Range("c", BASE, BASE + SIZE));
        Decision nowhere = new Placement(List.of(small)).decide(arena("d"));
        assertThat(((Decision.Nowhere) nowhere).reason()).contains("no 'arenas' line").contains("1048576");
    }

    @Test
    void theGapBeforeAnOriginalPlaceTakesWhatHasNoRoomBehind() throws IOException {
        PartitionSpace small = PartitionSpace.toFill("small", BASE + 3 * SIZE);
        Placement placement = new Placement(List.of(small));
        put(placement, arena("last", "small", BASE + 2 * SIZE));
        assertThat(put(placement, arena("a")).start()).isEqualTo(BASE);
        assertThat(put(placement, arena("b")).start()).isEqualTo(BASE + SIZE);
        assertThat(placement.decide(arena("c"))).isInstanceOf(Decision.Nowhere.class);
    }

    @Test
    void holesAndArenasThatDidNotComeGetNoLine() throws IOException {
        Placement placement = both();
        placement.expect(List.of(arena("a", "arenas0", BASE), arena("b", "arenas0", BASE + SIZE),
                arena("c", "arenas0", BASE + 2 * SIZE)));
        put(placement, arena("a", "arenas0", BASE));
        put(placement, arena("c", "arenas0", BASE + 2 * SIZE));
        assertThat(first.table().ranges()).extracting(ArenaMap.Range::name).containsExactly("a", "c");
        assertThat(first.claimed()).hasSize(3);
        assertThat(put(placement, arena("new")).start()).isEqualTo(BASE + 3 * SIZE);
    }

    @Test
    void anExistingPartitionTakesOnlyWhatItHasSlotsFor() throws IOException {
        ArenaMap table = new ArenaMap(List.of(new ArenaMap.Range("a", BASE, BASE + SIZE)));
        PartitionSpace existing = PartitionSpace.ofSlots("old", new PartitionHeader(B, BASE), table);
        Placement placement = new Placement(List.of(existing));
        assertThat(placement.decide(arena("a"))).isEqualTo(new Decision.There(existing, table.ranges().get(0)));
        assertThat(((Decision.Nowhere) placement.decide(arena("b"))).reason()).contains("slot of its name");
        Decision beside = new Placement(List.of(existing, first)).decide(arena("b"));
        assertThat(((Decision.Into) beside).space()).isSameAs(first);
    }

    @Test
    void aNameThatNoTableCanCarryHasNoPlace() throws IOException {
        assertThat(both().decide(arena("a#b"))).isInstanceOf(Decision.Nowhere.class);
        assertThat(both().decide(arena(" a"))).isInstanceOf(Decision.Nowhere.class);
    }

    @Test
    void aTableThatWouldNotFitIsRefusedBeforeAnythingIsClaimed() {
        List<ArenaRecord> many = new ArrayList<>();
        for (int i = 0; i < 6500; i++) {
            many.add(arena("%063d".formatted(i)));
        }
        Placement placement = new Placement(List.of(first));
        assertThatThrownBy(() -> placement.expect(many)).isInstanceOf(RefusedException.class)
                .hasMessageContaining("arenas0: the table of its").hasMessageContaining("is full");
        assertThat(first.count()).isZero();
    }

    @Test
    void whateverTheLabelsSayNothingOverlapsAndTheTableFits() throws IOException {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            List<PartitionSpace> spaces = List.of(PartitionSpace.toFill("p0", random.nextInt(20) * SIZE),
                    PartitionSpace.toFill("p1", PartitionSpace.LONGEST));
            Placement placement = new Placement(spaces);
            for (int i = 0; i < 40; i++) {
                ArenaRecord arena = new ArenaRecord("a" + i, B * (3L + random.nextInt(200)), B,
                        "p" + random.nextInt(3),
                        random.nextBoolean() ? random.nextLong() : (long) B * random.nextInt(3000), Score.ZERO,
                        false);
                if (placement.decide(arena) instanceof Decision.Into) {
                    put(placement, arena);
                }
            }
            for (PartitionSpace space : spaces) {
                long end = space.header().arenaBase();
                assertThat(space.header().tableSize()).as("seed %d", seed)
                        .isGreaterThan(space.table().encode().length);
                for (ArenaMap.Range range : space.table().ranges()) {
                    assertThat(range.start()).as("seed %d, %s", seed, range).isGreaterThanOrEqualTo(end)
                            .isEqualTo(range.start() / B * B);
                    end = range.stop();
                }
                assertThat(end).as("seed %d", seed).isLessThanOrEqualTo(PartitionSpace.LONGEST);
            }
        }
    }
}
