package org.arenavault.cli.vac;

import static org.arenavault.report.Table.Align.LEFT;
import static org.arenavault.report.Table.Align.RIGHT;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.OpenBlocks;
import org.arenavault.report.Table;
import org.arenavault.report.json.VacReports;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.vac.DirectoryReader;
import org.arenavault.venti.vac.DirectoryRecord;
import org.arenavault.venti.vac.TreeCount;
import org.arenavault.venti.vac.VacArchive;
import org.arenavault.venti.vac.VacFile;
import org.arenavault.venti.vac.VacTraversal;
import org.arenavault.venti.vac.VacVisitor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vac ls}: what is in an archive. */
@Command(name = "ls", header = "List a directory of an archive.", mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Shows mode, owner, group, bytes, time of modification (UTC) and name.",
        footer = {"", "Examples:", "  arenavault vac ls home.vac --host venti.example.org",
            "  arenavault vac ls home.vac archive/2026/0611 -R --conf /etc/venti.conf",
            "  arenavault vac ls last --host venti.example.org",
            "  arenavault vac ls /dev/sdc2 --conf /etc/venti.conf"})
final class VacLsCommand extends ArchiveCommand {

    @Parameters(index = "1", arity = "0..1", paramLabel = "PATH", defaultValue = "",
            description = "A directory or file in the archive. Default: its uppermost directory.")
    private String path;

    @Option(names = {"-R", "--recursive"}, description = "List everything below it.")
    private boolean recursive;

    @Mixin
    private TreeLimits limits = new TreeLimits();

    private VacTraversal.Limits seen = VacTraversal.Limits.DEFAULT;
    private long problems;

    /** Files are shown while they are read: an archive may hold more of them than memory. */
    private final Table table = Table.of(LEFT, LEFT, LEFT, RIGHT, LEFT, LEFT).atLeast(11, 8, 8, 12);

    VacLsCommand(CommandContext context) {
        super(context);
    }

    /** Takes the files one by one: an archive may hold more of them than memory. */
    @FunctionalInterface
    private interface Listing {
        void add(String path, VacFile file) throws IOException;
    }

    @Override
    int run(Score score, OpenBlocks open) throws IOException {
        VacArchive archive = archive(score, open);
        VacFile from = archive.find(path);
        limits.check();
        if (recursive && from.isDirectory()) {
            TreeCount.Sum sum = new TreeCount(archive, VacTraversal.Limits.DEFAULT, 0, limits.patience(),
                    world().progress(), world().stop()).lengths(from);
            limits.agreeOnEntries(sum, "the archive", world().terminal(), globals().yes());
            seen = VacTraversal.Limits.of(sum);
        }
        if (globals().json()) {
            try (VacReports.Files files = new VacReports.Files(context().jsonWriter())) {
                list(archive, from, files::add);
                files.end(problems);
            }
            out().println();
        } else {
            list(archive, from, this::print);
        }
        return ExitCode.of(problems == 0);
    }

    private void list(VacArchive archive, VacFile from, Listing listing) throws IOException {
        if (!from.isDirectory()) {
            listing.add(path, from);
        } else if (recursive) {
            new VacTraversal(archive, seen, this::damaged).run(path, from,
                    new Everything(listing));
        } else {
            DirectoryReader files = archive.list(from, path.isEmpty() ? "/" : path, this::damaged);
            for (Optional<VacFile> file = files.next(); file.isPresent(); file = files.next()) {
                listing.add(file.get().name().toString(), file.get());
            }
        }
    }

    private void damaged(String text) {
        problems++;
        problem(text);
    }

    private void print(String name, VacFile file) {
        DirectoryRecord record = file.record();
        out().println(table.line(record.mode(), record.owners().uid(), record.owners().gid(), file.size(),
                Instant.ofEpochSecond(record.times().mtime()), name));
    }

    /** Shows all files below a directory, and itself. */
    private record Everything(Listing listing) implements VacVisitor {

        @Override
        public boolean enter(String path, VacFile directory) throws IOException {
            listing.add(path.isEmpty() ? "/" : path, directory);
            return true;
        }

        @Override
        public void leave(String path, VacFile directory) {
            // shown when it was entered
        }

        @Override
        public void file(String path, VacFile file) throws IOException {
            listing.add(path, file);
        }
    }
}
