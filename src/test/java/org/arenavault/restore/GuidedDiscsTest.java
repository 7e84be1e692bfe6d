package org.arenavault.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.arenavault.changer.DiscRequest;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.RefusedException;
import org.arenavault.io.UsageException;
import org.arenavault.sets.DiscMark;
import org.arenavault.sets.LedgerEvent;
import org.arenavault.sets.TrackEvent;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restores by a set's ledger. */
class GuidedDiscsTest {

    private static final int SIZE = 32 * 1024;
    private static final long BASE = 786944;
    private static final RestoreOptions ALL = new RestoreOptions(true, false, 0, Set.of());

    @TempDir
    private Path folder;

    private RestoredStore store;
    private RecordedSet home;
    private SampleArena a;
    private SampleArena b;
    private SampleArena c;

    @BeforeEach
    void make() throws IOException {
        store = RestoredStore.of("index main\nisect isect0\narenas arenas0\n", folder);
        home = RecordedSet.of(store, "home");
        a = ArenaMaker.arena("a").from("arenas0", BASE);
        b = ArenaMaker.arena("b").from("arenas0", BASE + SIZE);
        c = ArenaMaker.arena("c").from("arenas0", BASE + 2 * SIZE);
    }

    private RestoreReport restore(DiscQueue discs) throws IOException {
        return store.restore(ALL, home.read(), discs);
    }

    private void assertIsBack(SampleArena... arenas) throws IOException {
        for (SampleArena arena : arenas) {
            assertThat(store.arena(arena.name())).as(arena.name()).hasValueSatisfying(
                    bytes -> assertThat(bytes).isEqualTo(arena.bytes()));
        }
    }

    @Test
    void discsAreAskedForByName() throws IOException {
        DiscQueue discs = DiscQueue.of(home.recorded(1, a, b), home.recorded(2, c));
        RestoreReport report = restore(discs);
        assertThat(report.isComplete()).isTrue();
        assertThat(discs.asked()).hasSize(2);
        assertThat(discs.asked().get(0)).contains("home-001");
        assertThat(discs.asked().get(1)).contains("home-002");
        assertIsBack(a, b, c);
    }

    @Test
    void anyOfThemMayComeFirst() throws IOException {
        FakeDisc first = home.recorded(1, a);
        FakeDisc second = home.recorded(2, b);
        DiscQueue discs = DiscQueue.of(second, first);
        assertThat(restore(discs).isComplete()).isTrue();
        assertThat(discs.asked().get(0)).contains("home-001");
        assertIsBack(a, b);
    }

    @Test
    void noMoreDiscsAreAskedForThanAreNeeded() throws IOException {
        FakeDisc first = home.recorded(1, a, b);
        FakeDisc second = home.recorded(2, b, c);
        FakeDisc third = home.recorded(3, a, b, c);
        DiscQueue discs = DiscQueue.of(first, second, third);
        discs.first(new DiscRequest.Any("to begin with"));
        DiscQueue fromThird = DiscQueue.of(third);
        assertThat(restore(fromThird).isComplete()).isTrue();
        assertThat(fromThird.asked()).singleElement().asString().contains("home-003");
        assertThat(first.reads() + second.reads()).isZero();
    }

    @Test
    void whatIsInItsPlaceNeedsNoDisc() throws IOException {
        FakeDisc disc = home.recorded(1, a, b);
        restore(DiscQueue.of(disc));
        DiscQueue nothing = DiscQueue.of();
        RestoreReport report = restore(nothing);
        assertThat(report.isComplete()).isTrue();
        assertThat(report.present()).containsExactlyInAnyOrder("a", "b");
        assertThat(nothing.asked()).isEmpty();
    }

    @Test
    void aDiscOfAnotherSetWithTheSameArenasServesAsWell() throws IOException {
        home.recorded(1, a, b);
        RecordedSet away = RecordedSet.of(store, "away");
        DiscQueue discs = DiscQueue.of(away.recorded(7, b, a));
        assertThat(restore(discs).isComplete()).isTrue();
        assertIsBack(a, b);
    }

    @Test
    void aDiscThatHasNothingOfTheSetIsRefusedByName() throws IOException {
        FakeDisc ours = home.recorded(1, a);
        RecordedSet away = RecordedSet.of(store, "away");
        DiscQueue discs = DiscQueue.of(away.recorded(7, c), FakeDisc.unlabelled(), FakeDisc.unsuitable(), ours);
        assertThat(restore(discs).isComplete()).isTrue();
        assertThat(discs.remarks().get(0)).isEqualTo("this is disc away-007 of set 'away', not of set 'home'");
        assertThat(discs.remarks().get(1)).contains("blank");
        assertThat(discs.remarks().get(2)).contains("holds a film");
        assertThat(store.arena("c")).isEmpty();
    }

