package org.arenavault.backup;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.changer.DiscSource;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.io.World;
import org.arenavault.sets.LockedSet;
import org.arenavault.venti.format.ArenaState;

/** Records every sealed arena of the venti that is on no disc of the set. */
public final class Backup {

    private final LockedSet set;
    private final List<DiscSource> discs;
    private final MediumDescription medium;
    private final World world;
    private final BackupOptions options;

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
    }

    /**
     * Does it.
     *
     * @throws org.arenavault.io.OperatorNeededException if a disc is missing; what was recorded until then is
     * @throws org.arenavault.io.CancelledException if the operator asked to stop; likewise
     * @throws org.arenavault.io.MediumFaultException if discs fail one after the other
     */
    public BackupResult run(ArenaSource source) throws IOException {
        long begun = world.clock().nanos();
        SealCheck check = new SealCheck(options.accepted(), world.progress(), world.stop());
        SourceComparison compared = SourceComparison.of(source.arenas(), set.state()).resolved(set.state(), check);
        compared.requireSameStore(set.state());
        List<PartitionCandidate> waiting = compared.waiting().stream()
                .map(arena -> new PartitionCandidate(arena, check)).toList();
        List<String> notReady = new ArrayList<>();
        List<String> failed = new ArrayList<>(compared.others().values());
        for (SourceArena arena : source.arenas()) {
            ArenaState state = arena.status().state();
            if (state == ArenaState.FULL || state == ArenaState.ACTIVE) {
                notReady.add("%s is %s".formatted(arena.name(), state));
            }
            failed.addAll(arena.status().problems());
        }
        try (Preparation preparation = new Preparation()) {
            Recording recording = new Recording(set, discs, medium, world, options, waiting, preparation);
            recording.run();
            failed.addAll(recording.failed());
            return new BackupResult(recording.recorded(), failed, recording.left(), notReady,
                    Duration.ofNanos(world.clock().nanos() - begun));
        }
    }
}
