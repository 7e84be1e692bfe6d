package org.arenavault.changer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.arenavault.drivers.Descriptions;
import org.arenavault.drivers.RobotDescription;
import org.arenavault.drivers.RobotOperation.Name;
import org.arenavault.io.ManualClock;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.OperatorNeededException.Need;
import org.arenavault.io.RefusedException;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.World;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A robot of the single-letter family, answer by answer. */
class RobotTest {

    private static final String[] WELL = {"2", "X", "00"};

    @TempDir
    private Path folder;

    private final ManualClock clock = new ManualClock();
    private final World world = World.unattended(new SilentTerminal()).with(clock);
    private final PretendedTray tray = new PretendedTray();
    private ScriptedRobot line;

    @BeforeEach
    void makeLine() {
        line = new ScriptedRobot(clock);
    }

    private Robot open(RobotDescription description) throws IOException {
        return Robot.open(description, line.again(), folder, world);
    }

    private RobotDescription described(String name) throws IOException {
        return RobotDescription.read(new Descriptions(folder), name);
    }

    /** The shipped description with something else in it. */
    private RobotDescription singleLetter(String... replacements) throws IOException {
        return changed("single-letter", replacements);
    }

    private RobotDescription changed(String name, String... replacements) throws IOException {
        String toml = Files.readString(Path.of("media-drivers/changers").resolve(name + ".toml"));
        for (int i = 0; i < replacements.length; i += 2) {
            assertThat(toml).contains(replacements[i]);
            toml = toml.replace(replacements[i], replacements[i + 1]);
        }
        Files.createDirectories(folder.resolve("changers"));
        Files.writeString(folder.resolve("changers").resolve(name + ".toml"), toml);
        return described(name);
    }

