package org.arenavault.cli;

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
import org.arenavault.io.Bytes;
import org.arenavault.io.Count;
import org.arenavault.io.Outcome;
import org.arenavault.report.SetStanding;
import org.arenavault.report.json.PageReport;
import org.arenavault.report.page.SetsPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code report}. */
@Command(name = "report", header = "Write a page that shows the sets, their discs and what to do, as HTML.",
        mixinStandardHelpOptions = true,
        description = {"One file without anything from elsewhere: each disc as a picture, coloured by its last "
            + "reading, how fast it was read and what had to be read again, what is on no disc, where each disc is "
            + "kept, how the store grows, what to do next. Reads what 'status' reads; no disc is needed."},
        footer = {"", "Examples:", "  arenavault report -o report.html", "  arenavault report home -o home.html"})
@Without({Without.Part.QUESTIONS, Without.Part.PROGRESS, Without.Part.DRIVES})
final class ReportCommand extends VaultCommand {

    @Parameters(arity = "0..1", paramLabel = "SET", description = "The set; all sets where none is named.")
    private String name = "";

    @Option(names = {"-o", "--output"}, paramLabel = "FILE.html", required = true,
            description = "Where to; readable by its owner alone. A page that is there is replaced.")
    private Path output;

    ReportCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        List<SetStanding> sets = new ArrayList<>();
        List<String> unread = new ArrayList<>();
        Outcome read = new SetLook(this, false).each(name, (standing, set) -> sets.add(standing),
                (set, reason) -> unread.add("set %s: %s".formatted(set, reason)));
        byte[] page = SetsPage.html(sets, unread, world().clock().now()).getBytes(StandardCharsets.UTF_8);
        PageFile.write(output, page);
        List<String> shown = sets.stream().map(set -> set.report().which().name()).toList();
        tell(new PageReport(output, shown, page.length, unread),
                "%s in %s, %s.".formatted(Count.are(sets.size(), "set"), output, Bytes.text(page.length)));
        return ExitCode.of(read);
    }
}
