package org.arenavault.optical;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.arenavault.optical.DiscTrack.Condition;
import org.arenavault.scsi.DiscInformation;
import org.arenavault.scsi.DiscInformation.BackgroundFormat;
import org.arenavault.scsi.DiscInformation.LastSession;
import org.arenavault.scsi.DiscInformation.Status;
import org.arenavault.scsi.TrackInformation;
import org.junit.jupiter.api.Test;

/** What drives' answers come to: those of {@code real-drives.md}, and their faults. */
class TrackLayoutTest {

    private static final RecordingMethod BD = new BdRecording();
    private static final RecordingMethod PLUS = new DvdPlusRecording();
    private static final RecordingMethod CD = new CdRecording();

    private static final int RESERVED = 0x80;
    private static final int BLANK = 0x40;
    private static final int DAMAGE = 0x20;
    private static final int CLOSED = 0;
    private static final TrackInformation.Mode MODE = new TrackInformation.Mode(0, false, 4, true, false, 1);

    private static DiscInformation disc(Status status, LastSession session, int sessions, int first, int last) {
        return new DiscInformation(false, status, 1, new DiscInformation.Sessions(session, sessions, first, last), 0x20,
                BackgroundFormat.NONE, 0, DiscInformation.Outside.NOTHING);
    }

    private static final DiscInformation OPEN = disc(Status.INCOMPLETE, LastSession.INCOMPLETE, 1, 1, 3);
    private static final DiscInformation EMPTY = disc(Status.BLANK, LastSession.EMPTY, 1, 1, 1);

    private static TrackInformation closed(int number, long start, long size) {
        return new TrackInformation(number, 1, MODE, new TrackInformation.Flags(false, false, false, true, false),
                new TrackInformation.Addresses(start, 0, 0, 32, size, start + size - 1, 0));
    }

    private static TrackInformation writable(int number, int flags, long start, long next, long free, long size) {
        return new TrackInformation(number, 1, MODE, new TrackInformation.Flags((flags & DAMAGE) != 0,
                (flags & RESERVED) != 0, (flags & BLANK) != 0, false, true),
                new TrackInformation.Addresses(start, next, free, 32, size, 0, 0));
    }

    private static TrackLayout of(RecordingMethod method, DiscInformation disc, TrackInformation... tracks) {
        return TrackLayout.of(method, disc, List.of(tracks));
    }

    private static DiscTrack track(int number, long start, long blocks, Condition condition) {
        return new DiscTrack(number, 1, start, blocks, condition);
    }

    @Test
    void aBlankBdRIsBegunAtZero() {
        TrackLayout layout = of(BD, EMPTY, writable(1, BLANK, 0, 0, 12219392, 12219392));
        assertThat(layout.tracks()).isEmpty();
        assertThat(layout.appendPoint()).contains(new AppendPoint(1, 0, 12219392));
        assertThat(layout.end()).isEqualTo(12219392);
        assertThat(layout.problem()).isEmpty();
        assertThat(layout.senselessAddress()).isFalse();
    }

    /** R2: two closed tracks, and one that is partly written. */
    @Test
    void theAppendableDiscOfTheWh16ns40() {
        TrackLayout layout = of(BD, OPEN, closed(1, 0, 761152), closed(2, 761152, 1906976),
                writable(3, CLOSED, 2668128, 7925792, 4162528, 9420192));
        assertThat(layout.tracks()).containsExactly(track(1, 0, 761152, Condition.CLOSED),
                track(2, 761152, 1906976, Condition.CLOSED), track(3, 2668128, 5257664, Condition.OPEN));
        assertThat(layout.unclosed()).contains(layout.tracks().get(2));
        assertThat(layout.appendPoint()).isEmpty();
        assertThat(layout.end()).isEqualTo(12088320);
    }

    @Test
    void minus150OnABlankDiscMeansItsStart() {
        TrackLayout layout = of(BD, EMPTY, writable(1, BLANK, 0, -150, 12219542, 12219392));
        assertThat(layout.appendPoint()).contains(new AppendPoint(1, 0, 12219392));
        assertThat(layout.senselessAddress()).isTrue();
    }

    @Test
    void zeroForAnEmptyTrackBehindOthersMeansItsStartWhereTheOthersEndThere() {
        TrackLayout layout = of(BD, OPEN, closed(1, 0, 96), writable(2, BLANK, 96, 0, 9904, 9904));
        assertThat(layout.appendPoint()).contains(new AppendPoint(2, 96, 9888));
        assertThat(layout.senselessAddress()).isTrue();
        TrackLayout elsewhere = of(BD, OPEN, closed(1, 0, 96), writable(2, BLANK, 128, 0, 9904, 9904));
        assertThat(elsewhere.appendPoint()).isEmpty();
        assertThat(elsewhere.problem()).contains("start at 128").contains("ends at 96");
    }

