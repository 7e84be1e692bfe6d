package org.arenavault.cli;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.arenavault.changer.DeviceDiscs;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.StandardOutput;
import org.arenavault.disk.NamedDisks;
import org.arenavault.drivers.Descriptions;
import org.arenavault.io.ConsoleTerminal;
import org.arenavault.io.Disks;
import org.arenavault.io.Progress;
import org.arenavault.io.ProgressLines;
import org.arenavault.io.ProgressLog;
import org.arenavault.io.StopSignal;
import org.arenavault.io.SystemClock;
import org.arenavault.io.Terminal;
import org.arenavault.io.TerminalWidth;
import org.arenavault.io.World;
import org.arenavault.ninep.NineDisks;
import org.arenavault.ninep.NineOptions;
import org.arenavault.settings.SettingsFile;
import org.arenavault.settings.UserSettings;

/** Where the program starts: parses, runs one command, and ends with its exit code. */
public final class Main {

    private static final String COLUMNS = "arenavault.columns";
    private static final String UTF8 = "arenavault.utf8";

    private Main() {
    }

    /** Runs the command that {@code args} name. */
    public static void main(String[] args) {
        try {
            runAndExit(args);
        } catch (LinkageError e) {
            // nothing more can be relied on than what the platform has
            System.err.println("arenavault: a part of the program cannot be loaded; is it whole, and is the limit of "
                    + "open files (ulimit -n) not too low?");
            System.exit(ExitCode.FAILED);
        }
    }

    /** What would be looked up at the start otherwise, and is not needed. */
    private static void keepStartShort() {
        // digits and points are those of the documents, wherever it runs; of this locale alone Java knows them by heart
        Locale.setDefault(Locale.US);
        // no option has such a type
        System.setProperty("picocli.converters.excludes", "java.time.*,java.sql.*");
    }

    private static void runAndExit(String... args) {
        keepStartShort();
        StandardOutput standard = new StandardOutput();
        PrintStream out = new PrintStream(standard, false, Charset.defaultCharset());
        CommandContext context = realContext(out);
        int code = run(context, args);
        out.flush();
        standard.complaint().ifPresent(words -> context.world().terminal().print("arenavault: " + words));
        System.exit(out.checkError() && code == ExitCode.DONE ? ExitCode.FAILED : code);
    }

    private static CommandContext realContext(PrintStream out) {
        String terminals = System.getProperty(StandardOutput.TERMINALS, "");
        boolean watched = terminals.contains("2");
        StopSignal stop = Interrupt.install(System.err);
        Terminal terminal =
                new ConsoleTerminal(System.in, System.err, terminals.contains("0") && watched, stop);
        SystemClock clock = new SystemClock();
        Progress progress = new ProgressLog(terminal, clock);
        if (watched) {
            Charset charset = Boolean.getBoolean(UTF8) ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII;
            ProgressLines lines = new ProgressLines(System.err, clock,
                    new TerminalWidth(Integer.getInteger(COLUMNS, 80)), charset);
            lines.keepDrawn();
            terminal = new ClearedTerminal(terminal, lines);
            progress = lines;
        }
        Terminal told = terminal;
        Disks disks = new NamedDisks(new NineDisks(Disks.REAL, NineOptions.DEFAULT, clock, stop,
                note -> told.print("arenavault: note: " + note)));
        return new CommandContext(new World(clock, disks, terminal, progress, stop, UUID::randomUUID), out,
                new DeviceDiscs(Descriptions.ofUser(), UnaryOperator.identity()),
                UserSettings.in(new SettingsFile(SettingsFile.ofUser(), disks)));
    }

    /** Runs one command in this session; returns its exit code. */
    static int run(CommandContext context, String... args) {
        return new CommandExecution(context).run(args);
    }
}
