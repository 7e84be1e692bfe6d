package org.arenavault.manual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.arenavault.cli.PseudoTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The pictures of the tour show what the program prints today. */
@Timeout(300)
class PicturesTest {

    @TempDir
    private Path folder;

    /** What differs from run to run left out: numbers, sums, the serial numbers of drives, and where a line breaks. */
    private static String shape(List<String> lines) {
        return String.join("", lines).replaceAll("\\s", "").replaceAll("EMU[0-9A-F]{8}", "EMU")
                .replaceAll("[0-9a-f]{40}", "SUM").replaceAll("[0-9][0-9.:,]*", "0").replaceAll("0[KMG]?i?B", "0B");
    }

    @Test
    void theyAreWhatTheProgramPrintsToday() throws Exception {
        assumeTrue(PseudoTerminal.isPossible(), PseudoTerminal.TOOL + " of util-linux is missing: no pseudo-terminal");
        Map<String, Recording> today = Session.all(folder, "max");
        assertThat(today).hasSize(3);
        for (Map.Entry<String, Recording> each : today.entrySet()) {
            String svg = Files.readString(Path.of("docs/pictures", each.getKey() + ".svg"));
            assertThat(shape(Picture.lines(svg, true)))
                    .as("docs/pictures/%s.svg; 'scripts/site --pictures' takes it anew", each.getKey())
                    .isEqualTo(shape(each.getValue().last()));
        }
    }

    @Test
    void theyShowProgressAndAreSmall() throws Exception {
        String svg = Files.readString(Path.of("docs/pictures/burn.svg"));
        assertThat(Picture.lines(svg, false)).anyMatch(line -> line.contains("home: 5 tracks in all ["))
                .anyMatch(line -> line.matches("verifying home-001 track [1-6] \\(arena.*"));
        for (String name : List.of("burn", "damage", "restore")) {
            Path picture = Path.of("docs/pictures", name + ".svg");
            assertThat(Files.size(picture)).isLessThan(40_000);
            assertThat(Files.readString(picture)).contains("prefers-reduced-motion", "white-space:pre")
                    .doesNotContain("<script", "href", "url(");
        }
    }

    @Test
    void aScreenDoesWhatATerminalDoes() {
        Screen screen = new Screen(8);
        screen.show("one\r\ntwo\r\u001b[1A\u001b[Jthree\r\n12345678\u0007" + "90\r\u001b[Kx\n");
        assertThat(screen.lines()).containsExactly("three", "12345678", "x", "");
    }
}
