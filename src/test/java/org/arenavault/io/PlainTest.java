package org.arenavault.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Foreign words on a terminal, in every way that text gets there. */
class PlainTest {

    private static final String HOSTILE = "a\u001b[2J\u009b31m\u007f\b\0\r\n\tb\u202e\u2066\u200b\u2028\u2029\u0085"
            + "\ufeff\udb40\udc41\ud800c";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = PlainStream.on(new PrintStream(bytes, true, StandardCharsets.UTF_8));

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static boolean disturbs(int c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT
                || Character.getType(c) == Character.SURROGATE || c == 0x2028 || c == 0x2029;
    }

    @Test
    void noCodePointThatDisturbsATerminalPasses() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            String shown = Plain.line(Character.toString(c));
            assertThat(shown.codePoints().noneMatch(PlainTest::disturbs)).as("U+%04X", c).isTrue();
        }
    }

    @Test
    void wordsOfEveryLanguagePassAsTheyAre() {
        for (String text : List.of("arena 3 is sealed", "Überlänge", "архив", "記憶 \ud83d\udcbf", "e\u0301")) {
            assertThat(Plain.line(text)).isEqualTo(text);
            assertThat(Plain.json(text)).isEqualTo(text);
        }
    }

    @Test
    void anEndlessTextEnds() {
        assertThat(Plain.line("x".repeat(10_000_000)).length()).isLessThan(70_000);
        assertThat(Plain.field("\ud83d\udcbf".repeat(500))).isEqualTo("\ud83d\udcbf".repeat(200) + "...");
    }

    @Test
    void everyWayToPrintIsGated() {
        out.print(HOSTILE);
        out.print(CharBuffer.wrap(HOSTILE));
        out.print(HOSTILE.toCharArray());
        out.print('\u001b');
        out.println(HOSTILE);
        out.println(CharBuffer.wrap(HOSTILE));
        out.println(HOSTILE.toCharArray());
        out.println('\u009b');
        out.append(HOSTILE).append(HOSTILE, 1, 7).append('\b');
        out.printf("%s %10s %c%n", HOSTILE, CharBuffer.wrap(HOSTILE), '\u007f');
        out.printf(java.util.Locale.ROOT, "%s%n", List.of(HOSTILE));
        out.format("%s" + HOSTILE + "%n", HOSTILE);
        assertThat(printed().codePoints().noneMatch(c -> c != '\n' && disturbs(c))).isTrue();
    }

    @Test
    void aForeignWordBeginsNoLineOfItsOwn() {
        out.printf("disc %s%n", "1\nBACKUP IS DONE");
        out.println("disc " + "1\r\nBACKUP IS DONE");
        assertThat(printed().lines()).hasSize(2).allMatch(line -> line.startsWith("disc 1"));
    }

    @Test
    void bytesOfFilesPassAsTheyAre() {
        byte[] content = new byte[4096];
        new Random(7).nextBytes(content);
        out.write(content, 0, content.length);
        out.write(0x9B);
        assertThat(bytes.toByteArray()).startsWith(content).hasSize(4097).endsWith(0x9B);
    }

    @Test
    void jsonMeansTheSameAndDisturbsNothing() throws Exception {
        var mapper = new com.fasterxml.jackson.databind.ObjectMapper();
        String json = Plain.json(mapper.createObjectNode().put("name", HOSTILE.replace("\ud800", "")).toPrettyString());
        assertThat(json.codePoints().noneMatch(c -> c != '\n' && disturbs(c))).isTrue();
        assertThat(mapper.readTree(json).get("name").asText()).isEqualTo(HOSTILE.replace("\ud800", ""));
    }

    @Test
    void theOperatorIsToldPlainLinesWhoeverMadeTheTerminal() throws Exception {
        SilentTerminal terminal = new SilentTerminal();
        World world = World.unattended(terminal);
        world.terminal().print(HOSTILE);
        assertThat(terminal.said()).allMatch(line -> line.codePoints().noneMatch(PlainTest::disturbs));
        assertThat(new World(world.clock(), world.disks(), new AssumeYes(terminal), world.progress(), world.stop(),
                world.uuids()).terminal().confirm(HOSTILE)).isTrue();
        assertThat(terminal.said()).hasSize(2).allMatch(line -> line.codePoints().noneMatch(PlainTest::disturbs));
    }

    @Test
    void theLinesOfProgressMoveNothingButThemselves() {
        ManualClock clock = new ManualClock();
        ProgressLines progress = new ProgressLines(new PrintStream(bytes, true, StandardCharsets.UTF_8), clock,
                () -> 70, StandardCharsets.UTF_8);
        try (Progress.Stage stage = progress.begin("reading \ud83d\udcbf" + HOSTILE, 100)) {
            stage.detail(HOSTILE);
            clock.sleep(java.time.Duration.ofSeconds(5));
            stage.add(10);
        }
        String shown = printed().replaceAll("\r|\u001b\\[[JK]", "");
        assertThat(shown).contains("reading");
        assertThat(shown.codePoints().noneMatch(PlainTest::disturbs)).isTrue();
    }

    @Test
    void errorsQuoteWithoutHarm() {
        assertThat(new CorruptException(HOSTILE).getMessage().codePoints().noneMatch(PlainTest::disturbs)).isTrue();
    }
}
