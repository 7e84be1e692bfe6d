package org.arenavault.report.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.drivers.MediumDescription.Recording;
import org.arenavault.io.Bytes;
import org.arenavault.io.Count;
import org.arenavault.io.Plain;
import org.arenavault.media.Medium;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.RootScore;
import org.arenavault.sets.SetState;
import org.arenavault.sets.TrackRecord;

/**
 * What goes into a disc's case: 120 by 120 mm that say which disc it is, what is on it and how it is read without the
 * program, and a spine of 7 mm at the left. Root scores open everything, so that they stand on it only if asked for.
 */
public final class DiscInsert {

    /** The page and its spine, millimetres. */
    private static final double SIDE = 120;
    private static final double SPINE = 7;
    private static final double MARGIN = 4;
    private static final double LINE = 3.6;
    private static final double QR_SIDE = 27;
    private static final double HEADING = 8;
    private static final double HEADING_WIDTH = 130;
    private static final int COLUMNS = 3;
    private static final double ROW = 3.2;
    private static final int NAME_CHARACTERS = 24;
    private static final int PLACE_CHARACTERS = 50;
    private static final int LABEL_SET_CHARACTERS = 24;

    private final SetState state;
    private final DiscRecord disc;
    private final Recording recording;
    private final Instant printed;

    private DiscInsert(SetState state, DiscRecord disc, Recording recording, Instant printed) {
        this.state = state;
        this.disc = disc;
        this.recording = recording;
        this.printed = printed;
    }

    /**
     * The insert of a disc.
     *
     * @param state its set
     * @param recording how its medium is recorded
     * @param printed now
     */
    public static DiscInsert of(SetState state, DiscRecord disc, Recording recording, Instant printed) {
        return new DiscInsert(state, disc, recording, printed);
    }

    /** Several inserts, each on a page of its own, for a browser to print. */
    public static String html(List<DiscInsert> inserts, List<RootScore> scores) {
        Markup page = new Markup();
        page.raw("<!DOCTYPE html>\n").open("html", "lang", "en").open("head").empty("meta", "charset", "utf-8");
        page.element("title", inserts.size() == 1 ? "Insert of " + inserts.get(0).disc.identity().label()
                : Count.of(inserts.size(), "insert"));
        page.open("style").raw("""
                body{margin:0;background:#fff;color:#000}
                section{break-after:page;break-inside:avoid;padding:10mm}
                section:last-child{break-after:auto}
                @page{margin:0}
                """).close().close().open("body").open("main");
        for (DiscInsert insert : inserts) {
            page.open("section").raw(insert.svg(scores)).close();
        }
        return page.close().close().close().toString();
    }

    /** One drawing, millimetres to the unit. */
    public String svg(List<RootScore> scores) {
        Markup svg = new Markup();
        svg.open("svg", "xmlns", "http://www.w3.org/2000/svg", "viewBox", "0 0 %s %s".formatted(SPINE + SIDE, SIDE),
                "width", SPINE + SIDE + "mm", "height", SIDE + "mm", "font-family", "sans-serif",
                "font-size", 2.6);
        svg.element("title", "Insert of disc " + disc.identity().label());
        svg.empty("rect", "x", 0.1, "y", 0.1, "width", SPINE + SIDE - 0.2, "height", SIDE - 0.2, "fill", "none",
                "stroke", "#888", "stroke-width", 0.2);
        svg.empty("line", "x1", SPINE, "y1", 0.0, "x2", SPINE, "y2", SIDE, "stroke", "#888", "stroke-width", 0.2,
                "stroke-dasharray", "1 1");
        spine(svg);
        double y = head(svg);
        y = lines(svg, y + LINE, facts());
        List<String> below = new ArrayList<>(reading());
        scores.forEach(root -> below.add("vac:" + root.score()));
        double foot = SIDE - MARGIN - LINE * (below.size() - 1);
        contents(svg, y + LINE, foot - LINE);
        lines(svg, foot, below);
        code(svg);
        return svg.close().toString();
    }

    private void spine(Markup svg) {
        svg.element("text", "%s \u00b7 set %s \u00b7 %s".formatted(disc.identity().label(), cut(state.name().text(),
                NAME_CHARACTERS), PageTime.day(disc.begun())), "transform", "translate(%s %s) rotate(-90)".formatted(
                SPINE - 2.3, SIDE - MARGIN), "font-size", 3.6, "font-weight", "bold");
    }

    private double head(Markup svg) {
        String label = disc.identity().label();
        text(svg, SPINE + MARGIN, 11, label, "font-size", Math.min(HEADING, HEADING_WIDTH / label.length()),
                "font-weight", "bold");
        text(svg, SPINE + MARGIN, 16.5, "Disc %d of set %s, a Venti on discs".formatted(disc.number(),
                cut(state.name().text(), NAME_CHARACTERS)), "font-size", 3.4);
        return 18;
    }

