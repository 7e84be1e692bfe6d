package org.arenavault.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums of units come out the same however the bytes go by, and tell every changed unit. */
class UnitSumsTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65535, 65536, 65537, 200_000, 262_144})
    void theyAreThoseOfWholeUnits(int size) {
        Random random = new Random(size);
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        UnitSums.Sink sink = new UnitSums.Sink(size);
        for (int at = 0; at < size; ) {
            int count = Math.min(size - at, 1 + random.nextInt(100_000));
            ByteBuffer chunk = ByteBuffer.wrap(bytes, at, count);
            sink.update(chunk);
            assertThat(chunk.remaining()).isEqualTo(count);
            at += count;
        }
        UnitSums sums = sink.finish();
        assertThat(sums.units()).isEqualTo(UnitSums.unitsOf(size)).isEqualTo((size + 65535) / 65536);
        for (int unit = 0; unit < sums.units(); unit++) {
            CRC32C crc = new CRC32C();
            crc.update(Arrays.copyOfRange(bytes, unit * 65536, (unit + 1) * 65536));
            assertThat(sums.of(unit)).isEqualTo((int) crc.getValue());
            int length = Math.min(65536, size - unit * 65536);
            assertThat(sums.match(unit, ByteBuffer.wrap(bytes, unit * 65536, length))).isTrue();
            bytes[unit * 65536 + random.nextInt(length)] ^= 1;
            assertThat(sums.match(unit, ByteBuffer.wrap(bytes, unit * 65536, length))).isFalse();
        }
    }
}
