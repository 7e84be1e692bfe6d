package org.arenavault.cli;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.arenavault.backup.Recorders;
import org.arenavault.backup.Verification;
import org.arenavault.changer.DiscSource;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.DriveOptionsMixin;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.Job;
import org.arenavault.cli.common.SetFiles;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.io.Count;
import org.arenavault.io.Outcome;
import org.arenavault.io.UsageException;
import org.arenavault.io.World;
import org.arenavault.media.ArenaRecord;
import org.arenavault.report.BackupText;
import org.arenavault.report.json.BackupReports;
import org.arenavault.restore.OtherCopies;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.DueDisc;
import org.arenavault.sets.LockedSet;
import org.arenavault.sets.SetState;
import org.arenavault.sets.TrackRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code verify}: read discs back. */
@Command(name = "verify", header = "Read back the disc in the drive: every track against ledger, label and seal.",
        mixinStandardHelpOptions = true, sortOptions = false,
        description = {"The ledger keeps what was found, when, and in which drive. On a terminal it goes on with every "
            + "further disc that is inserted.",
            "Of a damaged track it says how much is bad, and whether the disc's own parity repairs it; the arena "
                + "counts as not backed up all the same.",
            "With --due it asks for the discs whose last complete reading is longer ago than the set's verify.every "
                + "('set config') says: those first that no other drive has read than one, then the oldest.",
            "With --sample it reads a share of every track, drawn at random, against the sums that were kept when the "
                + "track was read whole. That takes minutes instead of hours, finds what spreads over a disc, and "
                + "verifies nothing: a disc that is due stays due."},
        footer = {"", "Examples:", "  arenavault verify home", "  arenavault verify home -d /dev/sr1 --deep",
            "  arenavault verify home -d /dev/sr0 -d /dev/sr1",
            "  arenavault verify home --due", "  arenavault verify home --sample 2%%"})