    @Test
    void anAddressBehindAnEmptyTracksStartIsNeverBelieved() {
        TrackLayout layout = of(BD, OPEN, closed(1, 0, 96), writable(2, BLANK, 96, 128, 9904, 9904));
        assertThat(layout.appendPoint()).isEmpty();
        assertThat(layout.problem()).contains("from 128 on");
        assertThat(layout.tracks()).hasSize(1);
    }

    @Test
    void aPartlyWrittenTrackWithASenselessAddressIsDamaged() {
        for (long next : new long[] {0, -150, 96, 20000}) {
            TrackLayout layout = of(BD, OPEN, closed(1, 0, 96), writable(2, CLOSED, 96, next, 100, 9904));
            assertThat(layout.appendPoint()).as("NWA %d", next).isEmpty();
            assertThat(layout.problem()).as("NWA %d", next).isNotEmpty();
            assertThat(layout.tracks().get(1).condition()).isEqualTo(Condition.DAMAGED);
        }
    }

    @Test
    void anAddressInMidClusterCannotBeGoneOnFrom() {
        TrackLayout layout = of(BD, OPEN, writable(1, CLOSED, 0, 65, 9904, 9999));
        assertThat(layout.tracks()).containsExactly(track(1, 0, 65, Condition.DAMAGED));
        TrackLayout cd = of(CD, OPEN, writable(1, CLOSED, 0, 65, 9904, 9999));
        assertThat(cd.tracks()).containsExactly(track(1, 0, 65, Condition.OPEN));
    }

    @Test
    void tracksThatOverlapAreNotAppendedTo() {
        TrackLayout layout = of(BD, OPEN, closed(1, 0, 96), closed(2, 64, 96), writable(3, BLANK, 160, 160, 900, 900));
        assertThat(layout.appendPoint()).isEmpty();
        assertThat(layout.problem()).contains("track 2");
    }

    @Test
    void aTrackOfAnOddLengthIsRoundedUpToItsCluster() {
        assertThat(of(BD, OPEN, closed(1, 0, 70), writable(2, BLANK, 96, 96, 9888, 9888)).appendPoint())
                .contains(new AppendPoint(2, 96, 9888));
        assertThat(of(BD, OPEN, closed(1, 0, 70), writable(2, BLANK, 128, 128, 9888, 9888)).appendPoint()).isEmpty();
    }

    @Test
    void damagedTracksAreToldApartByWhatCanBeDone() {
        assertThat(of(BD, OPEN, writable(1, DAMAGE, 0, 64, 9904, 9968)).tracks())
                .containsExactly(track(1, 0, 64, Condition.DAMAGED));
        TrackInformation dead = new TrackInformation(1, 1, MODE,
                new TrackInformation.Flags(true, false, false, true, false),
                new TrackInformation.Addresses(0, 0, 0, 32, 9968, 95, 0));
        assertThat(of(BD, OPEN, dead).tracks()).containsExactly(track(1, 0, 96, Condition.DAMAGED));
    }

    @Test
    void reservedTracksBelongToOthers() {
        TrackLayout layout = of(PLUS, OPEN, writable(1, RESERVED | BLANK, 0, 0, 15872, 15872),
                writable(2, CLOSED, 15888, 103488, 2191616, 2279216));
        assertThat(layout.appendPoint()).isEmpty();
        assertThat(layout.problem()).contains("reserved");
    }

    @Test
    void aFullDiscHasNoAppendPoint() {
        DiscInformation full = disc(Status.COMPLETE, LastSession.INCOMPLETE, 1, 1, 1);
        TrackLayout layout = of(BD, full, closed(1, 0, 9984));
        assertThat(layout.appendPoint()).isEmpty();
        assertThat(layout.problem()).isEmpty();
        assertThat(layout.end()).isEqualTo(9984);
        assertThat(of(BD, OPEN, closed(1, 0, 96), writable(2, BLANK, 96, 96, 0, 0)).appendPoint()).isEmpty();
    }

