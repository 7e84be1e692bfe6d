package org.arenavault.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.arenavault.changer.DeviceDiscs;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.drivers.Descriptions;
import org.arenavault.io.Disks;
import org.arenavault.io.Progress;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.StopSignal;
import org.arenavault.io.SystemClock;
import org.arenavault.io.World;
import org.arenavault.settings.Settings;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/**
 * Writes the manual pages, as AsciiDoc, and the completion for shells, all generated from the commands themselves.
 * Arguments: the folder to write into.
 */
public final class ManPages {

    private static final String HEADING = "Examples:";

    private ManPages() {
    }

    /** Runs it. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        CommandLine commands = commandLine();
        nameExamples(commands);
        int code = ManPageGenerator.generateManPage(folder.toFile(), null, new boolean[0], true,
                commands.getCommandSpec());
        if (code != 0) {
            throw new IOException("the generator of manual pages ends with " + code);
        }
        Files.writeString(folder.resolve("arenavault_completion"), AutoComplete.bash("arenavault", commands));
    }

    /** The generator leaves out footers without a heading, and runs lines together that no empty line parts. */
    private static void nameExamples(CommandLine command) {
        UsageMessageSpec usage = command.getCommandSpec().usageMessage();
        List<String> lines = new ArrayList<>();
        for (String line : usage.footer()) {
            boolean indented = line.startsWith(" ");
            if (!lines.isEmpty() && indented != lines.get(lines.size() - 1).startsWith(" ")) {
                lines.add("");
            }
            if (!line.equals(HEADING)) {
                lines.add(line);
            }
        }
        usage.footerHeading(HEADING).footer(lines.toArray(String[]::new));
        command.getSubcommands().values().forEach(ManPages::nameExamples);
    }

    /** The commands, in a world in which nothing happens. */
    public static CommandLine commandLine() throws IOException {
        return CommandExecution.settled(tree().whole(), Settings.NONE);
    }

    /** The same, to set up some of them. */
    static CommandTree tree() throws IOException {
        World world = new World(new SystemClock(), Disks.REAL, new SilentTerminal(), Progress.SILENT,
                StopSignal.NEVER, UUID::randomUUID);
        return new CommandTree(new CommandContext(world, new PrintStream(OutputStream.nullOutputStream()),
                new DeviceDiscs(Descriptions.ofUser(), UnaryOperator.identity())));
    }
}
