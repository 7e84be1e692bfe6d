package org.arenavault.backup;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.arenavault.changer.DiscSource;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.io.World;
import org.arenavault.sets.LockedSet;

/** Records every sealed arena of the venti that is on no disc of the set. */
public final class Backup {

    private final LockedSet set;
    private final List<DiscSource> discs;
    private final MediumDescription medium;
    private final World world;
    private final BackupOptions options;
    private final StagedContents staging;
    private final List<SourceArena> arenas = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();
    private final DiscNaming naming;
    private final IncrementRecording increments;
    private Optional<Recording> recording = Optional.empty();
    private long begun;

    /**
     * A backup.
     *
     * @param set its lock is held until the backup is done
     * @param discs what each of the drives can be given, all of which work at once
     * @param medium the description of the set's medium
     */
    public Backup(LockedSet set, List<DiscSource> discs, MediumDescription medium, World world,
            BackupOptions options) {
        this.set = set;
        this.discs = List.copyOf(discs);
        this.medium = medium;
        this.world = world;
        this.options = options;
        this.staging = new StagedContents(set.set().folder(), world);
        this.naming = new DiscNaming(world.terminal());
        this.increments = new IncrementRecording(set, discs, medium, world, options, staging, naming);
    }

    /**
     * Does it.
     *
     * @throws org.arenavault.io.OperatorNeededException if a disc is missing; what was recorded until then is
     * @throws org.arenavault.io.CancelledException if the operator asked to stop; likewise
     * @throws org.arenavault.io.MediumFaultException if discs fail one after the other
     * @throws org.arenavault.io.RefusedException if the arenas are of another venti than those on disc
     */
    public BackupResult run(ArenaSource source) throws IOException {
        begun = world.clock().nanos();
        SealCheck check = new SealCheck(options.accepted(), set.set().folder(), world.progress(), world.stop());
        arenas.addAll(source.arenas());
        for (SourceArena arena : source.arenas()) {
            failed.addAll(arena.status().problems());
        }
        SourceComparison compared = SourceComparison.of(source, set.state()).by(options)
                .resolved(set.state(), check);
        compared.requireSameStore(set.state());
        failed.addAll(compared.others().values());
        Set<SourceArena> usable = new HashSet<>(compared.waiting());
        usable.addAll(compared.onDisc().keySet());
        try (ArenaSums sums = new ArenaSums()) {
            recording = Optional.of(new Recording(set, discs, medium, world, options, source.arenas().stream()
                    .filter(usable::contains).map(arena -> new PartitionArena(arena, check)).toList(),
                    sums).among(naming));
            recording.get().run();
            if (recording.get().left().isEmpty()) {
                increments.record(SourceArena.notReady(source.arenas()), recording.get().tally().discsUsed());
            }
            staging.sweep(set.state());
            return result();
        } finally {
            naming.tellAll();
        }
    }

    /** What has been done: also where {@link #run} ended with an error. */
    public BackupResult result() {
        Duration elapsed = Duration.ofNanos(world.clock().nanos() - begun);
        List<Unsealed> notSealed = Unsealed.of(arenas, set.state());
        BackupResult.Asked asked = new BackupResult.Asked(options.verify(), options.discs());
        if (recording.isEmpty()) {
            return new BackupResult(List.of(), failed, List.of(), notSealed, BackupResult.Discs.NONE, List.of(),
                    asked, elapsed);
        }
        Tally tally = recording.get().tally();
        List<String> all = new ArrayList<>(failed);
        all.addAll(tally.failures());
        all.addAll(increments.failed());
        List<BackupResult.Recorded> tracks = new ArrayList<>(tally.recorded());
        tracks.addAll(increments.recorded());
        return new BackupResult(tracks, all, recording.get().left(), notSealed,
                tally.discs().and(increments.discs()),
                recording.get().unverified(), asked, elapsed);
    }
}
