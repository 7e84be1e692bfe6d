package org.arenavault.cli.index;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.Job;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.io.Count;
import org.arenavault.io.ProgressLine;
import org.arenavault.io.World;
import org.arenavault.report.json.IndexReports;
import org.arenavault.restore.ServerProbe;
import org.arenavault.venti.format.VentiConf;
import org.arenavault.venti.index.IndexChecker;
import org.arenavault.venti.index.IndexReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code index check}: what {@code checkindex} does, without a file for its notes. */
@Command(name = "check", header = "Check a venti's index and Bloom filter against its arenas.",
        mixinStandardHelpOptions = true,
        description = {"Every block must be found, every entry must have its block, every bucket must be in order, and "
            + "the filter must know every block. Nothing is written."},
        footer = {"", "Examples:", "  arenavault index check /etc/venti.conf",
            "  arenavault index check /dev/arenas --json"})
@Without({Without.Part.VAULT, Without.Part.QUESTIONS, Without.Part.DRIVES})
final class IndexCheckCommand extends VaultCommand implements Job {

    /** Of a long list of problems so many are shown; JSON has more. */
    private static final int SHOWN = 20;

    @Parameters(paramLabel = "VENTI.CONF", description = "The configuration, or a partition that carries one.")
    private Path file;

    IndexCheckCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        World world = world();
        VentiConf conf = VentiConf.read(file, world.disks());
        List<String> notes = new ArrayList<>();
        ServerProbe.answering(conf).ifPresent(address -> notes.add(("a server answers at %s: what it has not yet "
                + "written looks like damage").formatted(address)));
        IndexReport report = new IndexChecker(world, Runtime.getRuntime().availableProcessors()).check(conf);
        notes.addAll(report.notes());
        if (globals().json()) {
            context().print(IndexReports.Check.of(conf.index(), report, notes));
        } else {
            report.problems().stream().limit(SHOWN).forEach(problem -> out().printf("PROBLEM: %s%n", problem));
            if (report.problemCount() > SHOWN) {
                out().printf("... and %d more%n", report.problemCount() - SHOWN);
            }
            notes.forEach(note -> out().printf("note: %s%n", note));
            out().printf("index %s: %s, %s in %s, %s; %s (%.0f clumps a second)%n",
                    conf.index(), Count.of(report.clumps(), "clump"), Count.of(report.entries(), "entry", "entries"),
                    Count.of(report.buckets(), "bucket"),
                    report.sound() ? "no fault" : Count.of(report.problemCount(), "problem"),
                    ProgressLine.duration(report.took().toNanos()), report.clumpsPerSecond());
        }
        return ExitCode.of(report.sound());
    }
}
