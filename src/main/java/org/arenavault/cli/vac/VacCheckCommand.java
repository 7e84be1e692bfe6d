package org.arenavault.cli.vac;

import java.io.IOException;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.OpenBlocks;
import org.arenavault.cli.common.Without;
import org.arenavault.io.Bytes;
import org.arenavault.io.Count;
import org.arenavault.io.UsageException;
import org.arenavault.report.json.VacReports;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.vac.CheckLevel;
import org.arenavault.venti.vac.CheckReport;
import org.arenavault.venti.vac.ListingReport;
import org.arenavault.venti.vac.VacCheck;
import org.arenavault.venti.vac.WalkOptions;
import org.arenavault.venti.vac.WalkReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code vac check}: whether an archive is whole. */
@Command(name = "check", header = "Tell whether everything below a root score is there.",
        mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Reads and checks every block of directories and pointers, asks for every block of data whether "
            + "it is there, and goes through all directories as files. Names what is missing.",
            "Exit 0 says that nothing is missing. Only with --deep it says, too, that every block of data is sound: "
            + "damage inside of one is found by reading it, and 'vac get' would find it."},
        footer = {"", "Examples:", "  arenavault vac check home.vac --host venti.example.org",
            "  arenavault vac check home.vac --deep --roots 30 --conf /etc/venti.conf"})
@Without(Without.Part.QUESTIONS)
final class VacCheckCommand extends ArchiveCommand {

    @Option(names = "--deep", description = "Read and check the blocks of data as well.")
    private boolean deep;

    @Option(names = "--roots", paramLabel = "N", defaultValue = "1",
            description = "Check so many roots: this one, and those before it. Default: ${DEFAULT-VALUE}.")
    private int roots;

    VacCheckCommand(CommandContext context) {
        super(context);
    }

    @Override
    int run(Score score, OpenBlocks open) throws IOException {
        if (roots < 1) {
            throw new UsageException("--roots %d: a number from 1 on is expected".formatted(roots));
        }
        VacCheck check = new VacCheck(deep ? CheckLevel.FULL : CheckLevel.STRUCTURE, VacCheck.Listing.INCLUDE, roots,
                WalkOptions.STRUCTURE.with(open.threads()));
        CheckReport report = check.run(open.source(), score, world().progress(), world().stop());
        if (globals().json()) {
            context().print(VacReports.Check.of(report, deep));
        } else {
            tell(report);
        }
        return ExitCode.of(report.sound());
    }

    private void tell(CheckReport report) {
        int number = 0;
        for (WalkReport tree : report.trees()) {
            String which = number == 0 ? "This root" : Count.of(number, "root") + " before";
            out().printf("%s: %s%s; %s not seen before, %s read%n", which,
                    tree.whole() ? deep ? "whole" : "nothing is missing; the data were NOT READ (--deep reads them)"
                            : "NOT WHOLE, " + Count.of(tree.gapCount(), "place"),
                    tree.cutShort() ? " so far" : "", Count.of(tree.totalBlocks(), "block"),
                    Bytes.text(tree.bytes()));
            tree.gaps().forEach(gap -> out().printf("    %s%n", gap));
            tree.oddities().forEach(odd -> out().printf("    %s%n", odd));
            number++;
        }
        for (ListingReport listing : report.listings()) {
            out().printf("%s in %s, %s%n", Count.of(listing.files(), "file"),
                    Count.of(listing.directories(), "directory", "directories"),
                    Bytes.text(listing.bytes()));
            listing.problems().forEach(problem -> out().printf("    %s%n", problem));
        }
        report.problems().forEach(problem -> out().printf("DAMAGED: %s%n", problem));
    }
}
