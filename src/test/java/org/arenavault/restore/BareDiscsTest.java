package org.arenavault.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.RefusedException;
import org.arenavault.media.DiscIdentity;
import org.arenavault.media.TrackExtent;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restores from whatever discs are shown, without a ledger. */
class BareDiscsTest {

    private static final int SIZE = 32 * 1024;
    /** Where a fresh partition with blocks of 512 bytes has its first arena. */
    private static final long BASE = 786944;
    private static final RestoreOptions ALL = new RestoreOptions(true, false, 0, Set.of());

    @TempDir
    private Path folder;

    private RestoredStore store;
    private SampleArena a;
    private SampleArena b;
    private SampleArena c;

    @BeforeEach
    void make() throws IOException {
        store = RestoredStore.of("index main\nisect isect0\narenas arenas0\n", folder);
        a = ArenaMaker.arena("a").from("arenas0", BASE);
        b = ArenaMaker.arena("b").from("arenas0", BASE + SIZE);
        c = ArenaMaker.arena("c").from("arenas0", BASE + 2 * SIZE);
    }

    private static FakeDisc home(int number) {
        return FakeDisc.labelled(new DiscIdentity(new UUID(1, 1), new UUID(2, 2), "home", number,
                new UUID(3, number)));
    }

    private RestoreReport restore(FakeDisc... discs) throws IOException {
        return store.restore(ALL, DiscQueue.of(discs));
    }

    private void assertIsBack(SampleArena... arenas) throws IOException {
        for (SampleArena arena : arenas) {
            assertThat(store.arena(arena.name())).as(arena.name()).hasValueSatisfying(
                    bytes -> assertThat(bytes).isEqualTo(arena.bytes()));
        }
    }

    @Test
    void inWhateverOrderDiscsComeThePartitionIsTheSame() throws IOException {
        restore(home(1).with(a), home(2).with(b), home(3).with(c));
        byte[] partition = store.bytes("arenas0");
        assertIsBack(a, b, c);
        for (List<Integer> order : List.of(List.of(3, 1, 2), List.of(2, 3, 1), List.of(3, 2, 1))) {
            RestoredStore other = RestoredStore.of("index main\nisect isect0\narenas arenas0\n",
                    folder.resolve("order" + order));
            List<FakeDisc> discs = List.of(home(1).with(a), home(2).with(b), home(3).with(c));
            RestoreReport report =
                    other.restore(ALL, new DiscQueue(order.stream().map(i -> discs.get(i - 1)).toList()));
            assertThat(report.isComplete()).isTrue();
            assertThat(other.bytes("arenas0")).as("%s", order).isEqualTo(partition);
        }
    }

    @Test
    void discsOfPlan9WithoutLabelsAreRestoredInOrderOfArrival() throws IOException {
        RestoreReport report = restore(FakeDisc.unlabelled().with(b), FakeDisc.unlabelled().with(a).with(c));
        assertThat(report.isComplete()).isTrue();
        assertThat(report.restored()).extracting(RestoreReport.Restored::arena).containsExactly("b", "a", "c");
        assertThat(report.restored()).extracting(RestoreReport.Restored::offset)
                .containsExactly(BASE, BASE + SIZE, BASE + 2 * SIZE);
        assertIsBack(a, b, c);
    }

    @Test
    void anArenaWithoutASealComesBackIfEveryClumpIsSound() throws IOException {
        ArenaMaker maker = ArenaMaker.named("u");
        maker.put(BlockType.DATA, new byte[] {1, 2, 3}, 0);
        SampleArena unsummed = maker.unsummed();
        RestoreReport report = restore(FakeDisc.unlabelled().with(unsummed));
        assertThat(report.isComplete()).isTrue();
        assertThat(report.notes()).anyMatch(note -> note.contains("every clump of it was checked"));
        assertIsBack(unsummed);
    }

    @Test
    void anArenaWithoutASealAndADamagedClumpDoesNot() throws IOException {
        ArenaMaker maker = ArenaMaker.named("u");
        maker.put(BlockType.DATA, new byte[] {1, 2, 3}, 0);
        FakeDisc disc = FakeDisc.unlabelled().with(maker.unsummed()).withFlip(1, ArenaMaker.BLOCK + 38, 0);
        RestoreReport report = restore(disc);
        assertThat(report.missing()).singleElement().satisfies(missing -> {
            assertThat(missing.arena()).isEqualTo("u");
            assertThat(missing.reasons().get(0)).contains("unlabelled disc 1 track 1").contains("hash");
        });
    }

    @Test
    void blankForeignAndUnusableDiscsAreNamedAndPassedOver() throws IOException {
        byte[] film = new byte[100_000];
        Arrays.fill(film, (byte) 0x47);
        DiscQueue queue = DiscQueue.of(FakeDisc.unlabelled(), home(1).with(a),
                FakeDisc.unlabelled().withTrack(film, TrackExtent.Condition.CLOSED), FakeDisc.unsuitable(),
                home(2).with(b));
        RestoreReport report = store.restore(ALL, queue);
        assertThat(report.isComplete()).isTrue();
        assertIsBack(a, b);
        assertThat(queue.remarks()).hasSize(5);
        assertThat(queue.remarks().get(0)).contains("this disc is blank").contains("passed over");
        assertThat(queue.remarks().get(2)).contains("unlabelled disc").contains("passed over");
        assertThat(queue.remarks().get(3)).contains("holds a film").contains("passed over");
        assertThat(report.notes()).anyMatch(note -> note.contains("blank disc"))
                .anyMatch(note -> note.contains("holds a film"));
    }

