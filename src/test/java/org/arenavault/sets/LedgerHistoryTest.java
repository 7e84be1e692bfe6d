package org.arenavault.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.arenavault.io.CorruptException;
import org.arenavault.io.ForgetfulDisks;
import org.arenavault.io.ManualClock;
import org.arenavault.io.OwnFileException;
import org.arenavault.io.RefusedException;
import org.arenavault.media.ArenaRecord;
import org.arenavault.media.FlatJson;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random histories: a ledger takes what its reader takes, and nothing else; and keeps what it said it has. */
class LedgerHistoryTest {

    private static final List<DiscMark> MARKS = List.of(DiscMark.values());
    private static final LedgerHeader HEADER = new LedgerHeader(new UUID(1, 2), new UUID(3, 4), new SetName("home"));
    private static final Path PATH = Path.of("ledger.jsonl");
    private static final int EVENTS = 80;

    private final ForgetfulDisks disks = new ForgetfulDisks();
    private final ManualClock clock = new ManualClock();
    private Random random = new Random();

    private void begin(long seed) {
        random = new Random(seed);
        disks.put(PATH, new LedgerChain().next(1, new FlatJson()
                .put("time", clock.now().truncatedTo(ChronoUnit.MILLIS)).putAll(HEADER.encode())));
    }

