package org.arenavault.restore;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.arenavault.io.RefusedException;
import org.arenavault.media.ArenaRecord;
import org.arenavault.venti.format.ArenaMap;
import org.arenavault.venti.format.ArenaNames;

/**
 * Decides where arenas go: to their original partition and offset, if that is known and free; else behind the
 * others, in the first partition with the same block size and room. Knows nothing of files.
 */
final class Placement {

    private final List<PartitionSpace> spaces;

    /** Decides among these partitions, in the order of the configuration. */
    Placement(List<PartitionSpace> spaces) {
        this.spaces = List.copyOf(spaces);
    }

    /**
     * Where an arena goes, or lies. Nothing is claimed by asking.
     *
     * @throws RefusedException if its block size is one more than there are lines for, or the table would not fit
     */
    Decision decide(ArenaRecord arena) throws RefusedException {
        for (PartitionSpace space : spaces) {
            Optional<ArenaMap.Range> there = space.find(arena.name());
            if (there.isPresent()) {
                return new Decision.There(space, there.get());
            }
            Optional<ArenaMap.Range> reserved = space.reservation(arena.name());
            if (reserved.isPresent()) {
                return new Decision.Into(space, reserved.get());
            }
        }
        if (arena.name().indexOf('#') >= 0 || arena.name().startsWith(" ")) {
            return new Decision.Nowhere("no table can carry its name: it holds a # or begins with a blank");
        }
        if (spaces.stream().noneMatch(PartitionSpace::isOpen)) {
            return new Decision.Nowhere("no partition has a slot of its name, and none was made by a restore, so that "
                    + "nothing is added to them unasked; say --add to have it added");
        }
        Optional<Decision.Into> origin = atOrigin(arena);
        if (origin.isPresent()) {
            return origin.get();
        }
        checkBlockSize(arena);
        checkTable(arena);
        return appended(arena);
    }

    /**
     * Keeps the original places of arenas that are to come, as far as they are free, and finds out whether the others
     * would fit. Nothing else is claimed.
     *
     * @throws RefusedException as {@link #decide} does
     */
    void expect(Collection<ArenaRecord> arenas) throws RefusedException {
        for (ArenaRecord arena : arenas) {
            Optional<Decision.Into> into = decide(arena).into().filter(place ->
                    place.range().start() == arena.offset()
                            && origin(arena.source()).equals(Optional.of(place.space())));
            into.ifPresent(place -> place.space().reserve(place.range(), arena.blockSize()));
        }
        Placement rehearsal = new Placement(spaces.stream().map(PartitionSpace::copy).toList());
        for (ArenaRecord arena : arenas) {
            rehearsal.decide(arena).into()
                    .ifPresent(place -> place.space().reserve(place.range(), arena.blockSize()));
        }
    }

    private Optional<Decision.Into> atOrigin(ArenaRecord arena) {
        ArenaMap.Range range = new ArenaMap.Range(arena.name(), arena.offset(), arena.offset() + arena.size());
        return origin(arena.source()).filter(space -> space.fits(range, arena.blockSize()))
                .map(space -> new Decision.Into(space, range));
    }

    /** The line that an arena's source is: by its text, else by the file's name if only one line has it. */
    Optional<PartitionSpace> origin(String source) {
        if (source.isEmpty()) {
            return Optional.empty();
        }
        Optional<PartitionSpace> exact = spaces.stream().filter(space -> space.text().equals(source)).findFirst();
        if (exact.isPresent()) {
            return exact;
        }
        List<PartitionSpace> named =
                spaces.stream().filter(space -> fileName(space.text()).equals(fileName(source))).toList();
        return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
    }

    /** What follows the last slash, with the range if there is one. */
    private static String fileName(String text) {
        return text.substring(text.lastIndexOf('/') + 1);
    }

    private void checkBlockSize(ArenaRecord arena) throws RefusedException {
        if (spaces.stream().noneMatch(space -> space.takesBlockSize(arena.blockSize()))) {
            String taken = spaces.stream().map(space -> "%s: %d".formatted(space.text(), space.blockSize()))
                    .collect(Collectors.joining(", "));
            throw new RefusedException(("arena %s has blocks of %d bytes, and no 'arenas' line is left for that size "
                    + "(%s); add one to the venti.conf").formatted(arena.name(), arena.blockSize(), taken));
        }
    }

    private void checkTable(ArenaRecord arena) throws RefusedException {
        Optional<PartitionSpace> last = Optional.empty();
        for (PartitionSpace space : spaces) {
            if (space.takesBlockSize(arena.blockSize())) {
                last = Optional.of(space);
                if (space.hasLineFor(arena.name(), arena.size(), arena.blockSize())) {
                    return;
                }
            }
        }
        throw new RefusedException("%s: the table of its %d arenas is full, arena %s does not fit into it; add an "
                .formatted(last.orElseThrow().text(), last.orElseThrow().count(),
                        ArenaNames.printable(arena.name())) + "'arenas' line to the venti.conf");
    }

    /** Behind the others, in a partition with this block size before one without any; else into a gap. */
    private Decision appended(ArenaRecord arena) {
        for (boolean fresh : new boolean[] {false, true}) {
            for (PartitionSpace space : spaces) {
                if (space.blockSize() == 0 == fresh) {
                    OptionalLong start = space.behind(arena.name(), arena.size(), arena.blockSize());
                    if (start.isPresent()) {
                        return into(space, arena, start.getAsLong());
                    }
                }
            }
        }
        for (PartitionSpace space : spaces) {
            OptionalLong start = space.between(arena.name(), arena.size(), arena.blockSize());
            if (start.isPresent()) {
                return into(space, arena, start.getAsLong());
            }
        }
        return new Decision.Nowhere("no 'arenas' line with blocks of %d bytes has room for its %d bytes"
                .formatted(arena.blockSize(), arena.size()));
    }

    private static Decision into(PartitionSpace space, ArenaRecord arena, long start) {
        return new Decision.Into(space, new ArenaMap.Range(arena.name(), start, start + arena.size()));
    }
}
