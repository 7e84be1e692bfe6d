package org.arenavault.report.page;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A small diagram: lines over a common axis, with the least and the greatest of both axes written beside them.
 *
 * @param title what it shows, for those who cannot see it as well
 * @param lines what is drawn
 * @param left words at the left end of the lower axis
 * @param right words at its right end
 * @param top what the greatest value is, in words
 */
record Chart(String title, List<Line> lines, String left, String right, String top) {

    /**
     * A line of points.
     *
     * @param name what it is
     * @param points in their order, at least one
     */
    record Line(String name, List<Point> points) {
    }

    /** A point: where on the lower axis, and how high. */
    record Point(double x, double y) {
    }

    private static final double WIDTH = 480;
    private static final double HEIGHT = 120;
    private static final double FOOT = 16;
    private static final double DOT = 2.5;
    /** So many looks of lines the style knows. */
    private static final int LOOKS = 4;

    /** Draws it; nothing where there is no point. */
    void draw(Markup page) {
        List<Point> all = lines.stream().flatMap(line -> line.points().stream()).toList();
        if (all.isEmpty()) {
            return;
        }
        double from = all.stream().mapToDouble(Point::x).min().orElse(0);
        double span = Math.max(all.stream().mapToDouble(Point::x).max().orElse(0) - from, Double.MIN_NORMAL);
        double top = Math.max(all.stream().mapToDouble(Point::y).max().orElse(0), Double.MIN_NORMAL);
        page.open("figure").open("svg", "viewBox", "0 0 %s %s".formatted(WIDTH, HEIGHT + FOOT), "class", "chart",
                "role", "img", "aria-label", title);
        page.empty("line", "x1", 0, "y1", HEIGHT, "x2", WIDTH, "y2", HEIGHT, "class", "axis");
        page.element("text", left, "x", 0, "y", HEIGHT + FOOT - 3);
        page.element("text", right, "x", WIDTH, "y", HEIGHT + FOOT - 3, "text-anchor", "end");
        page.element("text", this.top, "x", 0, "y", 10);
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            List<Point> scaled = line.points().stream().map(point -> new Point((point.x() - from) / span * WIDTH,
                    HEIGHT - point.y() / top * (HEIGHT - FOOT))).toList();
            page.open("g", "class", "line" + i % LOOKS);
            page.element("title", line.name());
            if (scaled.size() == 1) {
                page.empty("circle", "cx", scaled.get(0).x(), "cy", scaled.get(0).y(), "r", DOT);
            } else {
                page.empty("polyline", "points", scaled.stream().map(point -> Markup.value(point.x())
                        + "," + Markup.value(point.y())).collect(Collectors.joining(" ")));
            }
            page.close();
        }
        page.close().element("figcaption", title).close();
    }
}
