package org.arenavault.cli.disks;

import static org.arenavault.report.Table.Align.LEFT;
import static org.arenavault.report.Table.Align.RIGHT;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.PathArgument;
import org.arenavault.cli.common.Turns;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.disk.DiskPart;
import org.arenavault.disk.DiskTables;
import org.arenavault.disk.PartitionTables;
import org.arenavault.io.Bytes;
import org.arenavault.io.Plain;
import org.arenavault.io.Storage;
import org.arenavault.report.Table;
import org.arenavault.report.json.DisksReports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code disks list}: the partitions of disks, and what each holds. */
@Command(name = "list", header = "List the partitions of disks of Plan 9 machines with what each holds.",
        mixinStandardHelpOptions = true,
        description = {"Reads the table of the disk (the four entries of its first sector and the chain of an extended "
            + "partition, or a GUID partition table) and, in each Plan 9 partition, the table of prep. Shows venti "
            + "arenas, index sections, Bloom filters and configurations, fossils, and FAT file systems with the files "
            + "that matter here. Nothing is written. Keys in an nvram are never shown.", "",
            "Every other command takes DISK:NAME for a partition, and DISK:NAME/FILE for a file in a FAT there. Where "
            + "two have one name, it is DISK:plan9.1/NAME. A file that is really called so comes first."},
        footer = {"", "Examples:", "  arenavault disks list /dev/sdb", "  arenavault disks list sdC0.img --json",
            "  arenavault arenas list /dev/sdb:arenas", "  arenavault fossil last /dev/sdb:fossil"})
@Without({Without.Part.VAULT, Without.Part.QUESTIONS, Without.Part.PROGRESS, Without.Part.DRIVES})
final class DisksListCommand extends VaultCommand {

    @Parameters(arity = "1..*", paramLabel = "DISK", converter = PathArgument.class,
            description = "Disks, or images of disks; also of a file server: 9p:HOST//PATH.")
    private List<Path> disks;

    @Option(names = "--with-scores", description = "Show last archived scores in full. They open everything.")
    private boolean withScores;

    DisksListCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        List<DisksReports.Disk> reports = new ArrayList<>();
        Turns turns = Turns.of(disks.size());
        for (Path disk : disks) {
            turns.take(() -> list(disk, reports), reason -> {
                reports.add(new DisksReports.Disk(disk.toString(), 0, List.of(), reason, List.of()));
                world().terminal().print("arenavault: " + reason);
            });
        }
        if (globals().json()) {
            context().print(new DisksReports.Listing(reports));
        }
        return ExitCode.of(turns.outcome());
    }

    private boolean list(Path path, List<DisksReports.Disk> reports) throws IOException {
        List<DisksReports.Part> parts = new ArrayList<>();
        String name = path.toString();
        long size;
        boolean sound = true;
        List<String> notes;
        try (Storage disk = world().disks().openToRead(path)) {
            size = disk.size();
            PartContents contents = new PartContents(withScores, world().stop());
            DiskTables tables = PartitionTables.of(disk);
            notes = tables.notes();
            for (DiskPart part : tables.parts()) {
                DisksReports.Part found = contents.of(disk, tables, part);
                sound &= found.problem().isEmpty();
                parts.add(found);
            }
        }
        reports.add(new DisksReports.Disk(name, size, parts, "", notes));
        if (!globals().json()) {
            print(name, size, parts);
            notes.forEach(note -> out().printf("  note: %s%n", note));
        }
        return sound;
    }

    private void print(String name, long size, List<DisksReports.Part> parts) {
        out().printf("%s: %s%n", Plain.field(name), Bytes.text(size));
        Table table = Table.of(LEFT, LEFT, RIGHT, RIGHT, LEFT).indented(2);
        for (DisksReports.Part part : parts) {
            DisksReports.Place place = part.place();
            table.row(Plain.field(place.name()), place.table().toString().toLowerCase(Locale.ROOT),
                    "at %d".formatted(place.offset()), Bytes.text(place.bytes()), part.text());
            part.details().forEach(detail -> table.below("      " + Plain.field(detail)));
            if (!part.problem().isEmpty()) {
                table.below("      PROBLEM: " + part.problem());
            }
        }
        table.print(out());
    }
}
