package org.arenavault.venti.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.arenavault.io.CorruptException;
import org.junit.jupiter.api.Test;

/** The decoder that is fast does what the one that is plain does: the same bytes, and the same refusals. */
class WhackDecoderTest {

    private static final int CANARY = 40;

    /** One that is used for everything here, as it is in a check: nothing of a block may show in the next. */
    private final WhackDecoder fast = new WhackDecoder();

    @Test
    void everyLengthComesOutAtDistancesOfEveryKind() throws CorruptException {
        byte[] start = text(new Random(3), 300);
        int[] distances = IntStream.concat(IntStream.rangeClosed(1, 20), IntStream.of(63, 64, 65, 66, 128, 129, 300))
                .toArray();
        for (int length = 3; length <= 2051; length += length < 300 ? 1 : 37) {
            // short ones with every distance, others with some
            for (int i = length < 80 ? 0 : length % distances.length; i < distances.length; i += length < 80 ? 1 : 9) {
                WhackStream stream = new WhackStream();
                for (byte value : start) {
                    stream.literal(value & 0xFF);
                }
                stream.match(length, distances[i]);
                byte[] ended = stream.packed();
                assertThat(decoded(ended, stream.block().length)).as("%d at %d", length, distances[i])
                        .hasValue(stream.block());
                for (int after = 0; after < 30; after++) {
                    stream.literal('a' + after % 3 * 70);
                }
                assertThat(decoded(stream.packed(), stream.block().length))
                        .as("%d at %d in the middle", length, distances[i]).hasValue(stream.block());
            }
        }
    }

    @Test
    void everyDistanceComesOut() throws CorruptException {
        byte[] start = new byte[16384];
        new Random(5).nextBytes(start);
        WhackStream stream = new WhackStream();
        for (byte value : start) {
            stream.literal(value & 0xFF);
        }
        for (int distance = 1; distance <= 16384; distance += distance < 40 ? 1 : 1 + distance / 40) {
            stream.match(3 + distance % 12, distance);
        }
        for (int octave = 32; octave <= 8192; octave *= 2) {
            stream.match(5, octave - 1).match(6, octave).match(7, octave + 1).match(70, 2 * octave);
        }
        assertThat(decoded(stream.packed(), stream.block().length)).hasValue(stream.block());
    }

    @Test
    void whatIsDamagedIsRefusedOrReadAlike() {
        int refused = 0;
        int read = 0;
        for (int seed = 0; seed < 6000; seed++) {
            Random random = new Random(seed);
            byte[] block = text(random, 1 + random.nextInt(random.nextInt(10) == 0 ? 20_000 : 400));
            byte[] packed = packed(random, block);
            int limit = block.length;
            switch (random.nextInt(5)) {
                case 0 -> packed[random.nextInt(packed.length)] ^= (byte) (1 << random.nextInt(8));
                case 1 -> packed = Arrays.copyOf(packed, random.nextInt(packed.length));
                case 2 -> packed = Arrays.copyOf(packed, packed.length + 1 + random.nextInt(20));
                case 3 -> limit = Math.max(0, limit - 20 + random.nextInt(40));
                default -> { }
            }
            if (decodedAlike(packed, limit, seed).isPresent()) {
                read++;
            } else {
                refused++;
            }
        }
        assertThat(read).isGreaterThan(1000);
        assertThat(refused).isGreaterThan(1000);
    }