    private static void assertStops(ThrowingCallable work, String words) {
        assertThatThrownBy(work).isInstanceOf(OperatorNeededException.class).hasMessageContaining(words)
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1))
                .extracting(e -> ((OperatorNeededException) e).need()).isEqualTo(Need.BUSY);
    }

    /** Nothing moves it until an operator has looked, in this job and the next. */
    private void assertStopped(Robot robot) throws IOException {
        assertThat(robot.trouble()).isNotEmpty();
        line.sent();
        assertStops(() -> robot.load(0, tray), "it was stopped");
        assertThat(line.sent()).isEmpty();
        robot.close();
        assertThat(line.sent()).containsExactly("closed");
        Robot next = open(singleLetter());
        assertStops(() -> next.load(0, tray), "run 'arenavault changer inventory robot:");
        assertThat(line.sent()).isEmpty();
        line.answers(WELL);
        next.clear();
        line.answers("X");
        tray.lay(false);
        assertThat(next.load(0, tray)).isEqualTo(Robot.Moved.DISC);
        next.close();
    }

    @Test
    void aDiscIsCarriedToTheOpenTrayAndAway() throws IOException {
        try (Robot robot = open(singleLetter())) {
            line.answers(WELL).answers("X");
            assertThat(robot.load(0, tray)).isEqualTo(Robot.Moved.DISC);
            assertThat(line.sent()).containsExactly("V", "C", "S", "I");
            assertThat(tray.isOpen()).isFalse();
            assertThat(robot.hasLaden(0)).isTrue();
            line.answers("X", "X");
            assertThat(robot.unload(Name.REJECT, 0, tray)).isEqualTo("the reject bin of single-letter on line");
            assertThat(line.sent()).containsExactly("G", "R");
            assertThat(robot.hasLaden(0)).isFalse();
        }
    }

    @Test
    void framesNumbersAndTheEndOfAnswersAreAsDescribed() throws IOException {
        try (Robot robot = open(described("rimage"))) {
            line.answers("\u001be1002000\u0004", "\u001be1000000\u0004", "f11\u0004", "e1000000\u0004");
            line.answers("\u001bf11xyz\u0004", "f11\u0004");
            assertThat(robot.load(0, tray)).isEqualTo(Robot.Moved.DISC);
            assertThat(line.sent()).as("busy at first").containsExactly("\u001b!e1C", "\u001b!e1C", "\u001b!f12600C",
                    "\u001b!e1C", "\u001b!f12002C", "\u001b!f12411C");
            line.answers("f11\u0004", "f11\u0004");
            robot.unload(Name.ACCEPT, 0, tray);
            assertThat(line.sent()).containsExactly("\u001b!f12412C", "\u001b!f12011C");
            line.answers("f11\u0004");
        }
        assertThat(line.sent()).containsExactly("\u001b!f12600C", "closed");
    }

    @Test
    void noDiscIsLaidOnAnother() throws IOException {
        try (Robot robot = open(singleLetter())) {
            line.answers(WELL);
            tray.lay(true);
            assertThatThrownBy(() -> robot.load(0, tray)).isInstanceOf(RefusedException.class)
                    .hasMessageContaining("no other is laid on it");
            tray.lay(false);
            line.answers("X");
            robot.load(0, tray);
            line.sent();
            assertThatThrownBy(() -> robot.load(0, tray)).as("although the drive sees none")
                    .isInstanceOf(RefusedException.class);
            assertThat(line.sent()).isEmpty();
        }
        try (Robot next = open(singleLetter())) {
            line.answers(WELL);
            assertThatThrownBy(() -> next.load(0, tray)).isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void anEmptyInputBinIsNoFault() throws IOException {
        try (Robot robot = open(singleLetter())) {
            line.answers(WELL).answers("E", "22");
            assertThat(robot.load(0, tray)).isEqualTo(Robot.Moved.NONE);
            assertThat(tray.isOpen()).isFalse();
            assertThat(robot.trouble()).isEmpty();
            assertThat(robot.hasLaden(0)).isFalse();
        }
    }

    @Test
    void aJamStopsItForAllJobs() throws IOException {
        Robot robot = open(singleLetter());
        line.answers(WELL).answers("E", "18");
        assertStops(() -> robot.load(0, tray), "load: the arm did not get up or down in time (it answered '18')");
        assertThat(tray.isOpen()).as("an arm may be in it").isTrue();
        assertStopped(robot);
    }

    @Test
    void anErrorWithoutAReasonStopsIt() throws IOException {
        Robot robot = open(singleLetter());
        line.answers(WELL).answers("E", "00");
        assertStops(() -> robot.load(0, tray), "it answered 'E', an error, and does not say why");
        assertStopped(robot);
    }

    @Test
    void silenceStopsItAfterTheTimeThatItHas() throws IOException {
        Robot robot = open(singleLetter());
        line.answers(WELL);
        long begun = clock.nanos();
        assertStops(() -> robot.load(0, tray), "load: did not answer in 60 s");
        assertThat(Duration.ofNanos(clock.nanos() - begun)).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(70));
        assertThat(line.sent()).as("it is told to stop").endsWith("I", "\u0003");
        assertStopped(robot);
    }

    @Test
    void garbageStopsIt() throws IOException {
        Robot robot = open(singleLetter());
        line.answers(WELL).answers("\u0000\u00ffx");
        assertStops(() -> robot.load(0, tray), "it answered '\\x00', which its description does not know");
        assertStopped(robot);
    }

    @Test
    void whatCameUnaskedIsNoAnswer() throws IOException {
        try (Robot robot = open(singleLetter())) {
            line.answers("2", "X", "00XXXX", "X");
            assertThat(robot.load(0, tray)).isEqualTo(Robot.Moved.DISC);
            line.answers("E", "21");
            assertStops(() -> robot.unload(Name.ACCEPT, 0, tray), "it finds no disc in the tray");
        }
    }

    @Test
    void aLineThatIsPulledInTheMiddleOfAMovementStopsIt() throws IOException {
        Robot robot = open(singleLetter());
        line.answers(WELL).answers(ScriptedRobot.GONE);
        assertThatThrownBy(() -> robot.load(0, tray)).isInstanceOf(OperatorNeededException.class)
                .extracting(e -> ((OperatorNeededException) e).need()).isEqualTo(Need.GONE);
        assertStopped(robot);
    }

    @Test
    void aMovementThatAKilledJobDidNotSeeTheEndOfStopsAllOthers() throws IOException {
        try (RobotMemory memory = RobotMemory.open(folder, "single-letter@line")) {
            memory.moving("it was interrupted while carrying a disc (load, drive 0)", "2026-01-02");
        }
        try (Robot robot = open(singleLetter())) {
            assertStops(() -> robot.begin(), "interrupted while carrying a disc");
        }
    }

    @Test
    void aNoteThatLacksSomethingStopsARobotAsOneThatCannotBeReadDoes() throws IOException {
        for (String note : List.of("", "null", "[]", "{}", "{\"version\":1,", "{\"version\":1}",
                "{\"version\":1,\"laden\":[]}", "{\"version\":1,\"laden\":[],\"day\":\"\"}",
                "{\"version\":1,\"laden\":[],\"trouble\":\"\"}",
                "{\"version\":1,\"laden\":[null],\"trouble\":\"\",\"day\":\"\"}",
                "{\"version\":2,\"laden\":[],\"trouble\":\"\",\"day\":\"\"}")) {
            Files.writeString(folder.resolve("single-letter_line.json"), note);
            try (Robot robot = open(singleLetter())) {
                assertThat(robot.trouble()).as(note).contains("cannot be read");
            }
        }
    }

    /** What was said stays, also where a step without an answer follows. */
    @Test
    void whatARobotSaysOfItselfIsTold() throws IOException {
        for (String more : new String[] {"", ", { delay = 1 }"}) {
            RobotDescription description = singleLetter("length = 2, expect = \"00\" }]",
                    "length = 2, expect = \"00\" }" + more + "]");
            try (Robot robot = open(description)) {
                line.answers("00");
                assertThat(robot.status()).as(more).isEqualTo("it answered '00'");
            }
        }
    }

    @Test
    void aRobotThatIsNotWellIsNotMoved() throws IOException {
        try (Robot robot = open(singleLetter())) {
            line.answers("2", "X", "14");
            assertStops(() -> robot.load(0, tray), "status: one of its sensors sees a disc");
            assertThat(tray.moves()).isZero();
            assertThat(robot.trouble()).as("it may be well the next time").isEmpty();
        }
    }

    @Test
    void twoJobsDoNotMoveOneRobot() throws IOException {
        try (Robot robot = open(singleLetter())) {
            assertThat(robot.trouble()).isEmpty();
            assertThatThrownBy(() -> open(singleLetter())).isInstanceOf(OperatorNeededException.class)
                    .hasMessageContaining("in use by");
        }
    }

    @Test
    void aLossOnTheWayThereIsSeenByEchoAndAcknowledgement() throws IOException {
        RobotDescription echoing = singleLetter("flow = \"none\"", "flow = \"none\"\necho = true");
        try (Robot robot = open(echoing)) {
            line.answers("V2", "CX", "S00");
            robot.begin();
            line.answers("J");
            assertStops(() -> robot.load(0, tray), "does not send back what it is sent");
        }
        line = new ScriptedRobot(clock);
        try (Robot robot = open(changed("digit-coded", "drives = 4", "drives = 1"))) {
            line.answers("\u0006m0", "\u00060" + "0");
            assertThat(robot.load(0, tray)).isEqualTo(Robot.Moved.DISC);
            line.answers("?");
            assertStops(() -> robot.unload(Name.ACCEPT, 0, tray), "does not acknowledge");
        }
    }

    @Test
    void whoeverTalksWithoutEndIsNotListenedToForEver() throws IOException {
        try (Robot robot = open(described("rimage"))) {
            line.answers("x".repeat(5000));
            assertStops(robot::begin, "answers without end");
        }
    }

    @Test
    void aRobotThatMayMoveSoOftenADayDoes() throws IOException {
        RobotDescription limited = singleLetter("[geometry]", "[limits]\ndaily_moves = 1\n[geometry]");
        try (Robot robot = open(limited)) {
            line.answers(WELL).answers("X");
            robot.load(0, tray);
            assertStops(() -> robot.unload(Name.ACCEPT, 0, tray), "has moved 1 disc today");
            clock.sleep(Duration.ofDays(1));
            line.answers("X");
            robot.unload(Name.ACCEPT, 0, tray);
        }
    }

    @Test
    void theSameIsTriedAgainAsOftenAsDescribed() throws IOException {
        RobotDescription retrying = singleLetter("[[reply.code]]\nmatch = \"23\"",
                "[[reply.code]]\nmatch = \"P\"\nmeans = \"retry\"\ntext = \"none\"\n[[reply.code]]\nmatch = \"23\"",
                "{ send = \"I\", timeout = 60000 }", "{ send = \"I\", timeout = 60000, retry = 2 }");
        try (Robot robot = open(retrying)) {
            line.answers(WELL).answers("P", "P", "X");
            assertThat(robot.load(0, tray)).isEqualTo(Robot.Moved.DISC);
            assertThat(line.sent()).endsWith("I", "I", "I");
        }
    }

    @Test
    void theNextInputBinIsTriedWhereThereAreSeveral() throws IOException {
        RobotDescription several = changed("rimage", "input = 0", "input = [0, 2]", "onempty = \"ask\"",
                "onempty = \"next-bin\"");
        try (Robot robot = open(several)) {
            line.answers("e1000000\u0004", "f11\u0004", "e1000000\u0004", "f10\u0004", "f11\u0004", "f11\u0004");
            assertThat(robot.load(0, tray)).isEqualTo(Robot.Moved.DISC);
            assertThat(line.sent()).contains("\u001b!f12002C", "\u001b!f12022C");
        }
    }
}
