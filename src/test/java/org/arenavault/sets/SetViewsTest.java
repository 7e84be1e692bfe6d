package org.arenavault.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Disks;
import org.arenavault.io.ManualClock;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.UsageException;
import org.arenavault.media.ArenaRecord;
import org.arenavault.media.ContentName;
import org.arenavault.media.FlatJson;
import org.arenavault.media.MediumState;
import org.arenavault.media.TrackExtent;
import org.arenavault.optical.AppendPoint;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made of a ledger: what was never read back, what is due, what cannot lie there, which disc a medium is. */
class SetViewsTest {

    private static final LedgerHeader HEADER = new LedgerHeader(new UUID(1, 2), new UUID(3, 4), new SetName("home"));
    private static final ReadEffort EFFORT = new ReadEffort(0, 9, 8, 0);
    private static final Interval YEAR = new Interval("1y");

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private final ManualClock clock = new ManualClock();

    private SetState state(LedgerEvent... events) throws IOException {
        Path path = folder.resolve("ledger");
        try (Ledger ledger = Ledger.create(path, 1, HEADER, Disks.REAL, clock)) {
            for (LedgerEvent event : events) {
                clock.sleep(Duration.ofDays(1));
                ledger.append(event);
            }
        }
        SetState state = Ledger.read(path, Disks.REAL);
        Files.delete(path);
        return state;
    }

    private static LedgerEvent begun(int disc, long capacity, String body) {
        return new LedgerEvent.Begun(disc, new UUID(5, disc), "bd-r", capacity, body);
    }

    private static TrackEvent found(int disc, int track, long lba, long blocks, String arena) {
        return new TrackEvent.Found(disc, track, lba, blocks, new ArenaRecord(arena, 1 << 20, 8192, "", 0,
                Score.ofBlock(ByteBuffer.wrap(arena.getBytes(StandardCharsets.US_ASCII))), false), true,
                "disc");
    }

    private static TrackEvent verified(int disc, int track, String drive) {
        return new TrackEvent.Verified(disc, track, drive, EFFORT);
    }

    @Test
    void whatNoCopyOfWasReadBackIsUnverified() throws IOException {
        SetState state = state(begun(1, 9000, ""), found(1, 1, 0, 10, "a"), found(1, 2, 10, 10, "b"),
                found(1, 3, 20, 10, "c"), begun(2, 9000, ""), found(2, 1, 0, 10, "a"), found(2, 2, 10, 10, "d"),
                verified(2, 1, "drive"), begun(3, 9000, ""), found(3, 1, 0, 10, "e"), verified(3, 1, "drive"),
                begun(4, 9000, ""), found(4, 1, 0, 10, "e"), new LedgerEvent.Marked(3, DiscMark.LOST));
        List<Unverified> all = Unverified.of(state.discs());
        assertThat(all).containsExactly(new Unverified("home-001", 1, List.of("b", "c")),
                new Unverified("home-002", 2, List.of("d")), new Unverified("home-004", 4, List.of("e")));
        assertThat(Unverified.text(all)).isEqualTo("b, c on home-001; d on home-002; e on home-004");
        assertThat(Unverified.of(state, List.of(ContentName.arena("c"), ContentName.arena("a"))))
                .containsExactly(new Unverified("home-001", 1, List.of("c")));
        assertThat(Unverified.of(state, name -> name.name().equals("d"))).hasSize(1);
        assertThat(Unverified.isUnverified(state, ContentName.arena("a"))).isFalse();
        assertThat(Unverified.isUnverified(state, ContentName.arena("b"))).isTrue();
        assertThat(Unverified.isUnverified(state, ContentName.arena("e"))).isTrue();
        assertThat(Unverified.isUnverified(state, ContentName.arena("z"))).as("on no disc").isFalse();
    }

