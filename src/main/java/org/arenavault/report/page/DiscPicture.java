package org.arenavault.report.page;

import java.time.Instant;
import org.arenavault.io.Bytes;
import org.arenavault.io.Count;
import org.arenavault.media.TrackContent;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.Interval;
import org.arenavault.sets.TrackRecord;
import org.arenavault.sets.TrackState;

/** A disc as a bar: its tracks in their places, each in the colour of how it stands, and what is free. */
final class DiscPicture {

    private static final double WIDTH = 1000;
    private static final double HEIGHT = 34;
    /** Less than this is not seen. */
    private static final double NARROW = 1;
    private static final double PERCENT = 100;

    private final Interval every;
    private final Instant now;

    /**
     * Pictures by one rule.
     *
     * @param every how long a reading may be ago
     */
    DiscPicture(Interval every, Instant now) {
        this.every = every;
        this.now = now;
    }

    /** Draws a disc. */
    void draw(Markup page, DiscRecord disc) {
        long blocks = Math.max(Math.max(disc.capacity(), disc.end()), 1);
        page.open("svg", "viewBox", "0 0 %s %s".formatted(WIDTH, HEIGHT), "class", "disc", "role", "img",
                "preserveAspectRatio", "none", "aria-label", words(disc, blocks));
        page.empty("rect", "width", WIDTH, "height", HEIGHT, "class", "free");
        for (TrackRecord track : disc.tracks()) {
            double x = WIDTH * track.lba() / blocks;
            double width = Math.max(NARROW, WIDTH * track.blocks() / blocks - NARROW / 2);
            page.open("rect", "x", x, "width", width, "height", HEIGHT, "class",
                    look(track) + " " + kind(track));
            page.element("title", "%d %s, %s, %s".formatted(track.number(), track.content().id().text(),
                    Bytes.text(track.content().size()), standing(track))).close();
        }
        page.close();
    }

    private static String words(DiscRecord disc, long blocks) {
        double free = disc.capacity() == 0 ? 0 : PERCENT * Math.max(0, blocks - disc.end()) / blocks;
        long bad = disc.tracks().stream().filter(track -> track.state() == TrackState.BAD).count();
        return "%s: %s, %d of them damaged, %.0f %% free".formatted(disc.identity().label(),
                Count.of(disc.tracks().size(), "track"), bad, free);
    }

    private String look(TrackRecord track) {
        return switch (track.state()) {
            case VERIFIED -> every.isOver(track.checkedAt(), now) ? "due" : "verified";
            case BAD -> "bad";
            case CLOSED -> "closed";
            case INTENT, WRITTEN, DEAD -> "dead";
        };
    }

    private static String kind(TrackRecord track) {
        return track.content().made().map(TrackContent::kind).map(kind -> switch (kind) {
            case TrackContent.INCREMENT, TrackContent.KIT, TrackContent.PARITY -> kind;
            default -> "other";
        }).orElse("arena");
    }

    private static String standing(TrackRecord track) {
        return switch (track.state()) {
            case VERIFIED -> "verified " + PageTime.day(track.checkedAt());
            case BAD -> "DAMAGED, read " + PageTime.day(track.checkedAt());
            case CLOSED -> "never read back";
            case INTENT, WRITTEN -> "interrupted";
            case DEAD -> "given up";
        } + (track.remark().isEmpty() ? "" : ": " + track.remark());
    }


    /** What the colours say. */
    static void legend(Markup page) {
        page.open("ul", "class", "legend");
        entry(page, "verified arena", "verified", "arena");
        entry(page, "verified, due to be read again", "due", "arena");
        entry(page, "never read back", "closed", "arena");
        entry(page, "damaged", "bad", "arena");
        entry(page, "given up", "dead", "arena");
        entry(page, "increment", "verified", TrackContent.INCREMENT);
        entry(page, "kit", "verified", TrackContent.KIT);
        entry(page, "parity", "verified", TrackContent.PARITY);
        entry(page, "free", "free", "");
        page.close();
    }

    private static void entry(Markup page, String words, String look, String kind) {
        page.open("li").open("svg", "viewBox", "0 0 16 16", "aria-hidden", "true").empty("rect", "width", 16, "height",
                16, "class", (look + " " + kind).strip()).close().text(words).close();
    }
}