final class VerifyCommand extends VaultCommand implements Job {

    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,4})?)%?");

    @Parameters(paramLabel = "SET", description = "The set.")
    private String name;

    @Option(names = {"-d", "--device"}, paramLabel = "DEVICE",
            description = "The drive; several of them read at the same time. Default: the set's recorder, else "
                    + "'device' of config.toml.")
    private List<String> devices = List.of();

    @Option(names = "--deep", description = "Decode and hash every block of every arena as well.")
    private boolean deep;

    @Option(names = "--due", description = "Read the discs that are due, and no others.")
    private boolean due;

    @Option(names = "--sample", paramLabel = "PERCENT", defaultValue = "",
            description = "Read so much of every track, 2%% for one.")
    private String sample;

    @Mixin
    private DriveOptionsMixin drive;

    VerifyCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        double share = share();
        if (due && devices.size() > 1) {
            throw new UsageException("--due asks for one disc after the other: name one DEVICE");
        }
        BackupSet set = set(name);
        World world = world();
        try (LockedSet locked = set.lock(); SetFiles files = new SetFiles(locked, world)) {
            List<DueDisc> discsDue = due ? DueDisc.of(locked.state().discs(), set.config().verifyEvery(),
                    world.clock().now()) : List.of();
            if (due && discsDue.isEmpty()) {
                return nothingDue(set, locked.state());
            }
            discsDue.forEach(disc -> world.terminal().print("due: " + disc.text()));
            try (Recorders drives = recorder(set, drive, devices).openAllToRead(devices)) {
                DiscSource discs = drives.discs().get(0);
                Verification verification = sample.isEmpty()
                        ? new Verification(files.locked(), discs, world, deep)
                        : Verification.sampling(files.locked(), discs, world, share, new Random(
                                world.uuids().get().getLeastSignificantBits()));
                List<Verification.TrackResult> results = due ? verification.run(discsDue)
                        : devices.size() < 2 ? verification.run()
                        : verification.runBeside(devices, drives.discs().subList(1, devices.size()));
                String device = devices.isEmpty() ? "" : devices.get(0);
                List<String> left = due ? verification.missed()
                        : setup(drive, device.isEmpty() ? set.recorder() : device).changer().isEmpty() ? List.of()
                        : notShown(locked.state(), results);
                return report(set, verification, results, left, discsDue);
            }
        }
    }

    /** The share of a sample; 1 where everything is read. */
    private double share() throws UsageException {
        if (sample.isEmpty()) {
            return 1;
        }
        if (due || deep) {
            throw new UsageException("--sample reads parts of discs, and --%s whole ones; choose one".formatted(
                    due ? "due" : "deep"));
        }
        Matcher percent = PERCENT.matcher(sample);
        double share = percent.matches() ? Double.parseDouble(percent.group(1)) / 100 : 0;
        if (share <= 0 || share > 1) {
            throw new UsageException("--sample takes a share above 0% and up to 100%, such as 2% or 0.5%");
        }
        return share;
    }

    private int nothingDue(BackupSet set, SetState state) throws IOException {
        Optional<Instant> next = DueDisc.next(state.discs(), set.config().verifyEvery());
        if (globals().json()) {
            context().print(new BackupReports.Verify(set.name().text(), List.of(), List.of(), List.of(), List.of(),
                    List.of(), List.of(), List.of()));
        } else {
            out().printf("Nothing is due (verify.every is %s)%s.%n", set.config().verifyEvery(),
                    next.map(time -> "; the next disc is on " + time.atZone(ZoneId.systemDefault()).toLocalDate())
                            .orElse(""));
        }
        return ExitCode.DONE;
    }

    private int report(BackupSet set, Verification verification, List<Verification.TrackResult> results,
            List<String> left, List<DueDisc> discsDue) throws IOException {
        List<String> unusable = verification.unusable();
        List<String> unjudged = verification.notSampled();
        long damaged = results.stream().filter(Verification.TrackResult::isDamaged).count();
        if (globals().json()) {
            context().print(new BackupReports.Verify(set.name().text(), BackupReports.ReadTrack.of(results), left,
                    unusable, verification.passedOver(), verification.putAside(), BackupReports.Due.of(discsDue),
                    unjudged));
        } else {
            out().printf("%s %s, %d damaged.%n", Count.of(results.size(), "track"),
                    sample.isEmpty() ? "read back" : "sampled, none verified", damaged);
            if (deep) {
                out().printf("%s decoded and hashed.%n", Count.grouped(verification.decoded(), "block", "blocks"));
            }
            results.stream().filter(Verification.TrackResult::isDamaged).forEach(this::printDamage);
            if (damaged > 0) {
                printRemedy(set, results);
            }
            unusable.forEach(reason -> out().printf("NOT READ: %s%n", reason));
            verification.passedOver().forEach(reason -> out().printf("PASSED OVER: %s%n", reason));
            unjudged.forEach(track -> out().printf("NOT SAMPLED: %s: no sums of it are kept; 'arenavault verify %s%s' "
                    + "reads it whole and keeps them%n", track, set.name(), set.deviceArgument()));
            BackupText.print(verification.putAside(), out());
            if (!left.isEmpty()) {
                out().printf("Not read, because they %s: %s%n",
                        due ? "were not to be had" : "are not in its slots or lie in another drive",
                        String.join(", ", left));
            }
        }
        if (results.isEmpty() && left.isEmpty() && unjudged.isEmpty()) {
            world().terminal().print(("nothing was read back: no track that holds an arena is on the discs that were "
                    + "shown; 'arenavault set show %s' tells what became of them").formatted(set.name()));
        }
        Outcome read = results.isEmpty() ? Outcome.of(due) : Outcome.of(results.size(), damaged);
        return ExitCode.of(read.and(Outcome.waitingFor(left.size()))
                .and(Outcome.of(unusable.size(), unusable.size())).and(Outcome.of(unjudged.size(), unjudged.size())));
    }

    /** Where what was damaged is as well, and what puts it on disc anew: once, whatever is damaged. */
    private void printRemedy(BackupSet set, List<Verification.TrackResult> results) throws IOException {
        SetState state = set.read();
        OtherCopies copies = OtherCopies.of(vault());
        boolean bare = false;
        for (Verification.TrackResult track : results) {
            Optional<TrackRecord> record = state.discs().stream()
                    .filter(disc -> disc.identity().label().equals(track.disc()))
                    .flatMap(disc -> disc.tracks().stream()).filter(one -> one.number() == track.track()).findFirst();
            Optional<ArenaRecord> arena = record.flatMap(TrackRecord::arena);
            if (track.isDamaged() && arena.isPresent()) {
                bare |= state.copies(record.get().content().id()).isEmpty();
                copies.of(arena.get().name(), arena.get().digest(), Set.of()).forEach(copy ->
                        out().printf("    another copy of %s: %s%n", arena.get().name(), copy));
            }
        }
        if (bare) {
            out().printf("next: arenavault backup %s%s   # records anew what is damaged%n", set.name(),
                    set.deviceArgument());
        }
    }

    private void printDamage(Verification.TrackResult track) {
        out().printf("DAMAGED: %s track %d (%s): %s%n", track.disc(), track.track(), track.arena(), track.fault());
        track.outlook().ifPresent(outlook -> out().printf("    %s%n", outlook.text()));
    }

    /** Who lets a changer work may take it that all discs were read: those in another drive or outside were not. */
    private static List<String> notShown(SetState state, List<Verification.TrackResult> results) {
        Set<String> shown = results.stream().map(Verification.TrackResult::disc).collect(Collectors.toSet());
        return state.discs().stream().filter(disc -> disc.mark().counts()
                && disc.holding().findAny().isPresent()).map(disc -> disc.identity().label())
                .filter(label -> !shown.contains(label)).toList();
    }
}
