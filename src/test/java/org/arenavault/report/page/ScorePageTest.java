package org.arenavault.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.ReaderException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.arenavault.io.Disks;
import org.arenavault.io.ManualClock;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.LedgerEvent;
import org.arenavault.sets.LockedSet;
import org.arenavault.sets.RootScore;
import org.arenavault.sets.ScoreLog;
import org.arenavault.sets.SetConfig;
import org.arenavault.sets.SetName;
import org.arenavault.sets.SetState;
import org.arenavault.sets.Vault;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page with root scores: complete, and its codes read by another's reader. */
class ScorePageTest {

    private static final String SCORE = "9ab9122c8dc3f6883edf5253cb4cefe854f081a7";
    private static final int QUIET_ZONE = 4;

    @TempDir
    private Path folder;
    private ScorePage page;

    @BeforeEach
    void record() throws IOException {
        Vault vault = new Vault(folder, Disks.REAL, new ManualClock());
        SetName name = new SetName("home");
        BackupSet set = vault.create(name, SetConfig.of(name, new UUID(1, 2), new UUID(3, 4),
                new SetConfig.Source("/venti.conf", List.of(), "", false),
                new SetConfig.MediumChoice("bd-r", SetConfig.Spare.NONE, 0, "")));
        try (LockedSet locked = set.lock()) {
            locked.ledger().append(new LedgerEvent.Begun(1, new UUID(5, 6), "bd-r", 12_219_392, ""));
            locked.ledger().append(new LedgerEvent.Moved(1, "box <7> & 8"));
        }
        try (ScoreLog.Writer log = vault.scores().write()) {
            log.add(Score.parse(SCORE), RootScore.Feed.FOSSIL, "/dev/fossil", "venti");
        }
        SetState state = set.read();
        page = ScorePage.of(vault.scores(), 3, List.of(state),
                score -> List.of("set home: wholly on verified discs: home-001"),
                Instant.parse("2026-11-22T05:40:00Z"));
    }

    @Test
    void theTextNamesScoreSetAndDiscs() {
        assertThat(page.text()).contains("9ab9 122c 8dc3 f688 3edf 5253 cb4c efe8 54f0 81a7",
                "recorded 2026-01-02 03:04",
                "from fossil /dev/fossil", "stored on venti", "home-001", "box <7> & 8", "printed 2026-11-22 05:40 UTC",
                "never checked");
    }

    @Test
    void foreignTextIsNoMarkup() {
        assertThat(page.html()).contains("box &lt;7&gt; &amp; 8").doesNotContain("<7>");
    }

    @Test
    void theDrawnCodeReads() throws ReaderException {
        Matcher drawing = Pattern.compile("viewBox=\"0 0 (\\d+) \\d+\".*? d=\"([^\"]*)\"").matcher(page.html());
        assertThat(drawing.find()).isTrue();
        BitMatrix modules = new BitMatrix(Integer.parseInt(drawing.group(1)) - 2 * QUIET_ZONE);
        Matcher module = Pattern.compile("M(\\d+),(\\d+)h1v1h-1z").matcher(drawing.group(2));
        while (module.find()) {
            modules.set(Integer.parseInt(module.group(1)) - QUIET_ZONE, Integer.parseInt(module.group(2)) - QUIET_ZONE);
        }

        assertThat(new Decoder().decode(modules).getText()).isEqualTo("vac:" + SCORE);
    }

    @Test
    void theCodeInHalfBlocksReads() throws ReaderException {
        List<String> rows = page.text().lines()
                .filter(line -> line.matches("[ \u2580\u2584\u2588]*[\u2580\u2584\u2588]")).toList();
        int left = rows.get(0).length() - rows.get(0).stripLeading().length();
        int size = rows.get(0).length() - left;
        BitMatrix modules = new BitMatrix(size);
        for (int y = 0; y < size; y++) {
            String row = rows.get(y / 2);
            for (int x = 0; x < size && left + x < row.length(); x++) {
                char drawn = row.charAt(left + x);
                if (drawn == '\u2588' || drawn == (y % 2 == 0 ? '\u2580' : '\u2584')) {
                    modules.set(x, y);
                }
            }
        }

        assertThat(new Decoder().decode(modules).getText()).isEqualTo("vac:" + SCORE);
    }
}
