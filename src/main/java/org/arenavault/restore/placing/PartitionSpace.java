package org.arenavault.restore.placing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.arenavault.io.Count;
import org.arenavault.io.Plain;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaMap;
import org.arenavault.venti.format.PartitionHeader;

/**
 * What lies where in the partition of one {@code arenas} line, and what may still be put there. Arithmetic alone:
 * nothing is read or written here.
 */
final class PartitionSpace {

    /** No offset beyond this is believed, whatever a label says: 1 PiB. */
    static final long LONGEST = 1L << 50;

    /** Numbers that differ by more have different stems, as those of arenas19 and arenas110 may have. */
    private static final int FARTHEST_NEIGHBOUR = 64;

    /** What to say of an arena whose name is not {@link #isListable}. */
    static final Placement UNLISTABLE =
            new Placement.Nowhere("no table can carry its name: it holds a # or begins with a blank");

    private final String text;
    private final boolean open;
    private final long limit;
    private final NavigableMap<Long, ArenaMap.Range> byStart = new TreeMap<>();
    private final Map<String, ArenaMap.Range> byName = new HashMap<>();
    private final Map<String, ArenaMap.Range> reserved = new HashMap<>();
    private int blockSize;
    private long arenaBase;
    private long tableText;

    private PartitionSpace(String text, boolean open, long limit) {
        this.text = text;
        this.open = open;
        this.limit = Math.min(limit, LONGEST);
    }

    /** True if a table can list an arena of this name. */
    static boolean isListable(String name) {
        return name.indexOf('#') < 0 && !name.startsWith(" ");
    }

    /**
     * A partition that takes arenas unasked only into the slots that its table has.
     *
     * @param limit bytes that there are
     */
    static PartitionSpace ofSlots(String text, PartitionHeader header, ArenaMap table, long limit) {
        return new PartitionSpace(text, false, limit).with(header, table);
    }

    /**
     * A partition that is ours to fill.
     *
     * @param limit bytes that there are; {@link #LONGEST} for a file that grows
     */
    static PartitionSpace toFill(String text, long limit) {
        return new PartitionSpace(text, true, limit);
    }

    /** The same with what it holds already. */
    PartitionSpace with(PartitionHeader header, ArenaMap table) {
        blockSize = header.blockSize();
        arenaBase = header.arenaBase();
        table.ranges().forEach(this::put);
        return this;
    }

    /** The same space once more, to try something out. */
    PartitionSpace copy() {
        PartitionSpace copy = new PartitionSpace(text, open, limit);
        copy.byStart.putAll(byStart);
        copy.byName.putAll(byName);
        copy.reserved.putAll(reserved);
        copy.blockSize = blockSize;
        copy.arenaBase = arenaBase;
        copy.tableText = tableText;
        return copy;
    }

    /** How the configuration calls it. */
    String text() {
        return text;
    }

    /** True if arenas may be put unasked where no line of the table claims the space. */
    boolean isOpen() {
        return open;
    }

    /** B; 0 as long as no arena has decided it. */
    int blockSize() {
        return blockSize;
    }

    /** True if arenas with blocks of this size may join. */
    boolean takesBlockSize(int size) {
        return blockSize == 0 || blockSize == size;
    }

    /** A place in it. */
    ArenaPlace place(ArenaMap.Range range, int size) {
        return new ArenaPlace(text, range, size);
    }

    /** The header that its partition has or will have. */
    PartitionHeader header() {
        int size = blockSize == 0 ? ArenaFormat.DEFAULT_BLOCK_SIZE : blockSize;
        return new PartitionHeader(size, base(size));
    }

    /** What its table lists or is to list: the arenas that are there. */
    ArenaMap table() {
        return new ArenaMap(byStart.values().stream().filter(range -> !reserved.containsKey(range.name())).toList());
    }

    /** Number of arenas, those that are to come included. */
    int count() {
        return byStart.size();
    }

