package org.arenavault.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.arenavault.io.Dial;
import org.arenavault.io.Disks;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.Progress;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.StopSignal;
import org.arenavault.io.SystemClock;
import org.arenavault.io.World;
import org.arenavault.media.DiscIdentity;
import org.arenavault.media.Medium;
import org.arenavault.media.TrackExtent;
import org.arenavault.mirror.MirrorOptions;
import org.arenavault.mirror.TargetReport;
import org.arenavault.restore.sending.DiscsToVentis;
import org.arenavault.restore.sending.SendReport;
import org.arenavault.sets.Vault;
import org.arenavault.venti.MemoryStore;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.ClumpDirectory;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.net.ClientOptions;
import org.arenavault.venti.net.ServerOptions;
import org.arenavault.venti.net.VentiServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Discs go to running ventis: each block once, in whatever order, and from damaged arenas all that is sound. */
@Timeout(60)
class SendingTest {

    private static final int SIZE = 32 * 1024;
    private static final long SEED = 20261130;

    @TempDir
    private Path folder;

    private final World world = new World(new SystemClock(), Disks.REAL, new SilentTerminal(), Progress.SILENT,
            StopSignal.NEVER, UUID::randomUUID);
    private final List<VentiServer> servers = new ArrayList<>();
    private final List<MemoryStore> stores = new ArrayList<>();
    private final List<Dial> targets = new ArrayList<>();

    /** A block as a venti knows it. */
    record Block(Score score, BlockType type) {
    }

    @BeforeEach
    void serve() throws IOException {
        target();
    }

    private void target() throws IOException {
        MemoryStore store = new MemoryStore();
        VentiServer server = VentiServer.writable(store, new Dial("127.0.0.1", 0), ServerOptions.DEFAULT,
                world.clock());
        stores.add(store);
        servers.add(server);
        targets.add(server.address());
    }

    @AfterEach
    void stop() throws IOException {
        for (VentiServer server : servers) {
            server.close();
        }
    }

    private DiscsToVentis sending(Set<String> only) {
        MirrorOptions options = MirrorOptions.DEFAULT.with(ClientOptions.DEFAULT.withPatience(Duration.ofSeconds(10),
                Duration.ofMillis(1))).with(Duration.ZERO);
        return new DiscsToVentis(targets, only, folder.resolve("state"), options,
                new Vault(folder.resolve("vault"), Disks.REAL, world.clock()), world);
    }

    private SendReport send(FakeDisc... discs) throws IOException {
        return sending(Set.of()).fromBareDiscs(DiscQueue.of(discs));
    }

    private static FakeDisc home(int number) {
        return FakeDisc.labelled(new DiscIdentity(new UUID(1, 1), new UUID(2, 2), "home", number,
                new UUID(3, number)));
    }

    /** The clumps of an image, by where they lie in it. */
    static List<long[]> places(byte[] image, List<Block> blocks) throws IOException {
        Arena arena = Arena.ofImage(new MemoryStorage(image), 0);
        List<long[]> places = new ArrayList<>();
        ClumpDirectory.Cursor cursor = new ClumpDirectory(arena).cursor(arena.readTail().memory().clumps());
        while (cursor.next()) {
            places.add(new long[] {arena.dataStart() + cursor.offset(), arena.dataStart() + cursor.nextOffset()});
            blocks.add(new Block(cursor.info().score(), BlockType.fromDisk(cursor.type())));
        }
        return places;
    }

    static List<Block> blocks(SampleArena... arenas) throws IOException {
        List<Block> blocks = new ArrayList<>();
        for (SampleArena arena : arenas) {
            places(arena.bytes(), blocks);
        }
        return blocks;
    }

    private void assertHas(MemoryStore store, List<Block> blocks) {
        assertThat(blocks).isNotEmpty().allMatch(block -> store.blocks().contains(block.score(), block.type()));
    }

    private static TargetReport only(SendReport report) {
        assertThat(report.targets()).hasSize(1);
        return report.targets().get(0).report();
    }

