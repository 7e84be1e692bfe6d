package org.arenavault.cli;

import java.util.ArrayList;
import java.util.List;
import org.arenavault.cli.common.Without;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpFactory;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The help of a command: options that it has no use for are left out, and its examples are never wrapped, so that each
 * can be pasted.
 */
final class CommandHelp implements IHelpFactory, IHelpSectionRenderer {

    /** Has a command and all below it show their help so. */
    static void showIn(CommandLine top) {
        CommandHelp help = new CommandHelp();
        top.setHelpFactory(help);
        top.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_FOOTER, help);
        top.setHelpSectionMap(top.getHelpSectionMap());
    }

    @Override
    public Help create(CommandSpec spec, Help.ColorScheme colours) {
        hideUnused(spec);
        return new Help(spec, colours);
    }

    /** Help shows all that is not hidden. */
    static void hideUnused(CommandSpec spec) {
        Without without = spec.userObject().getClass().getAnnotation(Without.class);
        for (OptionSpec option : without == null ? List.<OptionSpec>of() : new ArrayList<>(spec.options())) {
            for (Without.Part part : without.value()) {
                if (part.has(option.longestName()) && !option.hidden()) {
                    spec.remove(option);
                    spec.addOption(option.toBuilder().hidden(true).build());
                }
            }
        }
    }

    @Override
    public String render(Help help) {
        String end = System.lineSeparator();
        StringBuilder text = new StringBuilder();
        for (String line : help.commandSpec().usageMessage().footer()) {
            text.append(help.colorScheme().text(line.replace("%%", "%").replace("%n", end))).append(end);
        }
        return text.toString();
    }
}
