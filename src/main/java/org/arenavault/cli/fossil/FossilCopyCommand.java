package org.arenavault.cli.fossil;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.RemoteShell;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.fossil.FossilConsole;
import org.arenavault.io.FileKey;
import org.arenavault.io.RefusedException;
import org.arenavault.io.UsageException;
import org.arenavault.io.VaultException;
import org.arenavault.ninep.NinePath;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fossil copy}. */
@Command(name = "copy", header = "Make one fossil what another one archived last.", mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {"SOURCE and DEST are PARTITION on this machine or HOST:PARTITION on another, where this program "
            + "is as well. What both archived last is put on record, each where it is, and DEST is reset to the last "
            + "archive of SOURCE, as by 'fossil reset'; --host or --conf is a venti as DEST's machine sees it.",
            "Nothing is written before SOURCE was found sound and not in the midst of archiving, DEST not in use, and "
            + "the whole tree in that venti. What SOURCE has not archived is not copied."},
        footer = {"", "Examples:", "  arenavault fossil copy /dev/sdc2 /dev/sdd2 --host venti",
            "  arenavault fossil copy alice:/dev/sdC0/fossil bob:/dev/sdC0/fossil --host venti --sync "
            + "tcp:alice:2323"})
@Without(Without.Part.DRIVES)
final class FossilCopyCommand extends VaultCommand {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Parameters(index = "0", paramLabel = "SOURCE", description = "The fossil to take.")
    private String from;

    @Parameters(index = "1", paramLabel = "DEST", description = "The partition that becomes like it.")
    private String to;

    @Mixin
    private ResetOptions options;

    @Option(names = "--sync", paramLabel = "CONSOLE", defaultValue = "",
            description = "The console of SOURCE: have it write its last score to its disk first.")
    private String console;

    @Option(names = "--rx", paramLabel = "COMMAND", defaultValue = "ssh",
            description = "What runs a line at a host; words are separated by blanks. Default: ${DEFAULT-VALUE}.")
    private String rx;

    @Option(names = "--program", paramLabel = "PATH", defaultValue = "arenavault",
            description = "What this program is called there. Default: ${DEFAULT-VALUE}.")
    private String program;

    FossilCopyCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        FossilPlace source = FossilPlace.parse(from);
        FossilPlace dest = FossilPlace.parse(to);
        requireTwo(source, dest);
        if (!console.isEmpty()) {
            try (FossilConsole fossil = FossilConsoles.open(console, PATIENCE, world())) {
                fossil.run("fsys all sync", PATIENCE);
            }
        }
        FossilSite.FossilStatus taken = site(source).status();
        requireComplete(source, taken);
        FossilSite.FossilStatus old = site(dest).status();
        site(source).record();
        if (old.fossil() && !old.last().isEmptyBlock()) {
            site(dest).record();
        }
        site(dest).reset(taken.last());
        return ExitCode.DONE;
    }

    private FossilSite site(FossilPlace place) throws IOException {
        return place.isHere() ? new LocalFossil(this, NinePath.pathOf(place.partition()), options)
                : new RemoteFossil(this, place, new RemoteShell(rx, program), options);
    }

    private static void requireTwo(FossilPlace source, FossilPlace dest) throws IOException {
        boolean same = source.equals(dest);
        if (source.isHere() && dest.isHere()) {
            Optional<FileKey> key = FileKey.of(NinePath.pathOf(source.partition()));
            same |= key.isPresent() && key.equals(FileKey.of(NinePath.pathOf(dest.partition())));
        }
        if (same) {
            throw new UsageException("%s and %s are the same partition".formatted(source, dest));
        }
    }

    private static void requireComplete(FossilPlace source, FossilSite.FossilStatus status) throws VaultException {
        if (!status.fossil()) {
            throw new RefusedException(source + ": holds no sound fossil to copy");
        }
        if (!status.usable()) {
            throw new RefusedException(source + ": no fossil would start from it, so that its score is not believed")
                    .next("arenavault fossil reset SCORE PARTITION --host HOST", "takes a score on record");
        }
        if (status.last().isEmptyBlock()) {
            throw new RefusedException(source + ": nothing was ever archived from this fossil, or since its reset");
        }
        if (status.inFlight()) {
            throw new RefusedException(source + ": a snapshot is being archived; wait until it is");
        }
    }
}
