package org.arenavault.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.arenavault.io.Disks;
import org.arenavault.io.ManualClock;
import org.arenavault.io.RefusedException;
import org.arenavault.media.ArenaRecord;
import org.arenavault.media.DiscIdentity;
import org.arenavault.media.MediumState;
import org.arenavault.media.Recognition;
import org.arenavault.media.TrackExtent;
import org.arenavault.optical.AppendPoint;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a set knows of the disc in a drive. */
class SeenDiscTest {

    private static final UUID STORE = new UUID(1, 2);
    private static final UUID SET = new UUID(3, 4);
    private static final UUID DISC = new UUID(5, 6);
    private static final int BLOCKS = 544;

    @TempDir
    private Path folder;

    private Ledger ledger;

    @BeforeEach
    void begin() throws IOException {
        ledger = Ledger.create(folder.resolve("ledger.jsonl"), 7, new LedgerHeader(STORE, SET, new SetName("home")),
                Disks.REAL, new ManualClock());
        ledger.append(new LedgerEvent.Begun(1, DISC, "bd-r", 12_219_392, "body 1"));
    }

    @AfterEach
    void close() throws IOException {
        ledger.close();
    }

    private static ArenaRecord arena(String name) {
        return new ArenaRecord(name, 1 << 20, 8192, "/dev/arenas", 794624, Score.ZERO, false);
    }

    private SeenDisc labelled(UUID set, UUID disc, long sequence) throws IOException {
        return SeenDisc.of(new Recognition.Labelled(new DiscIdentity(STORE, set, "home", 1, disc), sequence),
                medium("", 1), ledger.state());
    }

    /** A medium with so many closed tracks. */
    private static MediumState medium(String body, int tracks, long... moved) {
        List<TrackExtent> extents = IntStream.rangeClosed(1, tracks)
                .mapToObj(track -> new TrackExtent(track, (track - 1L) * BLOCKS + (moved.length > 0 ? moved[0] : 0),
                        BLOCKS, TrackExtent.Condition.CLOSED)).toList();
        return new MediumState("BD-R", MediumState.Condition.APPENDABLE, "", Optional.empty(), body, extents,
                new AppendPoint(tracks + 1, (long) tracks * BLOCKS, 1000), 12_219_392);
    }

    private SeenDisc unlabelled(MediumState medium, String... names) throws IOException {
        boolean unreadable = List.of(names).stream().allMatch(String::isEmpty);
        return SeenDisc.of(new Recognition.Unlabelled(List.of(names), unreadable ? "read error" : ""), medium,
                ledger.state());
    }

    private void found(int disc, String... arenas) throws IOException {
        for (int i = 0; i < arenas.length; i++) {
            ledger.append(new TrackEvent.Found(disc, i + 1, (long) i * BLOCKS, BLOCKS, arena(arenas[i]), false,
                    "plan9"));
        }
    }

    /** A ledger that was cut in front of a track, after it had been made anew with higher numbers. */
    @Test
    void aTrackOnADiscOfWhichTheLedgerKnowsNoneShowsThatItLostLines() throws IOException {
        SeenDisc seen = labelled(SET, DISC, 3);
        assertThatThrownBy(seen::disc).isInstanceOf(RefusedException.class)
                .hasMessageContaining("has lost lines").hasMessageContaining("arenavault set rebuild home");
        assertThat(seen.toRead()).as("what is on it can be read").isPresent();
        ledger.append(new TrackEvent.Intent(1, 1, 0, BLOCKS, arena("arena0"), ""));
        assertThat(labelled(SET, DISC, 3).disc().orElseThrow().uuid()).isEqualTo(DISC);
    }

    @Test
    void aDiscOfTheSameNameIsRefusedAndNotRead() throws IOException {
        SeenDisc seen = labelled(SET, new UUID(7, 8), 3);
        assertThatThrownBy(seen::disc).isInstanceOf(RefusedException.class)
                .hasMessageContaining("two discs are called home-001");
        assertThat(seen.toRead()).isEmpty();
        assertThat(seen.sentence()).contains("two discs are called home-001");
    }

