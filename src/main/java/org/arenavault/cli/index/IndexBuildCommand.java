package org.arenavault.cli.index;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.Job;
import org.arenavault.cli.common.ServerOption;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.io.Count;
import org.arenavault.io.ProgressLine;
import org.arenavault.io.World;
import org.arenavault.report.json.IndexReports;
import org.arenavault.venti.format.VentiConf;
import org.arenavault.venti.index.BuildReport;
import org.arenavault.venti.index.DamagedArenas;
import org.arenavault.venti.index.IndexBuilder;
import org.arenavault.venti.index.IndexFiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code index build}: what {@code fmtisect}, {@code fmtbloom}, {@code fmtindex} and {@code buildindex} do. */
@Command(name = "build", header = "Build the index of a venti, and its Bloom filter, from its arenas.",
        mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Every block of every arena is entered. Sections and filter that are blank are formatted "
            + "first; those of an index are filled anew; what holds anything else is refused. Until it is done no "
            + "server starts on the index; what was interrupted is begun again by the same command.", "",
            "The server must not be running. Sections on a file server, 9p:HOST//PATH, are written there."},
        footer = {"", "Examples:", "  arenavault index build /etc/venti.conf",
            "  arenavault index build 9p:plan9:5640//dev/sdC0/arenas",
            "  arenavault index build /etc/venti.conf --spill /var/tmp"})
@Without({Without.Part.VAULT, Without.Part.DRIVES})
final class IndexBuildCommand extends VaultCommand implements Job {

    @Parameters(paramLabel = "VENTI.CONF", description = "The configuration, or a partition that carries one.")
    private Path file;

    @Option(names = "--format", description = "Also make the files of sections and filter that are missing or have "
            + "no length, as large as the arenas need them.")
    private boolean format;

    @Option(names = "--leave-out-damaged", description = "Enter what is sound where arenas are damaged, instead of "
            + "refusing them.")
    private boolean leaveOut;

    @Option(names = "--spill", paramLabel = "DIR", description = "Gather the entries in a file there, not in the "
            + "sections; an index that turns out too small is then left as it was.")
    private @Nullable Path spill;

    @Mixin
    private ServerOption server = new ServerOption();

    IndexBuildCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        VentiConf conf = VentiConf.read(file, world().disks());
        World world = server.probe().toWrite(conf, world());
        IndexFiles files = new IndexFiles(conf, world);
        files.check(format);
        List<String> made = format ? files.make() : List.of();
        IndexBuilder builder = new IndexBuilder(world, Runtime.getRuntime().availableProcessors());
        BuildReport report = (spill == null ? builder : builder.spillingTo(spill))
                .build(conf, leaveOut ? DamagedArenas.LEAVE_OUT : DamagedArenas.REFUSE);
        if (globals().json()) {
            context().print(IndexReports.Build.of(conf.index(), made, report));
        } else {
            if (!made.isEmpty()) {
                out().printf("made: %s%n", String.join(", ", made));
            }
            out().printf("index %s: %s entered in %s (%.0f a second), %d%% full, the fullest of %d buckets has "
                    + "%d of %d entries%n", conf.index(), Count.of(report.figures().clumps(), "clump"),
                    ProgressLine.duration(report.took().toNanos()), report.clumpsPerSecond(),
                    report.figures().fullPercent(),
                    report.figures().buckets(), report.figures().fullest(), report.figures().capacity());
            report.leftOut().forEach(arena -> out().printf("NOT IN THE INDEX: %s%n", arena));
            report.notes().forEach(note -> out().printf("note: %s%n", note));
        }
        return ExitCode.of(report.isComplete());
    }
}