    /** Lines as they come when discs are mistaken for each other: about few discs and tracks, in any order. */
    private LedgerEvent event() {
        int disc = random.nextInt(3);
        int track = 1 + random.nextInt(3);
        ArenaRecord arena = new ArenaRecord(random.nextInt(12) == 0 ? "no name" : "arena" + random.nextInt(3),
                1 << 20, 8192, text(), 794_624, Score.ZERO, false);
        long number = random.nextInt(20) == 0 ? -1 : random.nextInt(2) * 544L;
        return switch (random.nextInt(13)) {
            case 0 -> new LedgerEvent.Begun(disc, new UUID(5, random.nextLong()), "bd-r", number, text());
            case 1, 2 -> new LedgerEvent.Intent(disc, track, number, 544, arena, text());
            case 3 -> new LedgerEvent.Found(disc, track, 0, number, arena, random.nextBoolean(), "disc");
            case 4 -> new LedgerEvent.Written(disc, track);
            case 5 -> new LedgerEvent.Closed(disc, track, 0, number);
            case 6 -> new LedgerEvent.Verified(disc, track, text(), random.nextInt(3) - 1, 1);
            case 7 -> new LedgerEvent.Bad(disc, track, "drive", text());
            case 8 -> new LedgerEvent.Dead(disc, track, 0, number, text());
            case 9 -> new LedgerEvent.Full(disc, text());
            case 10 -> new LedgerEvent.Marked(disc, MARKS.get(random.nextInt(MARKS.size())));
            case 11 -> new LedgerEvent.Moved(disc, text());
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

    private SetState read() throws IOException {
        return Ledger.read(PATH, disks);
    }

    /** Everything that a state says. */
    private static List<String> said(SetState state) {
        List<String> said = new ArrayList<>(List.of("%s %d %d".formatted(state.header(), state.lastSequence(),
                state.lines())));
        for (DiscRecord disc : state.discs()) {
            said.add("%s %s %d %s %s %s %s %s %s".formatted(disc.identity(), disc.medium(), disc.capacity(),
                    disc.physical(), disc.begun(), disc.mark(), disc.place(), disc.full(), disc.tracks()));
        }
        for (int i = 0; i < 3; i++) {
            said.add(state.copies("arena" + i).stream().map(copy -> copy.disc().number() + " " + copy.track())
                    .toList().toString());
        }
        state.scores().forEach(score -> said.add(score.toString()));
        said.replaceAll(text -> text.replaceAll("xxx+|yyy+", "..."));
        return said;
    }

    /** What its reader makes of the ledger with this line behind its last one, whoever wrote it. */
    private boolean readerTakes(LedgerEvent event) throws IOException {
        byte[] now = disks.shown(PATH);
        ChainedLines lines = new ChainedLines(disks.openToRead(PATH), "");
        lines.forEach(fields -> { });
        byte[] line = lines.chain().next(lines.chain().last() + 1, new FlatJson()
                .put("time", clock.now().truncatedTo(ChronoUnit.MILLIS)).putAll(event.encode()));
        ByteArrayOutputStream longer = new ByteArrayOutputStream();
        longer.write(now);
        longer.write(line);
        ForgetfulDisks trial = new ForgetfulDisks();
        trial.put(PATH, longer.toByteArray());
        try {
            Ledger.read(PATH, trial);
            return true;
        } catch (CorruptException e) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 7})
    void aLedgerTakesWhatItsReaderTakesAndNothingElse(long seed) throws IOException {
        begin(seed);
        int taken = 0;
        int refused = 0;
        try (Ledger ledger = Ledger.open(PATH, disks, clock)) {
            for (int i = 0; i < EVENTS; i++) {
                LedgerEvent event = event();
                String context = "seed %d, event %d".formatted(seed, i);
                boolean readable = readerTakes(event);
                byte[] before = disks.shown(PATH);
                List<String> saidBefore = said(ledger.state());
                boolean accepted;
                try {
                    ledger.append(event);
                    accepted = true;
                    taken++;
                } catch (RefusedException e) {
                    accepted = false;
                    refused++;
                    assertThat(disks.shown(PATH)).as(context).isEqualTo(before);
                    assertThat(said(ledger.state())).as(context).isEqualTo(saidBefore);
                }
                assertThat(!accepted || readable).as("%s: appended what its reader refuses: %s", context, event)
                        .isTrue();
                assertThat(accepted || !readable || isTooLongOrNoText(event)).as("%s: refused %s", context, event)
                        .isTrue();
                assertThat(said(read())).as(context).isEqualTo(said(ledger.state()));
            }
        }
        assertThat(taken).isGreaterThan(EVENTS / 10);
        assertThat(refused).isGreaterThan(EVENTS / 10);
    }

    /** What reads otherwise than it was said is refused, though some reader might take it. */
    private static boolean isTooLongOrNoText(LedgerEvent event) {
        String line = event.encode().format();
        return line.length() > 60_000 || !StandardCharsets.UTF_8.newEncoder().canEncode(line);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22})
    void whatALedgerTookOutlivesWritesAndForcesThatFailAndPowerCuts(long seed) throws IOException {
        begin(seed);
        List<String> promised = said(read());
        for (int run = 0; run < 40; run++) {
            String context = "seed %d, run %d".formatted(seed, run);
            long at = random.nextInt(14);
            boolean once = random.nextBoolean();
            disks.fail(step -> step == at || (step > at && !once) ? "Input/output error" : "");
            try (Ledger ledger = Ledger.open(PATH, disks, clock)) {
                // the line whose fate nobody knew counts from here on, or never
                promised = said(ledger.state());
                promised = append(ledger, promised, context);
            } catch (OwnFileException e) {
                assertThat(e).as(context).hasMessageContaining("ledger.jsonl").hasMessageContaining("Input/output");
            }
            if (random.nextInt(3) == 0) {
                disks.lose();
                assertThat(said(read())).as(context + ", after a power cut").isEqualTo(promised);
            }
        }
    }

    private List<String> append(Ledger ledger, List<String> before, String context) throws IOException {
        List<String> promised = before;
        for (int i = 0; i < 6; i++) {
            try {
                ledger.append(event());
                promised = said(ledger.state());
            } catch (RefusedException e) {
                assertThat(said(ledger.state())).as(context).isEqualTo(promised);
            } catch (OwnFileException e) {
                byte[] left = disks.shown(PATH);
                disks.fail(step -> "");
                assertThatThrownBy(() -> ledger.append(new LedgerEvent.Withheld())).as(context)
                        .isInstanceOf(OwnFileException.class).hasMessageContaining("takes nothing more");
                assertThat(disks.shown(PATH)).as(context).isEqualTo(left);
                assertThat(said(ledger.state())).as(context).isEqualTo(promised);
                return promised;
            }
        }
        return promised;
    }
}