    @Test
    void nothingButBlankDiscsMakesNothing() throws IOException {
        assertThatThrownBy(() -> restore(FakeDisc.unlabelled())).isInstanceOf(OperatorNeededException.class)
                .hasMessageContaining("this disc is blank").hasMessageContaining("insert a disc to restore from");
        assertThat(store.files()).containsExactly("venti.conf");
    }

    @Test
    void whatWasBegunInVainIsSaidAndTakenUpAgain() throws IOException {
        RestoreReport report = restore(home(1).with(a).withFlip(1, 5000, 3));
        assertThat(report.files().made()).containsExactly("arenas0");
        assertThat(store.files()).doesNotContain("isect0");
        assertThat(restore(home(1).with(a)).isComplete()).isTrue();
        assertIsBack(a);
    }

    @Test
    void aDamagedArenaIsNamedAndEverythingElseIsRestored() throws IOException {
        RestoreReport report = restore(home(1).with(a).with(b).withFlip(1, 5000, 3), home(2).with(c));
        assertThat(report.isComplete()).isFalse();
        assertThat(report.missing()).extracting(RestoreReport.Missing::arena)
                .contains("a");
        assertThat(report.missing().get(0).reasons().get(0)).startsWith("home-001 track 1: its bytes come to ");
        assertIsBack(b, c);
        assertThat(store.arena("a")).isEmpty();
    }

    @Test
    void aTrackThatDoesNotReadIsNamedAndEverythingElseIsRestored() throws IOException {
        RestoreReport report = restore(home(1).with(a).with(b).withFault(2, 9000));
        assertThat(report.missing()).extracting(RestoreReport.Missing::arena).containsExactly("b");
        assertThat(report.missing().get(0).reasons()).containsExactly(
                "home-001 track 2: fake drive: track 2: unrecovered read error");
        assertIsBack(a);
    }

    @Test
    void anotherCopyStandsInForADamagedOneWhicheverComesFirst() throws IOException {
        RestoreReport report = restore(home(1).with(a).withFlip(1, 5000, 3), home(2).with(b),
                home(3).with(a).with(b).withFlip(2, 5000, 3));
        assertThat(report.isComplete()).isTrue();
        assertThat(report.restored()).extracting(RestoreReport.Restored::disc).containsExactly("home-002", "home-003");
        assertIsBack(a, b);
    }

    @Test
    void damageOfTheSealAloneIsSetRight() throws IOException {
        RestoreReport report = restore(home(1).with(a).withFlip(1, SIZE - 7, 2));
        assertThat(report.isComplete()).isTrue();
        assertThat(report.notes()).anyMatch(note -> note.contains("its seal, were damaged and are set right"));
        assertIsBack(a);
    }

    @Test
    void aSealThatWasAcceptedAsItWasComesBackAsItWas() throws IOException {
        SampleArena odd = a.withSeal(Score.ZERO.toBytes());
        RestoreReport report = restore(home(1).with(odd));
        assertThat(report.isComplete()).isTrue();
        assertThat(report.notes()).anyMatch(note -> note.contains("if it was not recorded so"));
        assertIsBack(odd);
    }

    @Test
    void everyFlippedBitOfAnArenaIsFoundOrDoesNoHarm() throws IOException {
        for (int at = 0; at < SIZE; at += 997) {
            RestoredStore other = RestoredStore.of("index main\nisect isect0\narenas arenas0\n",
                    folder.resolve("bit" + at));
            RestoreReport report = other.restore(ALL, DiscQueue.of(FakeDisc.unlabelled().with(a)
                    .withFlip(1, at, at % 8)));
            assertThat(report.restored()).as("byte %d", at).isEmpty();
            assertThat(report.isComplete()).isFalse();
        }
    }

    @Test
    void anInterruptedTrackIsALossAndIsNamed() throws IOException {
        RestoreReport report = restore(FakeDisc.unlabelled().with(a)
                .withTrack(Arrays.copyOf(b.bytes(), 20_480), TrackExtent.Condition.OPEN));
        assertThat(report.missing()).singleElement().satisfies(missing -> {
            assertThat(missing.arena()).isEqualTo("b");
            assertThat(missing.reasons().get(0)).contains("holds 20480 of its 32768 bytes: it was interrupted");
        });
        assertIsBack(a);
    }

    @Test
    void anArenaWhoseHeadIsGoneIsNamedByItsTail() throws IOException {
        FakeDisc disc = FakeDisc.unlabelled().with(a).with(b).withFlip(2, 0, 0);
        RestoreReport report = restore(disc);
        assertThat(report.missing()).extracting(RestoreReport.Missing::arena).containsExactly("b");
    }

