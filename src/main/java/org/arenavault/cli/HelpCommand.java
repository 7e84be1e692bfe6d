package org.arenavault.cli;

import java.util.List;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.io.Plain;
import org.arenavault.io.UsageException;
import org.arenavault.io.VaultException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code help}: the help of a command, however deep it lies. Picocli's own shows that of the first word. */
@Command(name = "help", header = "Show the help of a command.", mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  arenavault help", "  arenavault help backup", "  arenavault help drive finalise"})
@Without({Without.Part.VAULT, Without.Part.QUESTIONS, Without.Part.PROGRESS, Without.Part.DRIVES})
final class HelpCommand extends VaultCommand {

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "The command, with those above it.")
    private List<String> words = List.of();

    HelpCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected boolean goesBySettings() {
        return false;
    }

    @Override
    protected int run() throws VaultException {
        CommandLine command = CommandExecution.settled(new CommandTree(context()).whole(),
                context().settings().get());
        for (String word : words) {
            CommandLine next = command.getSubcommands().get(word);
            if (next == null) {
                String above = command.getCommandSpec().qualifiedName();
                throw new UsageException("'%s' is no command of '%s'".formatted(Plain.field(word), above))
                        .next(above + " --help", "lists them");
            }
            command = next;
        }
        out().print(command.getUsageMessage());
        return ExitCode.DONE;
    }
}
