package org.arenavault.restore.mending;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.arenavault.changer.DiscRequest;
import org.arenavault.changer.DiscSearch;
import org.arenavault.changer.DiscSource;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.UsageException;
import org.arenavault.io.World;
import org.arenavault.media.ArenaRecord;
import org.arenavault.media.DiscIdentity;
import org.arenavault.media.Medium;
import org.arenavault.media.MediumState;
import org.arenavault.media.ParityOnDisc;
import org.arenavault.media.TrackContent;
import org.arenavault.media.TrackExtent;
import org.arenavault.parity.ParityLayout;
import org.arenavault.parity.ParityMember;
import org.arenavault.restore.reading.ArenaFind;
import org.arenavault.restore.reading.DiscContents;
import org.arenavault.restore.reading.DiscSurvey;
import org.arenavault.restore.reading.IncrementFind;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.SetState;
import org.arenavault.sets.TrackRecord;
import org.arenavault.venti.format.Score;

/**
 * Mends what the discs of a restore did not give whole. Discs with parity are remembered as they are shown; when all
 * were, those are asked for by name whose parity protects something that is not back.
 */
public final class Mending {

    private final DiscSource source;
    private final MendedStore store;
    private final World world;
    private final ParityShelf shelf = new ParityShelf();

    /** Of a store, with the discs of a source. */
    public Mending(DiscSource source, MendedStore store, World world) {
        this.source = source;
        this.store = store;
        this.world = world;
    }

    /**
     * A disc is shown.
     *
     * @param identity what its label says; empty if it has none
     * @param place where it is kept; empty if nobody said
     * @return the numbers of its tracks that carry parity
     * @throws org.arenavault.io.UnusableBytesException if it cannot be looked at
     */
    public Set<Integer> seen(Medium medium, MediumState state, DiscContents contents, Optional<DiscIdentity> identity,
            String place) throws IOException {
        return shelf.look(medium, state, contents, identity, place);
    }

    /** Arenas did not come, and a ledger knows what they are, where they were, and which discs carry parity of them. */
    public void expect(SetState state, Collection<ArenaRecord> arenas) {
        for (DiscRecord disc : state.discs()) {
            for (TrackRecord track : disc.tracks()) {
                if (arenas.stream().anyMatch(arena -> track.content().isSameAs(arena))) {
                    track.arena().ifPresent(arena -> shelf.miss(new ArenaFind(disc.identity().label(),
                            new TrackExtent(track.number(), track.lba(), track.blocks(), TrackExtent.Condition.CLOSED),
                            arena, DiscSurvey.evidence(track), Optional.of(state.header().store()))));
                    withParityOf(state, disc).forEach(other -> other.protection()
                            .filter(parity -> parity.protects(disc.number(), track.number()))
                            .ifPresent(parity -> shelf.expect(other, parity)));
                }
            }
        }
    }

    /** The discs with parity that protects something on a disc. */
    public static List<DiscRecord> withParityOf(SetState state, DiscRecord disc) {
        return state.discs().stream().filter(other -> other.mark().counts() && other.holding().findAny().isPresent()
                && other.protection().filter(parity -> parity.discs().containsKey(disc.number())).isPresent()).toList();
    }

    /**
     * Whether parity on its own disc, which was shown last, protects an arena: what there is of it is read when all
     * else was, with less effort than would be due if nothing else could help.
     */
    public boolean protects(ArenaFind find) {
        return protects(find.arena().name(), find.track());
    }

    /** The same of an increment. */
    public boolean protects(IncrementFind find) {
        return protects(find.name(), find.track());
    }

    /** The same of whatever a track carries. */
    public boolean protects(TrackExtent track) {
        return protectedBy(track).findAny().isPresent();
    }

    private boolean protects(String name, TrackExtent track) {
        return protectedBy(track).anyMatch(member -> member.name().equals(name));
    }

    private Stream<ParityMember> protectedBy(TrackExtent track) {
        return shelf.inDrive().stream()
                .flatMap(shelved -> shelved.tracks().stream().filter(parity -> !shelved.isOfOthers(parity)))
                .flatMap(parity -> parity.content().layout().members().stream())
                .filter(member -> member.track() == track.number() && member.lba() == track.lba());
    }

