package org.arenavault.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.SetName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code set import}. */
@Command(name = "import", header = "Take a bundled set in.", mixinStandardHelpOptions = true,
        description = {"Never over a set that is there. Go on with a set in one place only: two ledgers of one set "
            + "know nothing of each other's discs."},
        footer = {"", "Example:", "  arenavault set import home.tar.gz --as parents"})
final class SetImportCommand extends VaultCommand {

    @Parameters(paramLabel = "FILE.tar.gz", description = "The bundle.")
    private Path file;

    @Option(names = "--as", paramLabel = "SET", description = "The name it gets here. Default: its own.")
    private String as;

    SetImportCommand(Session session) {
        super(session);
    }

    @Override
    int run() throws IOException {
        Optional<SetName> name = as == null ? Optional.empty() : Optional.of(SetName.parse(as));
        BackupSet set = vault().importSet(file.toAbsolutePath(), name);
        out().printf("Set %s is taken in: %d discs.%n", set.name(), set.read().discs().size());
        for (SetName other : vault().names()) {
            if (!other.equals(set.name()) && vault().open(other).config().set().equals(set.config().set())) {
                world().terminal().say("It is the same set as '%s': go on with one of them only.".formatted(other));
            }
        }
        return ExitCode.DONE;
    }
}
