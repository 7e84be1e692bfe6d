package org.arenavault.cli.fossil;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.RemoteShell;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.fossil.FossilConsole;
import org.arenavault.io.Plain;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fossil watch}. */
@Command(name = "watch", header = "Watch a fossil's console for what somebody should know.",
        mixinStandardHelpOptions = true,
        description = {"Prints lines that say that the disk is full, that something was archived, or that archiving "
            + "failed, and hands each as the last argument to a command. Runs until it is interrupted or the console "
            + "is gone."},
        footer = {"", "Example:", "  arenavault fossil watch unix:/srv/fscons --hook /usr/local/bin/notify"})
@Without({Without.Part.VAULT, Without.Part.QUESTIONS, Without.Part.PROGRESS, Without.Part.DRIVES})
final class FossilWatchCommand extends VaultCommand {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern WORTH_KNOWING =
            Pattern.compile("disk is full|archive vac:|archive.*(fail|error)|venti.*(error|eof|hungup)|corrupt");
    private static final Pattern SCORE = Pattern.compile("vac:([0-9a-f]{8})[0-9a-f]{32}");

    @Parameters(paramLabel = "CONSOLE", description = "Where the console is; see 'fossil console'.")
    private String console;

    @Option(names = "--hook", paramLabel = "COMMAND", defaultValue = "",
            description = "What to run with every such line; words are separated by blanks.")
    private String hook;

    FossilWatchCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        try (FossilConsole fossil = FossilConsoles.open(console, PATIENCE, world())) {
            while (true) {
                Optional<String> line = fossil.next(PATIENCE);
                if (line.isPresent() && WORTH_KNOWING.matcher(line.get()).find()) {
                    tell(SCORE.matcher(Plain.field(line.get())).replaceAll("vac:$1..."));
                }
            }
        }
    }

    private void tell(String line) throws IOException {
        needsSomebody();
        out().println(line);
        out().flush();
        if (!hook.isEmpty()) {
            List<String> words = new ArrayList<>(Arrays.asList(hook.trim().split(" +")));
            words.add(line);
            try {
                // nobody waits for its end
                Process process =
                        new ProcessBuilder(words).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
                CompletableFuture<Void> unused = RemoteShell.repeating(process, world().terminal());
            } catch (IOException e) {
                // what comes later is worth knowing, too
                world().terminal().print("arenavault: --hook: " + ExitCode.text(e));
            }
        }
    }
}