    /** D1b: one closed session of 192 blocks, the next track 2048 behind it. */
    @Test
    void anAppendableDvdPlusR() {
        DiscInformation appendable = disc(Status.INCOMPLETE, LastSession.EMPTY, 2, 2, 2);
        TrackLayout layout = of(PLUS, appendable, closed(1, 0, 192), writable(2, BLANK, 2240, 2240, 2292864, 2292864));
        assertThat(layout.tracks()).containsExactly(track(1, 0, 192, Condition.CLOSED));
        assertThat(layout.appendPoint()).contains(new AppendPoint(2, 2240, 2292864));
        assertThat(layout.end()).isEqualTo(2295104);
    }

    @Test
    void aFragmentOfAnOpenSessionIsNotClosedYet() {
        DiscInformation open = disc(Status.INCOMPLETE, LastSession.INCOMPLETE, 2, 2, 3);
        TrackLayout layout = of(PLUS, open, closed(1, 0, 192), closed(2, 2240, 160),
                writable(3, BLANK, 2416, 2416, 9904, 9904));
        assertThat(layout.tracks()).containsExactly(track(1, 0, 192, Condition.CLOSED),
                track(2, 2240, 160, Condition.SESSION_OPEN));
        assertThat(layout.appendPoint()).isEmpty();
        assertThat(layout.problem()).isEmpty();
    }

    @Test
    void severalFragmentsInOneSessionBelongToOthers() {
        DiscInformation open = disc(Status.INCOMPLETE, LastSession.INCOMPLETE, 1, 1, 3);
        TrackLayout layout = of(PLUS, open, closed(1, 0, 192), closed(2, 208, 160),
                writable(3, BLANK, 384, 384, 9904, 9904));
        assertThat(layout.appendPoint()).isEmpty();
        assertThat(layout.problem()).contains("tracks 1 to 2").contains("one open session");
    }

    @Test
    void aCdHasGapsAndBlocksThatCannotBeRead() {
        TrackLayout layout = of(CD, OPEN, closed(1, 0, 322), writable(2, BLANK, 479, 479, 9904, 9904));
        assertThat(layout.tracks()).containsExactly(track(1, 0, 320, Condition.CLOSED));
        assertThat(layout.appendPoint()).contains(new AppendPoint(2, 479, 9902));
    }

    @Test
    void aReadOnlyDiscListsWhatItsDriveLists() {
        TrackLayout layout = TrackLayout.ofReadOnly(List.of(closed(1, 0, 96), closed(2, 96, 64)), 0);
        assertThat(layout.tracks()).hasSize(2);
        assertThat(layout.end()).isEqualTo(160);
        assertThat(layout.appendPoint()).isEmpty();
    }

    /** Whatever a drive says: an append point lies behind every track, on a cluster, with room that exists. */
    @Test
    void noAnswersGiveAnAppendPointInsideOfATrack() {
        for (long seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            RecordingMethod method = List.of(BD, PLUS, CD, new DvdMinusRecording()).get(random.nextInt(4));
            TrackInformation[] tracks = new TrackInformation[1 + random.nextInt(4)];
            long at = 0;
            for (int i = 0; i < tracks.length; i++) {
                long size = 16L * random.nextInt(20);
                long start = random.nextInt(4) == 0 ? random.nextInt(2000) - 200 : at;
                tracks[i] = random.nextInt(3) > 0 ? closed(i + 1, start, size)
                        : writable(i + 1, random.nextInt(8) << 5, start, start + 16L * (random.nextInt(40) - 10),
                                random.nextInt(5000), size);
                at += size;
            }
            DiscInformation information = disc(List.of(Status.values()).get(random.nextInt(4)),
                    List.of(LastSession.values()).get(random.nextInt(4)), 1, 1 + random.nextInt(4), tracks.length);
            TrackLayout layout = of(method, information, tracks);
            if (layout.appendPoint().isPresent()) {
                AppendPoint point = layout.appendPoint().get();
                assertThat(point.start()).as("seed %d", seed).isNotNegative();
                assertThat(point.start() % method.clusterBlocks()).as("seed %d", seed).isZero();
                assertThat(point.free()).as("seed %d", seed).isPositive();
                assertThat(layout.unclosed()).as("seed %d", seed).isEmpty();
                assertThat(Arrays.stream(tracks).filter(t -> t.state() == TrackInformation.State.CLOSED)
                        .filter(t -> t.size() > method.runOutBlocks()))
                        .as("seed %d", seed).allMatch(t -> t.start() + t.size() <= point.start());
                assertThat(point.start() + point.free()).as("seed %d", seed).isLessThanOrEqualTo(layout.end());
            }
        }
    }
}
