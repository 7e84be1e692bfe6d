package org.arenavault.cli;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.CommandGroup;
import picocli.CommandLine;

/**
 * Sets up the commands. To set up one takes a millisecond or two, and there are more than a hundred: what runs one
 * command sets up those alone whose names are among its words. Help, completion and messages about what is misspelt
 * see them all.
 */
final class CommandTree {

    private final CommandContext context;

    CommandTree(CommandContext context) {
        this.context = context;
    }

    /** All commands. */
    CommandLine whole() {
        return build(name -> true);
    }

    /**
     * Those that these words name. A word may be no name but, say, that of a set: then one command more is set up,
     * and what the words mean is the same.
     */
    CommandLine named(Collection<String> words) {
        return build(words::contains);
    }

    /**
     * True if nothing but the commands that the words name is needed to understand these. A word with an {@code @}
     * may stand for more words, in a file.
     */
    static boolean sufficesFor(List<String> words) {
        return words.stream().noneMatch(word -> word.startsWith("@"));
    }

    private CommandLine build(Predicate<String> wanted) {
        CommandFactory factory = new CommandFactory(context);
        CommandLine top = new CommandLine(new Arenavault(), factory);
        addBelow(top, factory, wanted);
        CommandHelp.showIn(top);
        return top;
    }

    private static void addBelow(CommandLine command, CommandFactory factory, Predicate<String> wanted) {
        if (command.getCommand() instanceof CommandGroup group) {
            for (CommandGroup.Below below : group.below()) {
                if (wanted.test(below.name())) {
                    CommandLine added = new CommandLine(below.type(), factory);
                    command.addSubcommand(below.name(), added);
                    addBelow(added, factory, wanted);
                }
            }
        }
    }
}
