package org.arenavault.drivers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.io.CorruptException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Descriptions of robots: those that come with the program, and bad ones. */
class RobotDescriptionTest {

    private static final Path SHIPPED = Path.of("media-drivers/changers");

    private static final String SOUND = """
            name = "mine"
            title = "Mine"
            confidence = "HIGH"
            source = "built it"
            [reply]
            length = 1
            ok = ["X"]
            [op.load]
            tray = "open"
            step = [{ send = "I", timeout = 1000 }]
            [op.accept]
            tray = "open"
            step = [{ send = "A", timeout = 1000 }]
            """;

    @TempDir
    private Path folder;

    private List<String> problems(String toml) throws IOException {
        Files.createDirectories(folder.resolve("changers"));
        Files.writeString(folder.resolve("changers/mine.toml"), toml);
        return RobotDescription.problems(new Descriptions(folder), "mine");
    }

    @Test
    void everyDescriptionThatComesWithTheProgramIsSoundAndSaysHowFarItIsToBeBelieved() throws IOException {
        Descriptions shipped = new Descriptions(folder.resolve("none"));
        try (var files = Files.list(SHIPPED)) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".toml")).map(name -> name.replace(".toml", "")).sorted().toList();
            assertThat(RobotDescription.names(shipped)).containsExactlyElementsOf(names)
                    .contains("single-letter", "rimage");
        }
        for (String name : RobotDescription.names(shipped)) {
            assertThat(RobotDescription.problems(shipped, name)).as(name).isEmpty();
            assertThat(RobotDescription.read(shipped, name).about().confidence()).isNotEqualTo(
                    DriveDescription.Confidence.HIGH);
        }
    }

    @Test
    void theUsersOwnTakesThePlaceOfTheProgramsOne() throws IOException {
        Files.createDirectories(folder.resolve("changers"));
        Files.writeString(folder.resolve("changers/rimage.toml"), SOUND.replace("mine", "rimage"));
        assertThat(RobotDescription.read(new Descriptions(folder), "rimage").about().title()).isEqualTo("Mine");
    }

    @Test
    void aSoundOneHasNoProblems() throws IOException {
        assertThat(problems(SOUND)).isEmpty();
    }

    @Test
    void theExampleInTheDocumentIsAsItSays() throws IOException {
        String document = Files.readString(Path.of("docs/changers.md"));
        String example = document.substring(document.indexOf("    name = \"mine\""), document.indexOf("Steps are"));
        assertThat(problems(example.replaceAll("(?m)^    ", "")))
                .containsExactlyInAnyOrder("op.accept: is missing: a robot that cannot do that is of no use",
                        "op.load: calls 'status', which is not described");
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnceWithItsKey() throws IOException {
        List<String> problems = problems(SOUND.replace("HIGH", "sure").replace("timeout = 1000", "timeout = 0")
                + "colour = \"red\"\n[line]\nbaud = 1\nstop = \"one\"\n[op.fly]\nstep = []\n");
        assertThat(problems).contains("confidence: one of high, medium, low is expected",
                "op.load.step[1].timeout: a number from 1 to 600000 is expected",
                "op.accept.step[1].timeout: a number from 1 to 600000 is expected",
                "op.accept.colour: no such key is known here",
                "line.baud: a number from 50 to 921600 is expected", "line.stop: a number from 1 to 2 is expected")
                .anyMatch(problem -> problem.startsWith("op.fly: there is no such operation"));
        assertThatThrownBy(() -> RobotDescription.read(new Descriptions(folder), "mine"))
                .isInstanceOf(CorruptException.class).hasMessageStartingWith("changers/mine.toml: confidence: ")
                .hasMessageContaining("'arenavault changer check mine' tells");
    }

    @Test
    void whatIsNoTomlIsSaidWithItsPlace() throws IOException {
        Files.createDirectories(folder.resolve("changers"));
        Files.writeString(folder.resolve("changers/mine.toml"), "name = \"mine\"\nbaud = = 3\n");
        assertThatThrownBy(() -> RobotDescription.read(new Descriptions(folder), "mine"))
                .isInstanceOf(CorruptException.class).hasMessageContaining("mine.toml:2: ");
    }

    @Test
    void aRobotThatReachesIntoAClosedTrayIsRefused() throws IOException {
        assertThat(problems(SOUND.replaceFirst("tray = \"open\"\n", "")))
                .singleElement().asString().startsWith("op.load: the arm reaches into the tray");
        assertThat(problems(SOUND.replace("step = [{ send = \"I\", timeout = 1000 }]",
                "step = [{ tray = \"closed\" }, { send = \"I\", timeout = 1000 }]")))
                .singleElement().asString().startsWith("op.load: the arm reaches into the tray");
        assertThat(problems(SOUND.replaceFirst("tray = \"open\"\n", "").replace("step = [{ send = \"I\",",
                "step = [{ send = \"grab\", timeout = 1 }, { tray = \"open\" }, { send = \"put{drive}\",")))
                .as("what names no drive may come before").isEmpty();
    }

    @Test
    void operationsThatCallEachOtherWithoutEndAreRefused() throws IOException {
        assertThat(problems(SOUND + "onerror = \"call status\"\n[op.status]\nstep = [{ call = \"reset\" }]\n"
                + "[op.reset]\nstep = [{ call = \"status\" }]\n"))
                .anyMatch(problem -> problem.contains("calls itself without end"));
        assertThat(problems(SOUND + "onerror = \"call status\"\n"))
                .anyMatch(problem -> problem.contains("calls 'status', which is not described"));
    }

    @Test
    void aRobotOfSeveralDrivesHasToBeToldWhichOne() throws IOException {
        assertThat(problems(SOUND + "[geometry]\ndrives = 2\n"))
                .contains("op.load: there are 2 drives, and no command says {drive}");
    }

    @Test
    void expressionsThatCouldTakeForEverAreRefused() {
        for (String hostile : List.of("(a+)+$", "(a|a)*", "(a{1,99}){1,99}", "a{1000}", "(.)\\1", "(?=a)a",
                "a".repeat(201), "[a&&[^b]]", "(|)(|)(|)(|)(|)(|)(|)(|)(|)", "(a?)?(b?)?(c?)?(d?)?(e|)(f|)(g|)(h|)(i|)",
                "\\k<x>", "(", "[a", "*")) {
            List<String> problems = new ArrayList<>();
            ReplyPattern.parse(hostile, problems);
            assertThat(problems).as(hostile).isNotEmpty().allMatch(problem -> problem.lines().count() == 1);
        }
    }

    @Test
    void expressionsThatAreSlowAllTheSameEndByThemselves() {
        List<String> problems = new ArrayList<>();
        ReplyPattern slow = ReplyPattern.parse(".*".repeat(60) + "b", problems);
        ReplyPattern forks = ReplyPattern.parse("(|a)(|a)(|a)(|a)(|a)(|a)(|a)(|a)".concat("a?".repeat(60)) + "b",
                problems);
        assertThat(problems).isEmpty();
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            assertThat(slow.fits("a".repeat(1024))).isFalse();
            assertThat(forks.fits("a".repeat(1024))).isFalse();
            assertThat(forks.fits("")).isFalse();
        });
    }

    @Test
    void anExpressionIsForTheWholeAnswer() {
        ReplyPattern pattern = ReplyPattern.parse("1[4-6]|22", new ArrayList<>());
        assertThat(pattern.fits("15")).isTrue();
        assertThat(pattern.fits("22")).isTrue();
        assertThat(pattern.fits("222")).isFalse();
        assertThat(ReplyPattern.parse(".*f11.*", new ArrayList<>()).fits("\u001bf11\r\n")).isTrue();
    }

    @Test
    void whatIsMadeUpForAnExpressionFitsIt() {
        for (String text : List.of("X", "00", "1[4-6]|22", ".*f11.*", "[0-9]{2}", "a+b?c*", "\\x1Bf(?:10|11)\\.",
                "[^a]", "\\d\\D\\w\\W\\s\\S", "(a|b)?c", "e1[0-9]{3,7}", "\\r\\n", "[\\]x]y", "[(]", "[.|]x",
                "[^^]\\[", "[\\x41-C]")) {
            List<String> problems = new ArrayList<>();
            ReplyPattern pattern = ReplyPattern.parse(text, problems);
            assertThat(problems).as(text).isEmpty();
            assertThat(pattern.fits(pattern.sample())).as("'%s' for '%s'", pattern.sample(), text).isTrue();
        }
    }

    @Test
    void anExpressionThatJavaReadsOtherwiseIsRefused() {
        for (String text : List.of("\\c[", "\\c[(a+)+]", "[]]", "[^]x]", "\\x{41}", "\\x4", "\\p{L}", "\\Qa", "\\1",
                "\\u0041", "\\", "(")) {
            List<String> problems = new ArrayList<>();
            ReplyPattern pattern = ReplyPattern.parse(text, problems);
            assertThat(problems).as(text).isNotEmpty();
            assertThat(pattern.fits(pattern.sample())).as(text).isFalse();
        }
    }

    @Test
    void aCommandHasPlacesForDriveAndBin() {
        assertThat(fill("f124{drive:%d+1}1", 0, 0)).isEqualTo("f12411");
        assertThat(fill("C{bin:%02d}D{drive:%02d+1}\n", 2, 5)).isEqualTo("C05D03\n");
        assertThat(fill("{drive:%c+116}", 3, 0)).isEqualTo("w");
        assertThat(fill("{bin:%x}{bin:%2X}", 0, 12)).isEqualTo("c C");
        for (String wrong : List.of("", "{slot}", "{drive:%s}", "{bin:%999999999d}", "{", "\u20AC", "x".repeat(201))) {
            List<String> problems = new ArrayList<>();
            CommandTemplate.parse(wrong, problems);
            assertThat(problems).as(wrong).hasSize(1);
        }
    }

    private static String fill(String template, int drive, int bin) {
        List<String> problems = new ArrayList<>();
        String filled = new String(CommandTemplate.parse(template, problems).fill(drive, bin), ISO_8859_1);
        assertThat(problems).isEmpty();
        return filled;
    }
}
