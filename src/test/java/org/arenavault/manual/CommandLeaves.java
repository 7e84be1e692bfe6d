package org.arenavault.manual;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.arenavault.cli.ManPages;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A page for each command, and one for all of them, made of what the commands say of themselves. */
final class CommandLeaves {

    private static final Path FOLDER = Path.of("commands");

    private final CommandSpec program;
    private final Set<String> everywhere;

    CommandLeaves() throws IOException {
        program = ManPages.commandLine().getCommandSpec();
        everywhere = program.options().stream().map(OptionSpec::longestName).collect(Collectors.toSet());
    }

    private static Path file(CommandSpec command) {
        return FOLDER.resolve(command.qualifiedName("-") + ".html");
    }

    /** The commands of a command that somebody may look for. */
    private static List<CommandSpec> below(CommandSpec command) {
        return new LinkedHashSet<>(command.subcommands().values()).stream().map(CommandLine::getCommandSpec)
                .filter(spec -> !spec.usageMessage().hidden()).toList();
    }

    /** The page of all. */
    Leaf all() {
        StringBuilder text = new StringBuilder("# All commands\n\nWhat `arenavault help COMMAND` and "
                + "`man arenavault-COMMAND` say as well.\n");
        for (CommandSpec command : below(program)) {
            text.append("\n## ").append(command.name()).append("\n\n").append(line(command));
            below(command).forEach(each -> text.append(line(each)));
        }
        text.append("\n## Options of every command\n\n");
        program.options().forEach(option -> text.append(option(option)));
        return new Leaf(FOLDER.resolve("index.html"), FOLDER.resolve("index.html"), text.toString());
    }

    /** The pages of each. */
    List<Leaf> each() {
        List<Leaf> leaves = new ArrayList<>();
        List<CommandSpec> left = new ArrayList<>(below(program));
        for (int i = 0; i < left.size(); i++) {
            left.addAll(below(left.get(i)));
            leaves.add(new Leaf(file(left.get(i)), file(left.get(i)), page(left.get(i))));
        }
        return leaves;
    }

    private static String line(CommandSpec command) {
        return "- [%s](%s): %s\n".formatted(command.qualifiedName(), file(command).getFileName(),
                said(command.usageMessage().header()));
    }

    private String page(CommandSpec command) {
        StringBuilder text = new StringBuilder("# %s\n\n".formatted(command.qualifiedName()));
        text.append(said(command.usageMessage().header())).append("\n\n");
        Arrays.stream(command.usageMessage().description()).forEach(
                paragraph -> text.append(said(paragraph)).append("\n\n"));
        CommandLine.Help help = new CommandLine.Help(command, CommandLine.Help.defaultColorScheme(Ansi.OFF));
        text.append("```\n").append(help.synopsis(0).strip()).append("\n```\n");
        List<CommandSpec> commands = below(command);
        if (!commands.isEmpty()) {
            text.append("\n## Commands\n\n");
            commands.forEach(each -> text.append(line(each)));
        }
        List<String> own = new ArrayList<>();
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            own.add("- `%s`: %s\n".formatted(parameter.paramLabel(), said(parameter.description())));
        }
        command.options().stream().filter(option -> !everywhere.contains(option.longestName()))
                .forEach(option -> own.add(option(option)));
        if (!own.isEmpty()) {
            text.append("\n## What it takes\n\n").append(String.join("", own));
            text.append("\nAnd the [options of every command](index.html#options-of-every-command).\n");
        }
        String[] examples = command.usageMessage().footer();
        if (examples.length > 0) {
            text.append("\n## Examples\n\n```\n");
            Arrays.stream(examples).filter(example -> !example.isBlank() && !example.matches("Examples?:"))
                    .forEach(example -> text.append(filled(example).stripTrailing()).append('\n'));
            text.append("```\n");
        }
        return text.toString();
    }

    private static String option(OptionSpec option) {
        String label = option.arity().max() > 0 ? " " + option.paramLabel() : "";
        return "- `%s%s`: %s\n".formatted(String.join("`, `", option.names()), label, said(option.description()));
    }

    private static String said(String... lines) {
        return Arrays.stream(lines).map(CommandLeaves::filled).map(CommandLeaves::plain)
                .collect(Collectors.joining(" "));
    }

    private static String filled(String line) {
        return Ansi.OFF.string(line).replace("%n", " ").replace("%%", "%");
    }

    /** Characters that mean something in Markdown mean themselves. */
    private static String plain(String text) {
        return text.replaceAll("([\\\\`*_{}\\[\\]<>#|&])", "\\\\$1");
    }
}