    @Test
    void aDamagedTrackIsNamedWithTheOtherSetAndDiscThatHasTheArena() throws IOException {
        FakeDisc damaged = home.recorded(1, a, b).withFlip(1, 4000, 5);
        RecordedSet away = RecordedSet.of(store, "away");
        away.recorded(4, c, a);
        away.append(new LedgerEvent.Moved(4, "bank, box 7"));
        RestoreReport report = restore(DiscQueue.of(damaged));
        assertThat(report.isComplete()).isFalse();
        assertThat(report.missing()).singleElement().satisfies(missing -> {
            assertThat(missing.arena()).isEqualTo("a");
            assertThat(missing.reasons()).anyMatch(reason -> reason.startsWith("home-001 track 1: its bytes come to")
                    && reason.contains("the ledger has"));
            assertThat(missing.elsewhere()).containsExactly(
                    "set 'away': away-004 track 2 (verified), kept at bank, box 7");
        });
        assertIsBack(b);
    }

    @Test
    void aSecondCopyInTheSetIsAskedForWhenTheFirstIsDamaged() throws IOException {
        FakeDisc damaged = home.recorded(1, a, b).withFault(1, 4000);
        FakeDisc second = home.recorded(2, a);
        DiscQueue discs = DiscQueue.of(damaged, second);
        RestoreReport report = restore(discs);
        assertThat(report.isComplete()).isTrue();
        assertThat(report.restored()).extracting(RestoreReport.Restored::disc)
                .containsExactlyInAnyOrder("home-001", "home-002");
    }

    @Test
    void aLostDiscIsNeverAskedFor() throws IOException {
        home.recorded(1, a);
        FakeDisc second = home.recorded(2, b);
        home.append(new LedgerEvent.Marked(1, DiscMark.LOST));
        DiscQueue discs = DiscQueue.of(second);
        RestoreReport report = restore(discs);
        assertThat(discs.asked()).singleElement().asString().contains("home-002");
        assertThat(report.missing()).singleElement().satisfies(missing ->
                assertThat(missing.reasons()).containsExactly("home-001 is lost"));
        assertIsBack(b);
    }

    @Test
    void aTrackThatWasFoundBadIsTheLastResort() throws IOException {
        FakeDisc first = home.recorded(1, a);
        home.append(new TrackEvent.Bad(1, 1, "another drive", "reads differently", ""));
        DiscQueue discs = DiscQueue.of(first);
        assertThat(restore(discs).isComplete()).isTrue();
        assertIsBack(a);
    }

    @Test
    void anArenaThatTheLedgerHasForgottenIsNamed() throws IOException {
        FakeDisc disc = home.recorded(1, a);
        disc.with(b);
        RestoreReport report = restore(DiscQueue.of(disc));
        assertThat(report.isComplete()).isFalse();
        assertThat(report.missing()).singleElement().satisfies(missing -> {
            assertThat(missing.arena()).isEqualTo("b");
            assertThat(missing.reasons().get(0)).contains("home-001 track 2").contains("set rebuild");
        });
    }

