package org.arenavault.cli.common;

import java.nio.file.Path;
import java.util.Optional;
import org.arenavault.io.Environment;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.Progress;
import org.arenavault.io.ProgressLog;
import org.arenavault.io.World;
import org.arenavault.report.json.ProgressReports;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Options that every command takes, before or behind its name. */
public final class GlobalOptions {

    @Option(names = "--vault", paramLabel = "DIR", scope = ScopeType.INHERIT,
            description = "The folder that holds sets/. Default: $ARENAVAULT_HOME, else the working directory if it "
                    + "has sets/, else ~/.local/share/arenavault. Commands that are printed do not repeat it.")
    private @Nullable Path vault;

    private static final String HOME = "ARENAVAULT_HOME";

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print the report as JSON, an error too.")
    private boolean json;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show where an error came from.")
    private boolean debug;

    @Option(names = "--yes", scope = ScopeType.INHERIT, description = "Answer every question with yes.")
    private boolean yes;

    @Option(names = {"-q", "--quiet"}, scope = ScopeType.INHERIT,
            description = "Say nothing while all is well, as for cron; what is wrong and what somebody has to do is "
                    + "said all the same. Exit codes are the same.")
    private boolean quiet;

    @Option(names = "--notify", paramLabel = "COMMAND", scope = ScopeType.INHERIT,
            description = "Run this when somebody is needed, when something failed and when all is done: "
                    + "$ARENAVAULT_EVENT is operator, failed or done, and standard input says what it is about. "
                    + "Default: for long work notify.command of config.toml; '' for none.")
    private @Nullable String notify;

    @Option(names = "--scsilog", paramLabel = "FILE", scope = ScopeType.INHERIT,
            description = "Append every command to a drive or changer, and its answer, to this file.")
    private Path scsiLog;

    @Option(names = "--progress", paramLabel = "HOW", scope = ScopeType.INHERIT, defaultValue = "line",
            description = "How progress is shown: 'line' is a line for each job on a terminal, and elsewhere one a "
                    + "minute; 'json' is JSON lines on standard error, or 'none'. Default: ${DEFAULT-VALUE}.")
    private ProgressForm progress = ProgressForm.LINE;

    @Option(names = "--plain", scope = ScopeType.INHERIT,
            description = "Nothing is redrawn on a terminal: of what takes long a line a minute is printed.")
    private boolean plain;

    /** How progress is shown. */
    enum ProgressForm {
        LINE, JSON, NONE;

        Progress of(World world, boolean plain) {
            return switch (this) {
                case LINE -> plain ? new ProgressLog(world.terminal(), world.clock()) : world.progress();
                case JSON -> new ProgressReports(world.terminal(), world.clock());
                case NONE -> Progress.SILENT;
            };
        }
    }

    /** How this run shows progress. */
    Progress progress(World world) {
        return quiet ? Progress.SILENT : progress.of(world, plain);
    }

    public boolean json() {
        return json;
    }

    public boolean debug() {
        return debug;
    }

    public boolean yes() {
        return yes;
    }

    /** Whether nothing is said while all is well. */
    public boolean quiet() {
        return quiet;
    }

    /** The command that calls the operator; empty if the command line does not say. */
    public Optional<String> notifying() {
        return Optional.ofNullable(notify);
    }

    /** The file that commands to drives are written to; empty if none. */
    Optional<Path> scsiLog() {
        return Optional.ofNullable(scsiLog);
    }

    /** Where the vault is, by the rules of the option's description. */
    public Path vault() {
        if (vault != null) {
            return vault.toAbsolutePath().normalize();
        }
        Path here = Path.of("").toAbsolutePath();
        return Environment.variable(HOME).isEmpty() && PlainFiles.mayBeFolder(here.resolve("sets")) ? here
                : Environment.folder(HOME, ".local/share/arenavault").toAbsolutePath().normalize();
    }
}
