package org.arenavault.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.arenavault.io.CorruptException;
import org.arenavault.io.ForgetfulDisks;
import org.arenavault.io.ManualClock;
import org.arenavault.io.OwnFileException;
import org.arenavault.io.RefusedException;
import org.arenavault.media.FlatJson;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random histories: a ledger takes what its reader takes, and nothing else; and keeps what it said it has. */
class LedgerHistoryTest {

    private static final LedgerHeader HEADER = new LedgerHeader(new UUID(1, 2), new UUID(3, 4), new SetName("home"));
    private static final Path PATH = Path.of("ledger.jsonl");
    private static final int EVENTS = 80;

    private final ForgetfulDisks disks = new ForgetfulDisks();
    private final ManualClock clock = new ManualClock();
    private Random random = new Random();

    private void begin(long seed) {
        random = new Random(seed);
        LedgerChain chain = new LedgerChain();
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        lines.writeBytes(chain.next(1, stamp().putAll(HEADER.encode())));
        lines.writeBytes(chain.next(2, stamp().putAll(new FormatEvent.Format(2).encode())));
        disks.put(PATH, lines.toByteArray());
    }

    private FlatJson stamp() {
        return new FlatJson().put("time", clock.now().truncatedTo(ChronoUnit.MILLIS));
    }

    private LedgerEvent event() {
        return new RandomLines(random).event();
    }

    private SetState read() throws IOException {
        return Ledger.read(PATH, disks);
    }

    /** What its reader makes of the ledger with this line behind its last one, whoever wrote it. */
    private boolean readerTakes(LedgerEvent event) throws IOException {
        byte[] now = disks.shown(PATH);
        ChainedLines lines = new ChainedLines(disks.openToRead(PATH), "", Remedy.COPY);
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
                List<String> saidBefore = RandomLines.said(ledger.state());
                boolean accepted;
                try {
                    ledger.append(event);
                    accepted = true;
                    taken++;
                } catch (RefusedException e) {
                    accepted = false;
                    refused++;
                    assertThat(disks.shown(PATH)).as(context).isEqualTo(before);
                    assertThat(RandomLines.said(ledger.state())).as(context).isEqualTo(saidBefore);
                }
                assertThat(!accepted || readable).as("%s: appended what its reader refuses: %s", context, event)
                        .isTrue();
                assertThat(accepted || !readable || isTooLongOrNoText(event)).as("%s: refused %s", context, event)
                        .isTrue();
                assertThat(RandomLines.said(read())).as(context).isEqualTo(RandomLines.said(ledger.state()));
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
        List<String> promised = RandomLines.said(read());
        for (int run = 0; run < 40; run++) {
            String context = "seed %d, run %d".formatted(seed, run);
            long at = random.nextInt(14);
            boolean once = random.nextBoolean();
            disks.fail(step -> step == at || (step > at && !once) ? "Input/output error" : "");
            try (Ledger ledger = Ledger.open(PATH, disks, clock)) {
                // the line whose fate nobody knew counts from here on, or never
                promised = RandomLines.said(ledger.state());
                promised = append(ledger, promised, context);
            } catch (OwnFileException e) {
                assertThat(e).as(context).hasMessageContaining("ledger.jsonl").hasMessageContaining("Input/output");
            }
            if (random.nextInt(3) == 0) {
                disks.lose();
                assertThat(RandomLines.said(read())).as(context + ", after a power cut").isEqualTo(promised);
            }
        }
    }

    private List<String> append(Ledger ledger, List<String> before, String context) throws IOException {
        List<String> promised = before;
        for (int i = 0; i < 6; i++) {
            try {
                ledger.append(event());
                promised = RandomLines.said(ledger.state());
            } catch (RefusedException e) {
                assertThat(RandomLines.said(ledger.state())).as(context).isEqualTo(promised);
            } catch (OwnFileException e) {
                byte[] left = disks.shown(PATH);
                disks.fail(step -> "");
                assertThatThrownBy(() -> ledger.append(new LedgerEvent.Withheld())).as(context)
                        .isInstanceOf(OwnFileException.class).hasMessageContaining("takes nothing more");
                assertThat(disks.shown(PATH)).as(context).isEqualTo(left);
                assertThat(RandomLines.said(ledger.state())).as(context).isEqualTo(promised);
                return promised;
            }
        }
        return promised;
    }
}
