package org.arenavault.report;

import static org.arenavault.report.Table.Align.LEFT;
import static org.arenavault.report.Table.Align.RIGHT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TableTest {

    private static String printed(Table table) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        table.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    @Test
    void columnsAreAsWideAsTheirWidestCell() {
        assertThat(printed(Table.of(LEFT, RIGHT, LEFT).indented(2).row("track", "blocks", "state").row("1", 544, "bad")
                .row("12", 12219392))).isEqualTo("""
                  track    blocks  state
                  1           544  bad
                  12     12219392
                """);
    }

    @Test
    void whatAWordHoldsIsNoMarkup() {
        assertThat(printed(Table.of(LEFT, LEFT).row("@|red x|@", "%n").row("a\\b", "c")))
                .isEqualTo("@|red x|@  %n\na\\b        c\n");
    }

    /** A name may end in blanks, and is shown with them. */
    @Test
    void onlyWhatFillsAColumnUpIsCutOff() {
        assertThat(Table.of(LEFT, LEFT).atLeast(4, 9).line("a", "name  ")).isEqualTo("a     name  ");
        assertThat(Table.of(LEFT, LEFT).atLeast(4, 9).line("a")).isEqualTo("a");
        assertThat(printed(Table.of(LEFT, LEFT).row("a", "b").below("    whatever").row("cc", "d")))
                .isEqualTo("a   b\n    whatever\ncc  d\n");
    }

    @Test
    void wideSignsAndMarksAreCountedAsATerminalShowsThem() {
        assertThat(printed(Table.of(LEFT, LEFT).row("\u6771\u4eac", "x").row("e\u0301a", "x").row("abcd", "x")))
                .isEqualTo("\u6771\u4eac  x\ne\u0301a    x\nabcd  x\n");
    }

    @Test
    void aLineAtOnceKeepsToTheColumnsSoFar() {
        Table table = Table.of(LEFT, RIGHT, LEFT).atLeast(4, 3);
        assertThat(table.line("ab", 1, "c")).isEqualTo("ab      1  c");
        assertThat(table.line("abcdef", 1234, "c")).isEqualTo("abcdef  1234  c");
        assertThat(table.line("ab", 1, "c")).isEqualTo("ab         1  c");
    }

    /** Of random tables every cell stands where its column does, and nothing is lost. */
    @Test
    void everyCellIsUnderItsHead() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int[] ends = new int[6];
            Table table = Table.of(RIGHT, RIGHT, RIGHT, RIGHT, RIGHT, RIGHT);
            StringBuilder all = new StringBuilder();
            for (int row = 0; row < 5; row++) {
                Object[] cells = random.ints(6, 1, 9).mapToObj("x"::repeat).toArray();
                table.row(cells);
                for (Object cell : cells) {
                    all.append(cell);
                }
            }
            String text = printed(table);
            assertThat(text.replaceAll("\\s", "")).as("seed %d", seed).isEqualTo(all.toString());
            for (String line : text.split("\n")) {
                int column = 0;
                for (int i = 0; i < line.length(); i++) {
                    if (line.charAt(i) == 'x' && (i + 1 == line.length() || line.charAt(i + 1) == ' ')) {
                        assertThat(ends[column] == 0 || ends[column] == i).as("seed %d", seed).isTrue();
                        ends[column++] = i;
                    }
                }
            }
        }
    }
}
