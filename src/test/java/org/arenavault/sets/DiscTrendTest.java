package org.arenavault.sets;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.arenavault.media.DiscIdentity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the readings of a disc show, from year to year and drive to drive. */
class DiscTrendTest {

    private final DiscRecord disc = new DiscRecord(new DiscIdentity(new UUID(1, 2), new UUID(3, 4), "home", 1,
            new UUID(5, 6)), "bd-r", 1 << 20, "", Instant.EPOCH);
    private long time;

    private void read(int track, String drive, long recovered, long slow) {
        disc.add(new Reading(track, Instant.ofEpochSecond(++time), drive, true,
                new ReadEffort(recovered, 18_000_000, 9_000_000, slow), ""));
    }

    private void bad(int track, String drive) {
        disc.add(new Reading(track, Instant.ofEpochSecond(++time), drive, false, ReadEffort.NONE, "0+65536"));
    }

    /** Passes of two tracks in one drive: the retries of all, then the slow pieces of all. */
    @ParameterizedTest
    @CsvSource({"'0',0,false", "'0 1',0,false", "'0 1 2',0,true", "'5 1 2',0,false", "'0 0 1',0,false",
        "'9 0 1 2',0,true", "'0 1 2 2',0,false", "'0 1 2 1 5 6',0,true", "'2 1 0',0,false", "'0 0 0',1,true"})
    void twiceMoreInARowIsAgeing(String retries, int slower, boolean ageing) {
        int pass = 0;
        for (String recovered : retries.split(" ")) {
            read(1, "drive A", Long.parseLong(recovered), (long) slower * pass++);
            read(2, "drive A", 0, 0);
        }
        assertThat(DiscTrend.of(disc).ageing().isPresent()).isEqualTo(ageing);
        assertThat(DiscTrend.of(disc).passes()).hasSize(pass).allMatch(each -> each.tracks() == 2);
    }

    @Test
    void drivesAreNotComparedWithEachOther() {
        read(1, "drive A", 0, 0);
        read(1, "drive B", 3, 0);
        read(1, "drive A", 0, 0);
        read(1, "drive B", 4, 0);
        read(1, "drive A", 0, 0);
        assertThat(DiscTrend.of(disc).ageing()).isEmpty();
        assertThat(DiscTrend.of(disc).passes()).hasSize(5);
        assertThat(DiscTrend.of(disc).isOfOneDrive()).isFalse();
        read(1, "drive B", 5, 0);
        assertThat(DiscTrend.of(disc).ageing()).hasValueSatisfying(words ->
                assertThat(words).contains("3 to 4 to 5", "drive B"));
    }

    @Test
    void aTrackThatWasAddedLaterIsNotTakenForDecay() {
        read(1, "drive", 1, 0);
        read(1, "drive", 1, 0);
        read(2, "drive", 4, 0);
        read(1, "drive", 1, 0);
        read(2, "drive", 4, 0);
        read(3, "drive", 9, 0);
        assertThat(DiscTrend.of(disc).passes()).hasSize(3);
        assertThat(DiscTrend.of(disc).ageing()).isEmpty();
        assertThat(DiscTrend.of(disc).isOfOneDrive()).isTrue();
    }

    @Test
    void whatIsWrongIsDamageAndNoTrend() {
        for (int pass = 0; pass < 3; pass++) {
            read(1, "drive", 0, 0);
            bad(2, "drive");
        }
        DiscTrend trend = DiscTrend.of(disc);
        assertThat(trend.ageing()).isEmpty();
        assertThat(trend.passes()).hasSize(3).allMatch(pass -> pass.damaged() == 1 && pass.slowest() == 9_000_000);
        assertThat(trend.passes().get(2).from()).isEqualTo(Instant.ofEpochSecond(5));
        assertThat(trend.passes().get(2).to()).isEqualTo(Instant.ofEpochSecond(6));
    }
}
