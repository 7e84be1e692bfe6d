package org.arenavault.restore.increments;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.arenavault.io.Closing;
import org.arenavault.io.Storage;
import org.arenavault.io.UnusableBytesException;
import org.arenavault.restore.placing.ArenaPlace;
import org.arenavault.restore.placing.TargetArenas;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaTail;
import org.arenavault.venti.format.ClumpDirectory;
import org.arenavault.venti.increment.ArenaForm;
import org.arenavault.venti.increment.Coverage;
import org.arenavault.venti.increment.Increment;
import org.arenavault.venti.increment.IncrementOrigin;
import org.arenavault.venti.increment.RecordedIncrement;

/** All that waits of one arena, opened. */
final class Pile implements Closeable {

    /** A sealed arena that waits. */
    record Sealed(KeptArena kept, Storage image, Arena arena) {
    }

    /** An increment that waits. */
    record Part(KeptIncrement kept, Increment increment) {
    }

    private final String name;
    private final List<Sealed> arenas = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private final List<Storage> files = new ArrayList<>();

    private Pile(String name) {
        this.name = name;
    }

    /** Opens what waits of the arena of this name, the latest sealed one first. */
    static Pile open(String name, Staging staging, List<KeptIncrement> increments, List<KeptArena> arenas)
            throws IOException {
        Pile pile = new Pile(name);
        try {
            for (KeptArena kept : arenas) {
                if (kept.arena().name().equals(name)) {
                    Storage image = pile.open(staging.open(kept.path()));
                    pile.arenas.add(new Sealed(kept, image, Arena.ofImage(image, 0)));
                }
            }
            for (KeptIncrement kept : increments) {
                if (kept.arena().equals(name)) {
                    pile.parts.add(new Part(kept, kept.in(pile.open(staging.open(kept.path())))));
                }
            }
        } catch (IOException | RuntimeException | Error e) {
            pile.close();
            throw e;
        }
        pile.arenas.sort(Comparator.comparingLong((Sealed sealed) -> sealed.kept().written()).reversed());
        pile.parts.sort(Comparator.comparingLong(part -> part.increment().sequence()));
        return pile;
    }

    private Storage open(Storage file) {
        files.add(file);
        return file;
    }

    /** The arena's name on the discs. */
    String name() {
        return name;
    }

    List<Sealed> arenas() {
        return arenas;
    }

    List<Part> parts() {
        return parts;
    }

    List<Increment> increments() {
        return parts.stream().map(Part::increment).toList();
    }

    boolean hasSound() {
        return parts.stream().anyMatch(part -> part.kept().sound());
    }

    /** The discs that its increments were on. */
    List<String> discs() {
        TreeSet<String> discs = new TreeSet<>();
        parts.forEach(part -> discs.add(part.kept().label().disc().label()));
        return List.copyOf(discs);
    }

    /** Whether whole increments of its chain have all clumps of this one. */
    boolean covers(RecordedIncrement recorded) {
        IncrementOrigin origin = recorded.origin();
        return origin.to() <= Coverage.end(sound(origin.chain()), origin.from());
    }

    private List<IncrementOrigin> sound(UUID chain) {
        return parts.stream().filter(part -> part.kept().sound()).map(part -> part.increment().origin())
                .filter(origin -> origin.chain().equals(chain)).toList();
    }

    /** What the newest chain lacks that begins at 0 here: empty if nothing, or if none does. */
    Optional<String> gap() {
        Optional<UUID> chain = parts.stream().filter(part -> part.kept().sound())
                .map(part -> part.increment().origin()).filter(origin -> origin.from() == 0)
                .reduce((one, later) -> later).map(IncrementOrigin::chain);
        if (chain.isEmpty()) {
            return Optional.empty();
        }
        long end = Coverage.end(sound(chain.get()), 0);
        return sound(chain.get()).stream().map(IncrementOrigin::from).filter(from -> from > end)
                .min(Comparator.naturalOrder()).map(from -> gap(end, from));
    }

    static String gap(long from, long to) {
        return "its clumps at %d-%d are in no increment that was shown".formatted(from, to);
    }

    /**
     * Whether an arena of a store is the same as the one that something waits of: formatted with the same random clump
     * magic. Version 4 has none; there the first clump tells.
     */
    boolean isOf(Arena slot) throws IOException {
        ArenaTail tail = slot.readTail();
        for (Sealed sealed : arenas) {
            ArenaTail other = sealed.arena().readTail();
            if (sealed.arena().size() == slot.size() && isSame(tail, other)
                    && (tail.version() != 4 || beginsLike(slot, sealed.arena()))) {
                return true;
            }
        }
        for (Part part : parts) {
            ArenaForm form = part.increment().origin().form();
            if (form.size() == slot.size() && isSame(tail, part.increment().tail()) && (tail.version() != 4
                    || (part.increment().origin().from() == 0 && beginsLike(slot, part.increment().arena())))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the arena in a place is known to be of the venti that an increment comes from. */
    boolean isOf(ArenaPlace place, TargetArenas targets) throws IOException {
        for (Part part : parts) {
            if (targets.isOf(place, part.kept().label().disc().store())) {
                return true;
            }
        }
        // whether a sealed arena is of the same one was asked when it was kept
        return !arenas.isEmpty();
    }

    /** The venti that its increments come from. */
    UUID venti() {
        return parts.get(0).kept().label().disc().store();
    }

    private static boolean isSame(ArenaTail one, ArenaTail other) {
        return one.version() == other.version() && one.clumpMagic() == other.clumpMagic();
    }

    private static boolean beginsLike(Arena one, Arena other) throws IOException {
        try {
            return Arrays.equals(first(one), first(other));
        } catch (UnusableBytesException e) {
            return false;
        }
    }

    private static byte[] first(Arena arena) throws IOException {
        return arena.storage().read(new ClumpDirectory(arena).blockOf(0), ArenaFormat.CLUMP_INFO);
    }

    boolean isEmpty() {
        return arenas.isEmpty() && parts.isEmpty();
    }

    @Override
    public void close() throws IOException {
        Closing.all(files);
    }
}
