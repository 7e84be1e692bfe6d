package org.arenavault.cli.score;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.RemoteShell;
import org.arenavault.cli.common.Turns;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.io.CancelledException;
import org.arenavault.io.Environment;
import org.arenavault.io.NewFiles;
import org.arenavault.sets.RootScorFile;
import org.arenavault.sets.ScoreLog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code score send}. */
@Command(name = "send", header = "Copy the root scores on record to other hosts.", mixinStandardHelpOptions = true,
        description = {"Hands a rootscor file to a command that copies it, for each TARGET: the file's name and the "
            + "target are its last two arguments. Ends with 1 if a copy failed; the others are made."},
        footer = {"", "Examples:", "  arenavault score send backup:rootscor",
            "  arenavault score send --command rsync backup:rootscor other:keys/rootscor"})
@Without({Without.Part.QUESTIONS, Without.Part.PROGRESS, Without.Part.DRIVES})
final class ScoreSendCommand extends VaultCommand {

    private static final long TICK_MILLIS = 100;

    @Parameters(arity = "1..*", paramLabel = "TARGET", description = "Where to, as the command understands it.")
    private List<String> targets;

    @Option(names = "--command", paramLabel = "COMMAND", defaultValue = "scp -pq",
            description = "What copies; words are separated by blanks. Default: ${DEFAULT-VALUE}.")
    private String command;

    ScoreSendCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        ScoreLog log = vault().scores();
        log.requireSome();
        Path file = NewFiles.temporary(Environment.temporary(), "rootscor", "");
        Turns turns = Turns.eachNamed();
        try {
            try (OutputStream text = NewFiles.write(file)) {
                text.write(RootScorFile.write(log.scores()).getBytes(StandardCharsets.UTF_8));
            }
            for (String target : targets) {
                turns.take(() -> send(file, target),
                        reason -> world().terminal().print("%s: not sent: %s".formatted(target, reason)));
            }
        } finally {
            Files.delete(file);
        }
        return ExitCode.of(turns.outcome());
    }

    private boolean send(Path file, String target) throws IOException {
        List<String> words = new ArrayList<>(Arrays.asList(command.trim().split(" +")));
        words.add(file.toString());
        words.add(target);
        Process process = new ProcessBuilder(words).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        CompletableFuture<Void> said = RemoteShell.repeating(process, world().terminal());
        try {
            while (!process.waitFor(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
                world().stop().check();
            }
            // something that it left running may keep its end open
            said.completeOnTimeout(null, 1, TimeUnit.SECONDS).join();
            int code = process.exitValue();
            if (code == 0) {
                out().printf("%s has the scores.%n", target);
            } else {
                world().terminal().print("%s: '%s' ended with %d".formatted(target, command, code));
            }
            return code == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("interrupted while copying to " + target);
        } finally {
            process.destroy();
        }
    }
}
