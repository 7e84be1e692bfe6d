package org.arenavault.manual;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A recording as a drawing that moves, without a script. Where nothing may move, and on paper, one sees the end. */
final class Picture {

    private static final double WIDTH = 8.4;
    private static final int HEIGHT = 19;
    private static final int EDGE = 14;
    private static final long HOLD_MILLIS = 6000;
    /** It plays so often, and then stands still. */
    private static final int TIMES = 3;
    private static final Pattern TEXT = Pattern.compile("<text [^>]*?(class=\"last\")?>([^<]*)</text>");

    private Picture() {
    }

    /** Draws it. */
    static String svg(String title, Recording recording) {
        double width = Recording.COLUMNS * WIDTH + 2 * EDGE;
        int height = recording.rows() * HEIGHT + 2 * EDGE;
        long all = recording.millis() + HOLD_MILLIS;
        StringBuilder style = new StringBuilder();
        StringBuilder text = new StringBuilder();
        int number = 0;
        for (Recording.Line line : recording.lines()) {
            String name = "l" + number++;
            boolean stays = line.to() < 0;
            style.append("#%s{animation-name:%s}@keyframes %s{0%%{visibility:hidden}%s{visibility:visible}".formatted(
                    name, name, name, share(line.from(), all)));
            style.append(stays ? "}\n" : "%s{visibility:hidden}}\n".formatted(share(line.to(), all)));
            text.append(String.format(Locale.ROOT,
                    "<text id=\"%s\" x=\"%d\" y=\"%d\" textLength=\"%.1f\"%s>%s</text>%n",
                    name, EDGE, EDGE + line.row() * HEIGHT + 14, line.text().length() * WIDTH,
                    stays ? " class=\"last\"" : "", Html.text(line.text())));
        }
        return String.format(Locale.ROOT, """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %d" width="%.0f" height="%d" role="img"
                xml:space="preserve">
                <title>%s</title>
                <style>
                text{font:14px "DejaVu Sans Mono",Menlo,Consolas,monospace;fill:#e8e8e8;white-space:pre;
                visibility:hidden;
                animation:%.1fs step-end %d}
                .last{visibility:visible}
                %s@media (prefers-reduced-motion:reduce){text{animation:none!important}}
                @media print{text{animation:none!important}}
                </style>
                <rect width="100%%" height="100%%" rx="6" fill="#1b1b1b"/>
                %s</svg>
                """, width, height, width, height, Html.text(title), all / 1000.0, TIMES, style, text);
    }

    private static String share(long millis, long all) {
        return String.format(Locale.ROOT, "%.2f%%", 100.0 * millis / all);
    }

    /**
     * The lines in a drawing.
     *
     * @param last those that stand there in the end; else the others
     */
    static List<String> lines(String svg, boolean last) {
        List<String> lines = new ArrayList<>();
        Matcher matcher = TEXT.matcher(svg);
        while (matcher.find()) {
            if (last == (matcher.group(1) != null)) {
                lines.add(matcher.group(2).replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"")
                        .replace("&amp;", "&"));
            }
        }
        return lines;
    }
}
