package org.arenavault.cli;

import static org.arenavault.cli.ParityDisc.ARENA;
import static org.arenavault.cli.ParityDisc.ROWS;
import static org.arenavault.cli.ParityDisc.UNIT;
import static org.arenavault.cli.ParityDisc.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code scripts/unparity.c}, the second decoder, in another language: it repairs what the first one made. */
class UnparityTest {

    private static final Path SOURCE = Path.of("scripts/unparity.c");

    @TempDir
    private static Path built;

    @TempDir
    private Path folder;

    private ParityDisc disc;

    private record Run(int code, String out) { }

    private static Run run(List<String> command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(built, "run", ".out");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), Files.readString(out, StandardCharsets.ISO_8859_1));
    }

    @BeforeAll
    static void compile() throws Exception {
        boolean there = false;
        try {
            there = run(List.of("cc", "--version")).code() == 0;
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("cc");
        }
        assumeTrue(there, "there is no C compiler (cc) here: scripts/unparity.c is not tried");
        Run compiled = run(List.of("cc", "-O2", "-Wall", "-Wextra", "-std=c99", "-pedantic", "-o",
                built.resolve("unparity").toString(), SOURCE.toString()));
        assertThat(compiled.out()).isEmpty();
        assertThat(compiled.code()).isZero();
    }

    @BeforeEach
    void makeDisc() throws IOException {
        disc = ParityDisc.create(folder.resolve("venti"));
    }

    private Run unparity(byte[] image, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(built.resolve("unparity").toString(),
                Files.write(folder.resolve("disc.img"), image).toString()));
        command.addAll(List.of(arguments));
        return run(command);
    }

    private byte[] repaired(byte[] image, int arena) throws IOException, InterruptedException {
        Path out = folder.resolve("arena.img");
        Files.deleteIfExists(out);
        Run run = unparity(image, "arena" + arena, out.toString());
        assertThat(run.code()).as(run.out()).isZero();
        return Files.readAllBytes(out);
    }

    @Test
    void itHasNoMoreLinesThanSomebodyReadsInAnEvening() throws Exception {
        assertThat(Files.readAllLines(SOURCE)).hasSizeLessThanOrEqualTo(250).allMatch(line -> line.length() <= 120);
    }

    @Test
    void itNamesWhatIsThereAndWhatIsDamaged() throws Exception {
        assertThat(unparity(disc.disc())).isEqualTo(new Run(0, """
                1 arena0: 0 of 16 units of 64 KiB damaged
                2 arena1: 0 of 16 units of 64 KiB damaged
                3 arena2: 0 of 16 units of 64 KiB damaged
                """));
        byte[] image = without(disc.disc(), ARENA + 1 + 3, 2);
        image[100_000] ^= 1;
        assertThat(unparity(image)).isEqualTo(new Run(1, """
                1 arena0: 1 of 16 units of 64 KiB damaged
                2 arena1: 2 of 16 units of 64 KiB damaged
                3 arena2: 0 of 16 units of 64 KiB damaged
                """));
        assertThat(unparity(new byte[5 * UNIT]).out()).contains("there is no parity track");
        assertThat(run(List.of(built.resolve("unparity").toString())).code()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void anArenaOfADamagedImageIsRepaired(long seed) throws Exception {
        Random random = new Random(seed);
        byte[] image = disc.disc();
        int[] losses = new int[ROWS];
        for (int i = 0; i < 60; i++) {
            // a unit of the arenas or of the parity, as long as its row has not lost four
            int unit = random.nextInt(3 * ARENA + ParityDisc.PARITY * ROWS);
            boolean data = unit < 3 * ARENA;
            int row = data ? unit % ROWS : (unit - 3 * ARENA) % ROWS;
            if (losses[row] < ParityDisc.PARITY) {
                losses[row]++;
                int at = data ? unit + unit / ARENA : ParityDisc.parityAt() + 2 + unit - 3 * ARENA;
                if (random.nextBoolean()) {
                    without(image, at, 1);
                } else {
                    image[at * UNIT + random.nextInt(UNIT)] ^= (byte) (1 + random.nextInt(255));
                }
            }
        }
        for (int arena = 0; arena < 3; arena++) {
            assertThat(repaired(image, arena)).as("seed %d, arena %d", seed, arena).isEqualTo(disc.arena(arena));
        }
    }

    @Test
    void aDamagedHeaderIsReadFromItsCopyAndNoneIsTrustedThatMayBeWrong() throws Exception {
        byte[] image = without(disc.disc(), 3, 4);
        byte[] headless = without(image.clone(), ParityDisc.parityAt(), 1);
        assertThat(repaired(headless, 0)).isEqualTo(disc.arena(0));
        byte[] garbled = image.clone();
        Arrays.fill(garbled, ParityDisc.parityAt() * UNIT + 60, ParityDisc.parityAt() * UNIT + 70, (byte) '"');
        assertThat(repaired(garbled, 0)).isEqualTo(disc.arena(0));
        // one bit of each: nothing is made with a header that may be wrong
        for (int copy : new int[] {ParityDisc.parityAt() * UNIT, image.length - 2 * UNIT}) {
            image[copy + 500] ^= 1;
        }
        assertThat(unparity(image, "1", folder.resolve("none").toString())).isEqualTo(new Run(1,
                "unparity: there is no parity track in the image, or both of its headers are damaged\n"));
    }

    @Test
    void moreThanCanBeRepairedIsSaidAndLeftAsZeros() throws Exception {
        byte[] image = disc.disc();
        for (int column = 0; column <= ParityDisc.PARITY; column++) {
            int unit = column * ROWS + 2;
            without(image, unit + unit / ARENA, 1);
        }
        without(image, 5, 1);
        Path out = folder.resolve("arena.img");
        Run run = unparity(image, "1", out.toString());
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("64 KiB at byte 131072 cannot be found again",
                "64 KiB at byte 589824 cannot be found again", "1 arena0: 3 of 16 units of 64 KiB damaged");
        assertThat(Files.readAllBytes(out)).isEqualTo(without(without(disc.arena(0), 2, 1), 9, 1));
        assertThat(unparity(image, "arena0", out.toString()).out()).contains("it may exist");
        assertThat(unparity(image, "arena9", folder.resolve("x").toString()).out())
                .contains("protects nothing of that name");
    }

    /** Whatever stands in a header: the program ends by itself, and writes outside of nothing. */
    @Test
    void hostileHeadersDoNoHarm() throws Exception {
        Random random = new Random(9);
        byte[] image = disc.disc();
        int begin = ParityDisc.parityAt() * UNIT;
        for (int i = 0; i < 12; i++) {
            byte[] hostile = image.clone();
            for (int copy : new int[] {begin, image.length - 2 * UNIT}) {
                for (int flips = 0; flips < 3; flips++) {
                    hostile[copy + 20 + random.nextInt(1200)] = (byte) "0123456789,[]{}\"\\:-"
                            .charAt(random.nextInt(19));
                }
            }
            Run run = unparity(without(hostile, 3, 1), "1", folder.resolve("hostile" + i).toString());
            assertThat(run.code()).as(run.out()).isIn(0, 1);
        }
    }
}
