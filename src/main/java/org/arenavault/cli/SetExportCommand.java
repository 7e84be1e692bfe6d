package org.arenavault.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.arenavault.sets.SetName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code set export}. */
@Command(name = "export", header = "Bundle a set's description and ledger for the other site.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  arenavault set export home home.tar.gz"})
final class SetExportCommand extends VaultCommand {

    @Parameters(index = "0", paramLabel = "SET", description = "The set.")
    private String name;

    @Parameters(index = "1", paramLabel = "FILE", description = "The bundle, a tar.gz; it must not exist.")
    private Path file;

    SetExportCommand(Session session) {
        super(session);
    }

    @Override
    int run() throws IOException {
        vault().exportSet(SetName.parse(name), file.toAbsolutePath());
        out().printf("Set %s is bundled in %s.%n", name, file);
        return ExitCode.DONE;
    }
}