    @Test
    void anArenaThatIsNotSealedIsNotTaken() throws IOException {
        ArenaMaker maker = ArenaMaker.named("growing");
        maker.put(BlockType.DATA, new byte[] {1}, 0);
        RestoreReport report = restore(FakeDisc.unlabelled().with(a).with(maker.active()));
        assertThat(report.missing()).extracting(RestoreReport.Missing::arena).containsExactly("growing");
        assertThat(report.missing().get(0).reasons().get(0)).contains("is not sealed");
    }

    @Test
    void twoStoresInOnePileAreRefusedAndBothAreNamed() throws IOException {
        SampleArena other = ArenaMaker.arena("b", ArenaMaker.BLOCK, SIZE, 2);
        FakeDisc theirs = FakeDisc.labelled(new DiscIdentity(new UUID(8, 8), new UUID(9, 9), "theirs", 4,
                new UUID(7, 7))).with(other);
        assertThatThrownBy(() -> restore(home(1).with(a).with(b), theirs)).isInstanceOf(RefusedException.class)
                .hasMessageContaining("two stores in one pile: arena b").hasMessageContaining("home-001 track 2")
                .hasMessageContaining("theirs-004 track 1");
    }

    @Test
    void twoStoresOnOneDiscAreRefusedBeforeAnythingIsWritten() throws IOException {
        SampleArena other = ArenaMaker.arena("a", ArenaMaker.BLOCK, SIZE, 2);
        assertThatThrownBy(() -> restore(FakeDisc.unlabelled().with(a).with(other)))
                .isInstanceOf(RefusedException.class).hasMessageContaining("two stores in one pile: arena a");
        assertThat(store.files()).containsExactly("venti.conf");
    }

    @Test
    void aDamagedTwinIsNoSecondStore() throws IOException {
        RestoreReport report = restore(FakeDisc.unlabelled().with(a),
                FakeDisc.unlabelled().with(a).withFlip(1, SIZE - 3, 1));
        assertThat(report.isComplete()).isTrue();
        assertIsBack(a);
    }

    @Test
    void moreBlockSizesThanLinesAreRefusedBeforeAnythingIsWritten() throws IOException {
        SampleArena wide = ArenaMaker.arena("wide", 1024, SIZE, 1);
        assertThatThrownBy(() -> restore(home(1).with(a).with(wide))).isInstanceOf(RefusedException.class)
                .hasMessageContaining("arena wide has blocks of 1024 bytes");
        assertThat(store.files()).containsExactly("venti.conf");
    }

    @Test
    void eachBlockSizeGetsALineOfItsOwn() throws IOException {
        store = RestoredStore.of("index main\nisect isect0\narenas arenas0\narenas more\n", folder);
        SampleArena wide = ArenaMaker.arena("wide", 1024, SIZE, 1);
        RestoreReport report = restore(home(1).with(a).with(wide).with(b));
        assertThat(report.isComplete()).isTrue();
        assertThat(report.restored()).extracting(RestoreReport.Restored::partition)
                .containsExactly("arenas0", "more", "arenas0");
        assertIsBack(a, b, wide);
    }

    @Test
    void theSameDiscTwiceIsSaid() throws IOException {
        FakeDisc disc = home(1).with(a);
        DiscQueue queue = DiscQueue.of(disc, disc);
        RestoreReport report = store.restore(ALL, queue);
        assertThat(report.isComplete()).isTrue();
        assertThat(queue.remarks().get(1)).isEqualTo("this is home-001, which was shown before");
    }

    @Test
    void aDiscThatNobodyShowedIsNamed() throws IOException {
        RestoreReport report = restore(home(1).with(a), home(3).with(c));
        assertThat(report.notes()).contains("disc home-002 was not shown");
        assertIsBack(a, c);
        assertThat(store.arena("b")).isEmpty();
    }

    @Test
    void onlyWhatIsWantedIsRestored() throws IOException {
        RestoreReport report = store.restore(new RestoreOptions(true, false, 0, Set.of("b", "nosuch")),
                DiscQueue.of(home(1).with(a).with(b)));
        assertThat(report.restored()).extracting(RestoreReport.Restored::arena).containsExactly("b");
        assertThat(report.missing()).extracting(RestoreReport.Missing::arena).containsExactly("nosuch");
        assertThat(report.restored().get(0).offset()).isEqualTo(BASE + SIZE);
        RestoreReport rest = restore(home(1).with(a).with(b));
        assertThat(rest.present()).containsExactly("b");
        assertThat(rest.isComplete()).isTrue();
        assertIsBack(a, b);
    }

    @Test
    void aSecondRestoreAtTheSameTimeHasToWait() throws IOException {
        DiscQueue outer = DiscQueue.of(home(1).with(a));
        assertThatThrownBy(() -> store.restore(ALL, new Interjection(outer, () -> restore(home(1).with(a)))))
                .isInstanceOf(OperatorNeededException.class).hasMessageContaining("restore of");
        assertThat(restore(home(1).with(a)).isComplete()).isTrue();
    }
}
