package org.arenavault.restore.increments;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.arenavault.io.Count;
import org.arenavault.io.Plain;
import org.arenavault.io.Progress;
import org.arenavault.io.UnusableBytesException;
import org.arenavault.io.World;
import org.arenavault.restore.placing.ArenaPlace;
import org.arenavault.restore.placing.Placement;
import org.arenavault.restore.placing.TargetArenas;
import org.arenavault.restore.reading.ArenaFind;
import org.arenavault.restore.reading.Evidence;
import org.arenavault.restore.reading.Salvage;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaTail;
import org.arenavault.venti.increment.IncrementOrigin;
import org.arenavault.venti.increment.Reassembly;

/**
 * Places what waited for the last disc (protection 2.3). First what has no arena in its place: a sealed one goes where
 * it belongs; where there is none, an active one is made anew of its increments. Then what meets an arena of its own
 * name, or has no place: see {@link Merging}.
 */
final class Settlement {

    private final TargetArenas targets;
    private final Staging staging;
    private final Predicate<String> inPile;
    private final Merging merging;
    private final ClumpMending mending;
    private final Map<String, ArenaFind> damaged;
    private final World world;
    private final Draft draft;

    /** See {@link Increments#settle}. */
    Settlement(TargetArenas targets, Staging staging, Predicate<String> inPile, Set<String> taken,
               Map<String, ArenaFind> damaged, Draft draft, World world) {
        this.targets = targets;
        this.staging = staging;
        this.inPile = inPile;
        this.draft = draft;
        this.merging = new Merging(targets, taken, draft, world);
        this.mending = new ClumpMending(targets, staging.conf(), world);
        this.damaged = damaged;
        this.world = world;
    }

    void run(Set<String> names, List<KeptIncrement> increments, List<KeptArena> arenas,
            Map<String, Increments.Lost> missing) throws IOException {
        Set<String> later = new TreeSet<>();
        for (String name : names) {
            try (Pile pile = Pile.open(name, staging, increments, arenas)) {
                if (!pile.isEmpty() && (meeting(pile).isPresent() || !place(pile))) {
                    later.add(name);
                }
            }
        }
        for (String name : names) {
            try (Pile pile = Pile.open(name, staging, increments, arenas)) {
                Optional<ArenaPlace> place = meeting(pile);
                if (later.contains(name)) {
                    merging.run(pile, place);
                }
                tell(pile, missing);
            }
        }
    }

    /** What is lost of an arena: increments whose clumps neither the sealed arena nor another increment has. */
    private void tell(Pile pile, Map<String, Increments.Lost> missing) throws IOException {
        for (Map.Entry<String, Increments.Lost> entry : missing.entrySet()) {
            Increments.Lost one = entry.getValue();
            if (!one.recorded().origin().arena().equals(pile.name())) {
                continue;
            }
            boolean superseded = isSealed(one.recorded().origin());
            if (superseded) {
                draft.superseded(pile.name(), 1);
            }
            if (superseded || pile.covers(one.recorded())) {
                Salvage.remove(staging.conf(), one.digest());
            } else {
                one.reasons().forEach(reason -> draft.lost(entry.getKey(), reason));
            }
        }
    }

    /** Whether the arena is there as it was sealed, and holds the very clumps of an increment. */
    private boolean isSealed(IncrementOrigin increment) throws IOException {
        Optional<ArenaPlace> place = targets.listed(increment.arena());
        if (place.isEmpty()) {
            return false;
        }
        Arena arena = targets.at(place.get());
        try {
            return arena.readTail().disk().sealed() && increment.isIn(arena);
        } catch (UnusableBytesException e) {
            return false;
        }
    }

    /** The place of the arena that something waits of, if that arena is there. */
    private Optional<ArenaPlace> meeting(Pile pile) throws IOException {
        Optional<ArenaPlace> place = targets.listed(pile.name());
        if (place.isEmpty()) {
            return place;
        }
        Arena slot = targets.at(place.get());
        try {
            return !slot.readTail().isUnused() && (inPile.test(pile.name()) || pile.isOf(slot)
                    || pile.isOf(place.get(), targets)) ? place
                    : Optional.empty();
        } catch (UnusableBytesException e) {
            return Optional.empty();
        }
    }