    @Test
    void aDiscOfAnotherSetSaysSo() throws IOException {
        SeenDisc seen = labelled(new UUID(9, 9), DISC, 3);
        assertThat(seen.disc()).isEmpty();
        assertThat(seen.sentence()).as("a namesake is told by its number").isEqualTo(
                "this is disc home-001 of set 'home' (%s), not of set 'home' (%s)".formatted(new UUID(9, 9), SET));
        Recognition.Labelled away = new Recognition.Labelled(new DiscIdentity(new UUID(6, 6), new UUID(9, 9), "away", 2,
                DISC), 3);
        assertThat(SeenDisc.of(away, medium("", 1), ledger.state()).sentence())
                .isEqualTo("this is disc away-002 of set 'away' of another venti, not of set 'home'");
    }

    /** Whatever lies in the drive, people are told what it is. */
    @Test
    void nothingButABlankDiscIsOneToBegin() throws IOException {
        found(1, "arena0");
        assertThat(SeenDisc.of(new Recognition.Blank(), medium("", 0), ledger.state()).notBlank()).isEmpty();
        Map<SeenDisc, String> others = new LinkedHashMap<>();
        others.put(labelled(SET, DISC, 3), "this is disc home-001 of set 'home'; a blank one is needed");
        others.put(labelled(new UUID(9, 9), DISC, 3), "this is disc home-001 of set 'home'; a blank one is needed");
        others.put(unlabelled(medium("", 1), "arena0"), "this disc carries no label; a blank one is needed");
        others.put(unlabelled(medium("", 1), "arena7"), "this disc carries no label; a blank one is needed");
        others.put(unlabelled(medium("", 1), ""), "this disc cannot be read (read error); a blank one is needed");
        others.put(SeenDisc.of(new Recognition.Unsuitable("it is a film"), medium("", 0), ledger.state()),
                "this disc cannot be used: it is a film");
        others.forEach((seen, words) ->
                assertThat(seen.notBlank()).map(Unfit::sentence).as(seen.toString()).contains(words));
    }

    @Test
    void aDiscWithoutLabelsIsKnownByTheArenasOnItAlsoWhereTheBeginningOfOneCannotBeRead() throws IOException {
        found(1, "arena0", "arena1");
        assertThat(unlabelled(medium("", 2), "arena0", "arena1").disc()).isPresent();
        assertThat(unlabelled(medium("", 2), "", "arena1").disc()).isPresent();
        assertThat(unlabelled(medium("", 2), "arena0", "").toRead()).isPresent();
        assertThat(unlabelled(medium("", 2, 32), "", "arena1").disc()).as("it lies elsewhere").isEmpty();
        assertThat(unlabelled(medium("", 2), "", "").disc()).as("nothing shows what it is").isEmpty();
        assertThat(unlabelled(medium("", 2), "arena0", "arena2").disc()).isEmpty();
        assertThat(unlabelled(medium("", 3), "arena0", "arena1", "arena2").disc()).isEmpty();
    }

    @Test
    void aDiscWhoseTracksCarryLabelsIsNoneWithout() throws IOException {
        ledger.append(new TrackEvent.Found(1, 1, 0, BLOCKS, arena("arena0"), true, "disc"));
        assertThat(unlabelled(medium("", 1), "arena0").disc()).isEmpty();
    }

    @Test
    void ofTwoDiscsAlikeItIsTheOneThatItsBodyShows() throws IOException {
        found(1, "arena0");
        ledger.append(new LedgerEvent.Begun(2, new UUID(8, 8), "bd-r", 12_219_392, "body 2"));
        found(2, "arena0");
        assertThat(unlabelled(medium("body 2", 1), "arena0").disc().orElseThrow().number()).isEqualTo(2);
        assertThat(unlabelled(medium("", 1), "arena0").disc().orElseThrow().number()).isEqualTo(1);
    }

    @Test
    void aBlankDiscAndOneThatCannotBeUsedAreNoneOfTheSet() throws IOException {
        for (Recognition seen : List.of(new Recognition.Blank(), new Recognition.Unsuitable("it is a film"))) {
            SeenDisc disc = SeenDisc.of(seen, medium("body 1", 0), ledger.state());
            assertThat(disc.disc()).isEmpty();
            assertThat(disc.toRead()).isEmpty();
            assertThat(disc.sentence()).isEqualTo(seen.sentence());
        }
    }
}
