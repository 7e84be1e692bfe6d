package org.arenavault.backup;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.arenavault.changer.DiscSource;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.io.Count;
import org.arenavault.io.RefusedException;
import org.arenavault.io.VaultException;
import org.arenavault.io.World;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.LockedSet;

/** Gives a disc its kit and its parity before it is full; more arenas may follow, and get parity of their own. */
public final class DiscCompletion {

    private final LockedSet set;
    private final DiscRecord disc;
    private final MediumDescription medium;
    private final long begun;
    private final World world;
    private final Recording recording;
    private final ArenaSums sums = new ArenaSums();
    private boolean ended;

    /**
     * The completion of one disc.
     *
     * @param set its lock is held until that is done
     * @param disc one of the set's
     * @param discs what the drive can be given
     * @param source the set's venti, as far as it can be read: so little is read of the disc
     * @throws RefusedException if the disc takes nothing more, or the set wants neither kits nor parity
     */
    public DiscCompletion(LockedSet set, DiscRecord disc, DiscSource discs, MediumDescription medium,
            ArenaSource source, World world) throws VaultException {
        this.set = set;
        this.disc = disc;
        this.medium = medium;
        this.world = world;
        this.begun = world.clock().nanos();
        if (!disc.isAppendable()) {
            throw new RefusedException("disc %s takes no more: %s".formatted(disc.identity().label(),
                    disc.fullReason().isEmpty() ? "it is marked " + disc.mark() : disc.fullReason()));
        }
        if (disc.protection().isPresent()) {
            throw new RefusedException("disc %s carries parity of other discs: it needs none of its own".formatted(
                    disc.identity().label()));
        }
        if (!set.config().kitChoice().onFullDiscs() && !set.config().parityChoice().onFullDiscs()) {
            throw new RefusedException("set '%s' wants neither kits nor parity on its discs".formatted(
                    set.state().name())).next("arenavault set config %s kit.when=full parity.when=full".formatted(
                            set.state().name()), "chooses both");
        }
        SealCheck check = new SealCheck(BackupOptions.DEFAULT.accepted(), set.set().folder(), world.progress(),
                world.stop());
        List<PartitionArena> arenas = source.arenas().stream()
                .filter(arena -> arena.status().state().isSealedOnDisk())
                .map(arena -> new PartitionArena(arena, check)).toList();
        this.recording = Recording.completing(disc, takesNoMore(source, medium), set, discs, medium, world, arenas,
                sums);
    }

    /** Whether nothing of the venti that is to come has room on it. */
    private boolean takesNoMore(ArenaSource source, MediumDescription medium) {
        DiscSpace space = new DiscRule(set.state(), set.config(), medium, BackupOptions.DEFAULT).spaceOn(disc);
        List<SourceArena> coming = source.arenas().stream()
                .filter(arena -> set.state().copies(arena.id()).isEmpty()).toList();
        return !coming.isEmpty() && coming.stream()
                .noneMatch(arena -> space.fits(BackupPlan.blocks(medium, arena.arena().size()), true));
    }

    /**
     * Does it.
     *
     * @throws IOException as of {@link Recording#run}
     */
    public void run() throws IOException {
        try (sums) {
            recording.run();
            ended = true;
        }
        new StagedContents(set.set().folder(), world).sweep(set.state());
    }

    /** What has been done: also where {@link #run} ended with an error. */
    public BackupResult result() {
        List<String> failed = new ArrayList<>(recording.tally().failures());
        if (ended) {
            failed.addAll(unprotected());
        }
        return new BackupResult(recording.tally().recorded(), failed, List.of(), List.of(),
                recording.tally().discs(), List.of(), new BackupResult.Asked(true, 0),
                Duration.ofNanos(world.clock().nanos() - begun));
    }

    /** What its parity was to protect and does not; a kit that is too large for the disc is left out by rule. */
    private List<String> unprotected() {
        boolean wanted = set.config().parityChoice().onFullDiscs()
                && medium.recording() == MediumDescription.Recording.SEQUENTIAL;
        List<String> bare = wanted ? CoveredTracks.unprotected(disc()).stream()
                .map(track -> Integer.toString(track.number())).toList() : List.of();
        return bare.isEmpty() ? List.of() : List.of("no parity protects %s %s of %s".formatted(
                Count.name(bare.size(), "track"), Count.few(bare), disc().identity().label()));
    }

    /** What the ledger knows of the disc now. */
    public DiscRecord disc() {
        Optional<DiscRecord> now = set.state().disc(disc.number());
        return now.orElse(disc);
    }
}
