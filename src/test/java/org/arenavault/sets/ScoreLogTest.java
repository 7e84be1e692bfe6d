package org.arenavault.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Disks;
import org.arenavault.io.ManualClock;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.UsageException;
import org.arenavault.io.VaultException;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Root scores on record: kept, found again, copied into ledgers, and left out of what leaves the vault. */
class ScoreLogTest {

    private static final Score FIRST = score("9ab9122c8dc3f6883edf5253cb4cefe854f081a7");
    private static final Score SECOND = score("9ab9133333333333333333333333333333333333");
    private static final SetName HOME = new SetName("home");

    @TempDir
    private Path folder;

    private static Score score(String text) {
        try {
            return Score.parse(text);
        } catch (UsageException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private Vault vault() {
        return new Vault(folder, Disks.REAL, new ManualClock());
    }

    private void record(Score... scores) throws IOException {
        try (ScoreLog.Writer log = vault().scores().write()) {
            for (Score score : scores) {
                log.add(score, RootScore.Feed.FOSSIL, "/dev/fossil", "venti:17034");
            }
        }
    }

    private BackupSet set() throws IOException {
        return vault().create(HOME, SetConfig.of(HOME, new UUID(1, 2), new UUID(3, 4),
                new SetConfig.Source("/venti.conf", List.of(), "", false),
                new SetConfig.MediumChoice("bd-r", SetConfig.Spare.NONE, 0, "")));
    }

    @Test
    void whatIsRecordedComesBackOnceInItsOrder() throws IOException {
        record(FIRST);
        record(SECOND, FIRST);

        ScoreLog log = vault().scores();

        assertThat(log.scores()).extracting(RootScore::score).containsExactly(FIRST, SECOND);
        assertThat(log.newest(1)).containsExactly(new RootScore(SECOND, Instant.parse("2026-01-02T03:04:05Z"),
                RootScore.Feed.FOSSIL, "/dev/fossil", "venti:17034"));
    }

    @Test
    void theFileIsItsOwnersAlone() throws IOException {
        record(FIRST);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("scores.jsonl"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aLinkInItsPlaceIsRefused() throws IOException {
        Files.createSymbolicLink(folder.resolve("scores.jsonl"), folder.resolve("elsewhere"));

        assertThatThrownBy(() -> record(FIRST)).isInstanceOf(VaultException.class)
                .hasMessageContaining("symbolic link");
        assertThat(folder.resolve("elsewhere")).doesNotExist();
    }

    @Test
    void oneWritesAtATime() throws IOException {
        try (ScoreLog.Writer log = vault().scores().write()) {
            assertThatThrownBy(() -> record(FIRST)).isInstanceOf(OperatorNeededException.class);
            assertThat(log.add(FIRST, RootScore.Feed.HAND, "", "")).isTrue();
        }
    }

    @Test
    void everyFlippedBitIsFound() throws IOException {
        record(FIRST, SECOND);
        Path file = folder.resolve("scores.jsonl");
        byte[] sound = Files.readAllBytes(file);
        for (int at = 0; at < sound.length - 1; at++) {
            byte[] damaged = sound.clone();
            damaged[at] ^= (byte) (1 << at % 8);
            Files.write(file, damaged);
            assertThatThrownBy(() -> vault().scores()).as("byte %d", at).isInstanceOf(CorruptException.class);
        }
    }

    @Test
    void aTornLastLineIsCutOffByTheNextWriter() throws IOException {
        record(FIRST, SECOND);
        Path file = folder.resolve("scores.jsonl");
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            byte[] torn = new byte[length];
            System.arraycopy(whole, 0, torn, 0, length);
            Files.write(file, torn);
            try (ScoreLog.Writer log = vault().scores().write()) {
                log.add(SECOND, RootScore.Feed.HAND, "", "");
            } catch (CorruptException e) {
                assertThat(new String(torn, StandardCharsets.UTF_8)).as("a torn first line").doesNotContain("\n");
                continue;
            }
            assertThat(vault().scores().scores()).as("cut at %d", length).extracting(RootScore::score)
                    .contains(SECOND);
        }
    }

    @Test
    void scoresAreMeantByTheirFirstDigits() throws IOException {
        record(FIRST, SECOND);
        ScoreLog log = vault().scores();

        assertThat(log.find("9ab9122c")).isEqualTo(FIRST);
        assertThat(log.find("vac:9ab913")).isEqualTo(SECOND);
        assertThat(log.find("last")).isEqualTo(SECOND);
        assertThat(log.find("vac:" + Score.ZERO)).isEqualTo(Score.ZERO);
        for (String wrong : List.of("9ab9", "9ab91", "9ab914", "", "vac:", "zzzzzz")) {
            assertThatThrownBy(() -> log.find(wrong)).as(wrong).isInstanceOf(UsageException.class);
        }
    }

    @Test
    void checksAreKeptWithTheirScore() throws IOException {
        record(FIRST, SECOND);
        ScoreCheck broken = new ScoreCheck(FIRST, Instant.EPOCH, "venti", false, false, 10, 1000);
        ScoreCheck whole = new ScoreCheck(FIRST, Instant.EPOCH.plusSeconds(1), "venti", true, true, 12, 1200);
        try (ScoreLog.Writer log = vault().scores().write()) {
            log.add(broken);
            log.add(whole);
        }

        assertThat(vault().scores().checks(FIRST)).containsExactly(broken, whole);
        assertThat(vault().scores().lastWhole(FIRST)).contains(whole);
        assertThat(vault().scores().lastWhole(SECOND)).isEmpty();
    }

    @Test
    void aLedgerGetsEveryScoreOnce() throws IOException {
        BackupSet set = set();
        record(FIRST);
        for (int i = 0; i < 2; i++) {
            try (LockedSet locked = set.lock()) {
                locked.copy(vault().scores());
            }
            record(SECOND);
        }

        assertThat(set.read().scores()).extracting(RootScore::score).containsExactly(FIRST, SECOND);
        assertThat(set.read().lines()).isEqualTo(3);
    }

    @Test
    void scoresStayAtHomeUnlessTheyAreToGoAlong() throws IOException {
        BackupSet set = set();
        record(FIRST);
        try (LockedSet locked = set.lock()) {
            locked.copy(vault().scores());
            locked.ledger().append(new LedgerEvent.Begun(1, new UUID(5, 6), "bd-r", 12_219_392, ""));
        }
        vault().exportSet(HOME, folder.resolve("without.tar.gz"), Vault.Scores.WITHHELD);
        vault().exportSet(HOME, folder.resolve("with.tar.gz"), Vault.Scores.INCLUDED);
        Vault elsewhere = new Vault(folder.resolve("elsewhere"), Disks.REAL, new ManualClock());

        SetState without = elsewhere.importSet(folder.resolve("without.tar.gz"), Optional.of(new SetName("a"))).read();
        SetState with = elsewhere.importSet(folder.resolve("with.tar.gz"), Optional.of(new SetName("b"))).read();

        assertThat(without.scores()).isEmpty();
        assertThat(without.lastSequence()).isEqualTo(with.lastSequence()).isEqualTo(3);
        assertThat(without.disc(1)).isPresent();
        assertThat(with.scores()).extracting(RootScore::score).containsExactly(FIRST);
        assertThat(Files.readString(folder.resolve("elsewhere/sets/a/ledger.jsonl"))).doesNotContain("9ab9122c");
        assertThat(set.folder()).isDirectoryNotContaining("glob:**/.export*");
    }

    @Test
    void aLedgerWithoutScoresIsExportedByteForByte() throws IOException {
        BackupSet set = set();
        try (LockedSet locked = set.lock()) {
            locked.ledger().append(new LedgerEvent.Begun(1, new UUID(5, 6), "bd-r", 12_219_392, "é \"quoted\" \\ —"));
        }
        vault().exportSet(HOME, folder.resolve("home.tar.gz"), Vault.Scores.WITHHELD);
        new Vault(folder.resolve("elsewhere"), Disks.REAL, new ManualClock())
                .importSet(folder.resolve("home.tar.gz"), Optional.empty());

        assertThat(folder.resolve("elsewhere/sets/home/ledger.jsonl"))
                .hasSameBinaryContentAs(folder.resolve("sets/home/ledger.jsonl"));
    }

    @Test
    void theLogOfThePlan9ScriptsIsReadAndWritten() throws IOException {
        String text = """
                vac:9ab9122c8dc3f6883edf5253cb4cefe854f081a7 /dev/sdC0/fossil 192.168.0.99
                venti/wrarena -h tcp!192.168.0.99!17034 -o 1611407360 /dev/sdE0/arenas 0x442b1b4
                venti/wrarena -h tcp!192.168.0.99!17034 -o 1611407360 /dev/sdE0/arenas 0x5000000

                vac:9ab9133333333333333333333333333333333333
                """;

        List<RootScorFile.Line> lines = read(text);

        assertThat(lines).containsExactly(new RootScorFile.Line(FIRST, "/dev/sdC0/fossil", "192.168.0.99"),
                new RootScorFile.Line(SECOND, "", ""));
        assertThat(read(RootScorFile.write(List.of(
                new RootScore(FIRST, Instant.EPOCH, RootScore.Feed.HAND, "/dev/sdC0/fossil", "192.168.0.99"),
                new RootScore(SECOND, Instant.EPOCH, RootScore.Feed.HAND, "", ""))))).isEqualTo(lines);
        for (String wrong : List.of("", "\n", "vac:9ab9", "9fat?", "no score?!", "vac:" + "g".repeat(40))) {
            assertThatThrownBy(() -> read(wrong)).as(wrong).isInstanceOf(CorruptException.class);
        }
    }

    private static List<RootScorFile.Line> read(String text) throws IOException {
        return RootScorFile.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "test");
    }
}
