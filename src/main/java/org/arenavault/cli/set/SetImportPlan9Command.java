package org.arenavault.cli.set;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.arenavault.backup.ArenaSource;
import org.arenavault.backup.Plan9Import;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.drivers.Descriptions;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.io.Count;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.LockedSet;
import org.arenavault.sets.Plan9Files;
import org.arenavault.sets.SetConfig;
import org.arenavault.sets.SetName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code set import-plan9}. */
@Command(name = "import-plan9", header = "Take over a set of the Plan 9 backup scripts.",
        mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Reads the files ondisc, disc and tracks of the set's folder; the venti's arenas give names, "
            + "sizes and seals. The discs count as recorded but not verified; 'verify' reads them."},
        footer = {"", "Example:", "  arenavault set import-plan9 /n/backup/set1 set1 --conf /etc/venti.conf"})
@Without(Without.Part.PROGRESS)
final class SetImportPlan9Command extends VaultCommand {

    private static final String USUAL_MEDIUM = "bd-r-dl";

    @Parameters(index = "0", paramLabel = "DIR", description = "The folder of the old set.")
    private Path folder;

    @Parameters(index = "1", paramLabel = "SET", description = "The set that it becomes.")
    private String name;

    @Option(names = "--conf", required = true, paramLabel = "VENTI.CONF", description = "The venti's configuration.")
    private Path conf;

    @Option(names = "--medium", paramLabel = "MEDIUM", defaultValue = "",
            description = "What it is recorded on. Default: 'medium' of config.toml, else bd-r-dl.")
    private String medium;

    @Option(names = "--device", paramLabel = "DEVICE", defaultValue = "", description = "The recorder.")
    private String device;

    SetImportPlan9Command(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        SetName set = SetName.parse(name);
        Plan9Files files = Plan9Files.read(folder);
        files.byDisc();
        Optional<MediumDescription> chosen = medium(medium);
        MediumDescription description = chosen.isPresent() ? chosen.get()
                : MediumDescription.read(Descriptions.ofUser(), USUAL_MEDIUM);
        SetConfig.Source from =
                new SetConfig.Source(conf.toAbsolutePath().normalize().toString(), List.of(), "", false);
        try (ArenaSource source = ArenaSource.open(from.partitions(world().disks()), world().disks())) {
            UUID uuid = world().uuids().get();
            BackupSet made = vault().create(set, SetConfig.of(set, uuid, world().uuids().get(), from,
                    new SetConfig.MediumChoice(description.name(), SetConfig.Spare.DEFAULT, 0, device)));
            try (LockedSet locked = made.lock()) {
                int discs = Plan9Import.run(locked, files, source, world());
                out().printf("Set %s taken over: %s on %s, none of them verified yet.%n", set,
                        Count.of(files.onDisc().size(), "arena"), Count.of(discs, "disc"));
            }
        }
        return ExitCode.DONE;
    }
}