    @Test
    void discsThatWereReadTooLongAgoAreDueThoseOfOneDriveFirst() throws IOException {
        SetState state = state(begun(1, 9000, ""), found(1, 1, 0, 10, "a"), verified(1, 1, "A"), verified(1, 1, "B"),
                begun(2, 9000, ""), found(2, 1, 0, 10, "b"), verified(2, 1, "A"), begun(3, 9000, ""),
                begun(4, 9000, ""), found(4, 1, 0, 10, "c"), begun(5, 9000, ""), found(5, 1, 0, 10, "d"),
                verified(5, 1, "A"), new LedgerEvent.Marked(5, DiscMark.RETIRED), begun(6, 9000, ""),
                found(6, 1, 0, 10, "f"), verified(6, 1, "A"));
        Instant now = clock.now();
        assertThat(DueDisc.of(state.discs(), YEAR, now)).extracting(due -> due.disc().number()).containsExactly(4);
        assertThat(DueDisc.next(state.discs(), YEAR)).contains(YEAR.after(Instant.EPOCH).orElseThrow());
        clock.sleep(Duration.ofDays(400));
        List<DueDisc> due = DueDisc.of(state.discs(), YEAR, clock.now());
        assertThat(due).extracting(each -> each.disc().number()).containsExactly(4, 2, 6, 1);
        assertThat(due.get(0).text()).isEqualTo("home-004 (never read throughout)");
        assertThat(due.get(1).text()).matches("home-002 \\(last read \\d{4}-\\d\\d-\\d\\d, in one drive alone\\)");
        assertThat(due.get(3).text()).matches("home-001 \\(last read \\d{4}-\\d\\d-\\d\\d\\)");
        assertThat(DueDisc.of(state.discs(), new Interval("never"), clock.now())).isEmpty();
        assertThat(DueDisc.next(state.discs(), new Interval("never"))).isEmpty();
    }

    @Test
    void tracksLieOneBehindTheOtherAndOnTheDisc() throws IOException {
        assertThat(DiscLayout.problems(state(begun(1, 30, ""), found(1, 1, 0, 10, "a"), found(1, 2, 10, 20, "b"),
                begun(2, 0, ""), found(2, 1, 5, 1000, "c")))).isEmpty();
        assertThat(DiscLayout.problems(state(begun(1, 30, ""), found(1, 1, 0, 11, "a"), found(1, 2, 10, 20, "b"),
                begun(2, 29, ""), found(2, 1, 10, 20, "c"))))
                .containsExactly("home-001 track 2 overlaps the one before it",
                        "home-002 has 29 blocks, its tracks end at 30");
        assertThat(DiscLayout.problems(state(begun(1, 30, ""), found(1, 1, 0, 10, "a"),
                new TrackEvent.Dead(1, 2, 0, 0, "x"), found(1, 3, 9, 5, "b"))))
                .containsExactly("home-001 track 3 overlaps the one before it");
    }

    private static MediumState medium(String body, TrackExtent... tracks) {
        return new MediumState("BD-R", MediumState.Condition.APPENDABLE, "", Optional.empty(), body, List.of(tracks),
                new AppendPoint(3, 30, 8970), 9000);
    }

    private static TrackExtent track(int number, long lba, long blocks) {
        return new TrackExtent(number, lba, blocks, TrackExtent.Condition.CLOSED);
    }

    @Test
    void aMediumIsTheDiscIfItsBodyAndItsTracksAre() throws IOException {
        SetState state = state(begun(1, 9000, "body 1"), found(1, 1, 0, 10, "a"), found(1, 2, 10, 20, "b"),
                new TrackEvent.Dead(1, 3, 30, 0, "never begun"), begun(2, 9000, ""));
        DiscRecord disc = state.disc(1).orElseThrow();
        TrackExtent[] right = {track(1, 0, 10), track(2, 10, 20)};
        assertThat(DiscMatch.byBody(medium("body 1"), state)).containsExactly(disc);
        assertThat(DiscMatch.byBody(medium("body 2"), state)).isEmpty();
        assertThat(DiscMatch.byBody(medium(""), state)).isEmpty();
        assertThat(DiscMatch.otherCopy(disc, medium("body 1", right))).isEmpty();
        assertThat(DiscMatch.otherCopy(disc, medium("", right))).isEmpty();
        assertThat(DiscMatch.otherCopy(disc, medium("body 2", right)).orElseThrow())
                .isEqualTo("this is a copy of disc home-001, not the disc itself: it is physically body 2, not body 1");
        assertThat(DiscMatch.otherCopy(disc, medium("", right[0])).orElseThrow())
                .isEqualTo("this disc home-001 lacks track 2, which the ledger knows");
        assertThat(DiscMatch.otherCopy(disc, medium("", right[0], right[1], track(4, 30, 5))).orElseThrow())
                .startsWith("disc home-001 holds a track 4 that the ledger does not know");
        assertThat(DiscMatch.otherCopy(disc, medium("", right[0], right[1],
                new TrackExtent(4, 30, 5, TrackExtent.Condition.OPEN)))).as("an open track").isEmpty();
        assertThat(DiscMatch.otherCopy(disc, medium("", right[0], track(2, 11, 20))).orElseThrow())
                .isEqualTo("track 2 of disc home-001 lies at 11 with 20 blocks, in the ledger at 10 with 20: "
                        + "verify the disc");
        assertThat(DiscMatch.otherCopy(disc, medium("", right[0], track(2, 10, 19)))).isPresent();
        assertThat(DiscMatch.otherBody(state.disc(2).orElseThrow(), medium("body 1"))).isEmpty();
        assertThat(DiscMatch.unknownTracks(disc, medium("", right[0], track(5, 9, 9)))).extracting(TrackExtent::number)
                .containsExactly(5);
    }

