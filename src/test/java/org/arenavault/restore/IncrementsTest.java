package org.arenavault.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.arenavault.Golden;
import org.arenavault.io.Disks;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;
import org.arenavault.media.DiscIdentity;
import org.arenavault.restore.increments.Regained;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaPartition;
import org.arenavault.venti.format.ArenaTail;
import org.arenavault.venti.format.ArenaWriter;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Partition;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.format.VentiConf;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a venti had not sealed comes back from its increments, in whatever order discs are shown. */
class IncrementsTest {

    static final int SIZE = 64 * 1024;
    static final long BASE = 786944;
    static final long PARTS = 9 * 1024;
    static final RestoreOptions ALL = new RestoreOptions(true, false, 1, Set.of());

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private RestoredStore store;
    private ArenaMaker life;

    @BeforeEach
    void make() throws IOException {
        store = store("store");
        life = ArenaMaker.named("a", SIZE, 1).fill(40, 1);
    }

    private RestoredStore store(String name) throws IOException {
        return RestoredStore.of("index main\nisect isect0\narenas arenas0\n", folder.resolve(name));
    }

    static FakeDisc home(int number) {
        return disc(1, number);
    }

    static FakeDisc disc(long venti, int number) {
        return FakeDisc.labelled(new DiscIdentity(new UUID(venti, 1), new UUID(2, 2), "home", number,
                new UUID(venti, number)));
    }

    static List<SampleIncrement> increments(ArenaMaker arena) throws IOException {
        return SampleIncrement.of(arena.flushed(), "arenas0", BASE, PARTS, List.of(), 10);
    }

    private RestoreReport restore(FakeDisc... discs) throws IOException {
        return store.restore(ALL, DiscQueue.of(discs));
    }

    private Set<Score> allBlocks() throws IOException {
        return StoreContents.all(store);
    }

    private ArenaTail tail(String name) throws IOException {
        try (ArenaPartition partition = ArenaPartition.open(store.read().arenas().get(0).openToRead(Disks.REAL))) {
            return partition.find(name).orElseThrow().readTail();
        }
    }

    private void assertSwept(RestoredStore swept) throws IOException {
        assertThat(Files.exists(swept.folder().resolve("venti.conf.increments"))).isFalse();
        assertThat(swept.files()).noneMatch(name -> name.startsWith("venti.conf."));
    }

    static Stream<String> samples() {
        return Golden.names().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theNewestRootOfARealVentiComesBackWhole(String sample) throws IOException {
        Path venti = Golden.unpack(sample, folder);
        List<SampleArena> sealed = SampleArena.of(venti.resolve("venti.conf"));
        List<SampleIncrement> increments = SampleIncrement.of(venti.resolve("venti.conf"));
        assertThat(increments).hasSizeGreaterThan(2);
        for (int seed = 1; seed <= 3; seed++) {
            Random random = new Random(seed);
            List<FakeDisc> discs = List.of(home(1), home(2), home(3));
            sealed.forEach(arena -> discs.get(random.nextInt(3)).with(arena));
            increments.forEach(increment -> discs.get(random.nextInt(3)).with(increment));
            List<FakeDisc> shuffled = new ArrayList<>(discs);
            Collections.shuffle(shuffled, random);
            RestoredStore target = RestoredStore.like(venti, folder.resolve("target" + seed));

            RestoreReport report = target.restore(ALL, new DiscQueue(shuffled));

            assertThat(report.notes()).as("seed %d", seed).isEmpty();
            assertThat(report.isComplete()).as("seed %d: %s", seed, report.missing()).isTrue();
            assertThat(report.roots().whole()).isPresent();
            assertThat(report.roots().newerButBroken()).isEmpty();
            assertThat(report.files().regained()).isNotEmpty().noneMatch(Regained::present)
                    .allMatch(arena -> arena.appended() == 0);
            assertSwept(target);
            assertSameClumps(venti, target, report);

            Map<String, Score> before = StoreContents.sums(target);
            RestoreReport again = target.restore(ALL, new DiscQueue(discs));
            assertThat(again.isComplete()).isTrue();
            assertThat(again.restored()).isEmpty();
            assertThat(again.files().regained()).isNotEmpty().allMatch(Regained::present);
            assertThat(StoreContents.sums(target)).isEqualTo(before);
        }
    }

    private static void assertSameClumps(Path venti, RestoredStore target, RestoreReport report) throws IOException {
        for (Partition line : VentiConf.read(venti.resolve("venti.conf"), Disks.REAL).arenas()) {
            try (ArenaPartition partition = ArenaPartition.open(line.openToRead(Disks.REAL))) {
                for (Regained regained : report.files().regained()) {
                    if (partition.find(regained.arena()).isEmpty()) {
                        continue;
                    }
                    Arena old = partition.find(regained.arena()).orElseThrow();
                    int used = (int) old.readTail().memory().used();
                    byte[] back = target.arena(old.name()).orElseThrow();
                    assertThat(regained.offset()).isEqualTo(old.start());
                    assertThat(Arrays.copyOfRange(back, old.blockSize(), old.blockSize() + used))
                            .isEqualTo(old.storage().read(old.dataStart(), used));
                }
            }
        }
    }

    @Test
    void aVentiGoesOnInTheArena() throws IOException {
        List<SampleIncrement> increments = increments(life);
        FakeDisc disc = home(1);
        increments.forEach(disc::with);

        RestoreReport report = restore(disc);

        assertThat(report.isComplete()).as("%s", report.missing()).isTrue();
        assertThat(report.restored()).isEmpty();
        assertThat(report.files().regained()).singleElement().satisfies(arena -> {
            assertThat(arena.offset()).isEqualTo(BASE);
            assertThat(arena.clumps()).isEqualTo(40);
            assertThat(arena.discs()).containsExactly("home-001");
        });
        assertThat(tail("a").memory().sealed()).isFalse();
        assertThat(StoreContents.blocks(store).get("a")).isEqualTo(StoreContents.scores(life.flushed()));
    }

    /** Before it, after it and beside it. */
    @Test
    void incrementsOfAnArenaThatComesSealedAreNotNeeded() throws IOException {
        List<SampleIncrement> increments = increments(life);
        SampleArena sealed = life.fill(10, 2).seal().from("arenas0", BASE);

        RestoreReport report = restore(home(1).with(increments.get(0)), home(2).with(increments.get(1)).with(sealed),
                home(3).with(increments.get(2)));

        assertThat(report.isComplete()).isTrue();
        assertThat(report.files().regained()).isEmpty();
        assertThat(report.notes()).contains("arena a is there as it was sealed: 3 increments of it are not needed");
        assertThat(store.arena("a")).hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(sealed.bytes()));
        assertSwept(store);
    }

