package org.arenavault.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.arenavault.io.Crash;
import org.arenavault.io.CrashPoints;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.media.DiscIdentity;
import org.arenavault.venti.index.IndexChecker;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process dies at every write of a restore; the same command then ends in the same bytes. */
class RestoreCrashTest {

    private static final int SIZE = 32 * 1024;
    private static final long BASE = 786944;

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private SampleArena a;
    private SampleArena b;
    private SampleArena c;

    @BeforeEach
    void make() throws IOException {
        a = ArenaMaker.arena("a").from("arenas0", BASE);
        b = ArenaMaker.arena("b").from("arenas0", BASE + SIZE);
        c = ArenaMaker.arena("c");
    }

    private DiscQueue discs() {
        return DiscQueue.of(
                FakeDisc.labelled(new DiscIdentity(new UUID(1, 1), new UUID(2, 2), "home", 2, new UUID(3, 4))).with(b),
                FakeDisc.labelled(new DiscIdentity(new UUID(1, 1), new UUID(2, 2), "home", 1, new UUID(3, 3))).with(a),
                FakeDisc.unlabelled().with(c));
    }

    private RestoredStore fresh(String name) throws IOException {
        return RestoredStore.of("index main\nisect isect0\narenas arenas0\narenas arenas1\n", folder.resolve(name));
    }

    private static RestoreOptions options(int spares) {
        return new RestoreOptions(true, false, spares, Set.of());
    }

    private static void remove(RestoredStore store) throws IOException {
        for (String name : store.files()) {
            Files.delete(store.folder().resolve(name));
        }
    }

    @Test
    void dyingAtEveryWriteAndGoingOnEndsInTheSameBytes() throws IOException {
        RestoredStore whole = fresh("whole");
        CrashPoints count = CrashPoints.none();
        whole.over(count.disks()).restore(options(0), discs());
        assertThat(count.steps()).isGreaterThan(40);
        for (long at = 0; at < count.steps(); at++) {
            for (CrashPoints.When when : CrashPoints.When.values()) {
                RestoredStore store = fresh("at");
                String point = "step %d, %s".formatted(at, when);
                assertThat(dies(store, CrashPoints.at(at, when), 0)).as(point).isTrue();
                RestoreReport report = store.restore(options(0), discs());
                assertThat(report.isComplete()).as(point).isTrue();
                assertThat(store.files()).as(point).isEqualTo(whole.files());
                for (String name : List.of("arenas0", "isect0")) {
                    assertThat(store.bytes(name)).as("%s: %s", point, name).isEqualTo(whole.bytes(name));
                }
                remove(store);
            }
        }
    }

    @Test
    void dyingWhileSparesAreMadeLeavesAStoreThatIsFinishedLater() throws IOException {
        RestoredStore whole = fresh("whole");
        CrashPoints count = CrashPoints.none();
        RestoreReport report = whole.over(count.disks()).restore(options(1), discs());
        assertThat(report.files().spares()).containsExactly("c0", "arenas10");
        for (long at = 0; at < count.steps(); at += 5) {
            RestoredStore store = fresh("at");
            CrashPoints.When when = at % 2 == 0 ? CrashPoints.When.DURING : CrashPoints.When.AFTER;
            String point = "step %d, %s".formatted(at, when);
            assertThat(dies(store, CrashPoints.at(at, when), 1)).as(point).isTrue();
            assertThat(store.restore(options(1), discs()).isComplete()).as(point).isTrue();
            assertThat(new IndexChecker(store.world(), 1).check(store.read()).problems()).as(point).isEmpty();
            for (SampleArena arena : List.of(a, b, c)) {
                assertThat(store.arena(arena.name())).as(point)
                        .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(arena.bytes()));
            }
            assertThat(store.arena("c0")).as(point).isPresent();
            assertThat(store.arena("arenas10")).as(point).isPresent();
            remove(store);
        }
    }

    private boolean dies(RestoredStore store, CrashPoints points, int spares) throws IOException {
        try {
            store.over(points.disks()).restore(options(spares), discs());
            return false;
        } catch (Crash e) {
            return true;
        }
    }
}