    /** The arena of this name that is there. */
    Optional<ArenaMap.Range> find(String name) {
        return Optional.ofNullable(byName.get(name)).filter(range -> !reserved.containsKey(name));
    }

    /** The place that was reserved for an arena of this name. */
    Optional<ArenaPlace> reservation(String name) {
        return Optional.ofNullable(reserved.get(name)).map(range -> place(range, blockSize));
    }

    /** The byte behind the last arena; where the first one would start if there is none. */
    long end() {
        return byStart.isEmpty() ? header().arenaBase() : byStart.lastEntry().getValue().stop();
    }

    private long base(int size) {
        long base = arenaBase != 0 ? arenaBase : PartitionHeader.ofBlockSize(size).arenaBase();
        return byStart.isEmpty() ? base : Math.min(base, byStart.firstKey());
    }

    /**
     * True if an arena can lie exactly there. A partition from an old formatter has less space for its table and
     * starts its arenas earlier; so may this one, as long as its table still fits in front.
     */
    boolean fits(ArenaMap.Range range, int size) {
        boolean inside = range.start() >= 0 && range.start() < range.stop()
                && range.stop() <= ArenaFormat.roundDown(limit, size);
        if (!takesBlockSize(size) || !inside || range.start() % size != 0) {
            return false;
        }
        Map.Entry<Long, ArenaMap.Range> before = byStart.lowerEntry(range.stop());
        while (before != null && before.getValue().equals(reserved.get(range.name()))) {
            // kept for one of its name, as long as another one, and given up for this
            before = byStart.lowerEntry(before.getKey());
        }
        return (before == null || before.getValue().stop() <= range.start())
                && hasLineFor(range, Math.min(base(size), range.start()), size);
    }

    private boolean hasLineFor(ArenaMap.Range range, long base, int size) {
        long text = countLine(count() + 1) + tableText + line(range);
        return count() < ArenaFormat.MAX_ARENAS && text < base - new PartitionHeader(size, base).tableBase();
    }

    /** True if its table takes the line of an arena behind all others. */
    boolean hasLineFor(String name, long length, int size) {
        long start = ArenaFormat.roundUp(end(), size);
        return hasLineFor(new ArenaMap.Range(name, start, start + length), base(size), size);
    }

    /** What to say where it does not. */
    String fullTable(String name) {
        return "%s: the table of its %s is full, arena %s does not fit into it".formatted(text,
                Count.of(count(), "arena"), Plain.field(name));
    }

    /** Where an arena can lie behind all others. */
    Optional<ArenaPlace> behind(String name, long length, int size) {
        if (!takesBlockSize(size) || length <= 0 || length > limit) {
            return Optional.empty();
        }
        return at(ArenaFormat.roundUp(byStart.isEmpty() ? base(size) : end(), size), name, length, size);
    }

    /** The first gap between the others that takes an arena. */
    Optional<ArenaPlace> between(String name, long length, int size) {
        long at = base(size);
        for (ArenaMap.Range next : byStart.values()) {
            Optional<ArenaPlace> place = next.start() - at < length ? Optional.empty() : at(at, name, length, size);
            if (place.isPresent()) {
                return place;
            }
            at = ArenaFormat.roundUp(next.stop(), size);
        }
        return Optional.empty();
    }

    private Optional<ArenaPlace> at(long start, String name, long length, int size) {
        ArenaMap.Range range = new ArenaMap.Range(name, start, start + length);
        return fits(range, size) ? Optional.of(place(range, size)) : Optional.empty();
    }

    /** Bytes of whole blocks behind the last arena. */
    long room() {
        int size = header().blockSize();
        return Math.max(0, ArenaFormat.roundDown(limit, size) - ArenaFormat.roundUp(end(), size));
    }

    /** Keeps space, in which it {@link #fits}, for an arena that is to come. */
    void reserve(ArenaMap.Range range, int size) {
        ArenaMap.Range kept = reserved.get(range.name());
        if (range.equals(kept)) {
            return;
        }
        if (kept != null) {
            remove(kept);
        }
        blockSize = size;
        put(range);
        reserved.put(range.name(), range);
    }

