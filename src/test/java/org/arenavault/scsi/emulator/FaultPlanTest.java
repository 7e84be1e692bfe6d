package org.arenavault.scsi.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.arenavault.io.CorruptException;
import org.arenavault.io.UsageException;
import org.arenavault.scsi.Cdb;
import org.arenavault.scsi.emulator.FaultRule.Facts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammar of fault plans. */
class FaultPlanTest {

    @TempDir
    private Path temp;

    @ParameterizedTest
    @ValueSource(strings = {"op=2A sense 3/0C/00", "op=2a nth=3 sense B/4E/00 x 5 info=12 deferred",
        "op=5B/1 timeout", "op=* at=500ms stuck 08 for 2m", "lba=5 readbad 1..2", "lba=1..9 op=28 readbad 7 soft 3",
        "every=4 status busy", "p=.25 seed=9 ua 3F", "p=1 ua 28", "after=3g writebad 5..6",
        "track=3 corrupt 1..2 xor=0f",
        "op=35 timeout later", "op=35 error executed", "op=2A vanish", "op=2A vanish for 1h", "op=2A powerloss",
        "op=2A powerloss keep 3 damage dead", "op=2A powerloss keep 3 clusters damage writable vanish for 5s",
        "op=2A powerloss reset", "op=12 short 7", "op=12 residual lie", "op=52 nwa +32", "op=52 nwa 0 x 3",
        "op=52 nwa -150", "op=51 tracks 1", "op=00 ua 5A", "op=00 swap 003", "op=00 swap 003 silent",
        "op=00 quirk earlygood", "op=00 quirk no4a off", "op=00 quirk nobuf", "op=00 quirk blankread=11 on",
        "op=00 wear spare=0", "# a comment", "", "   "})
    void linesThatMeanSomething(String line) {
        assertThatCode(() -> FaultPlan.parse("faults", line)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sense 3/0C/00", "op=2A", "op=2A explode", "op=1FF sense 3/0C/00", "op=5B/9 timeout",
        "op=2A sense 3/0C", "op=2A sense 3/0C/00 twice", "op=2A sense 3/0C/00 x", "op=2A sense 3/0C/00 x many",
        "lba=9..1 timeout", "lba=a timeout", "op=2A readbad", "op=2A readbad 1..2 soft", "op=2A corrupt 1..2",
        "op=2A corrupt 1..2 xor=100", "op=2A status fine", "op=35 error later", "op=2A vanish for ever",
        "op=2A stuck 07 for 1s", "op=2A stuck 08 for 1", "op=2A powerloss damage some", "op=2A residual", "op=2A nwa",
        "op=2A nwa +x", "op=2A ua 30", "op=2A swap", "op=2A quirk nothing", "op=2A wear 5", "p=2 timeout",
        "after=5t timeout", "nth=-1 timeout", "at=5 timeout", "op=2A timeout executed later",
        "after=999999999999999g ua 28", "op=00 \u0007bell"})
    void linesThatMeanNothingAreNamed(String line) {
        assertThatThrownBy(() -> FaultPlan.parse("faults", "# first\n" + line)).isInstanceOf(UsageException.class)
                .hasMessageStartingWith("faults:2: ").hasMessageNotContaining("\n").hasMessageNotContaining("\u0007");
    }

    @Test
    void severalLinesMayStrikeTheSameCommand() throws UsageException {
        FaultPlan plan = FaultPlan.parse("faults", "op=00 ua 28\nop=12 ua 29\nop=* nth=2 timeout\n");
        Facts tur = new Facts(Cdb.testUnitReady(), -1, 0, 0, 0, 0);
        assertThat(plan.strike(tur)).containsExactly(new FaultAction.Attention(0x28, 0));
        assertThat(plan.strike(tur)).containsExactly(new FaultAction.Timeout(FaultAction.Fate.LOST));
        assertThat(plan.strike(tur)).isEmpty();
    }

    @Test
    void thereMayBeNoPlan() throws Exception {
        assertThat(FaultPlan.read(temp.resolve("faults")).isEmpty()).isTrue();
        Files.writeString(temp.resolve("faults"), "op=00 timeout\n");
        assertThat(FaultPlan.read(temp.resolve("faults")).isEmpty()).isFalse();
        Files.write(temp.resolve("faults"), new byte[(1 << 20) + 1]);
        assertThatThrownBy(() -> FaultPlan.read(temp.resolve("faults"))).isInstanceOf(CorruptException.class);
    }

    @Test
    void anyTextIsAPlanOrIsRefused() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String[] words = {"op=2A", "lba=1..2", "nth=1", "p=0.5", "sense", "3/0C/00", "x", "2", "readbad", "1..2",
            "soft", "vanish", "for", "1s", "powerloss", "keep", "damage", "dead", "nwa", "+1", "quirk", "ff", "on", "=",
            "..", "-1"};
        for (int i = 0; i < 20_000; i++) {
            StringBuilder line = new StringBuilder();
            for (int n = random.nextInt(8); n >= 0; n--) {
                line.append(words[random.nextInt(words.length)]).append(' ');
            }
            try {
                FaultPlan.parse("faults", line.toString());
            } catch (UsageException e) {
                assertThat(e).as("seed %d", seed).hasMessageContaining("faults:1");
            }
        }
    }
}
