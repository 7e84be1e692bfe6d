package org.arenavault.cli.score;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.PageFile;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.io.Outcome;
import org.arenavault.io.UsageException;
import org.arenavault.report.page.ScorePage;
import org.arenavault.sets.ScoreLog;
import org.arenavault.sets.SetName;
import org.arenavault.sets.SetState;
import org.arenavault.sets.Vault;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code score print}. */
@Command(name = "print", header = "Print a page with root scores, to put beside the discs.",
        mixinStandardHelpOptions = true,
        description = {"The newest scores on record with the dates, the sets and their discs, and how to get the data "
            + "back; each score as a QR code as well. Whoever holds the page and the discs can read everything."},
        footer = {"", "Examples:", "  arenavault score print home | lp",
            "  arenavault score print --html -o scores.html"})
@Without({Without.Part.QUESTIONS, Without.Part.PROGRESS, Without.Part.DRIVES})
final class ScorePrintCommand extends VaultCommand {

    @Parameters(arity = "0..*", paramLabel = "SET", description = "Sets whose discs are listed. Default: all.")
    private List<String> names = List.of();

    @Option(names = "--html", description = "HTML with QR codes as drawings, for a browser to print.")
    private boolean html;

    @Option(names = {"-o", "--output"}, paramLabel = "FILE",
            description = "Where to; readable by its owner alone. Default: standard output.")
    private @Nullable Path output;

    @Option(names = "--newest", paramLabel = "N", defaultValue = "3",
            description = "How many scores. Default: ${DEFAULT-VALUE}.")
    private int newest;

    ScorePrintCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        Vault vault = vault();
        ScoreLog log = vault.scores();
        log.requireSome();
        if (newest < 1) {
            throw new UsageException("--newest: one score at least");
        }
        List<SetState> sets = new ArrayList<>();
        List<SetName> wanted = new ArrayList<>();
        for (String name : names) {
            wanted.add(SetName.parse(name));
        }
        Outcome read = Outcome.NOTHING;
        if (wanted.isEmpty()) {
            read = withEach(vault.names(), set -> sets.add(set.read()));
        } else {
            for (SetName name : wanted) {
                sets.add(vault.open(name).read());
            }
        }
        ScorePage page = ScorePage.of(log, newest, sets, world().clock().now());
        String text = html ? page.html() : page.text();
        if (output == null) {
            out().print(text);
        } else {
            PageFile.write(output, text.getBytes(StandardCharsets.UTF_8));
        }
        return ExitCode.of(read);
    }
}