    @Test
    void noiseIsRefusedOrReadAlike() {
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            if (seed % 3 == 0 && noise.length > 0) {
                // begins with literals, so that some matches have something to copy
                WhackStream stream = new WhackStream();
                for (int i = 0; i < 60; i++) {
                    stream.literal(random.nextInt(random.nextBoolean() ? 128 : 256));
                }
                byte[] literals = stream.packed();
                noise = Arrays.copyOf(literals, literals.length + noise.length);
                random.nextBytes(literals);
                System.arraycopy(literals, 0, noise, literals.length, Math.min(literals.length,
                        noise.length - literals.length));
            }
            decodedAlike(noise, random.nextInt(3000), seed);
        }
    }

    @Test
    void lengthCodesThatDoNotExistAreRefusedInBothLoops() {
        for (int before : new int[] {20, 200}) {
            for (int ones = 13; ones <= 30; ones++) {
                WhackStream stream = new WhackStream();
                for (int i = 0; i < before; i++) {
                    stream.literal('a');
                }
                stream.put((1 << ones) - 1, ones);
                stream.put(1, 2);
                byte[] packed = Arrays.copyOf(stream.packed(), stream.packed().length + (before == 20 ? 4 : 40));
                assertThatThrownBy(() -> fast.decode(packed, 0, packed.length, new byte[4000], 0, 4000))
                        .as("%d ones behind %d literals", ones, before)
                        .isInstanceOf(CorruptException.class).hasMessageContaining("does not exist");
            }
        }
    }

    @Test
    void placesOutsideOfTheArraysAreTheCallersMistake() {
        assertThatThrownBy(() -> fast.decode(new byte[10], 5, 6, new byte[10], 0, 10))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> fast.decode(new byte[10], 0, 10, new byte[10], 5, 6))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    private Optional<byte[]> decoded(byte[] packed, int limit) throws CorruptException {
        byte[] out = new byte[limit];
        fast.decode(packed, 0, packed.length, out, 0, limit);
        return Optional.of(out);
    }

    /** Decodes with both, from the middle of an array into the middle of another; the block if there is one. */
    private Optional<byte[]> decodedAlike(byte[] packed, int limit, int seed) {
        byte[] in = new byte[packed.length + 2 * CANARY];
        Arrays.fill(in, (byte) seed);
        System.arraycopy(packed, 0, in, CANARY, packed.length);
        byte[] out = new byte[limit + 2 * CANARY];
        byte[] expected = new byte[limit];
        String refusal = refusal(() -> new PlainWhackDecoder().decode(packed, 0, packed.length, expected, 0, limit));
        String fastRefusal = refusal(() -> fast.decode(in, CANARY, packed.length, out, CANARY, limit));
        assertThat(fastRefusal).as("seed %d", seed).isEqualTo(refusal);
        assertThat(Arrays.copyOf(out, CANARY)).as("before the output, seed %d", seed).containsOnly(0);
        assertThat(Arrays.copyOfRange(out, CANARY + limit, out.length)).as("behind the output, seed %d", seed)
                .containsOnly(0);
        if (refusal.isEmpty()) {
            assertThat(Arrays.copyOfRange(out, CANARY, CANARY + limit)).as("seed %d", seed).isEqualTo(expected);
            return Optional.of(expected);
        }
        return Optional.empty();
    }

    private interface Decoding {
        void run() throws CorruptException;
    }

    private static String refusal(Decoding decoding) {
        try {
            decoding.run();
            return "";
        } catch (CorruptException e) {
            return e.getMessage();
        }
    }

    /** As our encoder packs it; where it would not get shorter, in literals. */
    private static byte[] packed(Random random, byte[] block) {
        byte[] packed = new byte[block.length];
        int length = new WhackEncoder().encode(block, 0, block.length, packed);
        if (length > 0) {
            return Arrays.copyOf(packed, length);
        }
        WhackStream stream = new WhackStream();
        for (byte value : block) {
            stream.literal(value & 0xFF);
        }
        return stream.match(3 + random.nextInt(300), 1 + random.nextInt(block.length)).packed();
    }

    /** Words, numbers, runs, and bytes of any kind. */
    private static byte[] text(Random random, int length) {
        byte[] block = new byte[length];
        int at = 0;
        while (at < length) {
            int count = Math.min(length - at, 1 + random.nextInt(30));
            int kind = random.nextInt(5);
            for (int i = 0; i < count; i++, at++) {
                block[at] = (byte) switch (kind) {
                    case 0 -> random.nextInt(256);
                    case 1 -> 'a' + random.nextInt(4);
                    case 2 -> at > 50 ? block[at - 1 - random.nextInt(4)] : 32;
                    case 3 -> at > 9 ? block[at - 9] : '\n';
                    default -> at > 200 ? block[at - 200] : 128 + random.nextInt(3);
                };
            }
        }
        return block;
    }
}
