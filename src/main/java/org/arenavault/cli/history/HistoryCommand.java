package org.arenavault.cli.history;

import java.util.List;
import org.arenavault.cli.common.CommandGroup;
import picocli.CommandLine.Command;

/** {@code history}: the days of a dump. */
@Command(name = "history", header = "Move the days of a dump into a venti, prove that all are there, look at them.",
        mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND",
        description = {"A HISTORY is a folder with YYYY/MMDD[n] (dir:FOLDER or just FOLDER), such a folder on a 9P "
            + "server that asks for no authentication (9p:[USER@]HOST[:PORT][/TREE]), a root score of an archive with "
            + "/archive/YYYY/MMDD[.n], a file with a line 'YYYY/MMDD SCORE' for each day (list:FILE), or "
            + "the folder in which 'history copy' keeps its journal (state:FOLDER)."},
        footer = {"", "Examples:", "  arenavault history copy /n/dump --host newventi --state /var/lib/move",
            "  arenavault history check /n/dump state:/var/lib/move --host newventi",
            "  arenavault history diff 2004/0611 2004/0612 state:/var/lib/move --host newventi"})
public final class HistoryCommand implements CommandGroup {

    @Override
    public List<Below> below() {
        return List.of(
                new Below("copy", HistoryCopyCommand.class),
                new Below("check", HistoryCheckCommand.class),
                new Below("list", HistoryListCommand.class),
                new Below("diff", HistoryDiffCommand.class));
    }
}
