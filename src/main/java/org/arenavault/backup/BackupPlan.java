package org.arenavault.backup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.media.LabelCluster;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.SetConfig;
import org.arenavault.sets.SetState;
import org.arenavault.sets.TrackRecord;
import org.arenavault.sets.TrackState;
import org.arenavault.venti.format.ArenaFormat;

/**
 * Which arenas would go on which discs, by what the ledger and the medium's description say. The discs themselves
 * have the last word.
 *
 * @param discs in the order in which they would be used
 * @param tooLarge arenas that no disc of this kind takes
 */
public record BackupPlan(List<PlannedDisc> discs, List<SourceArena> tooLarge) {

    /**
     * One disc.
     *
     * @param label what is or will be written on it
     * @param fresh whether it is a blank one
     * @param arenas what would go on it
     * @param free bytes left for arenas afterwards; -1 where the medium's size is not known
     */
    public record PlannedDisc(String label, boolean fresh, List<SourceArena> arenas, long free) {

        /** Bytes of its arenas. */
        public long bytes() {
            return arenas.stream().mapToLong(arena -> arena.arena().size()).sum();
        }
    }

    public BackupPlan {
        discs = List.copyOf(discs);
        tooLarge = List.copyOf(tooLarge);
    }

    /** The disc that the next arena goes on, if it takes any more. */
    public static Optional<DiscRecord> current(SetState state) {
        return state.discs().stream().filter(DiscRecord::isAppendable).reduce((first, second) -> second);
    }

    /** Plans for these arenas. */
    public static BackupPlan of(SetState state, SetConfig.MediumChoice choice, MediumDescription medium,
            List<SourceArena> waiting) {
        Packer packer = new Packer(state, choice, medium);
        waiting.forEach(packer::add);
        return packer.plan();
    }

    /** Bytes that the disc begun last has left for arenas; empty if there is none, or nobody knows its size. */
    public static Optional<Long> spaceLeft(SetState state, SetConfig.MediumChoice choice, MediumDescription medium) {
        return current(state).filter(disc -> disc.capacity() > 0)
                .map(disc -> spaceOn(disc, choice, medium))
                .map(space -> Math.max(0, space.free() - space.reserve()) * MediumDescription.BLOCK);
    }

    /** The room of a disc by the ledger's word. */
    static DiscSpace spaceOn(DiscRecord disc, SetConfig.MediumChoice choice, MediumDescription medium) {
        Optional<TrackRecord> open = disc.openTrack();
        long end = open.isPresent() ? open.get().lba() : disc.end();
        long gap = disc.tracks().isEmpty() || open.isPresent() ? 0 : medium.gapBlocks();
        return DiscSpace.of(medium, choice, disc.capacity(), disc.capacity() - end - gap, used(disc));
    }

    /** Tracks that count against the limits: not those that carry nothing, nor the one that is still to be written. */
    static int used(DiscRecord disc) {
        return (int) disc.tracks().stream().filter(track -> track.state() != TrackState.DEAD
                && !disc.openTrack().equals(Optional.of(track))).count();
    }

    /** The blocks that an arena of so many bytes takes on most discs of this kind. */
    static long blocks(MediumDescription medium, long size) {
        boolean labelled = medium.recording() == MediumDescription.Recording.SEQUENTIAL;
        return (ArenaFormat.roundUp(size, LabelCluster.SIZE) + (labelled ? LabelCluster.SIZE : 0))
                / MediumDescription.BLOCK;
    }

    /** Puts one arena after the other on discs. */
    private static final class Packer {

        private final SetState state;
        private final SetConfig.MediumChoice choice;
        private final MediumDescription medium;
        private final long capacity;
        private final List<PlannedDisc> discs = new ArrayList<>();
        private final List<SourceArena> tooLarge = new ArrayList<>();
        private List<SourceArena> arenas = new ArrayList<>();
        private String label = "";
        private boolean fresh;
        private DiscSpace space = new DiscSpace(0, 0, 0);
        private int next;

        Packer(SetState state, SetConfig.MediumChoice choice, MediumDescription medium) {
            this.state = state;
            this.choice = choice;
            this.medium = medium;
            this.next = state.nextDisc();
            Optional<DiscRecord> current = current(state);
            this.capacity = medium.blocks() > 0 ? medium.blocks() : current.map(DiscRecord::capacity).orElse(0L);
            if (current.isPresent()) {
                label = current.get().identity().label();
                space = current.get().capacity() > 0 ? spaceOn(current.get(), choice, medium) : unlimited();
            }
        }

        private DiscSpace blank() {
            return DiscSpace.blank(medium, choice, capacity);
        }

        private DiscSpace unlimited() {
            return new DiscSpace(Long.MAX_VALUE, 0, medium.trackLimit());
        }

        void add(SourceArena arena) {
            long blocks = blocks(medium, arena.arena().size());
            if (!space.fits(blocks)) {
                DiscSpace blank = capacity > 0 ? blank() : unlimited();
                if (!blank.fits(blocks)) {
                    tooLarge.add(arena);
                    return;
                }
                flush();
                label = state.header().name().disc(next++);
                fresh = true;
                space = blank;
            }
            arenas.add(arena);
            space = space.minus(blocks + medium.gapBlocks());
        }

        private void flush() {
            if (!arenas.isEmpty()) {
                long left = space.free() > Long.MAX_VALUE / 4 ? -1
                        : Math.max(0, space.free() - space.reserve()) * MediumDescription.BLOCK;
                discs.add(new PlannedDisc(label, fresh, List.copyOf(arenas), left));
                arenas = new ArrayList<>();
            }
        }

        BackupPlan plan() {
            flush();
            return new BackupPlan(discs, tooLarge);
        }
    }
}
