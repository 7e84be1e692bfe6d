package org.arenavault.sets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.arenavault.io.Disks;
import org.arenavault.io.ManualClock;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.RefusedException;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A log of scores takes what it can read, and nothing else. */
class ScoreLogHistoryTest {

    private static final List<RootScore.Feed> FEEDS = List.of(RootScore.Feed.values());
    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private Random random = new Random();

    private String text() {
        char[] some = new char[random.nextInt(4) == 0 ? random.nextInt(600) : random.nextInt(4)];
        for (int i = 0; i < some.length; i++) {
            some[i] = (char) random.nextInt(random.nextInt(300) == 0 ? 0x10000 : 0x7E);
        }
        return new String(some);
    }

    private static List<String> said(ScoreLog log) {
        return log.scores().stream().map(RootScore::toString).toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whateverItTookIsReadAgain(long seed) throws IOException {
        random = new Random(seed);
        for (int i = 0; i < 40; i++) {
            String context = "seed %d, line %d".formatted(seed, i);
            ScoreLog log = ScoreLog.read(folder, Disks.REAL, new ManualClock());
            List<String> before = said(log);
            byte[] digits = new byte[Score.SIZE];
            random.nextBytes(digits);
            boolean taken = true;
            try (ScoreLog.Writer writer = log.write()) {
                writer.add(Score.of(digits), FEEDS.get(random.nextInt(FEEDS.size())), text(), text());
            } catch (RefusedException e) {
                taken = false;
            }
            ScoreLog again = ScoreLog.read(folder, Disks.REAL, new ManualClock());
            assertThat(said(again)).as(context).isEqualTo(said(log));
            assertThat(said(again)).as(context).hasSize(before.size() + (taken ? 1 : 0));
        }
    }
}