    /** False if something is left of it that another arena is to take. */
    private boolean place(Pile pile) throws IOException {
        return pile.arenas().isEmpty() ? !mend(pile) && makeAnew(pile) : placeSealed(pile);
    }

    private boolean mend(Pile pile) throws IOException {
        ArenaFind find = damaged.get(pile.name());
        Optional<Settled.Placed> mended = find == null ? Optional.empty() : mending.run(pile, find);
        mended.ifPresent(placed -> {
            draft.placed(placed);
            draft.note("%s: arena %s was mended with its increments".formatted(placed.where(),
                    Plain.field(pile.name())));
        });
        return mended.isPresent();
    }

    private boolean placeSealed(Pile pile) throws IOException {
        Pile.Sealed latest = pile.arenas().get(0);
        Optional<Placement.Free> free = targets.look(latest.kept().arena()).free();
        if (free.isPresent() && isVacant(free.get())) {
            long begun = world.clock().nanos();
            Placement placement = targets.put(free.get(), latest.image(), latest.kept().arena(), Evidence.SEAL,
                    latest.kept().venti(), "restoring " + pile.name());
            placement.there().ifPresent(there -> draft.placed(new Settled.Placed(there.arena(),
                    latest.kept().disc(), latest.kept().track(), world.clock().nanos() - begun)));
        }
        return false;
    }

    /** Clumps that no tail knows of are not overwritten. */
    static boolean isVacant(Placement.Free free) {
        return free.ground() != Placement.Ground.UNRECORDED;
    }

    private boolean makeAnew(Pile pile) throws IOException {
        if (!pile.hasSound()) {
            return false;
        }
        Reassembly reassembly;
        try (Progress.Stage stage = world.progress().begin("checking increments of " + pile.name(),
                pile.parts().stream().mapToLong(part -> part.increment().arena().size()).sum())) {
            reassembly = new Reassembly(pile.increments(), stage, world.stop());
        }
        boolean listed = targets.listed(pile.name()).isPresent();
        Placement placement = targets.look(ActiveRecord.of(reassembly.origin()));
        Optional<Placement.Free> free = placement.free();
        if (free.isPresent() && isVacant(free.get())) {
            return make(pile, reassembly, free.get());
        }
        String reason = free.isPresent()
                ? "its slot holds clumps that its tail does not know of yet; run venti/syncindex first"
                : placement.reason();
        if (listed) {
            draft.lost(pile.name(), "its increments: " + reason);
        } else {
            draft.note("arena %s, of which there are increments, has no place: %s".formatted(
                    Plain.field(pile.name()), reason));
        }
        return listed;
    }

    /** False if some blocks have no room in it. */
    private boolean make(Pile pile, Reassembly reassembly, Placement.Free free) throws IOException {
        ArenaPlace place = free.place();
        Reassembly.Result result;
        try (Progress.Stage stage = world.progress().begin("making %s of its increments".formatted(pile.name()),
                pile.parts().stream().mapToLong(part -> part.increment().arena().size()).sum())) {
            result = reassembly.into(targets.begin(free, pile.venti()), stage, world.stop());
        }
        targets.made(place);
        ArenaTail tail = result.tail();
        draft.regained(new Regained(place.range().name(), place.partition(), place.range().start(),
                place.range().length(), tail.memory().clumps(), result.appended(), false, pile.discs()));
        draft.anew(place.range().name());
        draft.notes(result.notes());
        reassembly.gap().ifPresent(gap -> draft.gap(pile.name(), Pile.gap(gap.from(), gap.to())));
        world.terminal().print("arena %s made anew of %s: %s; it is not sealed, so that the venti goes on in it"
                .formatted(Plain.field(place.range().name()), Count.of(pile.parts().size(), "increment"),
                        Count.of(tail.memory().clumps(), "clump")));
        return result.withoutRoom() == 0;
    }
}