    @Test
    void aSealedArenaThatComesLaterTakesThePlaceOfTheUnsealedOne() throws IOException {
        FakeDisc first = home(1);
        increments(life).forEach(first::with);
        SampleArena sealed = life.fill(10, 2).seal().from("arenas0", BASE);
        assertThat(restore(first).isComplete()).isTrue();

        RestoreReport report = restore(home(2).with(sealed));

        assertThat(report.isComplete()).as("%s", report.missing()).isTrue();
        assertThat(report.restored()).extracting(RestoreReport.Restored::arena).containsExactly("a");
        assertThat(report.notes()).anyMatch(note -> note.contains("the sealed one of home-002 track 1 has the place"));
        assertThat(store.arena("a")).hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(sealed.bytes()));
        assertSwept(store);
    }

    /** The venti was lost, restored, and went on: what it had sealed before is found on a disc later. */
    @Test
    void anArenaThatWentOnKeepsItsPlaceAndGetsTheBlocksOfTheOther() throws IOException {
        FakeDisc first = home(1);
        increments(life).forEach(first::with);
        SampleArena older = life.copy().fill(6, 2).seal().from("arenas0", BASE);
        assertThat(restore(first).isComplete()).isTrue();
        goOn(8);
        Set<Score> expected = allBlocks();
        expected.addAll(StoreContents.scores(arena(older)));
        ArenaTail before = tail("a");

        RestoreReport report = restore(home(2).with(older));

        assertThat(report.isComplete()).as("%s", report.missing()).isTrue();
        assertThat(tail("a").memory().clumps()).isEqualTo(before.memory().clumps() + 6);
        assertThat(allBlocks()).isEqualTo(expected);
        assertThat(report.notes()).anyMatch(note -> note.contains("arena a of home-002 track 1")
                && note.contains("6 blocks that the store lacked, appended to arena a"));
        Map<String, Score> sums = StoreContents.sums(store);
        assertThat(restore(home(2).with(older), first).isComplete()).isTrue();
        assertThat(StoreContents.sums(store)).isEqualTo(sums);
    }

    /** Writes into arena a of the store, as its venti does, long after everything else. */
    private void goOn(int blocks) throws IOException {
        goOn(blocks, 1_900_000_000L);
    }

    private void goOn(int blocks, long time) throws IOException {
        try (ArenaPartition partition = ArenaPartition.open(store.read().arenas().get(0).openToWrite(Disks.REAL))) {
            ArenaWriter writer = ArenaWriter.open(partition.find("a").orElseThrow());
            for (int i = 0; i < blocks; i++) {
                writer.append(BlockType.DATA, ByteBuffer.wrap(new byte[] {9, (byte) i}), time)
                        .orElseThrow();
            }
            writer.flush();
        }
    }

    private static Arena arena(SampleArena sample) throws IOException {
        return Arena.ofImage(new MemoryStorage(sample.bytes()), 0);
    }

    @Test
    void twoSealedArenasOfOneStoreGiveAllTheirBlocksAndTheLaterOneHasThePlace() throws IOException {
        SampleArena older = life.copy().fill(6, 2).seal().from("arenas0", BASE);
        SampleArena later = life.fill(15, 3).seal().from("arenas0", BASE);
        Set<Score> expected = StoreContents.scores(arena(older));
        expected.addAll(StoreContents.scores(arena(later)));
        for (List<SampleArena> order : List.of(List.of(older, later), List.of(later, older))) {
            store = store("order" + order.indexOf(older));
            RestoreReport report = restore(home(1).with(order.get(0)), home(2).with(order.get(1)));

            assertThat(report.isComplete()).as("%s", report.missing()).isTrue();
            assertThat(store.arena("a")).hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(later.bytes()));
            assertThat(allBlocks()).isEqualTo(expected);
            assertThat(report.notes()).anyMatch(note -> note.contains("6 blocks that the store lacked, appended to"));
            assertSwept(store);

            Map<String, Score> sums = StoreContents.sums(store);
            assertThat(restore(home(1).with(order.get(0)), home(2).with(order.get(1))).isComplete()).isTrue();
            assertThat(StoreContents.sums(store)).isEqualTo(sums);
        }
    }

    /** What cannot be read whole may hold blocks that nothing else has. */
    @Test
    void anArenaWhoseDirectoryLeadsNowhereGivesItsPlaceToNoLaterOne() throws IOException {
        FakeDisc first = home(1);
        increments(life).forEach(first::with);
        assertThat(restore(first).isComplete()).isTrue();
        SampleArena later = life.fill(15, 3).seal().from("arenas0", BASE);
        goOn(8, 1);
        try (Storage storage = store.read().arenas().get(0).openToWrite(Disks.REAL);
                ArenaPartition partition = ArenaPartition.open(storage)) {
            Arena slot = partition.find("a").orElseThrow();
            // the size of the third clump, in the directory
            storage.write(slot.tailStart() - slot.blockSize() + 2 * 25 + 1, new byte[] {0x10, 0x01});
        }
        long before = tail("a").memory().clumps();

        RestoreReport report = restore(home(2).with(later));

        assertThat(report.isComplete()).isFalse();
        assertThat(report.missing()).anySatisfy(missing -> {
            assertThat(missing.arena()).isEqualTo("a");
            assertThat(missing.reasons()).anyMatch(reason -> reason.contains("nothing is written over it"));
        });
        assertThat(tail("a").memory().sealed()).isFalse();
        assertThat(tail("a").memory().clumps()).isGreaterThanOrEqualTo(before);
    }

    /** The empty arenas that a restore makes have clump magics of their own: nothing but their store joins the two. */
    @Test
    void whatWasFormattedInTwoLivesIsOfOneStoreStill() throws IOException {
        SampleArena older = ArenaMaker.named("a", SIZE, 5).fill(6, 2).seal().from("arenas0", BASE);
        SampleArena later = life.seal().from("arenas0", BASE);
        Set<Score> expected = StoreContents.scores(arena(older));
        expected.addAll(StoreContents.scores(arena(later)));
        for (List<SampleArena> order : List.of(List.of(older, later), List.of(later, older))) {
            store = store("order" + order.indexOf(older));

            RestoreReport first = restore(home(1).with(order.get(0)));
            RestoreReport report = restore(home(2).with(order.get(1)));

            assertThat(first.isComplete()).isTrue();
            assertThat(report.isComplete()).as("%s", report.missing()).isTrue();
            assertThat(store.arena("a")).hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(later.bytes()));
            assertThat(allBlocks()).isEqualTo(expected);
        }
    }

    /** Another store has come into the partition: nobody can tell any more whose arena is there. */
    @Test
    void whereTwoStoresCameIntoAPartitionAnArenaOfUnknownOriginIsNotTaken() throws IOException {
        SampleArena later = life.seal().from("arenas0", BASE);
        restore(home(1).with(ArenaMaker.named("a", SIZE, 5).fill(6, 2).seal().from("arenas0", BASE)));
        restore(disc(5, 1).with(ArenaMaker.named("b", SIZE, 5).fill(6, 2).seal().from("arenas0", BASE + SIZE)));

        assertThatThrownBy(() -> restore(home(2).with(later))).isInstanceOf(RefusedException.class)
                .hasMessageContaining("two stores in one pile: arena a");
    }

    /** The last arena of a partition has what is left of it, an empty one that a restore makes has the usual size. */
    @Test
    void incrementsOfTwoLivesWhoseArenasHaveOtherSizesGiveAllTheirBlocks() throws IOException {
        ArenaMaker other = ArenaMaker.named("a", SIZE + 8192, 5).fill(20, 9);
        FakeDisc first = home(1);
        SampleIncrement.of(other.flushed(), "arenas0", BASE, PARTS, List.of(), 5).forEach(first::with);
        FakeDisc second = home(2);
        increments(life).forEach(second::with);
        Set<Score> expected = StoreContents.scores(life.flushed());
        expected.addAll(StoreContents.scores(other.flushed()));

        RestoreReport report = restore(first, second);

        assertThat(report.isComplete()).as("%s", report.missing()).isTrue();
        assertThat(allBlocks()).isEqualTo(expected);
    }
}
