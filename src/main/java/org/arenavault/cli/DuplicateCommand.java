package org.arenavault.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.arenavault.backup.BackupOptions;
import org.arenavault.backup.Duplication;
import org.arenavault.backup.SetMedium;
import org.arenavault.changer.DiscSource;
import org.arenavault.changer.DriveUse;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.DriveOptionsMixin;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.Job;
import org.arenavault.cli.common.SetFiles;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.drivers.DeviceName;
import org.arenavault.io.NewFiles;
import org.arenavault.io.Outcome;
import org.arenavault.io.ShellWord;
import org.arenavault.io.UsageException;
import org.arenavault.io.World;
import org.arenavault.report.BackupText;
import org.arenavault.report.json.BackupReports;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.LockedSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code duplicate}: from discs to the discs of another set. */
@Command(name = "duplicate", header = "Record the arenas of discs on the discs of another set.",
        mixinStandardHelpOptions = true, sortOptions = false,
        description = {"The other set is begun with 'init' and is of the same venti; its discs get labels of their "
            + "own. What it has already is passed over. With one drive, --stage names a folder with room for a "
            + "disc's arenas."},
        footer = {"", "Examples:",
            "  arenavault duplicate --from /dev/sr0 --to /dev/sr1 --to-set offsite",
            "  arenavault duplicate --from /dev/sr0 --to /dev/sr0 --to-set offsite --stage /var/tmp/stage",
            "  arenavault duplicate --from /dev/sr0 --to /dev/sr1 --to-set offsite --medium bd-r-dl"})
final class DuplicateCommand extends VaultCommand implements Job {

    @Option(names = "--from", required = true, paramLabel = "DEVICE", description = "The drive that reads.")
    private String from;

    @Option(names = "--to", required = true, paramLabel = "DEVICE", description = "The drive that records.")
    private String to;

    @Option(names = "--to-set", required = true, paramLabel = "SET", description = "The set that gets the copies.")
    private String name;

    @Option(names = "--stage", paramLabel = "DIR", description = "Where arenas are kept between reading and recording.")
    private @Nullable Path stage;

    @Option(names = "--medium", paramLabel = "MEDIUM", defaultValue = "",
            description = "What the other set is recorded on from now on: bd-r, bd-r-dl, dvd+r, removable-disk, ... "
                + "Without it discs of another kind are refused.")
    private String kind;

    @Mixin
    private DriveOptionsMixin drive;

    DuplicateCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        BackupSet set = set(name);
        DeviceName source = DeviceName.parse(from);
        DeviceName target = DeviceName.parse(to);
        boolean oneDrive = source.key().equals(target.key());
        if (oneDrive && stage == null) {
            throw new UsageException("one drive cannot read and record at once; name a folder with --stage DIR");
        }
        if (stage != null) {
            NewFiles.folders(stage);
        }
        World world = world();
        SetMedium.change(set, kind, world);
        try (LockedSet locked = set.lock();
                SetFiles files = new SetFiles(locked, world);
                DiscSource discs = context().devices().discs(source, DriveUse.DEFAULT, world)) {
            locked.copy(vault().scores());
            Outcome outcome;
            boolean cataloged = false;
            try {
                if (oneDrive) {
                    outcome = duplicate(files.locked(), discs, discs, world);
                } else {
                    try (DiscSource recorder = recorder(set, drive, to).open(to)) {
                        outcome = duplicate(files.locked(), discs, recorder, world);
                    }
                }
            } finally {
                cataloged = files.catalog(SetFiles.Source.UNNEEDED);
            }
            return ExitCode.of(outcome.and(Outcome.of(cataloged)));
        }
    }

    private String command() {
        return "arenavault duplicate --from %s --to %s --to-set %s%s".formatted(ShellWord.of(from), ShellWord.of(to),
                name, stage == null ? "" : " --stage " + ShellWord.of(stage.toString()));
    }

    private Outcome duplicate(LockedSet locked, DiscSource discs, DiscSource recorder, World world) throws IOException {
        Duplication duplication = new Duplication(locked, discs, recorder, SetMedium.of(locked.set()), world,
                new BackupOptions(true, 0, Set.of(), false, List.of(to), command(), false, globals().yes()),
                Optional.ofNullable(stage));
        boolean ended = false;
        try {
            duplication.run();
            ended = true;
        } finally {
            BackupCommand.report(context(), globals(), BackupReports.Duplicate::new, BackupText::ofDuplicate,
                    locked.set(), duplication.result(), ended, to);
        }
        return duplication.result().outcome();
    }
}
