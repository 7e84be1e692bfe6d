package org.arenavault.cli.set;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.DriveOptionsMixin;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.Job;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.io.Count;
import org.arenavault.io.Outcome;
import org.arenavault.io.World;
import org.arenavault.report.json.SetReports;
import org.arenavault.restore.catalog.SetBlocks;
import org.arenavault.restore.catalog.SetCatalogs;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.DiscRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code set catalog}. */
@Command(name = "catalog", header = "Make the catalogs of a set's discs that are missing.",
        mixinStandardHelpOptions = true, sortOptions = false,
        description = {"A catalog tells where each block lies on a disc: 'vac --set' and 'serve --set' go by it. "
            + "'backup' leaves them up to date; here those are made that are missing or damaged. A catalog is "
            + "made from the arena partitions where they still hold what is on the disc, and takes no disc then; "
            + "else, with --discs, from the directories of the arenas on the discs.", "",
            "Catalogs lie beside the ledger, 16 bytes a block, and can be deleted and made anew at any time."},
        footer = {"", "Examples:", "  arenavault set catalog home",
            "  arenavault set catalog home --discs -d /dev/sr0"})
final class SetCatalogCommand extends VaultCommand implements Job {

    @Parameters(paramLabel = "SET", description = "The set.")
    private String name;

    @Option(names = "--discs", description = "Ask for the discs whose arenas are in no partition any more.")
    private boolean discs;

    @Option(names = {"-d", "--device"}, paramLabel = "DEVICE", defaultValue = "",
            description = "The drive that discs are shown to. Default: the set's recorder, else "
                    + "'device' of config.toml.")
    private String device;

    @Mixin
    private DriveOptionsMixin drive;

    SetCatalogCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        World world = world();
        BackupSet set = set(name);
        if (discs) {
            try (SetBlocks blocks = recorder(set, drive, device).blocks(device)) {
                blocks.faults().forEach(fault -> world.terminal().print("arenavault: " + fault));
            }
        }
        try (SetCatalogs catalogs = SetCatalogs.open(set, world)) {
            catalogs.makeFromPartitions();
            print(catalogs);
            List<String> faults = Stream.concat(catalogs.unopened().stream(), catalogs.unread().stream()).toList();
            faults.forEach(fault -> world.terminal().print("note: " + fault));
            int missing = catalogs.missing().size();
            return ExitCode.of(catalogs.unread().isEmpty() ? Outcome.waitingFor(missing)
                    : Outcome.of(missing, missing));
        }
    }

    private void print(SetCatalogs catalogs) {
        List<SetReports.Catalog> list = new ArrayList<>();
        for (DiscRecord disc : catalogs.state().discs()) {
            boolean missing = catalogs.missing().contains(disc);
            Optional<Long> blocks = catalogs.blocks(disc).stream().boxed().findFirst();
            list.add(SetReports.Catalog.of(disc, missing, blocks));
            if (!globals().json()) {
                out().printf("%s: %s%s%n", disc.identity().label(),
                        blocks.isPresent() ? Count.of(blocks.get(), "block")
                                : missing ? "no catalog, and none can be made from the partitions: add --discs"
                                : "no catalog, and none is needed",
                        disc.mark().counts() ? "" : "; it is " + disc.mark());
            }
        }
        if (globals().json()) {
            context().print(new SetReports.Catalogs(name, list));
        }
    }
}
