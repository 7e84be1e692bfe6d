package org.arenavault.cli.fossil;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.RemoteShell;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.fossil.DiskUse;
import org.arenavault.fossil.FossilConsole;
import org.arenavault.io.Bytes;
import org.arenavault.io.Clock;
import org.arenavault.io.Plain;
import org.arenavault.io.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fossil watch}. */
@Command(name = "watch", header = "Watch a fossil's console for what somebody should know.",
        mixinStandardHelpOptions = true,
        description = {"Prints lines that say that the disk is full, that something was archived, or that archiving "
            + "failed. A fossil says once only, and not on its console, that its disk is full: so its file systems are "
            + "asked for 'df' as well, at once and from time to time, and one with little room left is told before it "
            + "is full, and once more when it has room again.",
            "Each line is handed to a command, as its last argument and on its standard input. Runs until it is "
            + "interrupted or the console is gone."},
        footer = {"", "Examples:", "  arenavault fossil watch unix:/srv/fscons --hook /usr/local/bin/notify",
            "  arenavault fossil watch tcp:alice:2323 --every 3600 --min-free 5 --hook 'mail -s fossil root'"})
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

    @Option(names = "--every", paramLabel = "SECONDS", defaultValue = "600",
            description = "How often to ask for 'df'; 0: never. Default: ${DEFAULT-VALUE}.")
    private long every;

    @Option(names = "--min-free", paramLabel = "PERCENT", defaultValue = "10",
            description = "How much has to be free. Default: ${DEFAULT-VALUE}.")
    private double minFree;

    /** File systems that were told to have little room. */
    private final Set<String> scarce = new HashSet<>();
    private boolean deaf;

    FossilWatchCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        if (every < 0 || !(minFree >= 0 && minFree <= 100)) {
            throw new UsageException("--every takes seconds, and --min-free a number from 0 to 100");
        }
        try (FossilConsole fossil = FossilConsoles.open(console, PATIENCE, world())) {
            Clock clock = world().clock();
            long asked = clock.nanos() - Duration.ofSeconds(every).toNanos();
            while (true) {
                Duration left = every == 0 ? PATIENCE
                        : Duration.ofNanos(asked - clock.nanos()).plusSeconds(every);
                if (left.isNegative() || left.isZero()) {
                    asked = clock.nanos();
                    look(fossil.diskUse(PATIENCE));
                } else {
                    fossil.next(left.compareTo(PATIENCE) < 0 ? left : PATIENCE).ifPresent(this::line);
                }
            }
        }
    }

    private void line(String line) {
        if (WORTH_KNOWING.matcher(line).find()) {
            tell(SCORE.matcher(Plain.field(line)).replaceAll("vac:$1..."));
        }
    }

    private void look(FossilConsole.Disks answer) {
        answer.others().forEach(this::line);
        if (answer.disks().isEmpty() && !deaf) {
            deaf = true;
            tell("no file system says to 'df' how full its disk is: it is not known, and asked again");
        }
        deaf &= answer.disks().isEmpty();
        for (DiskUse disk : answer.disks()) {
            boolean little = disk.freePercent() < minFree;
            String room = "%s has %.1f%% of its disk free, %s of %s".formatted(disk.system(), disk.freePercent(),
                    Bytes.text(disk.free()), Bytes.text(disk.total()));
            if (little && scarce.add(disk.system())) {
                tell("%s; when nothing is free it stops: archive, and let old snapshots go with 'fsys %s snapclean'"
                        .formatted(room, disk.system()));
            } else if (!little && scarce.remove(disk.system())) {
                tell(room + " again");
            }
        }
    }

    private void tell(String line) {
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
                hand(process, line);
            } catch (IOException e) {
                // what comes later is worth knowing, too
                world().terminal().print("arenavault: --hook: " + ExitCode.text(e));
            }
        }
    }

    /** A line fits into a pipe, so that nobody waits for who does not read it. */
    private static void hand(Process process, String line) {
        try (OutputStream typed = process.getOutputStream()) {
            typed.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // it ended without listening, as one may that has its argument
            return;
        }
    }
}
