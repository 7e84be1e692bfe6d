package org.arenavault.cli;

import static org.arenavault.report.Table.Align.LEFT;
import static org.arenavault.report.Table.Align.RIGHT;

import java.io.IOException;
import java.nio.file.Path;
import org.arenavault.changer.DiscSource;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.DriveOptionsMixin;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.Job;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.io.Bytes;
import org.arenavault.io.Count;
import org.arenavault.io.Environment;
import org.arenavault.io.Outcome;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.UsageException;
import org.arenavault.report.Hours;
import org.arenavault.report.Table;
import org.arenavault.report.json.DrillJson;
import org.arenavault.restore.Drill;
import org.arenavault.restore.DrillChoice;
import org.arenavault.restore.DrillReport;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.LedgerEvent;
import org.arenavault.sets.LockedSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code drill}: a restore rehearsed. */
@Command(name = "drill", header = "Rehearse a restore: bring back some arenas of a set, read them, and tell how long a "
        + "whole restore would take.", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Arenas that are drawn at random come back from their discs into a new folder, get an index, "
            + "are compared with their digests, and are read block by block through a server. The folder goes away at "
            + "the end. Nothing but the discs and the set's ledger is needed; the discs are asked for by name.",
            "The ledger keeps what came of it; 'status' shows the last drill, and reminds of one after a year."},
        footer = {"", "Examples:", "  arenavault drill home", "  arenavault drill home -d /dev/sr1 --only-discs 1",
            "  arenavault drill home --all --in /var/spare"})
final class DrillCommand extends VaultCommand implements Job {

    private static final int ARENAS = 3;

    @Parameters(paramLabel = "SET", description = "The set.")
    private String name;

    @Option(names = {"-d", "--device"}, paramLabel = "DEVICE", defaultValue = "",
            description = "The drive that the discs are shown to. Default: the set's recorder, else "
                    + "'device' of config.toml.")
    private String device;

    @ArgGroup
    private Extent extent = new Extent();

    static final class Extent {

        @Option(names = "--only-arenas", paramLabel = "N", description = "So many arenas, drawn at random. Default: "
                + ARENAS + ".")
        private @Nullable Integer arenas;

        @Option(names = "--only-discs", paramLabel = "N", description = "All arenas of so many discs, drawn at random.")
        private @Nullable Integer discs;

        @Option(names = "--all", description = "All arenas of the set.")
        private boolean all;

        private DrillChoice choice() throws UsageException {
            if ((arenas != null && arenas < 1) || (discs != null && discs < 1)) {
                throw new UsageException("--only-arenas and --only-discs take a number from 1 up");
            }
            return all ? DrillChoice.ALL : discs != null ? new DrillChoice(0, discs)
                    : new DrillChoice(arenas == null ? ARENAS : arenas, 0);
        }

        /** For the ledger. */
        private String text() {
            return all ? "all" : discs != null ? Count.of(discs, "disc") : Count.of(arenas == null ? ARENAS : arenas,
                    "arena");
        }
    }

    @Option(names = "--in", paramLabel = "DIR", description = "Where the new folder is made; what comes back has to "
            + "fit there. Default: the folder of the system for temporary files.")
    private @Nullable Path in;

    @Option(names = "--seed", paramLabel = "SEED", description = "Draw what was drawn with this seed.")
    private @Nullable Long seed;

    @Mixin
    private DriveOptionsMixin drive;

    DrillCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        DrillChoice choice = extent.choice();
        BackupSet set = set(name);
        Path parent = in == null ? Environment.temporary() : in;
        if (!PlainFiles.isFolder(parent)) {
            throw new UsageException("%s: is no folder; name one with --in DIR".formatted(parent));
        }
        long drawing = seed == null ? world().uuids().get().getMostSignificantBits() >>> 33 : seed;
        try (LockedSet locked = set.lock();
                DiscSource discs = recorder(set, drive, device).openToRead(device)) {
            DrillReport report = new Drill(vault(), world()).run(locked.state(), discs, choice, drawing, parent);
            locked.ledger().append(new LedgerEvent.Drilled(extent.text(), report.arenas().size(), report.bytes(),
                    report.took().toSeconds(), report.estimate().took().toSeconds(), report.drives(),
                    report.faults().isEmpty() ? "" : report.faults().get(0)));
            if (globals().json()) {
                context().print(DrillJson.of(name, report));
            } else {
                print(report);
            }
            long faults = report.faults().size();
            return ExitCode.of(Outcome.of(Math.max(1, report.arenas().size() + report.problems().size()), faults));
        }
    }

    private void print(DrillReport report) {
        out().printf("Drawn with seed %d:%n", report.seed());
        report.arenas().forEach(arena -> out().printf("  %s, %s%s%n", arena.arena(), Bytes.text(arena.bytes()),
                arena.disc().isEmpty() ? "" : ", from " + arena.disc()));
        Table stages = Table.of(LEFT, RIGHT).indented(2);
        report.stages().forEach(stage -> stages.row(stage.name(), Hours.exact(stage.took())));
        stages.print(out());
        out().printf("%s, %s, %s read by score, %s; %s.%n", Count.of(report.arenas().size(), "arena"),
                Bytes.text(report.bytes()), Count.of(report.blocks(), "block"),
                report.found().roots() == 0 ? "no root among them" : "%s among them, %s".formatted(
                        Count.of(report.found().roots(), "root"), report.found().wholeRoot() ? "one of them whole"
                        : "none whole"),
                report.faults().isEmpty() ? "nothing is wrong" : Count.of(report.faults().size(), "fault"));
        report.faults().forEach(fault -> out().printf("WRONG: %s%n", fault));
        out().printf("A whole restore takes about %s: %s, %s, %s.%n", Hours.about(report.estimate().took()),
                Count.of(report.estimate().arenas(), "arena"), Bytes.text(report.estimate().bytes()),
                Count.of(report.estimate().discs(), "disc"));
    }
}