    @Test
    void everyBlockGoesOnceInWhateverOrderDiscsCome() throws IOException {
        target();
        SampleArena a = ArenaMaker.arena("a");
        SampleArena b = ArenaMaker.arena("b");
        SampleArena c = ArenaMaker.filled("c", SIZE, 1);
        List<FakeDisc> discs = new ArrayList<>(List.of(home(1).with(a), home(2).with(b).with(a),
                FakeDisc.unlabelled().with(c)));
        Collections.shuffle(discs, new Random(SEED));

        SendReport report = sending(Set.of()).fromBareDiscs(new DiscQueue(discs));

        assertThat(report.outcome().isDone()).as("%s", report).isTrue();
        for (int i = 0; i < stores.size(); i++) {
            assertHas(stores.get(i), blocks(a, b, c));
            TargetReport target = report.targets().get(i).report();
            assertThat(target.moved().sentBlocks()).isEqualTo(blocks(a, b, c).size());
            assertThat(target.copied().copiedArenas()).isEqualTo(3);
        }
        SendReport again = sending(Set.of()).fromBareDiscs(new DiscQueue(discs));
        assertThat(again.outcome().isDone()).isTrue();
        assertThat(again.targets()).allMatch(target -> target.report().moved().sentBlocks() == 0);
    }

    @Test
    void aTargetThatWasReplacedGetsEverythingAnew() throws IOException {
        SampleArena a = ArenaMaker.arena("a");
        send(home(1).with(a));
        stores.get(0).crash();
        blocks(a).forEach(block -> stores.get(0).blocks().remove(block.score(), block.type()));

        SendReport report = send(home(1).with(a));

        assertHas(stores.get(0), blocks(a));
        assertThat(only(report).notes()).anyMatch(note -> note.contains("compared from its beginning"));
    }

    @Test
    void theNewestRootIsThatWithTheLatestTimeAndItsTreeIsWalked() throws IOException {
        ArenaMaker first = ArenaMaker.named("first");
        Score newest = first.root(500, first.put(BlockType.DATA, new byte[] {1}, 1));
        ArenaMaker second = ArenaMaker.named("second");
        second.root(100, second.put(BlockType.DATA, new byte[] {2}, 2));
        SampleArena one = first.seal();
        SampleArena two = second.seal();

        send(home(1).with(one));
        SendReport report = send(home(2).with(two));
        SendReport both = send(home(2).with(two), home(1).with(one));

        assertThat(report.targets().get(0).roots().newestWhole()).hasValueSatisfying(
                root -> assertThat(root.arena()).isEqualTo("second"));
        assertThat(both.targets().get(0).roots().newestWhole()).hasValueSatisfying(
                root -> assertThat(root.score()).isEqualTo(newest));
        assertThat(only(both).moved().sentBlocks()).isZero();
    }

