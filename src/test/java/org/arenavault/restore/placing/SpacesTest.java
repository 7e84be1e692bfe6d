package org.arenavault.restore.placing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.arenavault.io.RefusedException;
import org.arenavault.media.ArenaRecord;
import org.arenavault.venti.format.ArenaMap;
import org.arenavault.venti.format.PartitionHeader;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.Test;

/** Where arenas go. */
class SpacesTest {

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
    private static ArenaMap.Range put(Spaces spaces, ArenaRecord arena) throws IOException {
        Placement.Free free = spaces.decide(arena).free().orElseThrow();
        spaces.reserve(free);
        spaces.of(free.place()).confirm(free.place().range());
        return free.place().range();
    }

    private Spaces both() {
        return new Spaces(List.of(first, second));
    }

    @Test
    void anArenaGoesWhereItCameFrom() throws IOException {
        assertThat(both().decide(arena("a7", "arenas1", BASE + 7 * SIZE))).isEqualTo(new Placement.Free(new ArenaPlace(
                "arenas1", new ArenaMap.Range("a7", BASE + 7 * SIZE, BASE + 8 * SIZE), B),
                Placement.Ground.UNLISTED));
    }

    @Test
    void aFileInAnotherFolderIsTheSamePartition() throws IOException {
        ArenaPlace place = both().decide(arena("a", "/old/disk/arenas1", BASE + SIZE)).free().orElseThrow().place();
        assertThat(place.partition()).isEqualTo("arenas1");
        assertThat(place.range().start()).isEqualTo(BASE + SIZE);
    }

    @Test
    void aFileNameThatTwoLinesHaveTellsNothing() throws IOException {
        PartitionSpace one = PartitionSpace.toFill("/disk1/arenas", PartitionSpace.LONGEST);
        PartitionSpace other = PartitionSpace.toFill("/disk2/arenas", PartitionSpace.LONGEST);
        Spaces spaces = new Spaces(List.of(one, other));
        assertThat(put(spaces, arena("a", "/disk3/arenas", BASE + SIZE)).start()).isEqualTo(BASE);
        assertThat(put(spaces, arena("b", "/disk2/arenas", BASE + SIZE)).start()).isEqualTo(BASE + SIZE);
        assertThat(other.find("b")).isPresent();
    }

    @Test
    void withoutAnOriginArenasFollowEachOtherInOrderOfArrival() throws IOException {
        Spaces spaces = both();
        assertThat(put(spaces, arena("late")).start()).isEqualTo(BASE);
        assertThat(put(spaces, arena("early")).start()).isEqualTo(BASE + SIZE);
        assertThat(second.count()).isZero();
    }

    @Test
    void anOriginThatIsTakenOrCannotBeIsNoReasonToGiveUp() throws IOException {
        Spaces spaces = both();
        put(spaces, arena("a", "arenas0", BASE));
        assertThat(put(spaces, arena("overlaps", "arenas0", BASE + SIZE / 2 / B * B)).start())
                .isEqualTo(BASE + SIZE);
        assertThat(put(spaces, arena("unaligned", "arenas0", BASE + 9 * SIZE + 1)).start())
                .isEqualTo(BASE + 2 * SIZE);
        assertThat(put(spaces, arena("in the table", "arenas0", 270336)).start()).isEqualTo(BASE + 3 * SIZE);
        assertThat(put(spaces, arena("absurd", "arenas0", Long.MAX_VALUE - B)).start()).isEqualTo(BASE + 4 * SIZE);
        assertThat(put(spaces, arena("negative", "arenas0", -8192)).start()).isEqualTo(BASE + 5 * SIZE);
    }

    @Test
    void aPartitionOfAnOldFormatterMayStartEarlier() throws IOException {
        long oldBase = 270336 + 65536;
        assertThat(put(both(), arena("a", "arenas0", oldBase)).start()).isEqualTo(oldBase);
        assertThat(first.header()).isEqualTo(new PartitionHeader(B, oldBase));
    }

    @Test
    void anotherBlockSizeNeedsALineOfItsOwn() throws IOException {
        Spaces spaces = both();
        put(spaces, ofBlockSize("a", 8192));
        assertThat(put(spaces, ofBlockSize("b", 16384)).start()).isEqualTo(802816);
        put(spaces, ofBlockSize("c", 8192));
        assertThat(first.table().ranges()).extracting(ArenaMap.Range::name).containsExactly("a", "c");
        assertThat(second.table().ranges()).extracting(ArenaMap.Range::name).containsExactly("b");
        assertThatThrownBy(() -> spaces.decide(ofBlockSize("d", 4096))).isInstanceOf(RefusedException.class)
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
        Spaces spaces = new Spaces(List.of(small, second));
        for (String name : List.of("a", "b", "c")) {
            put(spaces, arena(name));
        }
        assertThat(small.count()).isEqualTo(2);
        assertThat(second.find("c")).contains(new ArenaMap.Range("c", BASE, BASE + SIZE));
        assertThat(new Spaces(List.of(small)).decide(arena("d")).reason()).contains("no 'arenas' line")
                .contains("1048576");
    }

    @Test
    void theGapBeforeAnOriginalPlaceTakesWhatHasNoRoomBehind() throws IOException {
        PartitionSpace small = PartitionSpace.toFill("small", BASE + 3 * SIZE);
        Spaces spaces = new Spaces(List.of(small));
        put(spaces, arena("last", "small", BASE + 2 * SIZE));
        assertThat(put(spaces, arena("a")).start()).isEqualTo(BASE);
        assertThat(put(spaces, arena("b")).start()).isEqualTo(BASE + SIZE);
        assertThat(spaces.decide(arena("c"))).isInstanceOf(Placement.Nowhere.class);
    }

