package org.arenavault.cli.history;

import static org.arenavault.report.Table.Align.LEFT;
import static org.arenavault.report.Table.Align.RIGHT;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.Job;
import org.arenavault.cli.common.OpenBlocks;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.history.Day;
import org.arenavault.history.Exclusions;
import org.arenavault.history.History;
import org.arenavault.history.HistoryCopy;
import org.arenavault.history.HistoryTarget;
import org.arenavault.history.Oddities;
import org.arenavault.history.VentiTarget;
import org.arenavault.io.Count;
import org.arenavault.io.Dial;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.ProgressLine;
import org.arenavault.io.RefusedException;
import org.arenavault.io.UsageException;
import org.arenavault.report.Table;
import org.arenavault.report.json.HistoryReports;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.format.VentiConf;
import org.arenavault.venti.net.ClientOptions;
import org.arenavault.venti.net.LiveServer;
import org.arenavault.venti.net.VentiClient;
import org.arenavault.venti.store.ArenaStore;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code history copy}. */
@Command(name = "copy", header = "Copy a history into a venti, one day at a time.", mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {"Makes what a fossil would have archived: a root for each day, with all days up to it in "
            + "/archive/YYYY/MMDD[.n], for 'flfmt -v', vacfs and unvac. Qids are kept where the history has them, and "
            + "inferred from names and contents where it has none. Started again, it goes on behind the last day "
            + "that is durable.",
            "Each day builds on the one before, so that days are added at the end alone: where a day cannot be read, "
            + "the copy stops in front of it, with those before it done. Mended, the same command goes on; --skip "
            + "leaves the day out.",
            "The journal in the state folder holds the roots: whoever has them can read everything."},
        footer = {"", "Examples:", "  arenavault history copy /n/dump --host newventi --state /var/lib/move",
            "  arenavault history copy vac:5c4a...0e2f --from-host old --conf venti.conf --every week",
            "  arenavault history copy dir:/n/dump --host newventi --exclude 'usr/*/tmp' --exclude '*.o'"})
@Without(Without.Part.DRIVES)
final class HistoryCopyCommand extends VaultCommand implements Job {

    private static final String STATE = "history";

    @Parameters(paramLabel = "HISTORY", description = "What to copy.")
    private String from;

    @Option(names = "--host", paramLabel = "HOST", defaultValue = "", description = "The venti to copy to.")
    private String host;

    @Option(names = "--conf", paramLabel = "VENTI.CONF",
            description = "The partitions of the venti to copy to; it must not run.")
    private @Nullable Path conf;

    @Mixin
    private FromOptions source;

    @Option(names = "--state", paramLabel = "FOLDER",
            description = "Where the journal and its tables are. Default: history in the vault.")
    private @Nullable Path state;

    @Mixin
    private DayOptions wanted;

    @Option(names = "--zone", paramLabel = "ZONE", defaultValue = "",
            description = "In whose standard time days begin. Default: this machine's.")
    private String zone;

    @Option(names = "--exclude", paramLabel = "PATTERN", description = {"Leave out what matches; may be given several "
            + "times. 'tmp' and '*.o' match a name anywhere, with a slash the path below the day: 'usr/*/cache', "
            + "'**/cache/*.db'. A directory is left out with all that is in it."})
    private List<String> exclude = List.of();

    @Option(names = "--skip", paramLabel = "DAY", description = "Leave this day out; may be given several times. It "
            + "cannot be added to the same copy later.")
    private List<String> skip = List.of();

    @Mixin
    private UserOptions users;

    @Option(names = "--with-scores", description = "Print the roots, too.")
    private boolean withScores;

    HistoryCopyCommand(CommandContext context) {
        super(context);
    }

    /** The venti to copy to, and what is to be closed behind it. */
    private record Opened(HistoryTarget target, Closeable open) implements Closeable {

        @Override
        public void close() throws IOException {
            open.close();
        }
    }

    @Override
    protected int run() throws IOException {
        HistoryCopy.Choices choices = new HistoryCopy.Choices(zone(), users.names(), users.text(),
                Exclusions.of(exclude));
        Path folder = state != null ? state : globals().vault().resolve(STATE);
        DurableFiles.createFolder(folder);
        Path scratch = HistoryCopy.scratch(folder);
        try (Opened opened = openTarget()) {
            if (HistoryArgument.isElsewhere(from)) {
                try (History history = HistoryArgument.elsewhere(from, scratch, world().stop())) {
                    return copy(history, opened.target(), folder, choices);
                }
            }
            if (!source.isGiven()) {
                try (History history = HistoryArgument.stored(from, opened.target(), scratch, this)) {
                    return copy(history, opened.target(), folder, choices);
                }
            }
            try (OpenBlocks blocks = source.open(world());
                    History history = HistoryArgument.stored(from, blocks.source(), scratch, this)) {
                return copy(history, opened.target(), folder, choices);
            }
        }
    }