    /** The arena is there, in the space that was reserved for it or belongs to it already. */
    void confirm(ArenaMap.Range range) {
        reserved.remove(range.name());
    }

    private void put(ArenaMap.Range range) {
        byStart.put(range.start(), range);
        byName.put(range.name(), range);
        tableText += line(range);
    }

    /** The table lists it, whatever else it listed there or by its name. */
    void list(ArenaMap.Range range) {
        clear(range);
        put(range);
    }

    /** Gives all space free that overlaps a range, or belongs to an arena of its name. */
    void clear(ArenaMap.Range range) {
        find(range.name()).ifPresent(this::remove);
        for (ArenaMap.Range other : List.copyOf(byStart.headMap(range.stop()).values())) {
            if (other.stop() > range.start()) {
                remove(other);
            }
        }
    }

    /** Gives the space of an arena free again. */
    void remove(ArenaMap.Range range) {
        byStart.remove(range.start());
        byName.remove(range.name());
        reserved.remove(range.name());
        tableText -= line(range);
        if (byStart.isEmpty() && arenaBase == 0) {
            blockSize = 0;
        }
    }

    /**
     * The gaps before arenas that are back at their original place, one line each. Bare discs do not tell that one of
     * them was not shown; but arenas lie without gaps in the partitions that they come from, so that a gap is an arena
     * that is not back.
     *
     * @param originals names of the arenas that are back at their original place
     */
    List<String> gaps(Set<String> originals) {
        List<String> gaps = new ArrayList<>();
        long end = header().arenaBase();
        String before = "the table";
        for (ArenaMap.Range range : byStart.values()) {
            if (originals.contains(range.name()) && range.start() - end >= ArenaFormat.MIN_ARENA_SIZE) {
                gaps.add("%s from byte %d to %d, between %s and %s".formatted(text, end, range.start(), before,
                        range.name()));
            }
            end = range.stop();
            before = range.name();
        }
        return gaps;
    }

    /**
     * Where an arena lies if it and its nearest neighbour by number lie as a formatter makes them: of one size, in the
     * order of their numbers, without gaps.
     *
     * @param originals names of the arenas that are back at their original place
     */
    Optional<ArenaPlace> byNumber(String name, long size, Set<String> originals) {
        int nearest = FARTHEST_NEIGHBOUR + 1;
        Optional<ArenaPlace> found = Optional.empty();
        for (ArenaMap.Range range : byStart.values()) {
            Optional<Integer> behind = NumberedName.of(name).flatMap(wanted -> NumberedName.of(range.name())
                    .flatMap(wanted::behind));
            if (isOriginal(range, originals) && range.length() == size && behind.isPresent()
                    && Math.abs(behind.get()) < nearest) {
                nearest = Math.abs(behind.get());
                found = at(range.start() + behind.get() * size, name, size, blockSize);
            }
        }
        return found;
    }

    /** It is back where it came from, or its place there is kept for it. */
    private boolean isOriginal(ArenaMap.Range range, Set<String> originals) {
        return originals.contains(range.name()) || reserved.containsKey(range.name());
    }

    /** The gaps of exactly this size before arenas that are back at their original place. */
    List<ArenaPlace> filled(String name, long size, Set<String> originals) {
        List<ArenaPlace> filled = new ArrayList<>();
        long end = header().arenaBase();
        for (ArenaMap.Range range : byStart.values()) {
            if (isOriginal(range, originals) && range.start() - end == size) {
                at(end, name, size, blockSize).ifPresent(filled::add);
            }
            end = range.stop();
        }
        return filled;
    }

    private static long line(ArenaMap.Range range) {
        return range.name().length() + 3L + digits(range.start()) + digits(range.stop());
    }

    private static long countLine(int count) {
        return digits(count) + 1L;
    }

    private static int digits(long number) {
        return Long.toString(number).length();
    }
}
