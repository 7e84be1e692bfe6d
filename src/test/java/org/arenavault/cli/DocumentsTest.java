package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What the documents and the help say to type can be typed. */
class DocumentsTest {

    /**
     * A line of its own, after a prompt or not, or text between back quotes; a wide gap begins a remark, a pipe
     * another program. So is a line of a crontab, one of a unit, and one that is typed as another user.
     */
    private static final Pattern TYPED = Pattern.compile(
            "(?m)(?:^ +(?:\\$ |(?:[0-9*]+ +){5}|ExecStart=|sudo -u [a-z]+ )?|`)"
            + "((?:(?:/[a-z/]+/)?arenavault(?! label\\b| catalog 1| copy manifest| fossil undo 1| parity 1)"
            + "|(?:\\./)?scripts/[a-z-]+)"
            + "(?: [^`\n]*?)?)(?=  | [|>] |`|$)");

    private static final Pattern WORD = Pattern.compile("\"[^\"]*\"|'[^']*'|[^ ]+");

    static Stream<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            return Stream.concat(Stream.of(Path.of("README.md")),
                    docs.filter(path -> path.toString().endsWith(".md")).sorted().toList().stream());
        }
    }

    private static List<String> typed(String text) {
        List<String> lines = new ArrayList<>();
        Matcher matcher = TYPED.matcher(text.replaceAll("\\\\\n +", ""));
        while (matcher.find()) {
            lines.add(matcher.group(1).strip());
        }
        return lines;
    }

    private static List<String> text(String line) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(line);
        while (matcher.find()) {
            words.add(matcher.group().replaceAll("[\"']", ""));
        }
        return words;
    }

    private static void requireParsed(String line, String where) throws IOException {
        List<String> words = text(line);
        String program = words.get(0);
        if (program.equals("arenavault") || program.endsWith("/arenavault")) {
            String[] arguments = words.subList(1, words.size()).toArray(String[]::new);
            CommandLine commandLine = ManPages.commandLine();
            assertThatCode(() -> commandLine.parseArgs(arguments)).as("%s: %s", where, line)
                    .doesNotThrowAnyException();
        } else {
            assertThat(Path.of(program)).as("%s: %s", where, line).isExecutable();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyCommandLineIsOne(Path document) throws IOException {
        for (String line : typed(Files.readString(document))) {
            requireParsed(line, document.toString());
        }
    }

    /** What a unit of the package starts is a command; variables hold what a site adds. */
    @Test
    void everyUnitOfThePackageStartsACommand() throws IOException {
        Pattern start = Pattern.compile("(?m)^ExecStart=/usr/bin/(arenavault .*)$");
        List<Path> units;
        try (Stream<Path> files = Files.list(Path.of("src/main/package/systemd"))) {
            units = files.filter(path -> path.toString().endsWith(".service")).sorted().toList();
        }
        assertThat(units).hasSize(3);
        for (Path unit : units) {
            Matcher matcher = start.matcher(Files.readString(unit));
            assertThat(matcher.find()).as(unit.toString()).isTrue();
            String line = matcher.group(1).replaceAll(" \\$[A-Z_]+", "").replaceAll("\\$\\{[A-Z_]+}|%i", "x");
            assertThat(line).as(unit.toString()).doesNotContain("$", "%");
            requireParsed(line, unit.toString());
            // any of these shuts the recorder's node, ProtectClock= because it implies DeviceAllow=
            assertThat(Files.readString(unit)).as(unit.toString())
                    .doesNotContainPattern("(?m)^(PrivateDevices|ProtectClock|DeviceAllow|DevicePolicy)=");
            assertThat(unit.resolveSibling(unit.getFileName().toString().replace(".service", ".timer")))
                    .isRegularFile();
        }
    }

    /** Every library that the jar takes in is named with its license. */
    @Test
    void thirdPartyNoticesNameEveryDependency() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String own = pom.substring(pom.indexOf("</dependencyManagement>"), pom.indexOf("<build>"));
        String notices = Files.readString(Path.of("docs/third-party.md"));
        Matcher dependency = Pattern.compile("(?s)<dependency>(.*?)</dependency>").matcher(own);
        int shipped = 0;
        while (dependency.find()) {
            if (!dependency.group(1).contains("<scope>test</scope>")) {
                Matcher group = Pattern.compile("<groupId>([^<]+)</groupId>").matcher(dependency.group(1));
                assertThat(group.find()).isTrue();
                assertThat(group.group(1)).satisfies(id -> assertThat(notices).contains(
                        id.startsWith("com.fasterxml.jackson") ? "com.fasterxml.jackson" : id));
                shipped++;
            }
        }
        assertThat(shipped).isGreaterThan(5);
    }

    /** Whoever reads our files in twenty years has that document alone. */
    @Test
    void everyFieldThatIsWrittenIsInTheFormats() throws IOException {
        String formats = Files.readString(Path.of("docs/formats.md"));
        Pattern field = Pattern.compile("\\.put(?:Array|Object)?\\(\"([A-Za-z_]+)\"");
        List<String> missing = new ArrayList<>();
        int fields = 0;
        for (String floor : List.of("sets", "media", "mirror", "copy", "restore", "history", "io", "backup")) {
            try (Stream<Path> sources = Files.walk(Path.of("src/main/java/org/arenavault").resolve(floor))) {
                for (Path source : sources.filter(path -> path.toString().endsWith(".java")).toList()) {
                    Matcher matcher = field.matcher(Files.readString(source));
                    while (matcher.find()) {
                        fields++;
                        String name = matcher.group(1);
                        if (!formats.contains("`" + name + "`") && !formats.contains("\"" + name + "\":")) {
                            missing.add(source.getFileName() + ": " + name);
                        }
                    }
                }
            }
        }
        assertThat(fields).isGreaterThan(100);
        assertThat(missing).isEmpty();
    }

    @Test
    void theDocumentsHoldCommandLines() throws IOException {
        assertThat(typed(Files.readString(Path.of("README.md")))).hasSizeGreaterThan(10)
                .contains("arenavault backup home", "scripts/quickstart");
        assertThat(typed(Files.readString(Path.of("docs/recovery.md")))).hasSizeGreaterThan(3);
    }

    @Test
    void everyExampleOfTheHelpIsACommandLine() throws IOException {
        List<CommandLine> commands = new ArrayList<>(List.of(ManPages.commandLine()));
        for (int i = 0; i < commands.size(); i++) {
            CommandLine command = commands.get(i);
            commands.addAll(command.getSubcommands().values());
            String name = command.getCommandSpec().qualifiedName();
            boolean leaf = command.getSubcommands().isEmpty();
            List<String> examples = typed(String.join("\n", command.getCommandSpec().usageMessage().footer()));
            boolean ours = !List.of("help", "generate-completion").contains(command.getCommandName());
            if (leaf && ours && !command.getCommandSpec().usageMessage().hidden()) {
                assertThat(examples).as("examples of " + name).isNotEmpty()
                        .anyMatch(example -> example.startsWith(name));
            }
            for (String example : examples) {
                requireParsed(example, "help of " + name);
            }
        }
    }

    @Test
    void everyCommandHasAManualPage(@TempDir Path folder) throws IOException {
        ManPages.main(new String[] {folder.toString()});
        for (String page : List.of("arenavault", "arenavault-backup", "arenavault-set-rebuild")) {
            assertThat(Files.readString(folder.resolve(page + ".adoc"))).contains("== Synopsis");
        }
        assertThat(Files.readString(folder.resolve("arenavault_completion"))).contains("--dry-run");
        assertThat(Files.readString(folder.resolve("arenavault-backup.adoc")))
                .contains("== Examples", "arenavault backup home");
    }
}
