package org.arenavault.backup;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.media.ContentName;
import org.arenavault.media.GroupParity;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.SetConfig;
import org.arenavault.sets.SetState;
import org.arenavault.sets.TrackRecord;
import org.arenavault.sets.TrackState;

/**
 * Which disc is recorded on next, by the ledger's word: the one rule of a plan and of the run. First come the discs
 * that were left unfinished, then the newest one that has room for the next arena, then a blank.
 *
 * @param state what the set has on its discs
 * @param config what the set has chosen
 * @param medium the description of the medium
 * @param options how a backup is to be done
 * @param column the parity of a group of discs that is recorded, on discs of its own; empty where arenas are
 */
record DiscRule(SetState state, SetConfig config, MediumDescription medium, BackupOptions options,
                Optional<GroupParity.Column> column) {

    /** The rule for arenas and what belongs to them. */
    DiscRule(SetState state, SetConfig config, MediumDescription medium, BackupOptions options) {
        this(state, config, medium, options, Optional.empty());
    }

    /**
     * Whether a disc takes what is recorded: arenas and parity of other discs never share one. A disc on which nothing
     * was announced yet may become either.
     */
    boolean takes(DiscRecord disc) {
        if (column.isEmpty()) {
            return disc.takesArenas();
        }
        return disc.isAppendable() && (isOfColumn(disc) || (disc.tracks().isEmpty()
                && state.discs().stream().noneMatch(other -> other.isAppendable() && isOfColumn(other))));
    }

    private boolean isOfColumn(DiscRecord disc) {
        return disc.protection().map(GroupParity::column).equals(column);
    }

    /** Whether one disc more may be used where so many are. */
    boolean allowsAnother(int used) {
        return options.discs() <= 0 || used < options.discs();
    }

    /**
     * The discs that come first: what is on one that was interrupted is as good as lost while it is not brought to an
     * end, and one with tracks that were never read back is read.
     *
     * @param free the discs that may be used, by number
     * @param tended those that were used already
     */
    List<DiscRecord> unfinished(Collection<DiscRecord> free, Set<Integer> tended) {
        return free.stream().filter(disc -> !tended.contains(disc.number()) && isUnfinished(disc)).toList();
    }

    /** Whether a disc has tracks whose end or whose reading back is still missing. */
    boolean isUnfinished(DiscRecord disc) {
        return disc.openTrack().isPresent()
                || (options.verify() && disc.tracks().stream().anyMatch(DiscRule::awaitsReading));
    }

    /** Whether a disc that takes no arena any more is still to get its kit or its parity. */
    boolean isToBeClosed(DiscRecord disc) {
        return column.isEmpty() && Protection.of(config).isWanted() && disc.capacity() > 0 && takesMade()
                && !disc.tracks().isEmpty();
    }

    /** Whether a track was closed by us and never read back. */
    static boolean awaitsReading(TrackRecord track) {
        return track.state() == TrackState.CLOSED && track.labelled();
    }

    /**
     * A disc and its room.
     *
     * @param number of the disc
     * @param space what it has for arenas
     * @param refused what it does not take
     */
    record Room(int number, DiscSpace space, Set<ContentName> refused) {

        /** The same with another space. */
        Room with(DiscSpace other) {
            return new Room(number, other, refused);
        }
    }

    /** The arenas that a disc does not take: a table has no name twice, and an arena that turned bad stays in it. */
    Set<ContentName> refusedBy(DiscRecord disc) {
        boolean table = medium.recording() == MediumDescription.Recording.OVERWRITABLE
                || config.medium().namesDisk(options.devices());
        return !table ? Set.of() : disc.tracks().stream().filter(track -> track.state() == TrackState.BAD)
                .map(track -> track.content().id()).collect(Collectors.toSet());
    }

    /** What these discs have for arenas, by the ledger's word; where it knows no size, the newest one is tried. */
    List<Room> rooms(Stream<DiscRecord> free) {
        Optional<DiscRecord> last = BackupPlan.current(state);
        return free.filter(disc -> disc.capacity() > 0 || last.equals(Optional.of(disc)))
                .map(disc -> new Room(disc.number(), spaceOn(disc), refusedBy(disc))).toList();
    }

    /** The disc of these that takes so many bytes: the newest one of several; empty if none does. */
    OptionalInt pick(Collection<Room> rooms, ContentName content, long size) {
        long blocks = BackupPlan.blocks(medium, size);
        return rooms.stream()
                .filter(room -> room.space().fits(blocks, content) && !room.refused().contains(content))
                .mapToInt(Room::number).max();
    }

    /** Whether discs take what is no arena: partitions of arenas carry no labels that tell the two apart. */
    boolean takesMade() {
        return medium.recording() != MediumDescription.Recording.OVERWRITABLE
                && !config.medium().namesDisk(options.devices());
    }

    /** The room of a disc; without end where nobody knows its size. */
    DiscSpace spaceOn(DiscRecord disc) {
        return disc.capacity() > 0 ? BackupPlan.spaceOn(disc, config, medium) : unlimited();
    }

    /** The room of a disc whose track under way will not go on. */
    DiscSpace spaceInstead(DiscRecord disc, TrackRecord open) {
        return disc.capacity() > 0 ? BackupPlan.spaceInstead(disc, open, config, medium) : unlimited();
    }

    /** The room of a blank disc; without end where nobody knows its size. */
    DiscSpace spaceOnBlank() {
        long blocks = medium.blocks() > 0 ? medium.blocks()
                : BackupPlan.current(state).map(DiscRecord::capacity).orElse(0L);
        return blocks > 0 ? DiscSpace.blank(medium, config, blocks) : unlimited();
    }

    private DiscSpace unlimited() {
        return new DiscSpace(DiscSpace.UNKNOWN, 0, medium.trackLimit(), medium.trackLimit());
    }

    /** What interrupted tracks on these discs carry that wait to be brought to an end. */
    static Set<ContentName> announced(Stream<DiscRecord> discs) {
        return discs.flatMap(disc -> disc.openTrack().stream()).map(track -> track.content().id())
                .collect(Collectors.toSet());
    }

    /** Why no disc of this kind takes an arena of so many bytes; empty if one does. */
    Optional<String> tooLarge(ContentName arena, long size) {
        return spaceOnBlank().fits(BackupPlan.blocks(medium, size), arena) ? Optional.empty()
                : Optional.of(medium.refusal(arena.name(), size));
    }

    /**
     * The only block size that is taken, where discs are partitions of a server's own format: that of the disc begun
     * last, else that of the arena that comes first. Of other media any is taken.
     *
     * @param first of the arena that comes first, bytes
     */
    OptionalInt blockSize(int first) {
        if (medium.recording() != MediumDescription.Recording.DISK || !config.medium().namesDisk(options.devices())) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(BackupPlan.current(state).flatMap(disc -> disc.arenas().findFirst())
                .map(copy -> copy.arena().blockSize()).orElse(first));
    }

    /** Why an arena does not go with others of the only block size that is taken; empty if it does, or any is taken. */
    static Optional<String> otherBlockSize(String arena, OptionalInt blockSize, OptionalInt taken) {
        return taken.isEmpty() || blockSize.isEmpty() || taken.equals(blockSize) ? Optional.empty()
                : Optional.of(("arena %s has blocks of %d bytes, and the disk takes arenas with blocks of %d bytes "
                        + "alone; begin another set for it").formatted(arena, blockSize.getAsInt(), taken.getAsInt()));
    }
}
