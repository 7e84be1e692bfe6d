package org.arenavault.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32C;
import org.arenavault.Keeps;
import org.arenavault.io.Clock;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Disks;
import org.arenavault.io.ManualClock;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.Progress;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.StopSignal;
import org.arenavault.io.Storage;
import org.arenavault.io.StorageContractTest;
import org.arenavault.io.UnitSums;
import org.arenavault.io.World;
import org.arenavault.media.TrackReader;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How hard a track is to read, and what a sample of it costs and finds; in a drive whose every step takes its time. */
class ReadEffortTest {

    private static final int SIZE = 1 << 30;
    private static final double RATE = 27e6;
    private static final Duration SEEK = Duration.ofMillis(120);

    private final ManualClock clock = new ManualClock();

    /** A track of zeros in a drive that reads at 27 MB/s, seeks in 120 ms, and has slow, bad and changed places. */
    private final class Track implements TrackReader {

        private final long size;
        private long head = -1;
        private long read;
        private long slowFrom = Long.MAX_VALUE;
        private long badAt = Long.MAX_VALUE;
        private long changedAt = Long.MAX_VALUE;

        Track(long size) {
            this.size = size;
        }

        @Override
        public String name() {
            return "track";
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public synchronized void read(long position, ByteBuffer target) throws IOException {
            int length = target.remaining();
            if (position < 0 || position > size - length) {
                throw new CorruptException("track: ends at byte " + size);
            }
            if (position != head) {
                clock.sleep(SEEK);
            }
            clock.sleep(Duration.ofNanos((long) (length / RATE * 1e9 * (position >= slowFrom ? 3 : 1))));
            head = position + length;
            read += length;
            if (badAt >= position && badAt < head) {
                throw new MediumFaultException("cannot be read");
            }
            while (target.hasRemaining()) {
                target.put((byte) (position + length - target.remaining() == changedAt ? 1 : 0));
            }
        }

        @Override
        public void close() {
            // nothing is open
        }

        @Override
        public long recovered() {
            return 0;
        }

        @Override
        public List<BadRange> bad() {
            return badAt == Long.MAX_VALUE ? List.of() : List.of(new BadRange(badAt, badAt + 65536, "no"));
        }
    }

    @Nested
    @Keeps("backup.ReadEffortTest$Track")
    class ATrackOfZeros extends StorageContractTest {

        @Override
        protected Storage open(byte[] content) {
            return new Track(content.length);
        }

        @Override
        protected byte[] shown(byte[] content) {
            return new byte[content.length];
        }

        @Override
        protected Writing writing() {
            return Writing.REFUSED;
        }
    }

    private World world() {
        return new World(clock, Disks.REAL, new SilentTerminal(), Progress.SILENT, StopSignal.NEVER, null);
    }

    private static UnitSums zeros(long size) {
        CRC32C crc = new CRC32C();
        crc.update(new byte[UnitSums.UNIT]);
        int[] sums = new int[(int) UnitSums.unitsOf(size)];
        Arrays.fill(sums, (int) crc.getValue());
        return new UnitSums(sums);
    }

    private TrackCheck.Result sample(Track track, double share, long seed) throws IOException {
        try (Progress.Stage stage = Progress.SILENT.begin("", 1)) {
            return new TrackSample(world(), share, new Random(seed)).of(track, track.size, zeros(track.size), stage);
        }
    }

    @Test
    void twoPercentOfAFullDiscTakeLessThanATwentiethOfAWholeReading() throws IOException {
        long before = clock.nanos();
        long labels = 0;
        int arenas = 5;
        for (int arena = 0; arena < arenas; arena++) {
            Track track = new Track(SIZE);
            assertThat(sample(track, 0.02, arena).fault()).isEmpty();
            assertThat(track.read).isBetween(SIZE / 50L, SIZE / 50L + 2 * UnitSums.UNIT);
            // to the label, and from it
            labels += 2 * SEEK.toNanos();
        }
        double whole = arenas * (SIZE / RATE) * 1e9;
        assertThat((double) (clock.nanos() - before + labels)).isLessThan(whole / 20);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0001, 0.02, 0.3, 0.5, 0.999, 1})
    void aSampleReadsItsShareAndNoUnitTwice(double share) throws IOException {
        for (int size : new int[] {1, 65536, 65537, 6 * 65536 + 1, 1 << 20, 5_000_001}) {
            Track track = new Track(size);
            TrackCheck.Result result = sample(track, share, size);
            long units = UnitSums.unitsOf(size);
            assertThat(result.sampled()).as("%d bytes", size)
                    .isEqualTo(Math.max(1, (long) Math.ceil(share * units)));
            assertThat(result.fault()).isEmpty();
            assertThat(result.sums()).as("a sample is no reading of the whole").isEmpty();
        }
    }