    private List<String> facts() {
        List<String> facts = new ArrayList<>();
        facts.add("begun %s, %s%s".formatted(PageTime.day(disc.begun()), disc.medium(),
                disc.fullReason().isEmpty() ? "" : ", takes no more"));
        List<Instant> ends = disc.holding().map(track -> track.announcement().time()).toList();
        if (!ends.isEmpty()) {
            facts.add("recorded last on %s".formatted(PageTime.day(ends.get(ends.size() - 1))));
        }
        facts.add("printed %s, at line %d of the ledger".formatted(PageTime.day(printed), state.lastSequence()));
        facts.add("disc  %s".formatted(disc.uuid()));
        facts.add("set  %s".formatted(state.header().set()));
        facts.add("store  %s".formatted(state.header().store()));
        facts.add("kept at: %s".formatted(disc.place().isEmpty() ? "______________________________"
                : cut(disc.place(), PLACE_CHARACTERS)));
        if (!disc.mark().counts()) {
            facts.add("MARKED %s: it does not count any more".formatted(disc.mark()));
        }
        return facts;
    }

    /** Names of what is on it, in columns; what does not fit is counted. */
    private void contents(Markup svg, double y, double bottom) {
        List<TrackRecord> held = disc.holding().toList();
        long bytes = held.stream().mapToLong(track -> track.content().size()).sum();
        text(svg, SPINE + MARGIN, y, held.isEmpty() ? "Nothing is on it yet." : "On it: %s, %s".formatted(
                Count.of(held.size(), "track"), Bytes.text(bytes)), "font-weight", "bold");
        List<String> names = new ArrayList<>(held.stream().map(track -> "%d %s".formatted(track.number(),
                cut(track.content().name(), NAME_CHARACTERS))).toList());
        int room = COLUMNS * (int) ((bottom - y) / ROW);
        if (names.size() > room) {
            int more = names.size() - room + 1;
            names.subList(room - 1, names.size()).clear();
            names.add("and %d more".formatted(more));
        }
        int rows = (names.size() + COLUMNS - 1) / COLUMNS;
        for (int i = 0; i < names.size(); i++) {
            int column = i / rows;
            text(svg, SPINE + MARGIN + column * ((SIDE - MARGIN) / COLUMNS), y + ROW * (1 + i % rows),
                    names.get(i), "font-size", 2.2, "font-family", "monospace");
        }
    }

    /** Enough for somebody who has the disc alone. */
    private List<String> reading() {
        List<String> lines = new ArrayList<>();
        lines.add("To read it without the program: each arena is as Plan 9's rdarena writes it.");
        if (recording == Recording.DISK) {
            lines.add("A track is a file, or a run of bytes; a label behind it says what it is.");
        } else {
            disc.arenas().findFirst().ifPresent(copy -> lines.add(
                    "Track %d: dd if=/dev/sr0 of=arena.img bs=2048 skip=%d count=%d".formatted(copy.track().number(),
                            copy.track().lba(), (copy.arena().size() + Medium.BLOCK - 1) / Medium.BLOCK)));
        }
        lines.add("Then, into a running venti: venti/wrarena -h HOST arena.img");
        lines.add("With the program: arenavault restore -d DEVICE --conf VENTI.CONF --format");
        return lines;
    }

    private void code(Markup svg) {
        QrDrawing code = QrDrawing.of(codeText());
        double scale = QR_SIDE / code.side();
        svg.open("g", "transform", "translate(%s %s) scale(%s)".formatted(SPINE + SIDE - QR_SIDE - 1, 2,
                scale), "role", "img", "aria-label", codeText());
        svg.empty("rect", "width", code.side(), "height", code.side(), "fill", "#fff");
        svg.empty("path", "d", code.path(), "fill", "#000").close();
    }

    /** What the code says: the disc, and how far the ledger had come when this was printed. */
    private String codeText() {
        return "%s %s, line %d of its Arenavault ledger".formatted(disc.identity().label(), disc.uuid(),
                state.lastSequence());
    }

    /** Five short lines for a printer of labels. */
    public String label() {
        long arenas = disc.arenas().count();
        return String.join(System.lineSeparator(), disc.identity().label(),
                "set %s".formatted(cut(state.name().text(), LABEL_SET_CHARACTERS)),
                "%s  %s".formatted(PageTime.day(disc.begun()), Plain.field(disc.medium())),
                Count.of(arenas, "arena") + (disc.place().isEmpty() ? "" : "  " + Plain.field(cut(disc.place(),
                        LABEL_SET_CHARACTERS))),
                disc.uuid().toString(), "");
    }

    private double lines(Markup svg, double from, List<String> texts) {
        double y = from;
        for (String each : texts) {
            text(svg, SPINE + MARGIN, y, each);
            y += LINE;
        }
        return y;
    }

    private static void text(Markup svg, double x, double y, String text, Object... attributes) {
        Object[] all = new Object[attributes.length + 4];
        all[0] = "x";
        all[1] = x;
        all[2] = "y";
        all[3] = y;
        System.arraycopy(attributes, 0, all, 4, attributes.length);
        svg.element("text", text, all);
    }

    private static String cut(String text, int characters) {
        return text.length() <= characters ? text
                : text.substring(0, characters / 2) + "\u2026" + text.substring(text.length() - characters / 2 + 1);
    }

}
