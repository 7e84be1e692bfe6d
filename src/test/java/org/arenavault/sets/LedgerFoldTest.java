package org.arenavault.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Disks;
import org.arenavault.io.ManualClock;
import org.arenavault.io.RefusedException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fold beside a ledger: with it a look says what the whole ledger says, or it is passed over. */
class LedgerFoldTest {

    private static final LedgerHeader HEADER = new LedgerHeader(new UUID(1, 2), new UUID(3, 4), new SetName("home"));

    @TempDir
    private Path folder;
    private Path path;
    private Path fold;

    @BeforeEach
    void begin() throws IOException {
        path = folder.resolve("ledger.jsonl");
        fold = folder.resolve("ledger.fold");
        Ledger.create(path, 1, HEADER, Disks.REAL, new ManualClock()).close();
    }

    private void append(Random random, int events) throws IOException {
        RandomLines lines = new RandomLines(random);
        try (Ledger ledger = Ledger.open(path, Disks.REAL, new ManualClock())) {
            for (int i = 0; i < events; i++) {
                try {
                    ledger.append(lines.event());
                } catch (RefusedException e) {
                    assertThat(e).hasMessageContaining("takes no line");
                }
            }
        }
    }

    private SetState whole() throws IOException {
        return Ledger.read(path, Disks.REAL);
    }

    /** A look that keeps the fold of every line. */
    private SetState look() throws IOException {
        return LedgerFold.look(path, Disks.REAL, 1);
    }