    @Test
    void whatASampleFindsWrongIsNamedWithItsPlace() throws IOException {
        Track changed = new Track(1 << 20);
        changed.changedAt = 5 * 65536 + 17;
        assertThat(sample(changed, 1, 1).fault().orElseThrow()).contains("byte 327680");
        assertThat(sample(changed, 1, 1).ranges()).isEqualTo("327680+65536");
        Track bad = new Track(1 << 20);
        bad.badAt = 3 * 65536;
        assertThat(sample(bad, 1, 1).fault()).contains("cannot be read");
        assertThat(sample(bad, 1, 1).ranges()).isEqualTo("196608+65536");
        int found = 0;
        for (int seed = 0; seed < 100; seed++) {
            found += sample(changed, 0.25, seed).fault().isPresent() ? 1 : 0;
        }
        assertThat(found).as("of 100 samples of a quarter").isBetween(8, 50);
    }

    private PieceRates readThrough(Track track, int at) throws IOException {
        PieceRates rates = new PieceRates(track, clock);
        ByteBuffer buffer = ByteBuffer.allocate(at);
        for (long from = 0; from < track.size; from += at) {
            rates.read(from, buffer.clear().limit((int) Math.min(at, track.size - from)));
        }
        return rates;
    }

    @Test
    void theSlowestPieceIsMeasuredAndSlowOnesAreCounted() throws IOException {
        PieceRates even = readThrough(new Track(64 << 20), 1 << 20);
        assertThat(even.slow()).isZero();
        assertThat(even.mean()).isGreaterThanOrEqualTo(even.slowest());
        assertThat((double) even.slowest()).isCloseTo(RATE, org.assertj.core.data.Offset.offset(RATE / 100));
        Track track = new Track(64 << 20);
        track.slowFrom = 54L << 20;
        PieceRates slower = readThrough(track, 1 << 20);
        assertThat(slower.slow()).isEqualTo(10);
        assertThat((double) slower.slowest()).isCloseTo(RATE / 3, org.assertj.core.data.Offset.offset(RATE / 100));
        assertThat((double) slower.mean()).isCloseTo(RATE * 63 / (53 + 30),
                org.assertj.core.data.Offset.offset(RATE / 100));
        assertThat(readThrough(new Track(10), 1 << 20).slowest()).isZero();
        assertThat(readThrough(new Track(10), 1 << 20).mean()).isZero();
    }

    @Test
    void whereNoTimePassesNothingIsMeasured() throws IOException {
        Clock still = new ManualClock();
        PieceRates rates = new PieceRates(new Track(1 << 20), still);
        ByteBuffer buffer = ByteBuffer.allocate(1 << 20);
        rates.read(0, buffer);
        assertThat(rates.slowest()).isZero();
        assertThat(rates.slow()).isZero();
    }

    @Test
    void rangesThatTouchAreOne() {
        assertThat(BadRanges.of(List.of(new TrackReader.BadRange(131072, 196608, "b"),
                new TrackReader.BadRange(0, 65536, "a"), new TrackReader.BadRange(65536, 131072, "c"),
                new TrackReader.BadRange(300_000, 400_000, "d")), 350_000)).isEqualTo("0+196608 300000+50000");
        UnitSums before = new UnitSums(new int[] {1, 2, 3, 4});
        assertThat(BadRanges.of(before, new UnitSums(new int[] {1, 9, 9, 4}), 250_000)).isEqualTo("65536+131072");
        assertThat(BadRanges.of(before, new UnitSums(new int[] {1, 2, 3, 5}), 250_000)).isEqualTo("196608+53392");
        assertThat(Optional.of(BadRanges.of(before, before, 250_000))).contains("");
    }
}
