package org.arenavault.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.arenavault.io.Crash;
import org.arenavault.io.CrashPoints;
import org.arenavault.io.Disks;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.Progress;
import org.arenavault.io.RefusedException;
import org.arenavault.io.StopSignal;
import org.arenavault.io.Storage;
import org.arenavault.media.DiscIdentity;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaHead;
import org.arenavault.venti.format.ArenaMap;
import org.arenavault.venti.format.ArenaPartition;
import org.arenavault.venti.format.ArenaSeal;
import org.arenavault.venti.format.ArenaWriter;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Partition;
import org.arenavault.venti.format.PartitionHeader;
import org.arenavault.venti.index.DamagedArenas;
import org.arenavault.venti.index.IndexBuilder;
import org.arenavault.venti.index.IndexChecker;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arenas that are added to a store that has data of its own. */
class AddedArenasTest {

    private static final List<CrashPoints.When> WHENS = List.of(CrashPoints.When.values());
    private static final int SIZE = 32 * 1024;
    private static final long BASE = 786944;
    private static final RestoreOptions ADD = new RestoreOptions(false, true, 0, Set.of());
    private static final RestoreOptions PLAIN = new RestoreOptions(false, false, 0, Set.of());

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private SampleArena ownA;
    private SampleArena growing;
    private SampleArena a;
    private SampleArena b;
    private SampleArena x;

    @BeforeEach
    void make() throws IOException {
        ownA = ArenaMaker.arena("a", ArenaMaker.BLOCK, SIZE, 2);
        ArenaMaker writing = ArenaMaker.named("b");
        writing.put(BlockType.DATA, new byte[] {7, 7, 7}, 0);
        growing = writing.active();
        a = ArenaMaker.arena("a").from("arenas0", BASE);
        b = ArenaMaker.arena("b").from("arenas0", BASE + SIZE);
        x = ArenaMaker.arena("x");
    }

    /** Somebody's venti: sealed a, growing b, and empty arenas; with an index. */
    private RestoredStore store(String name, int room, String... empties) throws IOException {
        RestoredStore store = RestoredStore.of("index main\nisect isect0\nisect isect1\narenas arenas0\n",
                folder.resolve(name));
        List<String> names = new ArrayList<>(List.of("a", "b"));
        names.addAll(List.of(empties));
        partition(store.folder().resolve("arenas0"), room, names);
        try (Storage file = Disks.REAL.openToWrite(store.folder().resolve("arenas0"))) {
            file.write(BASE, ownA.bytes());
            file.write(BASE + SIZE, growing.bytes());
        }
        for (String section : List.of("isect0", "isect1")) {
            Files.write(store.folder().resolve(section), new byte[1 << 20]);
        }
        new IndexBuilder(store.world(), 1).build(store.read(), DamagedArenas.REFUSE);
        return store;
    }

    /** A partition of empty arenas. */
    private static void partition(Path path, int room, List<String> names) throws IOException {
        List<ArenaMap.Range> ranges = new ArrayList<>();
        for (String arena : names) {
            long start = BASE + (long) ranges.size() * SIZE;
            ranges.add(new ArenaMap.Range(arena, start, start + SIZE));
        }
        long end = BASE + (long) names.size() * SIZE;
        Files.write(path, new byte[(int) (end + room + 4095) / 4096 * 4096]);
        try (Storage file = Disks.REAL.openToWrite(path)) {
            ArenaPartition.create(file, PartitionHeader.ofBlockSize(ArenaMaker.BLOCK), new ArenaMap(ranges));
            for (ArenaMap.Range range : ranges) {
                ArenaWriter.format(new Arena(file, range.name(), range.start(), range.stop(), ArenaMaker.BLOCK), 5,
                        0x2000_0000L + range.start());
            }
        }
    }

    private static FakeDisc home() {
        return FakeDisc.labelled(new DiscIdentity(new UUID(1, 1), new UUID(2, 2), "home", 1, new UUID(3, 3)));
    }

    private DiscQueue discs() {
        return DiscQueue.of(home().with(a).with(b).with(x));
    }

