package org.arenavault.sets;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.arenavault.media.ArenaRecord;
import org.arenavault.media.FlatJson;
import org.arenavault.media.TrackContent;
import org.arenavault.venti.format.Score;

/** Random lines for a ledger, many of which it refuses; and what its state says. */
final class RandomLines {

    private static final List<DiscMark> MARKS = List.of(DiscMark.values());
    private static final List<Score> SCORES = List.of(Score.ZERO, Score.NONE);

    private final Random random;

    RandomLines(Random random) {
        this.random = random;
    }

    /** Lines as they come when discs are mistaken for each other: about few discs and tracks, in any order. */
    LedgerEvent event() {
        int disc = random.nextInt(3);
        int track = 1 + random.nextInt(3);
        ArenaRecord arena = new ArenaRecord(random.nextInt(12) == 0 ? "no name" : "arena" + random.nextInt(3),
                1 << 20, 8192, text(), 794_624, Score.ZERO, false);
        long number = random.nextInt(20) == 0 ? -1 : random.nextInt(2) * 544L;
        TrackContent made = new TrackContent(random.nextBoolean() ? "increment" : "kit", "arena" + random.nextInt(3),
                random.nextInt(9), "0".repeat(random.nextBoolean() ? 40 : 64),
                new FlatJson().put("chain", text()).put("from", 7));
        return switch (random.nextInt(23)) {
            case 0 -> new LedgerEvent.Begun(disc, new UUID(5, random.nextLong()), "bd-r", number, text());
            case 1, 2 -> new TrackEvent.Intent(disc, track, number, 544, arena, text());
            case 3 -> new TrackEvent.Found(disc, track, 0, number, arena, random.nextBoolean(), "disc");
            case 4 -> new TrackEvent.Written(disc, track);
            case 5 -> new TrackEvent.Closed(disc, track, 0, number);
            case 6 -> new TrackEvent.Verified(disc, track, text(),
                    new ReadEffort(random.nextInt(3) - 1, 1, random.nextInt(2), random.nextInt(3)));
            case 7 -> new TrackEvent.Bad(disc, track, "drive", text(), random.nextBoolean() ? "" : "0+65536");
            case 8 -> new TrackEvent.Dead(disc, track, 0, number, text());
            case 9 -> new LedgerEvent.Full(disc, text());
            case 10 -> new LedgerEvent.Marked(disc, MARKS.get(random.nextInt(MARKS.size())));
            case 11 -> new LedgerEvent.Moved(disc, text());
            case 12 -> new LedgerEvent.Sized(disc, number);
            case 13 -> new LedgerEvent.Scored(new RootScore(SCORES.get(random.nextInt(SCORES.size())), Instant.EPOCH,
                    RootScore.Feed.HAND, text(), ""));
            case 14 -> new LedgerEvent.Rebuilt(random.nextInt(5), random.nextBoolean());
            case 15 -> new LedgerEvent.Chosen(random.nextInt(8) == 0 ? Map.of()
                    : Map.of("verify.every", 1 + random.nextInt(999) + "d", "medium.spare", "none"));
            case 19 -> new TrackEvent.Intent(disc, track, number, 544, made, "");
            case 20 -> new TrackEvent.Found(disc, track, 0, number, made, random.nextBoolean(), "disc");
            case 21 -> new FormatEvent.Format(random.nextInt(3));
            case 16 -> new LedgerEvent.Configured();
            case 18 -> new LedgerEvent.Drilled("all", 3, 4, random.nextInt(5), 6, text(), "");
            case 17 -> new TrackEvent.Sampled(disc, track, "drive", random.nextInt(9), random.nextInt(3));
            default -> new LedgerEvent.Withheld();
        };
    }

    /** Nothing, a few signs of any kind, or so many that lines cross pages, and some are too long for a ledger. */
    private String text() {
        return switch (random.nextInt(8)) {
            case 0 -> "x".repeat(random.nextInt(6000));
            case 1 -> "y".repeat(random.nextInt(10) == 0 ? 70_000 : random.nextInt(200));
            case 2 -> String.valueOf((char) random.nextInt(0x10000));
            case 3 -> "gelb\n\t\"\\\u0000 \ud83d\udcbf";
            default -> "";
        };
    }

    /** Everything that a state says. */
    static List<String> said(SetState state) {
        List<String> said = new ArrayList<>(List.of("%s %d %d %d %s".formatted(state.header(),
                state.lastSequence(), state.lines(), state.lastDisc(), state.missing())));
        for (DiscRecord disc : state.discs()) {
            said.add("%s %s %d %s %s %s %s %s %s".formatted(disc.identity(), disc.medium(), disc.capacity(),
                    disc.discId(), disc.begun(), disc.mark(), disc.place(), disc.fullReason(), disc.tracks()));
            said.add("%s %s".formatted(disc.sampled(), disc.readings()));
        }
        for (int i = 0; i < 3; i++) {
            said.add(state.copies("arena" + i).stream().map(copy -> copy.disc().number() + " " + copy.track())
                    .toList().toString());
        }
        state.scores().forEach(score -> said.add(score.toString()));
        said.add(state.choices().toString() + state.lastDrill());
        said.replaceAll(text -> text.replaceAll("xxx+|yyy+", "..."));
        return said;
    }
}