    /** Whatever is damaged, wherever: what the damage leaves whole arrives, and the rest is named. */
    @Test
    void everySoundBlockOfADamagedArenaArrives() throws IOException {
        Random random = new Random(SEED);
        for (int round = 0; round < 60; round++) {
            SampleArena arena = ArenaMaker.named("a" + round, SIZE, round).fill(40, round).seal();
            List<Block> all = new ArrayList<>();
            List<long[]> places = places(arena.bytes(), all);
            FakeDisc disc = round % 3 == 0 ? FakeDisc.unlabelled() : home(round + 1);
            disc.with(arena);
            List<long[]> hits = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(3); i++) {
                long at = random.nextInt(4) == 0 ? SIZE - 1 - random.nextInt(2048) : random.nextInt(SIZE);
                if (random.nextBoolean()) {
                    disc.withFlip(1, at, random.nextInt(8));
                    hits.add(new long[] {at, at + 1});
                } else {
                    // a drive reads a block, or does not
                    disc.withFault(1, at);
                    hits.add(new long[] {at / Medium.BLOCK * Medium.BLOCK, (at / Medium.BLOCK + 1) * Medium.BLOCK});
                }
            }

            SendReport report = send(disc);

            List<Block> sound = new ArrayList<>();
            for (int i = 0; i < places.size(); i++) {
                long[] place = places.get(i);
                if (hits.stream().noneMatch(hit -> hit[0] < place[1] && place[0] < hit[1])) {
                    sound.add(all.get(i));
                }
            }
            assertThat(sound).as("round %d of seed %d: damage at %s; %s", round, SEED,
                    hits.stream().map(Arrays::toString).toList(), only(report)).isNotEmpty()
                    .allMatch(block -> stores.get(0).blocks().contains(block.score(), block.type()));
            if (all.stream().anyMatch(block -> !stores.get(0).blocks().contains(block.score(), block.type()))) {
                assertThat(report.outcome().isDone()).as("round %d", round).isFalse();
                assertThat(only(report).problems()).as("round %d", round).isNotEmpty();
            }
        }
    }

    @Test
    void aSoundCopyThatComesLaterMakesADamagedArenaWhole() throws IOException {
        SampleArena a = ArenaMaker.filled("a", SIZE, 1);
        SampleArena b = ArenaMaker.filled("b", SIZE, 1);
        FakeDisc bad = home(1).with(a).withFlip(1, 5000, 3).with(b).withFlip(2, SIZE - 1022, 2);

        SendReport damaged = send(bad);
        SendReport whole = send(home(2).with(a).with(b));

        assertThat(damaged.outcome().isDone()).isFalse();
        assertThat(damaged.missing()).extracting(RestoreReport.Missing::arena).containsExactlyInAnyOrder("a", "b");
        assertThat(whole.outcome().isDone()).as("%s", whole).isTrue();
        assertHas(stores.get(0), blocks(a, b));
        assertThat(only(whole).problems()).isEmpty();
    }

    @Test
    void anArenaThatWasCutShortGivesWhatThereIs() throws IOException {
        SampleArena a = ArenaMaker.filled("a", 256 * 1024, 1);
        byte[] half = Arrays.copyOf(a.bytes(), 128 * 1024);
        List<Block> all = new ArrayList<>();
        List<long[]> places = places(a.bytes(), all);

        SendReport report = send(FakeDisc.unlabelled().withTrack(half, TrackExtent.Condition.CLOSED));

        for (int i = 0; i < places.size(); i++) {
            assertThat(stores.get(0).blocks().contains(all.get(i).score(), all.get(i).type())).as("clump %d", i)
                    .isEqualTo(places.get(i)[1] <= half.length);
        }
        assertThat(report.outcome().isDone()).isFalse();
        assertThat(report.missing()).anyMatch(missing -> missing.arena().equals("a"));
    }

    @Test
    void withoutHeadOrLabelTheClumpsTellOfThemselves() throws IOException {
        SampleArena a = ArenaMaker.filled("a", SIZE, 1);
        FakeDisc disc = FakeDisc.unlabelled().with(a).withFlip(1, 0, 1);

        send(disc);

        assertHas(stores.get(0), blocks(a));
    }

    @Test
    void aTargetThatIsFullOrGoneKeepsNoOtherFromItsBlocks() throws IOException {
        target();
        target();
        stores.get(0).setRoom(2);
        servers.get(2).close();
        SampleArena a = ArenaMaker.filled("a", SIZE, 1);

        SendReport report = send(home(1).with(a));

        assertHas(stores.get(1), blocks(a));
        assertThat(report.targets()).extracting(target -> target.report().outcome()).containsExactly(
                TargetReport.Outcome.FULL, TargetReport.Outcome.COMPLETE, TargetReport.Outcome.UNREACHABLE);
        assertThat(report.outcome().isDone()).isFalse();
    }

    @Test
    void nobodyIsAskedForADiscWhileNoTargetAnswers() throws IOException {
        servers.get(0).close();
        DiscQueue queue = DiscQueue.of(home(1).with(ArenaMaker.arena("a")));

        SendReport report = sending(Set.of()).fromBareDiscs(queue);

        assertThat(queue.asked()).isEmpty();
        assertThat(only(report).outcome()).isEqualTo(TargetReport.Outcome.UNREACHABLE);
        assertThat(report.outcome().isDone()).isFalse();
    }

    @Test
    void nobodyIsAskedForAnotherDiscOnceNoTargetIsServed() throws IOException {
        stores.get(0).setRoom(2);
        DiscQueue queue = DiscQueue.of(home(1).with(ArenaMaker.filled("a", SIZE, 1)).with(ArenaMaker.arena("b")),
                home(2).with(ArenaMaker.arena("c")));

        SendReport report = sending(Set.of()).fromBareDiscs(queue);

        assertThat(queue.asked()).hasSize(1);
        assertThat(queue.remarks()).as("asked for another disc").isEmpty();
        assertThat(only(report).outcome()).isEqualTo(TargetReport.Outcome.FULL);
        assertThat(report.outcome().isDone()).isFalse();
    }

    @Test
    void rootsOfADamagedCopyHideNoneOfASoundOne() throws IOException {
        ArenaMaker maker = ArenaMaker.named("a");
        maker.root(100, maker.put(BlockType.DATA, new byte[] {1}, 1));
        maker.fill(20, 1);
        Score newest = maker.root(500, maker.put(BlockType.DATA, new byte[] {2}, 2));
        SampleArena arena = maker.seal();
        List<long[]> places = places(arena.bytes(), new ArrayList<>());

        send(home(1).with(arena).withFlip(1, SIZE - 1022, 2).withFault(1, places.get(places.size() - 1)[0]));
        SendReport whole = send(home(2).with(arena));

        assertThat(whole.outcome().isDone()).as("%s", whole).isTrue();
        assertThat(whole.targets().get(0).roots().newestWhole()).hasValueSatisfying(
                root -> assertThat(root.score()).isEqualTo(newest));
    }

    /** What is damaged in a file of ours says nothing of a disc. */
    @Test
    void aDamagedFileOfOursIsNamedAndNoDiscBlamed() throws IOException {
        ArenaMaker maker = ArenaMaker.named("a");
        maker.root(100, maker.put(BlockType.DATA, new byte[] {1}, 1));
        send(home(1).with(ArenaMaker.arena("b")));
        List<Path> kept;
        try (Stream<Path> all = Files.list(folder.resolve("state"))) {
            kept = all.map(each -> each.resolve("roots")).filter(each -> Files.exists(each.resolveSibling("lock")))
                    .toList();
        }
        assertThat(kept).hasSize(1);
        Files.writeString(kept.get(0), "no line of ours");
        SampleArena arena = maker.seal();

        assertThatThrownBy(() -> send(home(2).with(arena))).hasMessageContaining(kept.get(0) + ": ")
                .hasMessageContaining("remove it");
    }

    @Test
    void whatIsComparedAgainAreAnArenasIncrementsToo() throws IOException {
        SampleIncrement increment = SampleIncrement.of(ArenaMaker.named("a").fill(20, 1).flushed(), "arenas0", 0, SIZE,
                List.of(), 10).get(0);
        FakeDisc disc = home(1).with(increment).with(ArenaMaker.arena("b"));
        send(disc);

        SendReport once = send(disc);
        SendReport again = sending(Set.of()).again(Set.of("a", "c")).fromBareDiscs(DiscQueue.of(disc));

        assertThat(only(once).moved().presentBlocks()).isZero();
        assertThat(only(again).moved().presentBlocks()).isEqualTo(20);
        assertThat(only(again).moved().sentBlocks()).isZero();
        assertThat(again.missing()).as("nobody has it").extracting(RestoreReport.Missing::arena).containsExactly("c");
    }

    @Test
    void whatASetKnowsIsAskedForAndNothingIsAskedForTwice() throws IOException {
        RestoredStore store = RestoredStore.of("index main\nisect isect0\narenas arenas0\n", folder);
        SampleArena a = ArenaMaker.arena("a");
        SampleArena b = ArenaMaker.arena("b");
        RecordedSet set = RecordedSet.of(store, "home");
        FakeDisc first = set.recorded(1, a);
        FakeDisc second = set.recorded(2, b);
        DiscQueue queue = DiscQueue.of(second, first);

        SendReport report = sending(Set.of()).fromSet(set.read(), queue);

        assertThat(report.outcome().isDone()).as("%s", report).isTrue();
        assertHas(stores.get(0), blocks(a, b));
        DiscQueue none = DiscQueue.of();
        SendReport again = sending(Set.of()).fromSet(set.read(), none);
        assertThat(none.asked()).isEmpty();
        assertThat(again.outcome().isDone()).isTrue();
        assertThat(only(again).moved().sentBlocks()).isZero();
        assertThat(only(again).copied().copiedArenas()).isEqualTo(2);
    }

    @Test
    void aCopyThatIsDamagedLetsAnotherDiscBeAskedFor() throws IOException {
        RestoredStore store = RestoredStore.of("index main\nisect isect0\narenas arenas0\n", folder);
        SampleArena a = ArenaMaker.filled("a", SIZE, 1);
        RecordedSet set = RecordedSet.of(store, "home");
        FakeDisc first = set.recorded(1, a).withFlip(1, 5000, 1);
        FakeDisc second = set.recorded(2, a);

        SendReport report = sending(Set.of()).fromSet(set.read(), DiscQueue.of(first, second));

        assertThat(report.outcome().isDone()).as("%s", report).isTrue();
        assertHas(stores.get(0), blocks(a));
    }

    @Test
    void onlyWhatIsWantedIsSent() throws IOException {
        SampleArena a = ArenaMaker.arena("a");
        SampleArena b = ArenaMaker.arena("b");

        SendReport report = sending(Set.of("b", "c")).fromBareDiscs(DiscQueue.of(home(1).with(a).with(b)));

        assertHas(stores.get(0), blocks(b));
        assertThat(blocks(a)).noneMatch(block -> stores.get(0).blocks().contains(block.score(), block.type()));
        assertThat(report.missing()).singleElement().satisfies(missing ->
                assertThat(missing.arena()).isEqualTo("c"));
    }

    @Test
    void nothingButABlankDiscNeedsAnOperator() {
        assertThatThrownBy(() -> send(FakeDisc.unlabelled())).isInstanceOf(OperatorNeededException.class)
                .hasMessageContaining("this disc is blank").hasMessageContaining("insert a disc to send from");
    }
}
