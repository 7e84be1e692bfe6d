package org.arenavault.cli.vac;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.Job;
import org.arenavault.cli.common.OpenBlocks;
import org.arenavault.cli.common.Sizes;
import org.arenavault.io.Bytes;
import org.arenavault.io.Count;
import org.arenavault.io.PathBytes;
import org.arenavault.io.UsageException;
import org.arenavault.report.json.VacReports;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.vac.ExtractOptions;
import org.arenavault.venti.vac.ExtractReport;
import org.arenavault.venti.vac.TreeCount;
import org.arenavault.venti.vac.VacArchive;
import org.arenavault.venti.vac.VacExtractor;
import org.arenavault.venti.vac.VacFile;
import org.arenavault.venti.vac.VacTraversal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vac get}: files out of an archive. */
@Command(name = "get", header = "Take files out of an archive.", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Makes TARGET, and beside it TARGET.manifest with what this system cannot hold: owners, the "
            + "bits of Plan 9, identities and versions, names that it does not allow. Times and permissions are kept, "
            + "holes stay holes. Devices and pipes stand in the manifest alone. A file that lacks blocks is written "
            + "with zeros in their places, and named.",
            "Files and bytes are counted first: an archive can name one directory many times. More than --max-entries "
            + "or --max-bytes is asked about, or refused where nobody can answer."},
        footer = {"", "Examples:", "  arenavault vac get home.vac --to /tmp/home --host venti.example.org",
            "  arenavault vac get home.vac archive/2026/0611/lib --conf /etc/venti.conf",
            "  arenavault vac get home.vac --to /tmp/home --set home -d /dev/sr0"})
final class VacGetCommand extends ArchiveCommand implements Job {

    @Parameters(index = "1", arity = "0..1", paramLabel = "PATH", defaultValue = "",
            description = "A directory or file in the archive. Default: all of it.")
    private String path;

    @Option(names = "--to", paramLabel = "TARGET",
            description = "The folder or file to make. Default: the last name of PATH, here.")
    private @Nullable Path to;

    @Option(names = "--links", description = "Make symbolic links, wherever they point to. Without this they stand in "
            + "the manifest alone.")
    private boolean links;

    @Mixin
    private TreeLimits limits = new TreeLimits();

    @Option(names = "--max-bytes", paramLabel = "SIZE", converter = Sizes.class,
            description = "The most bytes that may be written. Default: what is free where TARGET will lie.")
    private @Nullable Long maxBytes;

    VacGetCommand(CommandContext context) {
        super(context);
    }

    @Override
    int run(Score score, OpenBlocks open) throws IOException {
        VacArchive archive = archive(score, open);
        VacFile from = archive.find(path);
        Path target = target(from);
        ExtractOptions options = ExtractOptions.DEFAULT.with(open.threads())
                .with(links ? ExtractOptions.Links.CREATE : ExtractOptions.Links.LIST);
        options = counted(archive, from, target, options);
        open.forecast().of(from).forEach(line -> world().terminal().print("needed: " + line));
        ExtractReport report;
        try (VacExtractor extractor = new VacExtractor(archive, options, world().progress(), world().stop())) {
            report = extractor.extract(path, from, target);
        }
        print(report, target);
        return ExitCode.of(report.sound());
    }

    /** A few blocks can make more files than any disk holds: what is there is counted before anything is written. */
    private ExtractOptions counted(VacArchive archive, VacFile from, Path target, ExtractOptions options)
            throws IOException {
        limits.check();
        TreeCount count = new TreeCount(archive, options.limits(), options.maxFileSize(), limits.patience(),
                world().progress(), world().stop());
        TreeCount.Sum sum = count.lengths(from);
        limits.agreeOnEntries(sum, "the archive", world().terminal(), globals().yes());
        Optional<Long> most = maxBytes != null ? Optional.of(maxBytes) : TreeLimits.room(target, sum.entries());
        if (most.isPresent() && sum.bytes() > most.get()) {
            // holes are not written
            long bytes = count.written(from).bytes();
            if (bytes > most.get()) {
                TreeLimits.agree("the files hold %s, more than %s".formatted(TreeLimits.text(bytes),
                        maxBytes != null ? "--max-bytes " + maxBytes
                                : "the %s of room there, 4 KiB a file set aside".formatted(
                                TreeLimits.text(most.get()))), "--max-bytes " + bytes,
                        world().terminal(), globals().yes());
            }
        }
        return options.with(VacTraversal.Limits.of(sum));
    }

    private Path target(VacFile from) throws UsageException {
        if (to != null) {
            return to;
        }
        if (path.isEmpty() || !from.name().isPlain()) {
            throw new UsageException("say with --to what is to be made");
        }
        return PathBytes.relative(from.name().toBytes());
    }

    private void tellCut(ExtractReport.CutLinks cut) {
        if (cut.count() > 0) {
            world().terminal().print(("note: of %s the archive has the beginning of the target alone, for vac on "
                    + "64-bit systems keeps 8 bytes: %s%s").formatted(Count.grouped(cut.count(), "link", "links"),
                            String.join("; ", cut.first()), cut.count() > cut.first().size() ? "; ..." : ""));
        }
    }

    private void print(ExtractReport report, Path target) {
        tellCut(report.cutLinks());
        if (globals().json()) {
            context().print(VacReports.Taken.of(target, report));
            return;
        }
        report.problems().forEach(this::problem);
        out().printf("%s, %s, %s in %s; manifest: %s.manifest%n", Count.of(report.files(), "file"),
                Count.of(report.directories(), "directory", "directories"), Bytes.text(report.bytes()), target,
                target);
        if (report.listed() > 0) {
            out().printf("In the manifest only: %s.%n",
                    Count.of(report.listed(), "link, device or pipe", "links, devices and pipes"));
        }
        if (!report.sound()) {
            out().printf("DAMAGED: %s, blocks are missing in %s.%n", Count.of(report.problemCount(), "problem"),
                    Count.of(report.damaged(), "file"));
        }
    }
}
