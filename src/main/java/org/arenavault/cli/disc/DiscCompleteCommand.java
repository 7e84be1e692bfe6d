package org.arenavault.cli.disc;

import java.io.IOException;
import java.util.Optional;
import org.arenavault.backup.ArenaSource;
import org.arenavault.backup.BackupPlan;
import org.arenavault.backup.BackupResult;
import org.arenavault.backup.DiscCompletion;
import org.arenavault.backup.SetMedium;
import org.arenavault.changer.DiscSource;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.DriveOptionsMixin;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.Job;
import org.arenavault.cli.common.SetFiles;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.io.Bytes;
import org.arenavault.io.RefusedException;
import org.arenavault.report.BackupText;
import org.arenavault.report.json.DiscReports;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.LockedSet;
import org.arenavault.sets.SetState;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code disc complete}. */
@Command(name = "complete", header = "Give a disc its kit and its parity before it is full.",
        mixinStandardHelpOptions = true, sortOptions = false,
        description = {"An optical disc gets both by itself once no more arenas fit on it, unless the set wants "
            + "neither ('set config' shows kit.when and parity.when). Before that, what is on it has no parity: record "
            + "some when the disc goes to another place, or when the next backup is months away. The disc takes more "
            + "arenas afterwards, and these get parity of their own.",
            "Parity of a disc that is not full takes parity.share of what it protects ('set config' shows it)."},
        footer = {"", "Examples:", "  arenavault disc complete home", "  arenavault disc complete home 3 -d /dev/sr1"})
final class DiscCompleteCommand extends VaultCommand implements Job {

    @Parameters(index = "0", paramLabel = "SET", description = "The set.")
    private String name;

    @Parameters(index = "1", paramLabel = "N", arity = "0..1",
            description = "The number of the disc. Default: the one that the next arena goes on.")
    private @Nullable Integer number;

    @Option(names = {"-d", "--device"}, paramLabel = "DEVICE", defaultValue = "",
            description = "The recorder. Default: the set's own, else 'device' of config.toml.")
    private String device;

    @Mixin
    private DriveOptionsMixin drive;

    DiscCompleteCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        BackupSet set = set(name);
        try (ArenaSource source = ArenaSource.ofSet(set.config(), world());
                LockedSet locked = set.lock();
                SetFiles files = new SetFiles(locked, world());
                DiscSource discs = recorder(set, drive, device).open(device)) {
            DiscCompletion completion = new DiscCompletion(files.locked(), disc(files.locked().state()), discs,
                    SetMedium.of(set), source, world());
            boolean ended = false;
            try {
                completion.run();
                ended = true;
            } finally {
                if (ended || completion.result().isWorthTelling()) {
                    tell(set, completion);
                }
            }
            return ExitCode.of(completion.result().outcome());
        }
    }

    private void tell(BackupSet set, DiscCompletion completion) {
        if (globals().json()) {
            context().print(DiscReports.Completed.of(set.name().text(), completion.disc(), completion.result()));
        } else {
            print(completion.disc(), completion.result());
        }
    }

    private DiscRecord disc(SetState state) throws IOException {
        if (number != null) {
            return state.existing(number);
        }
        Optional<DiscRecord> current = BackupPlan.current(state);
        if (current.isEmpty()) {
            throw new RefusedException("set '%s' has no disc that takes more".formatted(state.name())).next(
                    "arenavault disc list %s".formatted(state.name()), "shows its discs");
        }
        return current.get();
    }

    private void print(DiscRecord disc, BackupResult result) {
        result.failed().forEach(failure -> out().printf("FAILED: %s%n", failure));
        BackupText.print(result.putAside(), out());
        if (result.good().isEmpty()) {
            out().printf("%s%s.%n", result.failed().isEmpty() ? "All that completes it is on "
                    : "Nothing was recorded on ", disc.identity().label());
        } else {
            out().printf("%s: %s of kit and parity.%n", disc.identity().label(), Bytes.text(result.bytes()));
        }
    }
}
