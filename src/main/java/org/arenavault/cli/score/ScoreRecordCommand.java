package org.arenavault.cli.score;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.FossilRoot;
import org.arenavault.cli.common.Turns;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.fossil.FossilPartition;
import org.arenavault.io.Count;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;
import org.arenavault.io.StorageInput;
import org.arenavault.io.UsageException;
import org.arenavault.ninep.NinePath;
import org.arenavault.report.json.ScoreReports;
import org.arenavault.sets.RootScorFile;
import org.arenavault.sets.RootScore;
import org.arenavault.sets.ScoreLog;
import org.arenavault.venti.format.Score;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code score record}. */
@Command(name = "record", header = "Put root scores on record.", mixinStandardHelpOptions = true,
        description = {"A SOURCE is a fossil's partition, whose last archived score is read; a file that vac wrote, or "
            + "a rootscor log; a score of 40 digits; or - for scores on standard input, a line each. What is on record "
            + "already is left alone. A partition or a file may lie on a file server: 9p:HOST//PATH.",
            "Other users of the machine can see a score that stands on a command line: give it on standard input."},
        footer = {"", "Examples:", "  arenavault score record /dev/sdc2", "  arenavault score record /n/9fat/rootscor",
            "  arenavault score record 9p:plan9.example.org//dev/sdC0/fossil 9p:plan9.example.org//n/9fat/rootscor",
            "  vac -h venti home | arenavault score record - --venti venti"})
@Without({Without.Part.QUESTIONS, Without.Part.PROGRESS, Without.Part.DRIVES})
final class ScoreRecordCommand extends VaultCommand {

    @Parameters(arity = "1..*", paramLabel = "SOURCE", description = "Where scores are.")
    private List<String> sources;

    @Option(names = "--venti", paramLabel = "HOST", defaultValue = "",
            description = "The venti that has the trees, for the record.")
    private String venti;

    private int added;
    private int known;

    ScoreRecordCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        Turns turns = Turns.of(sources.size());
        try (ScoreLog.Writer log = vault().scores().write()) {
            for (String source : sources) {
                turns.take(() -> {
                    record(source, log);
                    return true;
                }, reason -> world().terminal().print("arenavault: %s; the other sources are read".formatted(reason)));
            }
        }
        if (globals().json()) {
            context().print(new ScoreReports.Recorded(added, known));
        } else {
            out().printf("%s put on record%s.%n", Count.of(added, "score"), known == 0 ? ""
                    : "; %s there before".formatted(known == 1 ? "1 was" : known + " were"));
        }
        return ExitCode.of(turns.outcome());
    }

    private void record(String source, ScoreLog.Writer log) throws IOException {
        if (source.equals("-")) {
            text(System.in, "standard input", "", RootScore.Feed.HAND, log);
        } else if (source.matches("(vac:)?[0-9a-fA-F]{40}")) {
            add(Score.parse(source.replaceFirst("^vac:", "").toLowerCase(Locale.ROOT)), RootScore.Feed.HAND, "", venti,
                    log);
        } else {
            file(source, NinePath.pathOf(source).toAbsolutePath().normalize(), log);
        }
    }

    private void file(String source, Path file, ScoreLog.Writer log) throws IOException {
        if (FossilPartition.isAt(file, world().disks())) {
            fossil(file, log);
            return;
        }
        if (NinePath.of(file).isEmpty() && !PlainFiles.isFile(file) && !source.contains(":")) {
            throw new UsageException(source + ": neither a fossil partition nor a file of scores");
        }
        try (Storage lines = world().disks().openToRead(file); InputStream in = new StorageInput(lines)) {
            boolean vac = PlainFiles.nameOf(file).endsWith(".vac");
            text(in, source, file.toString(), vac ? RootScore.Feed.VAC : RootScore.Feed.ROOTSCOR, log);
        }
    }

    private void fossil(Path path, ScoreLog.Writer log) throws IOException {
        add(FossilRoot.read(path, world()), RootScore.Feed.FOSSIL, path.toString(), venti, log);
    }

    private void text(InputStream in, String where, String path, RootScore.Feed feed, ScoreLog.Writer log)
            throws IOException {
        for (RootScorFile.Line line : RootScorFile.read(in, where)) {
            add(line.score(), feed, line.source().isEmpty() ? path : line.source(),
                    venti.isEmpty() ? line.venti() : venti, log);
        }
    }

    private void add(Score score, RootScore.Feed feed, String source, String where, ScoreLog.Writer log)
            throws IOException {
        if (score.isEmptyBlock()) {
            throw new RefusedException("the score of the empty block is no root");
        }
        if (log.add(score, feed, source, where)) {
            added++;
        } else {
            known++;
        }
    }
}
