package org.arenavault.cli;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.arenavault.backup.Verification;
import org.arenavault.changer.DiscSource;
import org.arenavault.io.Count;
import org.arenavault.io.Outcome;
import org.arenavault.io.World;
import org.arenavault.report.json.BackupReports;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.LockedSet;
import org.arenavault.sets.SetState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code verify}: read discs back. */
@Command(name = "verify", header = "Read back the disc in the drive: every track against ledger, label and seal.",
        mixinStandardHelpOptions = true, sortOptions = false,
        description = {"The ledger keeps what was found, when, and in which drive. On a terminal it goes on with every "
            + "further disc that is inserted."},
        footer = {"", "Examples:", "  arenavault verify home", "  arenavault verify home -d /dev/sr1 --deep"})
final class VerifyCommand extends VaultCommand {

    @Parameters(paramLabel = "SET", description = "The set.")
    private String name;

    @Option(names = {"-d", "--device"}, paramLabel = "DEVICE", defaultValue = "",
            description = "The drive. Default: the set's recorder.")
    private String device;

    @Option(names = "--deep", description = "Decode and hash every block of every arena as well.")
    private boolean deep;

    @Mixin
    private DriveOptionsMixin drive;

    VerifyCommand(CommandContext context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        BackupSet set = set(name);
        World world = world();
        try (LockedSet locked = set.lock();
                SetFiles files = new SetFiles(locked, world);
                DiscSource discs = SetRecorder.openToRead(context(), world, set, device, drive)) {
            Verification verification = new Verification(files.locked(), discs, world, deep);
            List<Verification.TrackResult> results = verification.run();
            List<String> unusable = verification.unusable();
            List<String> left = drive.changer().isEmpty() ? List.of() : notShown(locked.state(), results);
            long damaged = results.stream().filter(track -> !track.fault().isEmpty()).count();
            if (globals().json()) {
                context().print(new BackupReports.Verify(set.name().text(), BackupReports.ReadTrack.of(results), left,
                        unusable, verification.passedOver(), verification.putAside()));
            } else {
                out().printf("%s read back, %d damaged.%n", Count.of(results.size(), "track"), damaged);
                results.stream().filter(track -> !track.fault().isEmpty()).forEach(track -> out().printf(
                        "DAMAGED: %s track %d (%s): %s%n", track.disc(), track.track(), track.arena(), track.fault()));
                unusable.forEach(reason -> out().printf("NOT READ: %s%n", reason));
                verification.passedOver().forEach(reason -> out().printf("PASSED OVER: %s%n", reason));
                PutAsideText.print(verification.putAside(), out());
                if (!left.isEmpty()) {
                    out().printf("Not read, for they are not in its slots or lie in another drive: %s%n",
                            String.join(", ", left));
                }
            }
            if (results.isEmpty()) {
                world.terminal().print(("nothing was read back: no track that holds an arena is on the discs that were "
                        + "shown; 'arenavault set show %s' tells what became of them").formatted(set.name()));
            }
            Outcome read = results.isEmpty() ? Outcome.of(false) : Outcome.of(results.size(), damaged);
            return ExitCode.of(read.and(Outcome.waitingFor(left.size()))
                    .and(Outcome.of(unusable.size(), unusable.size())));
        }
    }

    /** Who lets a changer work may take it that all discs were read: those in another drive or outside were not. */
    private static List<String> notShown(SetState state, List<Verification.TrackResult> results) {
        Set<String> shown = results.stream().map(Verification.TrackResult::disc).collect(Collectors.toSet());
        return state.discs().stream().filter(disc -> disc.mark().counts()
                && disc.holding().findAny().isPresent()).map(disc -> disc.identity().label())
                .filter(label -> !shown.contains(label)).toList();
    }
}