    @Test
    void holesAndArenasThatDidNotComeGetNoLine() throws IOException {
        Spaces spaces = both();
        spaces.expect(List.of(arena("a", "arenas0", BASE), arena("b", "arenas0", BASE + SIZE),
                arena("c", "arenas0", BASE + 2 * SIZE)));
        put(spaces, arena("a", "arenas0", BASE));
        put(spaces, arena("c", "arenas0", BASE + 2 * SIZE));
        assertThat(first.table().ranges()).extracting(ArenaMap.Range::name).containsExactly("a", "c");
        assertThat(first.count()).isEqualTo(3);
        assertThat(put(spaces, arena("new")).start()).isEqualTo(BASE + 3 * SIZE);
    }

    @Test
    void anExistingPartitionTakesOnlyWhatItHasSlotsFor() throws IOException {
        ArenaMap table = new ArenaMap(List.of(new ArenaMap.Range("a", BASE, BASE + SIZE)));
        PartitionSpace existing = PartitionSpace.ofSlots("old", new PartitionHeader(B, BASE), table, 1 << 30);
        Spaces spaces = new Spaces(List.of(existing));
        assertThat(spaces.find("a")).contains(new ArenaPlace("old", table.ranges().get(0), B));
        assertThat(spaces.find("b")).isEmpty();
        assertThat(spaces.decide(arena("b")).reason()).contains("slot of its name");
        assertThat(spaces.decide(arena("b", "old", BASE + SIZE)).reason()).contains("slot of its name");
        Placement beside = new Spaces(List.of(existing, first)).decide(arena("b", "old", BASE + SIZE));
        assertThat(beside.free().orElseThrow().place().partition()).isEqualTo("arenas0");
    }

    @Test
    void aNameThatNoTableCanCarryHasNoPlace() throws IOException {
        assertThat(both().decide(arena("a#b"))).isInstanceOf(Placement.Nowhere.class);
        assertThat(both().decide(arena(" a"))).isInstanceOf(Placement.Nowhere.class);
    }

    @Test
    void aTableThatWouldNotFitIsRefusedBeforeAnythingIsClaimed() {
        List<ArenaRecord> many = new ArrayList<>();
        for (int i = 0; i < 6500; i++) {
            many.add(arena("%063d".formatted(i)));
        }
        Spaces spaces = new Spaces(List.of(first));
        assertThatThrownBy(() -> spaces.expect(many)).isInstanceOf(RefusedException.class)
                .hasMessageContaining("arenas0: the table of its").hasMessageContaining("is full");
        assertThat(first.count()).isZero();
    }

    @Test
    void whateverTheLabelsSayNothingOverlapsAndTheTableFits() throws IOException {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            List<PartitionSpace> all = List.of(PartitionSpace.toFill("p0", random.nextInt(20) * SIZE),
                    PartitionSpace.toFill("p1", PartitionSpace.LONGEST));
            Spaces spaces = new Spaces(all);
            for (int i = 0; i < 40; i++) {
                ArenaRecord arena = new ArenaRecord("a" + i, B * (3L + random.nextInt(200)), B,
                        "p" + random.nextInt(3),
                        random.nextBoolean() ? random.nextLong() : (long) B * random.nextInt(3000), Score.ZERO,
                        false);
                if (spaces.decide(arena).free().isPresent()) {
                    put(spaces, arena);
                }
            }
            for (PartitionSpace space : all) {
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

    /** Its number among those that are back where they came from tells where an arena came from. */
    @Test
    void anArenaOfUnknownOriginGoesWhereItsNeighboursPutIt() {
        for (int number : new int[] {8, 9, 12}) {
            first.reserve(new ArenaMap.Range("arenas" + number, BASE + number * SIZE, BASE + (number + 1) * SIZE), B);
            first.confirm(new ArenaMap.Range("arenas" + number, BASE + number * SIZE, BASE + (number + 1) * SIZE));
        }
        Set<String> originals = Set.of("arenas8", "arenas9", "arenas12");
        for (int number : new int[] {0, 7, 10, 11, 13, 20}) {
            assertThat(first.byNumber("arenas" + number, SIZE, originals)).as("arenas%d", number)
                    .hasValueSatisfying(place -> assertThat(place.range().start()).isEqualTo(BASE + number * SIZE));
        }
        // taken, of another size, of another stem, too far away, next to one that is somewhere else
        assertThat(first.byNumber("arenas9", SIZE, originals)).isEmpty();
        assertThat(first.byNumber("arenas10", 2 * SIZE, originals)).isEmpty();
        assertThat(first.byNumber("b10", SIZE, originals)).isEmpty();
        assertThat(first.byNumber("arenas", SIZE, originals)).isEmpty();
        assertThat(first.byNumber("arenas212", SIZE, originals)).isEmpty();
        assertThat(first.byNumber("arenas10", SIZE, Set.of())).isEmpty();
    }

    @Test
    void aGapOfItsSizeIsWhereAnArenaOfUnknownOriginCameFrom() {
        for (int number : new int[] {1, 4}) {
            first.reserve(new ArenaMap.Range("x" + number + "y", BASE + number * SIZE, BASE + (number + 1) * SIZE), B);
            first.confirm(new ArenaMap.Range("x" + number + "y", BASE + number * SIZE, BASE + (number + 1) * SIZE));
        }
        Set<String> originals = Set.of("x1y", "x4y");
        assertThat(first.filled("z", SIZE, originals)).extracting(place -> place.range().start()).containsExactly(BASE);
        assertThat(first.filled("z", 2 * SIZE, originals)).extracting(place -> place.range().start())
                .containsExactly(BASE + 2 * SIZE);
        assertThat(first.filled("z", 3 * SIZE, originals)).isEmpty();
        assertThat(first.filled("z", SIZE, Set.of())).isEmpty();
    }
}
