package org.arenavault.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Random;
import org.arenavault.io.Progress;
import org.arenavault.io.SparseStorage;
import org.arenavault.io.StopSignal;
import org.arenavault.io.UnitSums;
import org.arenavault.parity.HoledStorage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged contents, read without insisting. */
class SkimTest {

    private static final int UNIT = UnitSums.UNIT;

    private final BitSet taken = new BitSet();
    private HoledStorage contents;

    /** Reads contents of which some units cannot be read; the unit at every 100th place begins with its number. */
    private BitSet read(int units, BitSet bad, BitSet wanted) throws IOException {
        SparseStorage bytes = new SparseStorage((long) units * UNIT - 100);
        for (int unit = 0; unit < units; unit += 100) {
            bytes.write((long) unit * UNIT, ByteBuffer.allocate(Integer.BYTES).putInt(0, unit));
        }
        contents = new HoledStorage(bytes, bad, UNIT);
        return Skim.read(contents, contents.size(), wanted, (unit, read) -> {
            assertThat(read.getInt(read.position())).isEqualTo(unit % 100 == 0 ? unit : 0);
            assertThat(read.remaining()).isEqualTo(unit == units - 1 ? UNIT - 100 : UNIT);
            assertThat(taken.get(unit)).as("unit %d comes once", unit).isFalse();
            taken.set(unit);
        }, Progress.SILENT.begin("", 0), StopSignal.NEVER);
    }

    private static BitSet range(int from, int to) {
        BitSet range = new BitSet();
        range.set(from, to);
        return range;
    }

    @Test
    void whatIsWholeIsReadWhole() throws IOException {
        assertThat(read(1000, new BitSet(), range(0, 1000)).isEmpty()).isTrue();
        assertThat(taken).isEqualTo(range(0, 1000));
    }

    @Test
    void onlyWhatIsWantedIsRead() throws IOException {
        BitSet wanted = range(10, 500);
        wanted.clear(100, 120);
        read(1000, range(200, 203), wanted);
        wanted.clear(200, 203);
        assertThat(taken).isEqualTo(wanted);
    }

    /** Everything before it, everything behind it, and hardly a try within. */
    @ParameterizedTest
    @CsvSource({"0,1", "0,16384", "0,2000", "100,16384", "16383,16384", "5000,5001", "5000,5003", "5000,5017",
        "3000,11000", "16000,16380", "15990,16384"})
    void bothEndsOfABurstAreFound(int from, int to) throws IOException {
        BitSet passedOver = read(16_384, range(from, to), range(0, 16_384));
        BitSet expected = range(0, 16_384);
        expected.clear(from, to);
        assertThat(taken).isEqualTo(expected);
        BitSet within = range(from, to);
        within.and(passedOver);
        assertThat(within).as("nothing else was passed over").isEqualTo(passedOver);
        assertThat(contents.failures()).as("tries in vain").isLessThan(20 + (to - from) / 60 + Math.min(64, to - from));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void aScratchLosesNothingThatCanBeRead(int every) throws IOException {
        BitSet bad = new BitSet();
        for (int unit = 1000; unit < 3000; unit += every) {
            bad.set(unit);
        }
        assertThat(read(4000, bad, range(0, 4000)).isEmpty()).isTrue();
        BitSet expected = range(0, 4000);
        expected.andNot(bad);
        assertThat(taken).isEqualTo(expected);
    }

    /** Whatever is bad: what is taken can be read, and what is neither taken nor passed over cannot. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void eachUnitIsTakenTriedOrPassedOver(long seed) throws IOException {
        Random random = new Random(seed);
        BitSet bad = new BitSet();
        for (int i = 0; i < 20; i++) {
            int from = random.nextInt(3000);
            bad.set(from, from + 1 + (random.nextBoolean() ? 0 : random.nextInt(200)));
        }
        BitSet wanted = new BitSet();
        for (int i = 0; i < 2500; i++) {
            wanted.set(random.nextInt(3000));
        }
        BitSet passedOver = read(3000, bad, wanted);
        for (int unit = 0; unit < 3000; unit++) {
            String what = "seed %d, unit %d".formatted(seed, unit);
            if (taken.get(unit)) {
                assertThat(wanted.get(unit) && !bad.get(unit) && !passedOver.get(unit)).as(what).isTrue();
            } else if (wanted.get(unit) && !passedOver.get(unit)) {
                assertThat(bad.get(unit)).as(what).isTrue();
            }
        }
    }

    /** All that can be read is, wherever it lies, each unit is asked for once, and memory does not grow. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void nothingIsPassedOverWhereEveryUnitIsWanted(long seed) throws IOException {
        Random random = new Random(seed);
        BitSet bad = range(500, 900);
        for (int i = 0; i < 300; i++) {
            bad.clear(500 + random.nextInt(400));
        }
        BitSet wanted = range(0, 3000);
        wanted.clear(100 + random.nextInt(50), 300);
        contents = new HoledStorage(new SparseStorage(3000L * UNIT - 100), bad, UNIT);
        long before = directMemory();

        Skim.readEach(contents, contents.size(), wanted, (unit, read) -> taken.set(unit),
                Progress.SILENT.begin("", 0), StopSignal.NEVER);

        BitSet expected = (BitSet) wanted.clone();
        expected.andNot(bad);
        assertThat(taken).as("seed %d", seed).isEqualTo(expected);
        assertThat(contents.failures()).isEqualTo(bad.cardinality());
        assertThat(directMemory() - before).isLessThanOrEqualTo(UNIT);
    }

    private static long directMemory() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct")).mapToLong(BufferPoolMXBean::getTotalCapacity).sum();
    }

    @Test
    void contentsThatEndBeforeTheyShouldGiveWholeUnits() throws IOException {
        Skim.read(new SparseStorage(10L * UNIT - 100), 20L * UNIT, range(0, 20), (unit, bytes) -> taken.set(unit),
                Progress.SILENT.begin("", 0), StopSignal.NEVER);
        assertThat(taken).isEqualTo(range(0, 9));
    }
}
