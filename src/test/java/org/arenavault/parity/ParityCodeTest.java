package org.arenavault.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.arenavault.io.UnitSums;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is lost of a row, up to as many units as there is parity, is found again; one more is refused. */
class ParityCodeTest {

    private static byte[][] columns(int count, Random random) {
        byte[][] columns = new byte[count][UnitSums.UNIT];
        for (byte[] column : columns) {
            random.nextBytes(column);
        }
        return columns;
    }

    private static byte[] parity(ParityRows rows, int j, int row) {
        ByteBuffer unit = ByteBuffer.allocate(UnitSums.UNIT);
        rows.get(j, row, unit);
        return unit.array();
    }

    @Test
    void theFieldIsThatOfThePlainCode() {
        for (int a = 0; a < 256; a++) {
            for (int b = 0; b < 256; b++) {
                assertThat(Field256.multiply(a, b)).as("%d times %d", a, b).isEqualTo(PlainParity.multiply(a, b));
            }
            if (a > 0) {
                assertThat(Field256.inverse(a)).as("inverse of %d", a).isEqualTo(PlainParity.inverse(a));
            }
        }
        assertThatThrownBy(() -> Field256.inverse(0)).isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "3,2", "227,8", "224,32", "255,1", "7,32"})
    void coefficientsAreThoseOfThePlainCodeAndTheFirstRowIsAllOnes(int k, int m) {
        ParityCode code = new ParityCode(k, m);
        for (int i = 0; i < k; i++) {
            assertThat(code.coefficient(0, i)).isEqualTo(1);
            for (int j = 0; j < m; j++) {
                assertThat(code.coefficient(j, i)).as("row %d, column %d", j, i)
                        .isEqualTo(PlainParity.coefficient(j, i, m)).isNotZero();
            }
        }
    }

    @Test
    void thereIsNoCodeOfNoneOrOfTooManyColumns() {
        for (int[] columns : new int[][] {{0, 1}, {1, 0}, {-1, 5}, {255, 2}, {225, 32}, {1, 33}}) {
            assertThatThrownBy(() -> new ParityCode(columns[0], columns[1])).as(Arrays.toString(columns))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void rowsOfParityAreThoseOfThePlainCode(long seed) {
        Random random = new Random(seed);
        int m = 1 + random.nextInt(6);
        int k = 1 + random.nextInt(12);
        ParityRows rows = new ParityRows(new ParityCode(k, m));
        for (int round = 0; round < 2; round++) {
            rows.clear();
            for (int row = 0; row < ParityRows.ROWS; row++) {
                byte[][] data = columns(k, random);
                for (int i : shuffled(k, random)) {
                    rows.add(i, ByteBuffer.wrap(data[i]), 0, row);
                }
                for (int j = 0; j < m; j++) {
                    assertThat(parity(rows, j, row)).as("seed %d, row %d, parity %d", seed, row, j)
                            .isEqualTo(PlainParity.encode(j, data, m));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,3", "2,2", "5,3", "6,4", "9,2"})
    void everyPatternOfLossesIsSolved(int k, int m) {
        Random random = new Random(31 * k + m);
        byte[][] data = columns(k, random);
        byte[][] parity = new byte[m][];
        for (int j = 0; j < m; j++) {
            parity[j] = PlainParity.encode(j, data, m);
        }
        ParityCode code = new ParityCode(k, m);
        ParityRows rows = new ParityRows(code);
        int refused = 0;
        for (int lost = 0; lost < 1 << (k + m); lost++) {
            int pattern = lost;
            int[] gone = IntStream.range(0, k).filter(i -> (pattern >> i & 1) == 1).toArray();
            int[] readable = IntStream.range(0, m).filter(j -> (pattern >> (k + j) & 1) == 0).toArray();
            if (Integer.bitCount(lost) > m) {
                boolean tooMany = gone.length > readable.length;
                assertThat(code.solve(gone, readable).isEmpty()).as("pattern %x", lost).isEqualTo(tooMany);
                refused += tooMany ? 1 : 0;
                continue;
            }
            rows.clear();
            IntStream.range(0, k).filter(i -> (pattern >> i & 1) == 0)
                    .forEach(i -> rows.add(i, ByteBuffer.wrap(data[i]), 0, 1));
            Arrays.stream(readable).forEach(j -> rows.addParity(j, ByteBuffer.wrap(parity[j]), 1));
            ByteBuffer found = ByteBuffer.allocate(m * UnitSums.UNIT);
            rows.solve(code.solve(gone, readable).orElseThrow(), 1, found);
            for (int index = 0; index < gone.length; index++) {
                assertThat(found.slice(index * UnitSums.UNIT, UnitSums.UNIT)).as("pattern %x", lost)
                        .isEqualTo(ByteBuffer.wrap(data[gone[index]]));
            }
        }
        assertThat(refused).isPositive();
    }

    /** What a full disc uses: the solution of every pattern, tried on a byte of each column. */
    @Test
    void patternsOfEightLossesOf235AreSolved() {
        ParityCode code = new ParityCode(227, 8);
        Random random = new Random(8);
        for (int round = 0; round < 100_000; round++) {
            int[] all = shuffled(235, random, 8);
            int[] gone = Arrays.stream(all).filter(i -> i < 227).toArray();
            int[] readable = IntStream.range(0, 8).filter(j -> Arrays.stream(all).noneMatch(i -> i == 227 + j))
                    .toArray();
            ParitySolution solution = code.solve(gone, readable).orElseThrow();
            int[] bytes = random.ints(gone.length, 0, 256).toArray();
            for (int index = 0; index < gone.length; index++) {
                int found = 0;
                for (int known = 0; known < gone.length; known++) {
                    int sum = 0;
                    for (int i = 0; i < gone.length; i++) {
                        sum ^= Field256.multiply(code.coefficient(solution.parity(known), gone[i]), bytes[i]);
                    }
                    found ^= Field256.multiply(solution.factor(index, known), sum);
                }
                if (found != bytes[index]) {
                    throw new AssertionError("losses " + Arrays.toString(all));
                }
            }
        }
    }

    private static int[] shuffled(int count, Random random) {
        return shuffled(count, random, count);
    }

    /** So many of the numbers below {@code count}, in any order. */
    private static int[] shuffled(int count, Random random, int wanted) {
        int[] all = IntStream.range(0, count).toArray();
        for (int i = 0; i < wanted; i++) {
            int other = i + random.nextInt(count - i);
            int number = all[i];
            all[i] = all[other];
            all[other] = number;
        }
        return Arrays.copyOf(all, wanted);
    }
}