    @Test
    void discsWithoutLabelsAreKnownByWhatIsOnThem() throws IOException {
        FakeDisc plan9 = FakeDisc.unlabelled().with(a).with(b);
        home.append(new LedgerEvent.Begun(1, home.identity(1).disc(), "bd-r", 1 << 20, ""));
        plan9.inspect().tracks().forEach(track -> {
            SampleArena arena = track.number() == 1 ? a : b;
            try {
                home.append(new TrackEvent.Found(1, track.number(), track.lba(), track.blocks(), arena.record(),
                        false, "plan9"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        DiscQueue discs = DiscQueue.of(FakeDisc.unlabelled().with(c), plan9);
        assertThat(restore(discs).isComplete()).isTrue();
        assertThat(discs.remarks().get(0)).isEqualTo("this disc was not recorded by this set");
        assertIsBack(a, b);
    }

    @Test
    void aSealThatWasAcceptedComesBackAsItWas() throws IOException {
        SampleArena odd = a.withSeal(Score.ZERO.toBytes());
        FakeDisc disc = home.disc(1).with(odd);
        home.append(new LedgerEvent.Begun(1, home.identity(1).disc(), "bd-r", 1 << 20, ""));
        long blocks = disc.inspect().tracks().get(0).blocks();
        home.append(new TrackEvent.Intent(1, 1, 0, blocks, odd.record(), "the old server was broken"));
        home.append(new TrackEvent.Closed(1, 1, 0, blocks));
        assertThat(restore(DiscQueue.of(disc)).isComplete()).isTrue();
        assertIsBack(odd);
    }

    @Test
    void onlyWhatIsWantedIsAskedFor() throws IOException {
        home.recorded(1, a);
        FakeDisc second = home.recorded(2, b, c);
        DiscQueue discs = DiscQueue.of(second);
        RestoreReport report = store.restore(new RestoreOptions(true, false, 0, Set.of("c")), home.read(), discs);
        assertThat(report.isComplete()).isTrue();
        assertThat(discs.asked()).singleElement().asString().contains("home-002");
        assertThat(report.restored()).extracting(RestoreReport.Restored::arena).containsExactly("c");
        assertThatThrownBy(() -> store.restore(new RestoreOptions(true, false, 0, Set.of("zebra")), home.read(), discs))
                .isInstanceOf(UsageException.class).hasMessageContaining("set 'home' has no arena 'zebra'");
    }

    @Test
    void aDiscThatNobodyHasStopsItAndTheSameCommandGoesOnLater() throws IOException {
        FakeDisc first = home.recorded(1, a);
        FakeDisc second = home.recorded(2, b);
        assertThatThrownBy(() -> restore(DiscQueue.of(first))).isInstanceOf(OperatorNeededException.class)
                .hasMessageContaining("home-002");
        assertThat(store.said()).anyMatch(line -> line.startsWith("1 arena is in place"));
        DiscQueue rest = DiscQueue.of(second);
        RestoreReport report = restore(rest);
        assertThat(report.isComplete()).isTrue();
        assertThat(report.present()).containsExactly("a");
        assertThat(rest.asked()).singleElement().asString().contains("home-002");
        assertIsBack(a, b);
    }

    @Test
    void twoArenasOfOneNameAreOfOneStoreAndBothAreAskedFor() throws IOException {
        SampleArena other = ArenaMaker.arena("a", ArenaMaker.BLOCK, SIZE, 2).from("arenas0", BASE);
        DiscQueue discs = DiscQueue.of(home.recorded(1, a), home.recorded(2, other));

        RestoreReport report = restore(discs);

        assertThat(report.isComplete()).as("%s", report.missing()).isTrue();
        assertThat(discs.asked()).hasSize(2);
        assertIsBack(a);
        assertThat(report.notes()).anyMatch(note -> note.contains("5 blocks that the store lacked, appended to arena"))
                .anyMatch(note -> note.contains("arena a of home-002 track 1 is another one"));
    }

    @Test
    void ofTwoArenasOfOneNameTheOneThatDoesNotComeIsNamed() throws IOException {
        SampleArena other = ArenaMaker.arena("a", ArenaMaker.BLOCK, SIZE, 2).from("arenas0", BASE);
        home.recorded(2, other);
        home.append(new LedgerEvent.Marked(2, DiscMark.LOST));

        RestoreReport report = restore(DiscQueue.of(home.recorded(1, a)));

        assertThat(report.missing()).singleElement().satisfies(missing -> {
            assertThat(missing.arena()).isEqualTo("a (%s)".formatted(other.record().digest()));
            assertThat(missing.reasons()).containsExactly("home-002 is lost");
        });
        assertIsBack(a);
    }

    @Test
    void moreBlockSizesThanLinesAreRefusedBeforeADiscIsAskedFor() throws IOException {
        home.recorded(1, a, ArenaMaker.arena("wide", 1024, SIZE, 1));
        DiscQueue discs = DiscQueue.of();
        assertThatThrownBy(() -> restore(discs)).isInstanceOf(RefusedException.class)
                .hasMessageContaining("arena wide has blocks of 1024 bytes");
        assertThat(discs.asked()).isEmpty();
        assertThat(store.files()).containsExactly("venti.conf");
    }

    @Test
    void theOrderOfDiscsDoesNotMatterForWhereArenasGo() throws IOException {
        List<FakeDisc> discs = List.of(home.recorded(1, a), home.recorded(2, b), home.recorded(3, c));
        restore(new DiscQueue(discs));
        byte[] inOrder = store.bytes("arenas0");
        RestoredStore other = RestoredStore.of("index main\nisect isect0\narenas arenas0\n", folder.resolve("other"));
        other.restore(ALL, home.read(), DiscQueue.of(discs.get(2), discs.get(0), discs.get(1)));
        assertThat(other.bytes("arenas0")).isEqualTo(inOrder);
    }
}
