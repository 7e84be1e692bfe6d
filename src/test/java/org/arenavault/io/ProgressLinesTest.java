package org.arenavault.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Progress on a terminal is a line for each stage, however wide the window is; elsewhere it is a line a minute. */
class ProgressLinesTest {

    private static final long BD = 4_495_500;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ManualClock clock = new ManualClock();
    private int columns = 80;

    private ProgressLines lines(Charset charset) {
        return new ProgressLines(new PrintStream(bytes, true, StandardCharsets.UTF_8), clock, () -> columns, charset);
    }

    /** What the screen shows after all that was printed; a line that is too long goes on in the next row. */
    private List<String> screen() {
        return new Screen(columns).show(bytes.toString(StandardCharsets.UTF_8));
    }

    private void pass(Progress.Stage stage, long seconds, long each) {
        clock.sleep(Duration.ofSeconds(seconds));
        stage.add(each);
    }

    /** Draws all again: of a stage that counts for another one, the other one was drawn before it. */
    private void redraw(Progress.Stage stage) {
        clock.sleep(Duration.ofMillis(200));
        stage.add(0);
    }

    @Test
    void eachStageHasALineWithABarItsRateInTwoMeasuresAndTheTimeLeft() {
        ProgressLines progress = lines(StandardCharsets.UTF_8);
        Progress.Stage whole = progress.begin("home: 12 tracks in all", 24_000_000_000L);
        Progress.Stage track = progress.inMultiplesOf(BD).countedFor(whole).begin("burning home-001 track 3: arena2",
                1_000_000_000L);
        track.detail("buffer 98%");
        whole.detail("next arena3");

        pass(track, 10, 2 * BD * 10);
        redraw(track);

        assertThat(screen()).hasSize(2);
        assertThat(screen().get(0)).startsWith("home: 12 tracks in all [").contains("\u2591]   0%   8.8 MB/s",
                "45:12 left").doesNotContainPattern("\\dx");
        assertThat(screen().get(1)).startsWith("burning home-001 track 3: arena2 ")
                .contains("  8%   8.8 MB/s  2.0x", "1:43 left");

        columns = 120;
        pass(track, 10, 2 * BD * 10);
        redraw(track);
        assertThat(screen().get(1)).endsWith("1:33 left  buffer 98%");
        assertThat(screen().get(0)).endsWith("  next arena3");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 20, 40, 60, 80, 81, 132, 300})
    void noLineIsWiderThanTheWindow(int width) {
        columns = width;
        ProgressLines progress = lines(StandardCharsets.US_ASCII);
        Progress.Stage stage = progress.begin("reading back home-001 track 12: arena \ud83d\udcbf", 100);
        stage.detail("buffer 3%");
        pass(stage, 5, 37);

        assertThat(screen()).singleElement().satisfies(line ->
                assertThat(line.codePointCount(0, line.length())).isLessThan(Math.max(2, width)));
        if (width >= 80) {
            assertThat(screen().get(0)).containsPattern("\\[#+\\.+\\]  37%");
        }
    }

    @Test
    void aWindowThatBecomesNarrowerKeepsNothingOfTheOldLines() {
        columns = 100;
        ProgressLines progress = lines(StandardCharsets.UTF_8);
        Progress.Stage one = progress.begin("burning home-001 track 3: arena2", 1000);
        Progress.Stage two = progress.begin("burning home-002 track 1: arena3", 1000);
        pass(one, 5, 100);
        pass(two, 5, 100);
        String before = bytes.toString(StandardCharsets.UTF_8);
        bytes.reset();

        columns = 50;
        pass(one, 5, 100);

        assertThat(new Screen(columns).show(new Screen(columns).reflowed(before)
                + bytes.toString(StandardCharsets.UTF_8))).hasSize(2).allMatch(line -> line.startsWith("burning"));
        progress.clear();
        assertThat(new Screen(columns).show(new Screen(columns).reflowed(before)
                + bytes.toString(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void whatIsOverIsTakenAwayAndWhatIsShortIsNeverShown() {
        ProgressLines progress = lines(StandardCharsets.UTF_8);
        try (Progress.Stage stage = progress.begin("short", 10)) {
            pass(stage, 1, 5);
        }
        assertThat(bytes.size()).isZero();
        try (Progress.Stage stage = progress.begin("long", 0)) {
            pass(stage, 3, 5_000_000);
            assertThat(screen()).singleElement().asString().startsWith("long").contains("1.7 MB/s")
                    .doesNotContain("[", "%", "left");
        }
        assertThat(screen()).isEmpty();
    }

    @Test
    void whereNothingCanBeRedrawnALongStageHasALineAMinute() {
        SilentTerminal terminal = new SilentTerminal();
        Progress log = new ProgressLog(terminal, clock);
        try (Progress.Stage stage = log.inMultiplesOf(BD).begin("burning home-001 track 3: arena2", 10 * 60 * BD)) {
            for (int i = 0; i < 150; i++) {
                pass(stage, 1, BD);
            }
        }
        assertThat(terminal.said()).containsExactly(
                "burning home-001 track 3: arena2, 10%, 4.5 MB/s (1.0x), 9:00 left",
                "burning home-001 track 3: arena2, 20%, 4.5 MB/s (1.0x), 8:00 left");
    }
}