    private static List<String> names(RestoredStore store) throws IOException {
        List<String> names = new ArrayList<>();
        for (Partition line : store.read().arenas()) {
            try (ArenaPartition partition = ArenaPartition.open(line.openToRead(Disks.REAL))) {
                partition.map().ranges().forEach(range -> names.add(range.name()));
            }
        }
        return names;
    }

    private static String other(SampleArena arena) {
        return "%s.%s".formatted(arena.name(), arena.record().digest().toString().substring(0, 8));
    }

    /** Nothing that was there has changed, everything is in the index, every seal goes with its bytes. */
    private void assertWhole(RestoredStore store, String point) throws IOException {
        assertThat(store.arena("a")).as(point).hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(ownA.bytes()));
        assertThat(store.arena("b")).as(point)
                .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(growing.bytes()));
        assertThat(store.arena("x")).as(point).hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(x.bytes()));
        for (SampleArena arena : List.of(a, b)) {
            byte[] bytes = store.arena(other(arena)).orElseThrow();
            Storage image = new MemoryStorage(bytes);
            Arena renamed = new Arena(image, other(arena), 0, SIZE, ArenaMaker.BLOCK);
            assertThat(renamed.readTail().name()).as(point).isEqualTo(other(arena));
            assertThat(ArenaHead.decode(ByteBuffer.wrap(bytes), "head").name()).isEqualTo(other(arena));
            assertThat(ArenaSeal.compute(image, Progress.SILENT.begin("", 0), StopSignal.NEVER)).as(point)
                    .isEqualTo(renamed.readTail().score());
            for (int name : new int[] {8, SIZE - ArenaMaker.BLOCK + 8}) {
                System.arraycopy(arena.bytes(), name, bytes, name, 64);
            }
            assertThat(ArenaSeal.compute(new MemoryStorage(bytes), Progress.SILENT.begin("", 0), StopSignal.NEVER))
                    .as(point).isEqualTo(arena.record().digest());
        }
        assertThat(new IndexChecker(store.world(), 1).check(store.read()).problems()).as(point).isEmpty();
    }

    @Test
    void withoutAddTheRefusalNamesIt() throws IOException {
        RestoredStore store = store("plain", 0, "e0", "e1", "e2");
        byte[] before = store.bytes("arenas0");
        assertThatThrownBy(() -> store.restore(PLAIN, DiscQueue.of(home().with(a))))
                .isInstanceOf(RefusedException.class).hasMessageContaining("--add");
        for (SampleArena arena : List.of(b, x)) {
            RestoreReport report = store.restore(PLAIN, DiscQueue.of(home().with(arena)));
            assertThat(report.missing().get(0).reasons().get(0)).contains("--add");
        }
        assertThat(store.bytes("arenas0")).isEqualTo(before);
    }

    @Test
    void arenasGoIntoEmptyOnesAndGetOtherNamesWhereTheirsAreTaken() throws IOException {
        RestoredStore store = store("add", 0, "e0", "e1", "e2", "e3");
        RestoreReport report = store.restore(ADD, discs());
        assertThat(report.isComplete()).isTrue();
        assertThat(names(store)).containsExactlyInAnyOrder("a", "b", "e0", other(a), other(b), "x");
        assertThat(report.notes()).anyMatch(note -> note.contains("arena a of the discs is called " + other(a)));
        assertWhole(store, "added");
        assertThat(store.files()).containsExactly("arenas0", "isect0", "isect1", "venti.conf");
        byte[] after = store.bytes("arenas0");
        RestoreReport again = store.restore(ADD, discs());
        assertThat(again.present()).containsExactlyInAnyOrder("a", "b", "x");
        assertThat(again.restored()).isEmpty();
        assertThat(store.bytes("arenas0")).as("the same once more adds nothing").isEqualTo(after);
    }

    @Test
    void theyGoBehindTheOthersWhereThereIsRoom() throws IOException {
        RestoredStore store = store("room", 2 * SIZE, "a1");
        assertThat(store.restore(ADD, discs()).isComplete()).isTrue();
        assertThat(names(store)).containsExactlyInAnyOrder("a", "b", other(a), other(b), "x");
        assertWhole(store, "behind");
    }

    @Test
    void whatHasNoPlaceIsMissingAndTheRestIsThere() throws IOException {
        RestoredStore store = store("small", 0, "e0", "e1");
        RestoreReport report = store.restore(ADD, discs());
        assertThat(report.isComplete()).isFalse();
        assertThat(report.missing()).singleElement().satisfies(missing ->
                assertThat(missing.reasons().get(0)).contains("no partition has an empty arena of its 32768 bytes"));
        assertThat(report.restored()).hasSize(2);
        assertThat(store.arena("a")).hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(ownA.bytes()));
    }

    @Test
    void severalPartitionsTakeWhatTheyHaveSlotsFor() throws IOException {
        RestoredStore store = store("several", 0, "e0");
        partition(store.folder().resolve("arenas1"), 0, List.of("f0", "f1"));
        Files.writeString(store.conf(), Files.readString(store.conf()).replace("arenas arenas0\n",
                "arenas arenas0\narenas arenas1\n"));
        new IndexBuilder(store.world(), 1).build(store.read(), DamagedArenas.REFUSE);
        assertThat(store.restore(ADD, discs()).isComplete()).isTrue();
        assertThat(names(store)).containsExactlyInAnyOrder("a", "b", other(a), other(b), "x");
        assertWhole(store, "several");
    }

    @Test
    void anotherPartitionOfTheSameRestoreTakesThemToo() throws IOException {
        RestoredStore store = store("more", 0);
        Files.writeString(store.conf(), Files.readString(store.conf()).replace("arenas arenas0\n",
                "arenas arenas0\narenas arenas1\n"));
        assertThat(store.restore(new RestoreOptions(true, true, 0, Set.of()), discs()).isComplete()).isTrue();
        assertThat(names(store)).containsExactlyInAnyOrder("a", "b", other(a), other(b), "x");
        assertWhole(store, "another partition");
    }

    @Test
    void dyingAtEveryWriteAndGoingOnLosesNothing() throws IOException {
        RestoredStore whole = store("whole", SIZE, "e0", "e1");
        CrashPoints count = CrashPoints.none();
        whole.over(count.disks()).restore(ADD, discs());
        assertWhole(whole, "whole");
        assertThat(count.steps()).isGreaterThan(40);
        for (long at = 0; at < count.steps(); at++) {
            CrashPoints.When when = WHENS.get((int) (at % WHENS.size()));
            RestoredStore store = store("at", SIZE, "e0", "e1");
            String point = "step %d, %s".formatted(at, when);
            CrashPoints points = CrashPoints.at(at, when);
            assertThatThrownBy(() -> store.over(points.disks()).restore(ADD, discs())).as(point)
                    .isInstanceOf(Crash.class);
            assertThat(store.restore(ADD, discs()).isComplete()).as(point).isTrue();
            assertThat(names(store)).as(point).containsExactlyElementsOf(names(whole));
            assertWhole(store, point);
            for (String name : store.files()) {
                Files.delete(store.folder().resolve(name));
            }
        }
    }

    /** The journal says that empty arenas were about to be made in a file that is not there any more. */
    @Test
    void aPartitionThatIsGoneWhileArenasAreAddedToItIsMissed() throws IOException {
        RestoreOptions format = new RestoreOptions(true, true, 0, Set.of());
        RestoredStore whole = store("whole", SIZE, "e0", "e1");
        CrashPoints count = CrashPoints.none();
        whole.over(count.disks()).restore(ADD, discs());
        int missed = 0;
        for (long at = 0; at < count.steps(); at += 3) {
            RestoredStore store = store("gone" + at, SIZE, "e0", "e1");
            CrashPoints points = CrashPoints.at(at, CrashPoints.When.BEFORE);
            assertThatThrownBy(() -> store.over(points.disks()).restore(ADD, discs())).isInstanceOf(Crash.class);
            Files.delete(store.folder().resolve("arenas0"));
            try {
                store.restore(format, discs());
            } catch (RefusedException e) {
                missed += e.getMessage().matches(".*arenas0: is gone or empty.*\\.restore and begin anew") ? 1 : 0;
            }
        }
        assertThat(missed).isPositive();
    }
}
