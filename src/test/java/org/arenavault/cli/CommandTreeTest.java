package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.arenavault.cli.common.CommandGroup;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.Without;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** The commands that words name are set up alone, and behave as they do among all the others. */
class CommandTreeTest {

    private static final Pattern VAULT = Pattern.compile("vault\\(\\)|[ (]set\\(|settingsFile|recorder\\(|[ (]drive\\("
            + "|ScoreArgument|SetLook|SourceQuestion|HistoryArgument|ResetOptions|BlockOptions|medium\\(|setup\\(");

    static void eachBelow(CommandLine command, Consumer<CommandLine> action) {
        action.accept(command);
        for (CommandLine below : command.getSubcommands().values()) {
            eachBelow(below, action);
        }
    }

    private static List<String> names(CommandLine command) {
        List<String> names = new ArrayList<>();
        eachBelow(command, each -> names.add(each.getCommandSpec().qualifiedName()));
        return names;
    }

    private static CommandLine named(String... words) throws IOException {
        return ManPages.tree().named(List.of(words));
    }

    @Test
    void onlyWhatIsNamedIsSetUp() throws IOException {
        assertThat(names(named("--version"))).containsExactly("arenavault");
        assertThat(names(named("--vault", "/v", "status", "home"))).containsExactly("arenavault", "arenavault status");
        assertThat(names(named("set", "import-plan9", "disc"))).containsExactly("arenavault", "arenavault set",
                "arenavault set import-plan9", "arenavault disc");
    }

    @Test
    void aCommandIsKnownByTheNameThatItsClassGives() throws IOException {
        eachBelow(ManPages.commandLine(), command -> {
            if (command.getCommand() instanceof CommandGroup group) {
                assertThat(group.below()).isNotEmpty().doesNotHaveDuplicates();
                for (CommandGroup.Below below : group.below()) {
                    Command annotation = below.type().getAnnotation(Command.class);
                    assertThat(annotation.name()).isEqualTo(below.name());
                    assertThat(annotation.aliases()).as("another name of %s would not be found", below.name())
                            .isEmpty();
                    assertThat(annotation.subcommands()).as("commands below %s", below.name()).isEmpty();
                }
            }
        });
    }

    @Test
    void eachCommandAloneIsTheSameAsAmongAll() throws IOException {
        List<CommandLine> all = new ArrayList<>();
        eachBelow(ManPages.commandLine(), all::add);
        assertThat(all).hasSizeGreaterThan(80);
        for (CommandLine command : all) {
            if (!command.getSubcommands().isEmpty()) {
                continue;
            }
            String[] words = command.getCommandSpec().qualifiedName().split(" ");
            CommandLine alone = named(Arrays.copyOfRange(words, 1, words.length));
            for (int i = 1; i < words.length; i++) {
                alone = alone.getSubcommands().get(words[i]);
            }
            assertThat(alone.getUsageMessage()).isEqualTo(command.getUsageMessage());
            assertThat(options(alone.getCommandSpec())).isEqualTo(options(command.getCommandSpec()))
                    .contains("--vault", "--json");
        }
    }

    private static List<String> options(CommandSpec spec) {
        List<String> names = new ArrayList<>();
        if (!spec.name().equals("help")) {
            spec.options().forEach(option -> names.addAll(List.of(option.names())));
        } else {
            names.addAll(List.of("--vault", "--json"));
        }
        return names;
    }

    @Test
    void anExampleIsNeverWrapped() throws IOException {
        eachBelow(ManPages.commandLine(), command -> {
            for (String line : command.getCommandSpec().usageMessage().footer()) {
                assertThat(command.getUsageMessage().lines()).as(command.getCommandSpec().qualifiedName())
                        .contains(line.replace("%%", "%"));
            }
        });
    }

