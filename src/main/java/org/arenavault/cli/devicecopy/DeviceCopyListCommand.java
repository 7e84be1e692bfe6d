package org.arenavault.cli.devicecopy;

import static org.arenavault.report.Table.Align.LEFT;
import static org.arenavault.report.Table.Align.RIGHT;

import java.io.IOException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.Turns;
import org.arenavault.cli.common.Without;
import org.arenavault.copy.CopyFolder;
import org.arenavault.copy.CopyRecord;
import org.arenavault.report.Table;
import org.arenavault.report.json.CopyReports;
import picocli.CommandLine.Command;

/** {@code device-copy list}. */
@Command(name = "list", header = "Show the history of copies: what went where, when, and whether it was verified.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  arenavault device-copy list", "  arenavault device-copy list --json"})
@Without({Without.Part.QUESTIONS, Without.Part.PROGRESS, Without.Part.DRIVES})
final class DeviceCopyListCommand extends CopyCommand {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(ZoneId.systemDefault());

    private final Table table = Table.of(RIGHT, LEFT, LEFT, RIGHT, LEFT);

    DeviceCopyListCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        List<CopyFolder> all = copies().all();
        List<CopyReports.Copy> list = new ArrayList<>();
        List<CopyReports.Unread> unread = new ArrayList<>();
        Turns turns = Turns.eachNamed();
        for (CopyFolder copy : all) {
            turns.takeOwn(() -> list(copy, list), reason -> {
                unread.add(new CopyReports.Unread(copy.number(), reason));
                world().terminal().print("arenavault: copy %d: %s".formatted(copy.number(), reason));
            });
        }
        if (globals().json()) {
            context().print(new CopyReports.Listing(list, unread));
        } else if (all.isEmpty()) {
            out().println("No copy was ever started here.");
        }
        table.print(out());
        return ExitCode.of(turns.outcome());
    }

    private boolean list(CopyFolder copy, List<CopyReports.Copy> list) throws IOException {
        CopyRecord record = copy.load();
        boolean alive = copy.hasWorker();
        if (globals().json()) {
            list.add(CopyText.report(copy, record, alive));
        } else {
            table.row(copy.number(), TIME.format(record.state().updated()), CopyText.status(record, alive),
                    "%d bytes".formatted(record.plan().range().length()),
                    "%s -> %s".formatted(record.plan().source().path(), record.plan().destination().path()));
        }
        return true;
    }
}