    private Opened openTarget() throws IOException {
        if (host.isEmpty() == (conf == null)) {
            throw new UsageException("say where to copy to: --host or --conf");
        }
        if (conf == null) {
            VentiClient client = VentiClient.connect(Dial.parse(host), ClientOptions.DEFAULT, world());
            return new Opened(VentiTarget.of(client), client);
        }
        VentiConf store = VentiConf.read(conf, world().disks());
        LiveServer.refuse(store);
        ArenaStore blocks = ArenaStore.open(store, world());
        return new Opened(VentiTarget.of(blocks), blocks);
    }

    private int copy(History history, HistoryTarget target, Path folder, HistoryCopy.Choices choices)
            throws IOException {
        history.ignored().forEach(name ->
                world().terminal().print("arenavault: %s: is no day; left out".formatted(name)));
        if (history.days().isEmpty()) {
            throw new RefusedException(history.name() + ": holds no day; a day is a folder YYYY/MMDD, such as "
                    + "2004/0611, or 2004/06111 for the second one of that date");
        }
        List<Day> days = wanted.choice().of(history.days());
        for (String day : skip) {
            days.remove(Day.parse(day));
        }
        List<HistoryCopy.DayResult> results = new ArrayList<>();
        Table table = Table.of(LEFT, RIGHT, RIGHT, RIGHT, RIGHT, LEFT).atLeast(10, 12, 18, 14);
        HistoryCopy transfer = new HistoryCopy(history, target, folder, choices, world());
        Score root = transfer.run(days, result -> {
            results.add(result);
            if (!globals().json()) {
                HistoryCopy.Work work = result.work();
                out().println(table.line(result.day(), Count.of(work.files(), "file"),
                        "%d bytes,".formatted(work.bytes()), "%d read,".formatted(work.read()),
                        "%d blocks sent,".formatted(work.blocks()),
                        ProgressLine.duration(work.nanos()) + (withScores ? ", vac:" + result.root() : "")));
                out().flush();
            }
        });
        if (results.stream().anyMatch(result -> result.inferred() > 0)) {
            world().terminal().print("arenavault: %s has no qids: they were inferred from names and contents, and say "
                    .formatted(history.name()) + "only as much as these do about which file is the same as which");
        }
        notes(results.stream().map(HistoryCopy.DayResult::odd).reduce(Oddities.NONE, Oddities::plus))
                .forEach(note -> world().terminal().print("arenavault: " + note));
        if (globals().json()) {
            context().print(new HistoryReports.Copy(results.stream()
                    .map(result -> HistoryReports.CopiedDay.of(result, withScores)).toList()));
        } else {
            out().printf("%s copied, %d in all.%s%n", Count.of(results.size(), "day"), days.size(),
                    withScores && !root.equals(Score.ZERO) ? " Root: flfmt -v " + root + " FOSSIL-PARTITION" : "");
        }
        return ExitCode.DONE;
    }

    private static List<String> notes(Oddities odd) {
        List<String> notes = new ArrayList<>();
        if (odd.special() > 0) {
            notes.add("%s copied, those of each day counted; a fossil serves them as plain files".formatted(
                    Count.of(odd.special(), "link, device or pipe", "links, devices and pipes")));
        }
        if (odd.sockets() > 0) {
            notes.add("%s copied as empty, those of each day counted: an archive has no kind for them".formatted(
                    Count.of(odd.sockets(), "socket")));
        }
        if (odd.times() > 0) {
            notes.add("%s outside of 1970 to 2106, those of each day counted; the copy has the nearest".formatted(
                    Count.of(odd.times(), "time")));
        }
        if (odd.excluded() > 0) {
            notes.add("%s left out by --exclude, those of each day counted".formatted(
                    Count.of(odd.excluded(), "file or directory", "files and directories")));
        }
        return notes;
    }

    private ZoneId zone() throws UsageException {
        try {
            return zone.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new UsageException("'" + zone + "' is no time zone; write it like Europe/Berlin or UTC", e);
        }
    }
}
