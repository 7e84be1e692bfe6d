package org.arenavault.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.CommandGroup;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.GlobalOptions;
import org.arenavault.cli.common.Job;
import org.arenavault.cli.common.Notice;
import org.arenavault.cli.common.PathArgument;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Version;
import org.arenavault.io.Plain;
import org.arenavault.io.Reason;
import org.arenavault.io.Spelling;
import org.arenavault.io.UsageException;
import org.arenavault.io.VaultException;
import org.arenavault.report.json.ErrorReport;
import org.arenavault.settings.Settings;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Runs the command that words name, and says what went wrong. At first only that command is set up; what regards all
 * of them, as a list or a misspelt name does, is begun again with all. One class does it all, and no lambdas, because
 * those could not be kept in the archive of classes: picocli is compiled for an older Java than that takes.
 */
final class CommandExecution implements IExecutionStrategy, IParameterExceptionHandler, IExecutionExceptionHandler {

    private static final String JSON = "--json";
    private static final String HELPS = "tells more";

    private final CommandContext context;
    private boolean whole;
    private String running = "";
    private Optional<Notice> notice = Optional.empty();
    private String failure = "";

    CommandExecution(CommandContext context) {
        this.context = context;
    }

    /** Runs one command; its exit code. */
    int run(String... args) {
        if (Version.isAskedAlone(args)) {
            context.out().println(Version.text());
            return ExitCode.DONE;
        }
        try {
            AtFiles.check(args);
        } catch (IOException e) {
            return fail(e, List.of(args).contains(JSON));
        }
        context.settings().load();
        List<String> words = List.of(args);
        CommandTree tree = new CommandTree(context);
        whole = !CommandTree.sufficesFor(words);
        int code = settle(whole ? tree.whole() : tree.named(words)).execute(args);
        call(code);
        return code;
    }

    private void call(int code) {
        Optional<Notice.Event> event = Notice.Event.of(code);
        if (event.isPresent() && notice.isPresent()) {
            notice.get().send(event.get(), "%s: %s".formatted(running,
                    code == ExitCode.DONE ? "done" : failure.isEmpty() ? "ended with %d".formatted(code) : failure));
        }
    }

    private int runWhole(List<String> args) {
        whole = true;
        return settle(new CommandTree(context).whole()).execute(args.toArray(String[]::new));
    }

    /** How the commands behave, wherever they are shown or run. */
    static CommandLine settled(CommandLine commandLine, Settings settings) {
        Help.Ansi colours = switch (settings.colour()) {
            case "always" -> Help.Ansi.ON;
            case "never" -> Help.Ansi.OFF;
            default -> Help.Ansi.AUTO;
        };
        return commandLine.setColorScheme(Help.defaultColorScheme(colours))
                .setCaseInsensitiveEnumValuesAllowed(true).setUsageHelpAutoWidth(true)
                .registerConverter(Path.class, new PathArgument());
    }

    private CommandLine settle(CommandLine commandLine) {
        return settled(commandLine, context.settings().get())
                .setOut(new PrintWriter(context.out(), true, Charset.defaultCharset()))
                .setExecutionStrategy(this).setParameterExceptionHandler(this).setExecutionExceptionHandler(this);
    }

    @Override
    public int execute(ParseResult parsed) {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        running = last.commandSpec().qualifiedName();
        notice = Optional.of(context.notice(CommandContext.globals(last.commandSpec()),
                last.commandSpec().userObject() instanceof Job && !last.isUsageHelpRequested()));
        boolean one = last.commandSpec().userObject() instanceof VaultCommand || last.isVersionHelpRequested();
        return whole || one ? new RunLast().execute(parsed) : runWhole(parsed.originalArgs());
    }

    @Override
    public int handleParseException(ParameterException exception, String[] args) {
        if (!whole) {
            return runWhole(List.of(args));
        }
        CommandLine command = exception.getCommandLine();
        boolean json = List.of(args).contains(JSON);
        if (isBareGroup(exception) && !json) {
            command.getUsageMessage().lines().forEach(context.world().terminal()::print);
            return ExitCode.USAGE;
        }
        return fail(new UsageException(ExitCode.text(new UsageException(words(exception))))
                .next(command.getCommandSpec().qualifiedName() + " --help", HELPS), json);
    }

    /** Whether a command that only has others below it was named alone. */
    private static boolean isBareGroup(ParameterException exception) {
        return exception.getClass() == ParameterException.class
                && exception.getCommandLine().getCommand() instanceof CommandGroup
                && exception.getArgSpec() == null;
    }

    /** What is wrong; a word that is no command or option is named with those that are like it. */
    private static String words(ParameterException exception) {
        if (!(exception instanceof UnmatchedArgumentException unmatched)) {
            return Reason.of(exception);
        }
        boolean group = exception.getCommandLine().getCommand() instanceof CommandGroup;
        boolean command = group && !unmatched.isUnknownOption();
        String words = command
                ? "'%s' is no command of '%s'".formatted(Plain.field(unmatched.getUnmatched().get(0)),
                        exception.getCommandLine().getCommandSpec().qualifiedName())
                : Reason.of(exception);
        // of the commands all are compared: the parser suggests three, by another measure
        String like = Spelling.nearest(unmatched.getUnmatched().get(0), command
                ? List.copyOf(exception.getCommandLine().getSubcommands().keySet()) : unmatched.getSuggestions());
        return like.isEmpty() ? words : "%s; is it '%s'?".formatted(words, like);
    }

    private int fail(Exception cause, boolean json) {
        String words = ExitCode.text(cause);
        int code = ExitCode.of(cause);
        failure = words;
        context.world().terminal().print("arenavault: " + words);
        if (json) {
            context.printError(new ErrorReport(words, code,
                    cause instanceof VaultException known ? known.hint() : ""));
        }
        return code;
    }

    @Override
    public int handleExecutionException(Exception exception, CommandLine command, ParseResult parsed) {
        GlobalOptions globals = CommandContext.globals(command.getCommandSpec());
        if (exception instanceof VaultException known && known.ending() == VaultException.Ending.USAGE
                && known.hint().isEmpty()) {
            known.next(command.getCommandSpec().qualifiedName() + " --help", HELPS);
        }
        int code = fail(exception, globals.json());
        if (globals.debug()) {
            StringWriter trace = new StringWriter();
            exception.printStackTrace(new PrintWriter(trace, true));
            trace.toString().lines().forEach(context.world().terminal()::print);
        }
        return code;
    }
}
