package org.arenavault.backup;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.media.LabelCluster;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.SetConfig;
import org.arenavault.sets.SetState;
import org.arenavault.sets.TrackRecord;
import org.arenavault.venti.format.ArenaFormat;

/**
 * Which arenas would go on which discs, by what the ledger and the medium's description say. The discs themselves
 * have the last word.
 *
 * @param discs in the order in which they would be used
 * @param refused arenas that no disc of this kind takes, and why, in their order
 */
public record BackupPlan(List<PlannedDisc> discs, Map<SourceArena, String> refused) {

    /**
     * One disc.
     *
     * @param label what is or will be written on it
     * @param fresh whether it is a blank one
     * @param arenas what would go on it
     * @param free bytes left for arenas afterwards; -1 where the medium's size is not known
     * @param protection what it gets behind them, if it is full then
     */
    public record PlannedDisc(String label, boolean fresh, List<SourceArena> arenas, long free,
                              PlannedProtection protection) {

        public PlannedDisc {
            arenas = List.copyOf(arenas);
        }

        /** Bytes of its arenas. */
        public long bytes() {
            return arenas.stream().mapToLong(arena -> arena.arena().size()).sum();
        }
    }

    public BackupPlan {
        discs = List.copyOf(discs);
        refused = Collections.unmodifiableMap(new LinkedHashMap<>(refused));
    }

    /** The disc that the next arena goes on, if it takes any more. */
    public static Optional<DiscRecord> current(SetState state) {
        return state.discs().stream().filter(DiscRecord::takesArenas).reduce((first, second) -> second);
    }

    /** Plans for these arenas, as a backup without further options records them. */
    public static BackupPlan of(SetState state, SetConfig config, MediumDescription medium,
            List<SourceArena> waiting) {
        return of(state, config, medium, waiting, BackupOptions.DEFAULT);
    }

    /** Plans for these arenas. */
    public static BackupPlan of(SetState state, SetConfig config, MediumDescription medium,
            List<SourceArena> waiting, BackupOptions options) {
        return new Packing(new DiscRule(state, config, medium, options), waiting).plan();
    }

    /** How many arenas of so many bytes a blank disc takes; 0 if nobody knows how much it takes. */
    public static long arenasOn(MediumDescription medium, SetConfig config, long size) {
        if (medium.blocks() == 0) {
            return 0;
        }
        DiscSpace space = DiscSpace.blank(medium, config, medium.blocks());
        long each = blocks(medium, size) + medium.gapBlocks();
        return Math.max(0, Math.min(space.arenas(), (space.free() - space.reserve() + medium.gapBlocks()) / each));
    }

    /** Bytes that the disc begun last has left for arenas; empty if there is none, or nobody knows its size. */
    public static Optional<Long> spaceLeft(SetState state, SetConfig config, MediumDescription medium) {
        return current(state).filter(disc -> disc.capacity() > 0)
                .map(disc -> spaceOn(disc, config, medium))
                .map(space -> Math.max(0, space.free() - space.reserve()) * MediumDescription.BLOCK);
    }

    /** The room of a disc by the ledger's word; a track that is under way has its own. */
    static DiscSpace spaceOn(DiscRecord disc, SetConfig config, MediumDescription medium) {
        long gap = disc.tracks().isEmpty() ? 0 : medium.gapBlocks();
        return DiscSpace.of(medium, config, disc.capacity(), disc.capacity() - disc.end() - gap,
                DiscSpace.Used.of(disc, Optional.empty()));
    }

    /** The same where the track that is under way will not go on: what comes next takes its place. */
    static DiscSpace spaceInstead(DiscRecord disc, TrackRecord open, SetConfig config,
            MediumDescription medium) {
        return DiscSpace.of(medium, config, disc.capacity(), disc.capacity() - open.lba(),
                DiscSpace.Used.of(disc, Optional.of(open)));
    }

    /** The blocks that an arena of so many bytes takes on most discs of this kind. */
    static long blocks(MediumDescription medium, long size) {
        boolean labelled = medium.recording() == MediumDescription.Recording.SEQUENTIAL;
        return (ArenaFormat.roundUp(size, LabelCluster.SIZE) + (labelled ? LabelCluster.SIZE : 0))
                / MediumDescription.BLOCK;
    }
}
