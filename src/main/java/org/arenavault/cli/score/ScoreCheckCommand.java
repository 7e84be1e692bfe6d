package org.arenavault.cli.score;

import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.ScoreArgument;
import org.arenavault.cli.common.Turns;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.io.Bytes;
import org.arenavault.io.Count;
import org.arenavault.io.Dial;
import org.arenavault.io.World;
import org.arenavault.report.json.ScoreReports;
import org.arenavault.sets.ScoreCheck;
import org.arenavault.sets.ScoreLog;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.net.ClientOptions;
import org.arenavault.venti.net.VentiClient;
import org.arenavault.venti.vac.CheckLevel;
import org.arenavault.venti.vac.CheckReport;
import org.arenavault.venti.vac.Gap;
import org.arenavault.venti.vac.VacCheck;
import org.arenavault.venti.vac.WalkOptions;
import org.arenavault.venti.vac.WalkReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code score check}. */
@Command(name = "check", header = "Walk the tree of a root score on ventis, and name what is missing.",
        mixinStandardHelpOptions = true,
        description = {"Every block of directories and pointers is read and hashed, and every directory gone through; "
            + "of each block of data the venti is asked whether it has it. With --deep those are read as well. The "
            + "outcome is kept with the score. A venti that cannot be reached does not stop the others.",
            "Ends with 1 if a tree is not whole somewhere."},
        footer = {"", "Examples:", "  arenavault score check last venti.example.org",
            "  arenavault score check 9ab9122c tcp!192.168.0.99!17034 backup:17034 --deep"})
@Without({Without.Part.QUESTIONS, Without.Part.DRIVES})
final class ScoreCheckCommand extends VaultCommand {

    private static final int SHOWN = 20;
    private static final int THREADS = 8;

    @Parameters(index = "0", paramLabel = "SCORE",
            description = ScoreArgument.MEANING)
    private String text;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "HOST", description = "host, host:port or tcp!host!port.")
    private List<String> hosts;

    @Option(names = "--deep", description = "Read every block.")
    private boolean deep;

    ScoreCheckCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        List<Dial> targets = new ArrayList<>();
        for (String host : hosts) {
            targets.add(Dial.parse(host));
        }
        ScoreLog log = vault().scores();
        Score score = ScoreArgument.parse(text, this);
        List<ScoreReports.Venti> results = new ArrayList<>();
        List<ScoreReports.Unread> unread = new ArrayList<>();
        Turns turns = Turns.eachNamed();
        for (Dial target : targets) {
            turns.take(() -> check(score, target, log, results), reason -> {
                unread.add(new ScoreReports.Unread(target.toString(), reason));
                world().terminal().print("arenavault: " + reason);
            });
        }
        if (globals().json()) {
            context().print(new ScoreReports.Checked(score.hint(), results, unread));
        }
        return ExitCode.of(turns.outcome());
    }

    private boolean check(Score score, Dial target, ScoreLog log, List<ScoreReports.Venti> results)
            throws IOException {
        World world = world();
        CheckReport report;
        try (VentiClient client = VentiClient.connect(target, ClientOptions.DEFAULT, world)) {
            report = new VacCheck(deep ? CheckLevel.FULL : CheckLevel.STRUCTURE, VacCheck.Listing.INCLUDE, 1,
                    WalkOptions.STRUCTURE.with(THREADS)).run(client, score, world.progress(), world.stop());
        }
        WalkReport tree = report.trees().get(0);
        try (ScoreLog.Writer writer = log.write()) {
            writer.add(new ScoreCheck(score, world.clock().now().truncatedTo(ChronoUnit.SECONDS), target.toString(),
                    deep, report.sound(), tree.totalBlocks(), tree.bytes()));
        }
        List<String> missing = new ArrayList<>();
        tree.gaps().stream().limit(SHOWN).map(Gap::toString).forEach(missing::add);
        tree.oddities().stream().limit(SHOWN).forEach(missing::add);
        missing.addAll(report.problems());
        report.listings().forEach(listing -> listing.problems().stream().limit(SHOWN).forEach(missing::add));
        results.add(new ScoreReports.Venti(target.toString(), report.sound(), tree.totalBlocks(), tree.bytes(), deep,
                tree.gapCount(), missing));
        if (!globals().json()) {
            print(target, report, tree, missing);
        }
        return report.sound();
    }

    private void print(Dial target, CheckReport report, WalkReport tree, List<String> missing) {
        out().printf("%s: %s: %s, %s read%n", target, !report.sound() ? "NOT WHOLE"
                        : deep ? "whole" : "nothing is missing; the data were NOT READ (--deep reads them)",
                Count.grouped(tree.totalBlocks(), "block", "blocks"), Bytes.text(tree.bytes()));
        report.listings().forEach(listing -> out().printf("    %s, %s of %s%n",
                Count.grouped(listing.directories(), "directory", "directories"),
                Count.grouped(listing.files(), "file", "files"), Bytes.text(listing.bytes())));
        missing.forEach(line -> out().printf("    %s%n", line));
        if (tree.gapCount() > Math.min(SHOWN, tree.gaps().size())) {
            out().printf("    and %,d more%n", tree.gapCount() - Math.min(SHOWN, tree.gaps().size()));
        }
    }
}
