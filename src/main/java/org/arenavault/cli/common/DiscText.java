package org.arenavault.cli.common;

import static org.arenavault.report.Table.Align.LEFT;
import static org.arenavault.report.Table.Align.RIGHT;

import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.arenavault.io.Bytes;
import org.arenavault.io.Count;
import org.arenavault.io.Plain;
import org.arenavault.io.Rate;
import org.arenavault.media.ArenaRecord;
import org.arenavault.media.Medium;
import org.arenavault.media.TrackContent;
import org.arenavault.report.Table;
import org.arenavault.sets.DiscMark;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.DiscTrend;
import org.arenavault.sets.TrackRecord;
import org.arenavault.sets.TrackState;

/** How a disc's record is shown. */
public final class DiscText {

    private DiscText() {
    }

    /** One line of a disc. */
    public static String line(DiscRecord disc) {
        long bytes = disc.arenas().mapToLong(copy -> copy.arena().size()).sum();
        String bad = disc.tracks().stream().filter(track -> track.state() == TrackState.BAD)
                .map(track -> Integer.toString(track.number())).collect(Collectors.joining(", "));
        return "%s  %s  %s, %s, verified throughout: %s%s, %s%s%s".formatted(disc.identity().label(),
                disc.medium(), Count.of(disc.arenas().count(), "arena") + others(disc), Bytes.text(bytes),
                time(disc.verifiedThroughout()), bad.isEmpty() ? "" : " but for track %s (bad)".formatted(bad),
                room(disc), disc.mark() == DiscMark.FOUND ? "" : ", " + disc.mark().toString().toUpperCase(Locale.ROOT),
                disc.place().isEmpty() ? "" : ", kept at: " + disc.place());
    }

    /** What it holds besides arenas. */
    private static String others(DiscRecord disc) {
        long increments = count(disc, TrackContent.INCREMENT);
        return (increments == 0 ? "" : ", " + Count.of(increments, "increment"))
                + (count(disc, TrackContent.KIT) == 0 ? "" : ", a kit")
                + disc.protection().map(parity -> ", parity %s of %s".formatted(parity.place(), disc.protectedDiscs()))
                .orElseGet(() -> count(disc, TrackContent.PARITY) == 0 ? "" : ", parity");
    }

    private static long count(DiscRecord disc, String kind) {
        return disc.holding().filter(track -> track.content().id().kind().equals(kind)).count();
    }

    /** Why nothing more goes on it, or how much does, by the ledger's word. */
    private static String room(DiscRecord disc) {
        if (!disc.fullReason().isEmpty()) {
            return disc.fullReason();
        }
        return disc.capacity() == 0 ? "not full, as far as is known"
                : Bytes.text(Math.max(0, disc.capacity() - disc.end()) * Medium.BLOCK) + " not written";
    }

    /** A disc and its tracks. */
    public static void print(DiscRecord disc, PrintStream out) {
        out.println(line(disc));
        Table table = Table.of(RIGHT, RIGHT, RIGHT, LEFT, LEFT, LEFT, RIGHT, LEFT).indented(2);
        for (TrackRecord track : disc.tracks()) {
            boolean read = track.state() == TrackState.VERIFIED || track.state() == TrackState.BAD;
            table.row("track %d".formatted(track.number()), "at %d,".formatted(track.lba()),
                    "%d blocks:".formatted(track.blocks()), track.state(),
                    read ? "%s in %s".formatted(time(track.checkedAt()), Plain.field(track.drive())) : "",
                    Plain.field(track.content().id().text()) + ",", Bytes.text(track.content().size()) + ",",
                    track.content().sum()
                            + (track.arena().filter(ArenaRecord::computed).isPresent() ? " (computed)" : "")
                            + (track.remark().isEmpty() ? "" : "  [" + Plain.field(track.remark()) + "]"));
        }
        table.print(out);
    }

    /** How it was read from time to time, and what that shows. */
    public static List<String> history(DiscRecord disc) {
        List<String> lines = new ArrayList<>();
        DiscTrend trend = DiscTrend.of(disc);
        for (DiscTrend.Pass pass : trend.passes()) {
            lines.add("  read %s in %s: %s, %d damaged, %s, %s%s".formatted(pass.to(), Plain.field(pass.drive()),
                    Count.of(pass.tracks(), "track"), pass.damaged(), Count.of(pass.recovered(), "retry", "retries"),
                    Count.of(pass.slow(), "slow piece"),
                    pass.slowest() == 0 ? "" : ", the slowest at " + Rate.text(pass.slowest())));
        }
        disc.readings().stream().filter(reading -> !reading.ranges().isEmpty()).forEach(reading -> lines.add(
                "  bad in track %d, %s: bytes %s".formatted(reading.track(), time(reading.time()),
                        Plain.field(reading.ranges()))));
        if (!disc.sampled().equals(Instant.EPOCH)) {
            lines.add("  sampled %s, which verified nothing".formatted(disc.sampled()));
        }
        trend.ageing().ifPresent(words -> lines.add("  AGEING: %s; duplicate it before it is lost".formatted(
                Plain.field(words))));
        return lines;
    }

    private static String time(Instant time) {
        return time.equals(Instant.EPOCH) ? "never" : time.toString();
    }
}
