package org.arenavault.restore.mending;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.arenavault.io.Closing;
import org.arenavault.io.Count;
import org.arenavault.io.IoFunction;
import org.arenavault.io.World;
import org.arenavault.media.Medium;
import org.arenavault.media.ParityOnDisc;
import org.arenavault.parity.MemberReading;
import org.arenavault.parity.ParityLayout;
import org.arenavault.parity.ParityMember;
import org.arenavault.parity.ParityOutlook;

/**
 * Brings back what whole discs of a group held, with the parity that other discs carry of them (protection 3.3). No
 * more of these are asked for than are needed; where that is more than one, all but the last are copied.
 */
final class DiscsMending {

    /** Bytes that are mended at once. */
    private static final long BATCH = 4L << 30;

    private final UUID group;
    private final List<ShelvedDisc> discs;
    private final ParityShelf shelf;
    private final MendedStore store;
    private final World world;
    private final Predicate<ParityMember> lacks;
    private final IoFunction<ShelvedDisc, Optional<Medium>> finder;
    private final Set<ParityMember> hopeless = new HashSet<>();
    private final List<KeptParity> kept = new ArrayList<>();
    private final Set<String> keptDiscs = new LinkedHashSet<>();
    private final Set<String> notShown = new LinkedHashSet<>();
    private Optional<ParityLayout> layout = Optional.empty();
    /** How many discs with parity it takes. */
    private int needed;

    /**
     * The mending of a group.
     *
     * @param discs that carry parity of it: those that were shown, then those that a ledger knows
     * @param lacks whether a member is to come back, and is not back
     * @param finder gets a disc into the drive
     */
    DiscsMending(UUID group, List<ShelvedDisc> discs, ParityShelf shelf, MendedStore store, World world,
            Predicate<ParityMember> lacks, IoFunction<ShelvedDisc, Optional<Medium>> finder) {
        this.group = group;
        this.discs = discs;
        this.shelf = shelf;
        this.store = store;
        this.world = world;
        this.lacks = lacks;
        this.finder = finder;
    }

    /** Mends what can be mended; the store is told of the rest. */
    void run() throws IOException {
        try {
            Optional<ShelvedDisc> known = discs.stream().filter(disc -> !disc.tracks().isEmpty()).findFirst();
            if (known.isPresent()) {
                plan(known.get());
            }
            for (int i = 0; i < discs.size() && (layout.isEmpty() || isLacking()); i++) {
                use(discs.get(i), i + 1 == discs.size());
            }
            if (isLacking() && !notShown.isEmpty()) {
                mending(discs.get(0)).failed(layout.orElseThrow(), "parity on %s may mend it, and was not shown; the "
                        .formatted(String.join(", ", notShown)) + "same command tries it");
            }
            for (KeptParity track : kept) {
                track.remove();
            }
        } finally {
            Closing.all(kept);
        }
    }

    private boolean isLacking() {
        return layout.filter(known -> known.members().stream().anyMatch(this::isLacking)).isPresent();
    }

    private boolean isLacking(ParityMember member) {
        return !hopeless.contains(member) && lacks.test(member);
    }

    private GroupMending mending(ShelvedDisc disc) {
        return new GroupMending(disc, shelf, store, world, this::isLacking, kept);
    }

    /** Finds out what can come back at all, and how many discs with parity that takes. */
    private void plan(ShelvedDisc disc) throws IOException {
        ParityLayout known = disc.tracksOf(group).get(0).content().layout();
        layout = Optional.of(known);
        List<MemberReading> readings = mending(disc).known(known);
        int most = Math.min(discs.size(), known.parityColumns());
        ParityOutlook best = ParityOutlook.of(known, readings, most);
        BitSet repairable = repairable(best);
        Set<ParityMember> lost = new HashSet<>();
        Set<String> missing = new TreeSet<>();
        for (int number = 0; number < known.members().size(); number++) {
            ParityMember member = known.members().get(number);
            if (!best.lost().get(number).isEmpty()) {
                missing.add(disc.titleOf(member));
            }
            if (!repairable.get(number) && lacks.test(member)) {
                lost.add(member);
            }
        }
        new GroupMending(disc, shelf, store, world, lost::contains, kept).failed(known,
                "is on no disc that was shown, and %s of its group are more than parity on %s brings back".formatted(
                        String.join(", ", missing), Count.of(most, "disc")));
        hopeless.addAll(lost);
        needed = 1;
        while (needed < most && !repairable(ParityOutlook.of(known, readings, needed)).equals(repairable)) {
            needed++;
        }
    }

    private static BitSet repairable(ParityOutlook outlook) {
        BitSet repairable = new BitSet();
        for (int number = 0; number < outlook.lost().size(); number++) {
            repairable.set(number, outlook.isRepairable(number));
        }
        return repairable;
    }

    private void use(ShelvedDisc disc, boolean last) throws IOException {
        if (layout.isPresent()) {
            announce(disc);
        }
        Optional<Medium> found = finder.apply(disc);
        if (found.isEmpty()) {
            notShown.add(disc.title());
            return;
        }
        try (Medium medium = found.get()) {
            ShelvedDisc shown = disc.tracks().isEmpty() ? shelf.shown(disc, medium) : disc;
            List<ParityOnDisc> tracks = shown.tracksOf(group).stream()
                    .filter(track -> track.content().size() <= track.track().bytes()).toList();
            if (tracks.isEmpty()) {
                store.note("%s carries no parity that can be read".formatted(disc.title()));
                return;
            }
            if (layout.isEmpty()) {
                plan(shown);
                announce(shown);
            }
            if (isLacking() && (last || keptDiscs.size() + 1 >= needed)) {
                for (Set<ParityMember> some : batches()) {
                    new GroupMending(shown, shelf, store, world, member -> some.contains(member) && isLacking(member),
                            kept).run(medium, medium.inspect(), tracks, last);
                }
            }
            if (isLacking() && !last) {
                keep(shown, medium, tracks);
            }
        }
    }

    /** What is lacking, as it stands in the rows: what is mended lies in files until it is in its place. */
    private List<Set<ParityMember>> batches() {
        ParityLayout known = layout.orElseThrow();
        List<Integer> numbers = IntStream.range(0, known.members().size())
                .filter(number -> isLacking(known.members().get(number))).boxed()
                .sorted(Comparator.comparing(known::firstRow)).toList();
        List<Set<ParityMember>> batches = new ArrayList<>();
        long bytes = BATCH;
        for (int number : numbers) {
            if (bytes >= BATCH) {
                batches.add(new HashSet<>());
                bytes = 0;
            }
            batches.get(batches.size() - 1).add(known.members().get(number));
            bytes += known.members().get(number).size();
        }
        return batches;
    }

    private void announce(ShelvedDisc disc) {
        List<ParityMember> members = layout.orElseThrow().members().stream().filter(this::isLacking).toList();
        if (!members.isEmpty()) {
            world.terminal().print("%s: its parity is read to bring back %s of %s".formatted(disc.title(),
                    Count.of(members.size(), "arena"), members.stream().map(disc::titleOf).distinct()
                            .collect(Collectors.joining(", "))));
        }
    }

    private void keep(ShelvedDisc disc, Medium medium, List<ParityOnDisc> tracks) throws IOException {
        keptDiscs.add(disc.title());
        for (ParityOnDisc track : tracks) {
            kept.add(KeptParity.read(medium, track, store.conf(), disc.title(), world));
        }
    }
}
