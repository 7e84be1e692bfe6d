package org.arenavault.cli.score;

import static org.arenavault.report.Table.Align.LEFT;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.io.Count;
import org.arenavault.report.Table;
import org.arenavault.report.json.ScoreReports;
import org.arenavault.sets.RootScorFile;
import org.arenavault.sets.RootScore;
import org.arenavault.sets.ScoreCheck;
import org.arenavault.sets.ScoreLog;
import org.arenavault.venti.format.Score;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code score list}. */
@Command(name = "list", header = "List the root scores on record.", mixinStandardHelpOptions = true,
        description = {"Shows the first digits of each, which is enough for other commands, when it was recorded, "
            + "where it comes from, and where its tree was last found whole."},
        footer = {"", "Examples:", "  arenavault score list", "  arenavault score list --with-scores",
            "  arenavault score list --rootscor > rootscor"})
@Without({Without.Part.QUESTIONS, Without.Part.PROGRESS, Without.Part.DRIVES})
final class ScoreListCommand extends VaultCommand {

    private static final int SHOWN = 8;

    @Option(names = "--with-scores", description = "Show scores in full. They open everything.")
    private boolean withScores;

    @Option(names = "--rootscor", description = "Print the lines that the Plan 9 scripts log, scores in full.")
    private boolean rootscor;

    ScoreListCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        ScoreLog log = vault().scores();
        if (rootscor) {
            out().print(RootScorFile.write(log.scores()));
            return ExitCode.DONE;
        }
        List<ScoreReports.Entry> list = new ArrayList<>();
        Table table = Table.of(LEFT, LEFT, LEFT, LEFT);
        for (RootScore root : log.scores()) {
            Optional<ScoreCheck> whole = log.lastWhole(root.score());
            if (globals().json()) {
                list.add(ScoreReports.Entry.of(shown(root.score()), root, log.checks(root.score())));
            } else {
                table.row(shown(root.score()), root.recorded(), root.feed(),
                        (root.source() + (root.venti().isEmpty() ? "" : " on " + root.venti())).strip());
                table.below("    " + whole.map(ScoreListCommand::text)
                        .orElse("never checked; do so with 'arenavault score check last HOST'"));
            }
        }
        if (globals().json()) {
            context().print(new ScoreReports.Listing(list));
        } else if (log.scores().isEmpty()) {
            out().println("No score is on record. Put one there with 'arenavault score record SOURCE'.");
        }
        table.print(out());
        return ExitCode.DONE;
    }

    private static String text(ScoreCheck check) {
        return "whole on %s at %s: %s, %s".formatted(check.venti(), check.time(),
                Count.grouped(check.blocks(), "block", "blocks"),
                check.deep() ? "every one read" : "structure read, data looked for");
    }

    private String shown(Score score) {
        return withScores ? score.toString() : score.toString().substring(0, SHOWN);
    }
}