    /**
     * All discs were read. What a disc's own parity mends is not asked of others.
     *
     * @throws org.arenavault.io.CancelledException if the operator gave up; what was found is kept
     */
    public void run() throws IOException {
        for (ShelvedDisc disc : shelf.discs()) {
            Map<UUID, List<ParityOnDisc>> groups = new LinkedHashMap<>();
            for (ParityOnDisc track : disc.tracks()) {
                if (!disc.isOfOthers(track) && isLacking(track.content().layout())) {
                    groups.computeIfAbsent(track.content().group(), group -> new ArrayList<>()).add(track);
                }
            }
            if (!groups.isEmpty()) {
                mend(disc, groups);
            }
        }
        for (Map.Entry<UUID, List<ShelvedDisc>> group : shelf.groups().entrySet()) {
            if (!store.givesImages()) {
                unused(group.getKey(), group.getValue());
                continue;
            }
            new DiscsMending(group.getKey(), group.getValue(), shelf, store, world, this::lacks, this::find).run();
        }
    }

    private void unused(UUID group, List<ShelvedDisc> discs) throws IOException {
        String help = ("parity on %s may bring %%s back with the other discs of the group; 'arenavault restore --conf "
                + "VENTI.CONF' does that on a disk, and 'arenavault mirror' sends it on").formatted(
                discs.stream().map(ShelvedDisc::title).collect(Collectors.joining(", ")));
        Optional<ShelvedDisc> shown = discs.stream().filter(disc -> !disc.tracksOf(group).isEmpty()).findFirst();
        if (shown.isPresent()) {
            mending(shown.get()).failed(shown.get().tracksOf(group).get(0).content().layout(), help.formatted("it"));
        } else {
            store.note(help.formatted("what is missing"));
        }
    }

    private boolean isLacking(ParityLayout layout) {
        return layout.members().stream().anyMatch(this::lacks);
    }

    /** Whether a member is an arena or an increment that is to come back, and is not back. */
    private boolean lacks(ParityMember member) {
        if (member.kind().equals(TrackContent.INCREMENT)) {
            return shelf.increment(member).filter(store::lacks).isPresent();
        }
        try {
            return member.kind().equals(ArenaRecord.KIND) && member.digest().length() == 2 * Score.SIZE
                    && store.lacks(member.name(), Score.parse(member.digest()));
        } catch (UsageException e) {
            return false;
        }
    }

    private void mend(ShelvedDisc disc, Map<UUID, List<ParityOnDisc>> groups) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        groups.values().forEach(tracks -> tracks.get(0).content().layout().members().stream().filter(this::lacks)
                .forEach(member -> names.add(member.name())));
        world.terminal().print("%s: its parity is read to mend %s".formatted(disc.title(), String.join(", ", names)));
        Optional<Medium> found = find(disc);
        if (found.isPresent()) {
            try (Medium medium = found.get()) {
                MediumState state = medium.inspect();
                for (List<ParityOnDisc> tracks : groups.values()) {
                    mending(disc).run(medium, state, tracks, true);
                }
            }
            return;
        }
        for (List<ParityOnDisc> tracks : groups.values()) {
            mending(disc).failed(tracks.get(0).content().layout(), ("parity on %s may mend it, and that disc was not "
                    + "shown again; the same command tries it").formatted(disc.title()));
        }
    }

    private GroupMending mending(ShelvedDisc disc) {
        return new GroupMending(disc, shelf, store, world, this::lacks, List.of());
    }

    /** The disc, in the drive; empty if it is not to be had. Whoever gets it closes it. */
    private Optional<Medium> find(ShelvedDisc disc) throws IOException {
        DiscSearch search = new DiscSearch(source, new DiscRequest.Recorded(disc.title(), disc.place()),
                world.terminal());
        for (Optional<Medium> next = next(search); next.isPresent(); next = next(search)) {
            Medium medium = next.get();
            boolean right = false;
            try {
                Optional<Boolean> seen = search.look(medium, disc::isIn);
                right = seen.orElse(false);
                if (right) {
                    return next;
                }
                if (seen.isPresent()) {
                    search.reject("this is not %s, whose parity is needed".formatted(disc.title()));
                }
            } finally {
                if (!right) {
                    medium.close();
                }
            }
        }
        return Optional.empty();
    }

    /** Nobody there to insert it: the rest of the restore does not wait for it. */
    private static Optional<Medium> next(DiscSearch search) throws IOException {
        try {
            return search.next();
        } catch (OperatorNeededException e) {
            return Optional.empty();
        }
    }
}
