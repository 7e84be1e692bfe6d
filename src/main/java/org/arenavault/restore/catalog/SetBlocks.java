package org.arenavault.restore.catalog;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.arenavault.changer.DiscRequest;
import org.arenavault.changer.DiscSearch;
import org.arenavault.changer.DiscSource;
import org.arenavault.io.Closing;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Count;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.RefusedException;
import org.arenavault.io.UnusableBytesException;
import org.arenavault.io.VaultException;
import org.arenavault.io.World;
import org.arenavault.media.Medium;
import org.arenavault.media.MediumState;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.SeenDisc;
import org.arenavault.venti.format.BlockSource;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;

/**
 * The blocks of a set, read from its discs: the catalogs tell which disc is needed, and it is asked for. Safe for
 * several threads, which wait for each other: there is one drive.
 */
public final class SetBlocks implements BlockSource, Closeable {

    private record Place(DiscRecord disc, CatalogEntry entry) {
    }

    private final SetCatalogs catalogs;
    private final DiscSource discs;
    private final World world;
    private final Set<Integer> unavailable = new HashSet<>();
    private final SortedMap<Integer, Long> probed = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();
    private final Map<Integer, InsertedDisc> inserted = new HashMap<>();

    /**
     * The blocks of these catalogs. Takes over both; a disc without a catalog is not asked for.
     *
     * @param discs where the discs come from
     */
    public SetBlocks(SetCatalogs catalogs, DiscSource discs, World world) {
        this.catalogs = catalogs;
        this.discs = discs;
        this.world = world;
    }

    /**
     * Makes the catalogs that are missing: from the partitions that the discs were recorded from where they are still
     * there, else from the discs, which are asked for. A disc that is not to be had or cannot be read is among the
     * {@link #faults}, and keeps no other from its turn.
     *
     * @throws VaultException what ails the first disc, if there is no catalog at all
     */
    public synchronized void complete() throws IOException {
        catalogs.makeFromPartitions();
        VaultException first = null;
        for (DiscRecord disc : catalogs.missing()) {
            if (catalogs.missing().contains(disc)) {
                try {
                    use(disc);
                } catch (OperatorNeededException | RefusedException | UnusableBytesException e) {
                    first = first == null ? e : first;
                    faults.add("%s: %s; its catalog is missing, and its blocks are not found".formatted(
                            disc.identity().label(), e.getMessage()));
                }
            }
        }
        if (first != null && catalogs.known().isEmpty()) {
            throw first;
        }
    }

    /** Discs of which no catalog could be made, a line each. */
    public synchronized List<String> faults() {
        return List.copyOf(faults);
    }

    @Override
    public synchronized Optional<byte[]> read(Score score, BlockType type) throws IOException {
        if (score.isEmptyBlock()) {
            return Optional.of(new byte[0]);
        }
        OperatorNeededException needed = null;
        for (Place place : places(score, type)) {
            world.stop().check();
            try {
                return Optional.of(use(place.disc()).read(place.entry(), score, type));
            } catch (CorruptException | MediumFaultException e) {
                world.terminal().print("%s: %s".formatted(place.disc().identity().label(), e.getMessage()));
            } catch (OperatorNeededException e) {
                unavailable.add(place.disc().number());
                needed = e;
            }
        }
        if (needed != null) {
            throw needed;
        }
        requireCatalogs(score);
        return Optional.empty();
    }

    /** Where catalogs are missing nobody can say that there is no such block. */
    private void requireCatalogs(Score score) throws OperatorNeededException {
        List<DiscRecord> missing = catalogs.missing();
        if (!missing.isEmpty()) {
            throw new OperatorNeededException(OperatorNeededException.Need.NO_MEDIUM,
                    "block %s is in no catalog; it may lie on %s, whose catalog is missing".formatted(score,
                            String.join(", ", missing.stream().map(disc -> disc.identity().label()).toList())));
        }
    }

    /** By the catalogs; no disc is needed. */
    @Override
    public synchronized boolean contains(Score score, BlockType type) throws IOException {
        if (score.isEmptyBlock()) {
            return true;
        }
        List<Place> places = places(score, type);
        if (!places.isEmpty()) {
            probed.merge(places.get(0).disc().number(), 1L, Long::sum);
        } else {
            requireCatalogs(score);
        }
        return !places.isEmpty();
    }

    /** Where a block lies: on the disc in the drive if it is there, on those that were asked for in vain last. */
    private List<Place> places(Score score, BlockType type) throws IOException {
        List<Place> places = new ArrayList<>();
        for (DiscRecord disc : catalogs.known()) {
            for (CatalogEntry entry : catalogs.find(disc, score, type)) {
                places.add(new Place(disc, entry));
            }
        }
        places.sort(Comparator.comparing((Place place) -> !inserted.containsKey(place.disc().number()))
                .thenComparing(place -> unavailable.contains(place.disc().number()))
                .thenComparing(place -> place.disc().number()));
        return places;
    }

    /** How many blocks were asked about on each disc since the last call, one line each. */
    public synchronized List<String> needs() {
        List<String> lines = new ArrayList<>();
        probed.forEach((number, blocks) -> catalogs.state().disc(number).ifPresent(disc -> lines.add("%s: %s%s"
                .formatted(disc.identity().label(), Count.of(blocks, "block"),
                        disc.place().isEmpty() ? "" : " (kept at: " + disc.place() + ")"))));
        probed.clear();
        return lines;
    }

    /** The disc, once it lies in the drive. A catalog that is missing is made of every disc that is shown. */
    private InsertedDisc use(DiscRecord wanted) throws IOException {
        InsertedDisc there = inserted.get(wanted.number());
        if (there != null) {
            return there;
        }
        closeInserted();
        DiscSearch search = new DiscSearch(discs,
                new DiscRequest.Recorded(wanted.identity().label(), wanted.place()), world.terminal());
        while (true) {
            Medium medium = search.next().orElseThrow(() -> new OperatorNeededException(
                    OperatorNeededException.Need.NO_MEDIUM,
                    "disc %s is needed".formatted(wanted.identity().label())));
            Optional<InsertedDisc> disc = Optional.empty();
            try {
                MediumState now = medium.inspect();
                SeenDisc seen = SeenDisc.of(medium, now, catalogs.state());
                Optional<DiscRecord> known = seen.disc();
                boolean isWanted = known.isPresent() && known.get().number() == wanted.number();
                if (known.isPresent() && catalogs.missing().contains(known.get())) {
                    try {
                        catalogs.makeFromDisc(known.get(), medium, now);
                    } catch (CorruptException | MediumFaultException | RefusedException e) {
                        if (isWanted) {
                            throw e;
                        }
                        // it is told when its own turn comes
                    }
                }
                if (isWanted) {
                    disc = Optional.of(new InsertedDisc(known.get(), medium, now));
                    inserted.put(wanted.number(), disc.get());
                    return disc.get();
                }
                search.reject(seen.sentence());
            } finally {
                if (disc.isEmpty()) {
                    medium.close();
                }
            }
        }
    }

    private void closeInserted() throws IOException {
        List<InsertedDisc> open = List.copyOf(inserted.values());
        inserted.clear();
        Closing.all(open);
    }

    @Override
    public synchronized void close() throws IOException {
        try (discs; catalogs) {
            closeInserted();
        }
    }
}