    @Test
    void whatIsChosenIsReadAsItWasSaid() throws UsageException {
        assertThat(Share.parse("10%")).isEqualTo(0.1);
        assertThat(Share.parse("100%")).isEqualTo(1);
        assertThat(Share.parse("0.0001%")).isEqualTo(0.000001);
        assertThat(Share.of("3.2%")).isEqualTo(0.032);
        for (String text : List.of("0%", "100.1%", "10", "-1%", "1000%", "%", "1.%", "1.00001%", "x%")) {
            assertThatThrownBy(() -> Share.parse(text)).as(text).isInstanceOf(UsageException.class)
                    .hasMessageContaining("is no share: a percentage above 0%");
        }
        IncrementChoice increments = IncrementChoice.of(true);
        assertThat(increments.wanted()).isTrue();
        assertThat(increments.leastBytes()).isEqualTo(1 << 20);
        assertThat(increments.shareOfDisc()).isEqualTo(0.1);
        assertThat(IncrementChoice.of(false).wanted()).isFalse();
        assertThat(increments.withWhen("never").withAtLeast("5k").withShare("50%"))
                .isEqualTo(new IncrementChoice("never", "5k", "50%"));
        assertThat(new IncrementChoice(null, null, null)).isEqualTo(increments);
        assertThat(KitChoice.of(true).onFullDiscs()).isTrue();
        assertThat(KitChoice.of(false).onFullDiscs()).isFalse();
        assertThat(new KitChoice(null, null)).isEqualTo(KitChoice.of(true));
        assertThat(new KitChoice("full", "no").tellsOfSet()).isFalse();
        assertThat(KitChoice.of(true).tellsOfSet()).isTrue();
        assertThat(ParityChoice.of(true).onFullDiscs()).isTrue();
        assertThat(ParityChoice.of(false).onFullDiscs()).isFalse();
        assertThat(new ParityChoice(null, null).shareOfMembers()).isEqualTo(0.032);
    }

    @Test
    void aForeignSetSaysWhatMakesItOneOfThisSite() {
        Adoption adoption = new Adoption("home");
        assertThat(adoption.text()).startsWith("set 'home' is foreign: ")
                .endsWith("; 'arenavault set adopt home --conf VENTI.CONF' makes it one of this site");
        assertThat(adoption.refusal("no: ")).hasMessageStartingWith("no: set 'home' is foreign");
    }

    @Test
    void aScoreOnRecordComesBackAndWhatIsNoneIsRefused() throws CorruptException {
        for (RootScore.Feed feed : RootScore.Feed.values()) {
            RootScore score = new RootScore(Score.ZERO, Instant.ofEpochSecond(7), feed, "a", "b");
            assertThat(RootScore.decode(score.encode())).isEqualTo(score);
        }
        FlatJson good = new RootScore(Score.ZERO, Instant.EPOCH, RootScore.Feed.VAC, "", "").encode();
        assertThatThrownBy(() -> RootScore.decode(new FlatJson().putAll(good).put("feed", "x")))
                .isInstanceOf(CorruptException.class).hasMessage("field 'feed' is none that is known");
        assertThatThrownBy(() -> RootScore.decode(new FlatJson().putAll(good).put("score", "x")))
                .isInstanceOf(CorruptException.class).hasMessageStartingWith("field 'score': ");
    }
}