    @Test
    void helpLeavesOutWhatACommandHasNoUseForAndItIsTakenAllTheSame() throws IOException {
        CommandRun run = new CommandRun();
        assertThat(run.run("arenas", "list", "--help")).isEqualTo(ExitCode.DONE);
        assertThat(run.printed()).contains("--json", "--quiet")
                .doesNotContain("--vault", "--yes", "--progress", "--plain", "--scsilog");
        assertThat(run.run("arenas", "list", "nothing", "--yes", "--plain", "--vault", "v")).isEqualTo(ExitCode.FAILED);
        assertThat(named("backup").getSubcommands().get("backup").getUsageMessage()).contains("--vault", "--yes",
                "--progress", "--plain", "--scsilog");
    }

    /** Commands say what they have no use for; this is where one that says too little or too much is found. */
    @Test
    void whatLooksIntoAVaultSaysSoAndNothingElse() throws IOException {
        List<String> without = new ArrayList<>();
        eachBelow(ManPages.commandLine(), command -> {
            Without mark = command.getCommand().getClass().getAnnotation(Without.class);
            if (mark != null && List.of(mark.value()).contains(Without.Part.VAULT)) {
                without.add(command.getCommand().getClass().getSimpleName() + ".java");
            }
        });
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/org/arenavault/cli"))) {
            for (Path file : files.filter(path -> path.toString().endsWith("Command.java")).toList()) {
                String text = Files.readString(file);
                boolean looks = VAULT.matcher(text).find();
                boolean runs = text.contains("extends VaultCommand") && !text.contains("abstract class");
                assertThat(without.contains(String.valueOf(file.getFileName()))).as(file.toString())
                        .isEqualTo(runs && !looks);
            }
        }
        assertThat(without).hasSizeGreaterThan(20);
    }

    @ParameterizedTest
    @CsvSource({"dirve,drive", "set lst,list", "drive finalize,finalise", "status --jsno,--json"})
    void aMisspeltWordIsNamedWithTheOneThatIsLikeIt(String line, String meant) {
        CommandRun run = new CommandRun();
        assertThat(run.run(line.split(" "))).isEqualTo(ExitCode.USAGE);
        assertThat(String.join("\n", run.said())).contains("is it '%s'?".formatted(meant));
    }

    @Test
    void helpShowsTheCommandHoweverDeepItLies() {
        CommandRun run = new CommandRun();
        assertThat(run.run("help", "drive", "finalise")).isEqualTo(ExitCode.DONE);
        assertThat(run.printed()).contains("Usage: arenavault drive finalise");
        assertThat(run.run("help", "drive", "nonsense")).isEqualTo(ExitCode.USAGE);
        assertThat(String.join("\n", run.said())).contains("'nonsense' is no command of 'arenavault drive'",
                "'arenavault drive --help' lists them");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--json", "set", "set --json", "disc nothing", "stats", "set lst", "status --nothing",
        "status one two", "--vault", "--vault status", "@nothing", "set @nothing"})
    void whatRegardsAllCommandsIsAnsweredAsIfAllWereThere(String line) throws IOException {
        String[] words = line.isEmpty() ? new String[0] : line.split(" ");
        CommandRun run = new CommandRun();
        int code = run.run(words);
        CommandLine all = ManPages.commandLine();
        List<String> messages = new ArrayList<>();
        all.setParameterExceptionHandler((exception, args) -> {
            messages.add(exception.getMessage());
            return ExitCode.USAGE;
        });
        StringWriter out = new StringWriter();
        all.setOut(new PrintWriter(out, true));
        assertThat(code).as(line).isEqualTo(all.execute(words));
        if (line.contains("--json")) {
            assertThat(run.json().path("exit_code").asInt()).isEqualTo(code);
        } else {
            assertThat(run.printed()).isEqualTo(out.toString());
        }
        for (String message : messages) {
            String first = message.lines().findFirst().orElseThrow();
            assertThat(String.join("\n", run.said())).contains(line.contains("--json") ? "'arenavault"
                    : first.equals("Missing required subcommand") ? "Usage: arenavault"
                    : first.startsWith("Unmatched argument") && !line.startsWith("status") ? "is no command of"
                    : first);
        }
    }
}
