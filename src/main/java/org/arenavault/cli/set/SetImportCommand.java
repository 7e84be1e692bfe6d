package org.arenavault.cli.set;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.io.Count;
import org.arenavault.io.Outcome;
import org.arenavault.report.json.SetReports;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.SetName;
import org.arenavault.sets.Vault;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code set import}. */
@Command(name = "import", header = "Take a bundled set in.", mixinStandardHelpOptions = true,
        description = {"Never over a set that is there. Go on with a set in one place only: two ledgers of one set "
            + "know nothing of each other's discs.",
            "With --update a newer bundle of a set that is here takes the place of what is known of it. Its ledger has "
            + "to go on where the one here ends; a set that was written here since is not touched.",
            "The set is foreign until 'set adopt': no file, device or server that its bundle names is opened."},
        footer = {"", "Examples:", "  arenavault set import home.tar.gz --as parents",
            "  arenavault set import home-2027.tar.gz --update"})
@Without({Without.Part.PROGRESS, Without.Part.DRIVES})
final class SetImportCommand extends VaultCommand {

    @Parameters(paramLabel = "FILE.tar.gz", description = "The bundle.")
    private Path file;

    @Option(names = "--as", paramLabel = "SET", description = "The name it gets here. Default: its own.")
    private @Nullable String as;

    @Option(names = "--update", description = "Bring the set that is here up to date: the one of the bundle, or that "
            + "which --as names.")
    private boolean update;

    SetImportCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        Optional<SetName> name = as == null ? Optional.empty() : Optional.of(SetName.parse(as));
        if (update) {
            return update(vault().updateSet(file.toAbsolutePath(), name));
        }
        BackupSet set = vault().importSet(file.toAbsolutePath(), name);
        int discs = set.read().discs().size();
        tell(new SetReports.Imported(set.name().text(), set.config().set(), discs, Optional.empty()),
                "Set %s is taken in: %s.%nIt is foreign: what its bundle names is not opened. To go on with it here: "
                        .formatted(set.name(), Count.of(discs, "disc"))
                        + "arenavault set adopt %s --conf VENTI.CONF".formatted(set.name()));
        List<SetName> others = vault().names().stream().filter(other -> !other.equals(set.name())).toList();
        Outcome read = withEach(others, other -> {
            if (other.config().set().equals(set.config().set())) {
                world().terminal().printNeeded("It is the same set as '%s': go on with one of them only."
                        .formatted(other.name()));
            }
        });
        if (!read.isDone()) {
            world().terminal().print("note: whether that is the same set as '%s' is not known; the import is done"
                    .formatted(set.name()));
        }
        return ExitCode.DONE;
    }

    private int update(Vault.Updated updated) throws IOException {
        BackupSet set = updated.set();
        int discs = set.read().discs().size();
        tell(new SetReports.Imported(set.name().text(), set.config().set(), discs, Optional.of(updated.lines())),
                updated.lines() == 0 ? "Set %s is up to date: the bundle knows nothing that is not known here."
                        .formatted(set.name())
                        : "Set %s is brought up to date: %s more in its ledger, %s.".formatted(set.name(),
                                Count.of(updated.lines(), "line"), Count.of(discs, "disc")));
        return ExitCode.DONE;
    }
}
