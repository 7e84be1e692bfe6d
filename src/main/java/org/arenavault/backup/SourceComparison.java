package org.arenavault.backup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Count;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.RefusedException;
import org.arenavault.io.UnusableBytesException;
import org.arenavault.io.VaultException;
import org.arenavault.media.ArenaIdentity;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.SetState;

/**
 * The sealed arenas of a venti held against what a set has on disc, by {@link ArenaIdentity}: the same comparison for
 * a backup, its forecast and the status.
 *
 * @param onDisc those that are on disc, with the copies that hold them; verified ones first
 * @param waiting those of which there is no copy
 * @param unknown those that may be on disc: their server has not summed them, and the ledger is of an earlier version
 * @param others those whose name is on disc with another content, and why
 * @param stranger why the whole source seems to be another venti's, although no name contradicts
 */
public record SourceComparison(Map<SourceArena, List<SetState.Copy>> onDisc, List<SourceArena> waiting,
                               List<SourceArena> unknown, Map<SourceArena, String> others,
                               Optional<String> stranger) {

    /** Compares; arenas that are not sealed on disk are none of these. */
    public static SourceComparison of(ArenaSource source, SetState state) throws IOException {
        SourceComparison parts = of(source.arenas(), state);
        return source.problems().isEmpty() ? parts.suspecting(stranger(source.arenas(), parts.waiting, state)) : parts;
    }

    /** That of a source of which nothing is known. */
    public static SourceComparison ofNothing() {
        return new SourceComparison(new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>(),
                new LinkedHashMap<>(), Optional.empty());
    }

    /** The same of arenas that are not known to be all that there are. */
    public static SourceComparison of(List<SourceArena> arenas, SetState state) throws IOException {
        SourceComparison result = ofNothing();
        for (SourceArena arena : arenas) {
            if (arena.status().state().isSealedOnDisk()) {
                result.add(arena, state);
            }
        }
        return result;
    }

    private SourceComparison suspecting(Optional<String> why) {
        return new SourceComparison(onDisc, waiting, unknown, others, why);
    }

    /** The same as the operator wants it. */
    SourceComparison by(BackupOptions options) {
        return options.begunAnew() ? ofVentiBegunAnew() : this;
    }

    /** The same where the user says that the venti was begun anew, or has its older arenas on disc alone. */
    SourceComparison ofVentiBegunAnew() {
        return suspecting(Optional.empty());
    }

    /** A venti that has none of the arenas on the discs, and others to record, is hardly the one that had them. */
    private static Optional<String> stranger(List<SourceArena> arenas, List<SourceArena> waiting, SetState state) {
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        Set<String> recorded = state.discs().stream().filter(disc -> disc.mark().counts())
                .flatMap(DiscRecord::arenas).map(copy -> copy.arena().name())
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> here = SourceArena.names(arenas);
        return recorded.isEmpty() || !Collections.disjoint(here, recorded) ? Optional.empty()
                : Optional.of(("another venti, it seems: none of the arenas on the discs of set '%s' (%s) is here, and "
                        + "none that is here (%s) is on its discs; if it was begun anew, or has its older arenas on "
                        + "disc alone, say 'arenavault backup %s --begun-anew'").formatted(state.name(),
                                Count.few(List.copyOf(recorded)), Count.few(here), state.name()));
    }

    private void add(SourceArena arena, SetState state) throws IOException {
        List<SetState.Copy> copies = state.copies(arena.name());
        if (copies.isEmpty()) {
            waiting.add(arena);
            return;
        }
        try {
            add(arena, identity(arena, copies, state.header().store()), copies);
        } catch (UnusableBytesException e) {
            others.put(arena, e.getMessage());
        }
    }

    /** A print is made where there is one to compare it with: it costs reading 64 KiB, and summing them. */
    private static ArenaIdentity identity(SourceArena arena, List<SetState.Copy> copies, UUID store)
            throws IOException {
        boolean printed = false;
        for (SetState.Copy copy : copies) {
            printed |= !copy.arena().print().isEmpty();
        }
        return printed ? ArenaIdentity.of(store, arena.status()) : ArenaIdentity.bySeal(store, arena.status());
    }

    private void add(SourceArena arena, ArenaIdentity here, List<SetState.Copy> copies) {
        List<SetState.Copy> same = new ArrayList<>();
        for (SetState.Copy copy : copies) {
            ArenaIdentity.Likeness likeness = here.to(copy.arena());
            if (likeness == ArenaIdentity.Likeness.ANOTHER) {
                others.put(arena, another(here, copy));
                return;
            }
            if (likeness == ArenaIdentity.Likeness.SAME) {
                same.add(copy);
            }
        }
        if (same.isEmpty()) {
            unknown.add(arena);
        } else {
            onDisc.put(arena, same);
        }
    }

    /** The same once those arenas have been summed of which nobody knew whether they are on disc. */
    SourceComparison resolved(SetState state, SealCheck check) throws IOException {
        SourceComparison result = new SourceComparison(new LinkedHashMap<>(onDisc), new ArrayList<>(waiting),
                new ArrayList<>(), new LinkedHashMap<>(others), stranger);
        for (SourceArena arena : unknown) {
            try {
                result.add(arena, ArenaIdentity.of(state.header().store(), check.identify(arena)),
                        state.copies(arena.name()));
            } catch (CorruptException | MediumFaultException e) {
                result.others.put(arena, e.getMessage());
            }
        }
        return result;
    }

    private static String another(ArenaIdentity here, SetState.Copy copy) {
        return "arena %s is another one here (%s) than on %s track %d (%s): two ventis, or one of the two is damaged"
                .formatted(here.name(), here.text(), copy.disc().identity().label(), copy.track().number(),
                        ArenaIdentity.of(here.store(), copy.arena()).text());
    }

    /** Why these arenas are of another venti than the discs; empty if at least one is on disc, or none contradicts. */
    public Optional<String> anotherStore() {
        return onDisc.isEmpty() && unknown.isEmpty() ? others.values().stream().findFirst().or(() -> stranger)
                : Optional.empty();
    }

    /** The arenas that a backup would record now: none of another venti. */
    public List<SourceArena> recordable() {
        return anotherStore().isPresent() ? List.of() : List.copyOf(waiting);
    }

    /**
     * Refuses a source that is another venti than the one on the discs.
     *
     * @throws RefusedException if it is
     */
    public void requireSameStore(SetState state) throws VaultException {
        Optional<String> another = anotherStore();
        if (another.isPresent()) {
            throw new RefusedException(("%s; nothing was recorded; set '%s' keeps one venti: point its set.toml at "
                    + "that one again").formatted(another.get(), state.name())).next(
                            "arenavault init SET --conf VENTI.CONF --medium MEDIUM", "begins a set for the other one");
        }
    }
}
