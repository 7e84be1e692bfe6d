package org.arenavault.restore.placing;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.arenavault.io.RefusedException;
import org.arenavault.media.ArenaRecord;
import org.arenavault.venti.format.ArenaMap;

/**
 * Decides where arenas go: to their original partition and offset, if that is known and free; else behind the
 * others, in the first partition with the same block size and room. Knows nothing of files.
 */
final class Spaces {

    private final List<PartitionSpace> all;
    /** Those that take arenas that no line of their table is for. */
    private final List<PartitionSpace> open;

    /** Decides among these partitions, in the order of the configuration. */
    Spaces(List<PartitionSpace> all) {
        this.all = List.copyOf(all);
        this.open = all.stream().filter(PartitionSpace::isOpen).toList();
    }

    /** Where a table lists an arena of this name. */
    Optional<ArenaPlace> find(String name) {
        return all.stream().flatMap(space -> space.find(name).map(range -> space.place(range, space.blockSize()))
                .stream()).findFirst();
    }

    /**
     * Where an arena goes that no table lists. Nothing is claimed by asking.
     *
     * @throws RefusedException if its block size is one more than there are lines for, or the table would not fit
     */
    Placement decide(ArenaRecord arena) throws RefusedException {
        if (!PartitionSpace.isListable(arena.name())) {
            return PartitionSpace.UNLISTABLE;
        }
        if (open.isEmpty()) {
            return new Placement.Nowhere("no partition has a slot of its name, and none was made by a restore, so that "
                    + "nothing is added to them unasked; say --add to have it added");
        }
        Optional<ArenaPlace> own = open.stream().flatMap(space -> space.reservation(arena.name()).stream())
                .filter(place -> place.range().length() == arena.size() && place.blockSize() == arena.blockSize())
                .findFirst().or(() -> atOrigin(arena));
        if (own.isPresent()) {
            return free(own.get());
        }
        checkBlockSize(arena);
        checkTable(arena);
        return appended(arena);
    }

    private static Placement free(ArenaPlace place) {
        return new Placement.Free(place, Placement.Ground.UNLISTED);
    }

    /** Keeps a place that was {@link #decide}d for the arena. */
    void reserve(Placement.Free free) {
        of(free.place()).reserve(free.place().range(), free.place().blockSize());
    }

    /** The space that a place is in. */
    PartitionSpace of(ArenaPlace place) {
        return all.stream().filter(space -> space.text().equals(place.partition())).findFirst().orElseThrow();
    }

    /**
     * Keeps the original places of arenas that are to come, as far as they are free, and finds out whether the others
     * would fit. Nothing else is reserved.
     *
     * @throws RefusedException as {@link #decide} does
     */
    void expect(Collection<ArenaRecord> arenas) throws RefusedException {
        List<ArenaRecord> unlisted = arenas.stream().filter(arena -> find(arena.name()).isEmpty()).toList();
        for (ArenaRecord arena : unlisted) {
            decide(arena).free().filter(free -> isOrigin(arena, free.place())).ifPresent(this::reserve);
        }
        Spaces rehearsal = new Spaces(all.stream().map(PartitionSpace::copy).toList());
        for (ArenaRecord arena : unlisted) {
            rehearsal.decide(arena).free().ifPresent(rehearsal::reserve);
        }
    }

    private Optional<ArenaPlace> atOrigin(ArenaRecord arena) {
        ArenaMap.Range range = new ArenaMap.Range(arena.name(), arena.offset(), arena.offset() + arena.size());
        return origin(arena.source()).filter(space -> space.isOpen() && space.fits(range, arena.blockSize()))
                .map(space -> space.place(range, arena.blockSize()));
    }

    /** True if this is the partition and the place that an arena comes from. */
    boolean isOrigin(ArenaRecord arena, ArenaPlace place) {
        return place.range().start() == arena.offset() && origin(arena.source())
                .filter(space -> space.text().equals(place.partition())).isPresent();
    }

    /** The line that an arena's source is: by its text, else by the file's name if only one line has it. */
    private Optional<PartitionSpace> origin(String source) {
        if (source.isEmpty()) {
            return Optional.empty();
        }
        Optional<PartitionSpace> exact = all.stream().filter(space -> space.text().equals(source)).findFirst();
        if (exact.isPresent()) {
            return exact;
        }
        List<PartitionSpace> named =
                all.stream().filter(space -> fileName(space.text()).equals(fileName(source))).toList();
        return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
    }

    /** What follows the last slash, with the range if there is one. */
    private static String fileName(String text) {
        return text.substring(text.lastIndexOf('/') + 1);
    }

    private void checkBlockSize(ArenaRecord arena) throws RefusedException {
        if (open.stream().noneMatch(space -> space.takesBlockSize(arena.blockSize()))) {
            String taken = all.stream().map(space -> "%s: %d".formatted(space.text(), space.blockSize()))
                    .collect(Collectors.joining(", "));
            throw new RefusedException(("arena %s has blocks of %d bytes, and no 'arenas' line is left for that size "
                    + "(%s); add one to the venti.conf").formatted(arena.name(), arena.blockSize(), taken));
        }
    }

    private void checkTable(ArenaRecord arena) throws RefusedException {
        Optional<PartitionSpace> last = Optional.empty();
        for (PartitionSpace space : open) {
            if (space.takesBlockSize(arena.blockSize())) {
                last = Optional.of(space);
                if (space.hasLineFor(arena.name(), arena.size(), arena.blockSize())) {
                    return;
                }
            }
        }
        throw new RefusedException(last.orElseThrow().fullTable(arena.name())
                + "; add an 'arenas' line to the venti.conf");
    }

    /** Behind the others, in a partition with this block size before one without any; else into a gap. */
    private Placement appended(ArenaRecord arena) {
        Optional<ArenaPlace> place = Stream.of(false, true)
                .flatMap(fresh -> open.stream().filter(space -> space.blockSize() == 0 == fresh))
                .flatMap(space -> space.behind(arena.name(), arena.size(), arena.blockSize()).stream()).findFirst()
                .or(() -> open.stream().flatMap(space ->
                        space.between(arena.name(), arena.size(), arena.blockSize()).stream()).findFirst());
        return place.map(Spaces::free).orElseGet(() -> new Placement.Nowhere(
                "no 'arenas' line with blocks of %d bytes has room for its %d bytes"
                        .formatted(arena.blockSize(), arena.size())));
    }
}
