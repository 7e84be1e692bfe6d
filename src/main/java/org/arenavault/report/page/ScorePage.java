package org.arenavault.report.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.arenavault.io.Count;
import org.arenavault.io.Plain;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.RootScore;
import org.arenavault.sets.ScoreCheck;
import org.arenavault.sets.ScoreLog;
import org.arenavault.sets.SetState;
import org.arenavault.venti.format.Score;

/**
 * A page to put beside the discs: root scores, what they open, and how. It is made to be read in twenty years by
 * somebody who has never seen the program.
 */
public final class ScorePage {

    private final ScoreLog log;
    private final List<RootScore> scores;
    private final List<SetState> sets;
    private final Instant printed;

    private final Coverage coverage;

    /** Says of a root how much of it each set has on discs that were read back, a line each. */
    @FunctionalInterface
    public interface Coverage {

        /** Nobody looked. */
        Coverage UNKNOWN = score -> List.of();

        /** The lines. */
        List<String> of(Score score);
    }

    private ScorePage(ScoreLog log, List<RootScore> scores, List<SetState> sets, Coverage coverage, Instant printed) {
        this.coverage = coverage;
        this.log = log;
        this.scores = scores;
        this.sets = sets;
        this.printed = printed;
    }

    /**
     * The page of the newest {@code count} scores, with the discs of these sets.
     *
     * @param coverage where the trees are
     * @param printed now
     */
    public static ScorePage of(ScoreLog log, int count, List<SetState> sets, Coverage coverage, Instant printed) {
        return new ScorePage(log, log.newest(count), sets, coverage, printed);
    }

    /** Plain text; the QR codes are drawn in half blocks. */
    public String text() {
        StringBuilder page = new StringBuilder();
        page.append("ROOT SCORES OF A VENTI, printed %s%n%n".formatted(PageTime.minute(printed)));
        howTo().forEach(line -> page.append(line).append('\n'));
        for (RootScore root : scores) {
            page.append("%n%s%n".formatted(grouped(root)));
            facts(root).forEach(fact -> page.append("    ").append(Plain.line(fact)).append('\n'));
            page.append('\n').append(code(root).halfBlocks());
        }
        for (SetState set : sets) {
            page.append("%nSet %s, %s%n".formatted(set.name(), set.header().set()));
            set.discs().forEach(disc -> page.append("    ").append(Plain.line(line(disc))).append('\n'));
        }
        return page.toString();
    }

    /** HTML that a browser prints; the QR codes are drawings inside of it. */
    public String html() {
        StringBuilder page = new StringBuilder();
        page.append("""
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><title>Root scores</title>
                <style>body{font-family:sans-serif;margin:2em}code{font-size:120%}
                section{break-inside:avoid;margin:1em 0}svg{width:45mm;height:45mm}</style></head><body>
                """);
        page.append("<h1>Root scores of a venti</h1>\n<p>Printed %s.</p>\n<p>%s</p>\n".formatted(
                PageTime.minute(printed), howTo().stream().map(Markup::escaped).collect(Collectors.joining("<br>\n"))));
        for (RootScore root : scores) {
            page.append("<section>\n<p><code>%s</code><br>\n%s</p>\n%s</section>\n".formatted(
                    Markup.escaped(grouped(root)),
                    facts(root).stream().map(Markup::escaped).collect(Collectors.joining("<br>\n")),
                    code(root).svg()));
        }
        for (SetState set : sets) {
            page.append("<section>\n<h2>Set %s</h2>\n<p>%s</p>\n<ul>\n".formatted(
                    Markup.escaped(set.name().text()), set.header().set()));
            set.discs().forEach(disc -> page.append("<li>%s</li>\n".formatted(Markup.escaped(line(disc)))));
            page.append("</ul>\n</section>\n");
        }
        return page.append("</body></html>\n").toString();
    }

    private static List<String> howTo() {
        return List.of("Whoever holds this page and the discs, or reaches the venti, can read everything.",
                "A score names a tree of blocks. With a venti that has the blocks (Plan 9 or plan9port):",
                "    echo vac:SCORE > root.vac; unvac -h HOST root.vac        the score without blanks",
                "From the discs: 'arenavault restore -d DEVICE --conf VENTI.CONF --format', or each track is a venti",
                "arena as rdarena writes it.",
                "A QR code holds the same text as the line above it, without the blanks.");
    }

    private List<String> facts(RootScore root) {
        List<String> facts = new ArrayList<>();
        facts.add("recorded %s, from %s%s".formatted(PageTime.minute(root.recorded()), root.feed(),
                root.source().isEmpty() ? "" : " " + root.source()));
        if (!root.venti().isEmpty()) {
            facts.add("stored on " + root.venti());
        }
        facts.add(log.lastWhole(root.score()).map(ScorePage::checkText).orElse("its tree was never checked"));
        facts.addAll(coverage.of(root.score()));
        return facts;
    }

    private static String checkText(ScoreCheck check) {
        return "its tree was whole on %s at %s: %s, %s".formatted(check.venti(), PageTime.minute(check.time()),
                Count.grouped(check.blocks(), "block", "blocks"),
                check.deep() ? "every one read" : "structure read, data looked for");
    }

    /** The score in groups of four, which people type with fewer mistakes. */
    private static String grouped(RootScore root) {
        return "vac: " + root.score().toString().replaceAll("(.{4})(?=.)", "$1 ");
    }

    private static String line(DiscRecord disc) {
        return "%s  %s  %s%s%s".formatted(disc.identity().label(), disc.medium(),
                Count.of(disc.arenas().count(), "arena"),
                disc.mark().counts() ? "" : "  " + disc.mark(), disc.place().isEmpty() ? "" : "  at: " + disc.place());
    }

    private static QrDrawing code(RootScore root) {
        return QrDrawing.of("vac:" + root.score());
    }
}