    private static byte[] cut(byte[] bytes, int length) {
        return Arrays.copyOf(bytes, length);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 7, 11, 13, 17})
    void aFoldAndTheLinesBehindItComeToWhatTheWholeLedgerComesTo(long seed) throws IOException {
        Random random = new Random(seed);
        for (int step = 0; step < 12; step++) {
            String context = "seed %d, step %d".formatted(seed, step);
            append(random, random.nextInt(25));
            long kept = random.nextInt(3) == 0 ? Long.MAX_VALUE : 1 + random.nextInt(5);
            SetState folded = LedgerFold.look(path, Disks.REAL, kept);
            assertThat(RandomLines.said(folded)).as(context).isEqualTo(RandomLines.said(whole()));
            // field by field, so that nothing new is left out of the fold; where arenas may be is what copies() goes by
            assertThat(folded).as(context).usingRecursiveComparison().ignoringFields("places")
                    .isEqualTo(whole());
            if (random.nextInt(6) == 0) {
                // what an old copy of the vault brings back: a fold of fewer lines, or of more
                byte[] old = Files.readAllBytes(path);
                append(random, 10);
                look();
                if (random.nextBoolean()) {
                    Files.write(path, old);
                }
            }
        }
        assertThat(fold).exists();
    }

    @Test
    void aLookWithoutNewLinesKeepsNoNewFold() throws IOException {
        append(new Random(1), 400);
        look();
        FileTime kept = FileTime.fromMillis(0);
        Files.setLastModifiedTime(fold, kept);
        look();
        assertThat(Files.getLastModifiedTime(fold)).isEqualTo(kept);
        append(new Random(1), 40);
        look();
        assertThat(Files.getLastModifiedTime(fold)).isNotEqualTo(kept);
    }

    @Test
    void everyBitOfAFoldCounts() throws IOException {
        append(new Random(2), 120);
        look();
        byte[] right = Files.readAllBytes(fold);
        List<String> said = RandomLines.said(whole());
        for (int at = 0; at < right.length; at++) {
            byte[] wrong = right.clone();
            wrong[at] ^= (byte) (1 << at % 8);
            int changed = at;
            assertThatThrownBy(() -> FoldReader.decode(wrong)).as("byte %d", changed)
                    .isInstanceOf(CorruptException.class);
        }
        for (byte[] wrong : List.of(new byte[0], cut(right, 7), cut(right, right.length - 1),
                cut(right, right.length + 1), new byte[right.length], new byte[1 << 16])) {
            Files.write(fold, wrong);
            assertThat(RandomLines.said(look())).isEqualTo(said);
            assertThat(Files.readAllBytes(fold)).as("made anew").isEqualTo(right);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whateverAFoldSaysWithARightSumItIsReadOrPassedOver(long seed) throws IOException {
        Random random = new Random(seed);
        append(random, 60);
        look();
        byte[] right = Files.readAllBytes(fold);
        int read = 0;
        int refused = 0;
        for (int round = 0; round < 2000; round++) {
            byte[] wrong = cut(right, right.length - random.nextInt(2) * random.nextInt(right.length / 2));
            for (int change = random.nextInt(4); change >= 0; change--) {
                wrong[random.nextInt(wrong.length)] = (byte) random.nextInt(256);
            }
            int length = wrong.length - QuickSum.SIZE;
            ByteBuffer.wrap(wrong).putLong(length, QuickSum.of(wrong, length));
            try {
                FoldReader.decode(wrong);
                read++;
            } catch (CorruptException e) {
                refused++;
            }
        }
        assertThat(List.of(read, refused)).as("seed %d", seed).allMatch(count -> count > 100);
    }

    @Test
    void aChangedLineInFrontOfTheFoldIsFoundWhateverTheTimesOfTheFileSay() throws IOException {
        append(new Random(3), 100);
        look();
        byte[] right = Files.readAllBytes(path);
        FileTime time = Files.getLastModifiedTime(path);
        for (int at = 0; at < right.length; at += 97) {
            byte[] wrong = right.clone();
            wrong[at] ^= 1;
            Files.write(path, wrong);
            Files.setLastModifiedTime(path, time);
            String whole = message(this::whole);
            assertThat(message(this::look)).as("byte %d", at).isEqualTo(whole).contains("ledger.jsonl");
        }
    }

    /** What is wrong with the ledger. */
    private static String message(Callable<?> reading) {
        try {
            reading.call();
            throw new AssertionError("was taken");
        } catch (CorruptException e) {
            return e.getMessage();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aWrongLineBehindTheFoldIsNamedAsWithoutIt() throws IOException {
        append(new Random(4), 50);
        look();
        int folded = (int) Files.size(path);
        append(new Random(5), 50);
        byte[] wrong = Files.readAllBytes(path);
        wrong[folded + 30] ^= 1;
        Files.write(path, wrong);
        assertThat(message(this::look)).isEqualTo(message(this::whole))
                .contains("the line at byte " + folded);
    }

    @Test
    void aLedgerThatWasMadeAnewOrCutIsReadWithoutItsOldFold() throws IOException {
        append(new Random(6), 60);
        byte[] shorter = Files.readAllBytes(path);
        append(new Random(7), 60);
        look();
        Files.write(path, shorter);
        assertThat(RandomLines.said(look())).isEqualTo(RandomLines.said(whole()));

        Ledger.create(path, 900, HEADER, Disks.REAL, new ManualClock()).close();
        append(new Random(8), 60);
        assertThat(RandomLines.said(look())).isEqualTo(RandomLines.said(whole()));
    }

    @Test
    void aTornLastLineBehindTheFoldCountsAsNotWritten() throws IOException {
        append(new Random(9), 40);
        look();
        List<String> said = RandomLines.said(whole());
        byte[] right = Files.readAllBytes(path);
        byte[] torn = cut(right, right.length + 9);
        Arrays.fill(torn, right.length, torn.length, (byte) '{');
        Files.write(path, torn);
        assertThat(RandomLines.said(look())).isEqualTo(said);
    }

    @Test
    void aSmallLedgerGetsNoFoldAndAFoldIsTheOwnersAlone() throws IOException {
        append(new Random(10), 40);
        LedgerFold.look(path, Disks.REAL);
        assertThat(fold).doesNotExist();
        look();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fold))).isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("ledger.jsonl",
                    "ledger.fold");
        }
    }

    @Test
    void whatIsNoFileInThePlaceOfAFoldIsLeftAlone() throws IOException {
        append(new Random(12), 40);
        Path secret = Files.write(folder.resolve("secret"), "x".getBytes(StandardCharsets.UTF_8));
        Files.createDirectories(fold.resolve("full"));
        assertThat(RandomLines.said(look())).isEqualTo(RandomLines.said(whole()));
        assertThat(fold.resolve("full")).isDirectory();
        Files.delete(fold.resolve("full"));
        Files.delete(fold);
        Files.createSymbolicLink(fold, secret);
        assertThat(RandomLines.said(look())).isEqualTo(RandomLines.said(whole()));
        assertThat(secret).hasContent("x");
        assertThat(Files.isSymbolicLink(fold)).isFalse();
        assertThat(Files.isRegularFile(fold, LinkOption.NOFOLLOW_LINKS)).isTrue();
    }
}
