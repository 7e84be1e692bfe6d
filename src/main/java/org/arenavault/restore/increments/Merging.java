package org.arenavault.restore.increments;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.arenavault.io.Count;
import org.arenavault.io.Plain;
import org.arenavault.io.World;
import org.arenavault.restore.placing.ArenaPlace;
import org.arenavault.restore.placing.Placement;
import org.arenavault.restore.placing.TargetArenas;
import org.arenavault.restore.reading.Evidence;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaTail;
import org.arenavault.venti.format.ArenaWriter;
import org.arenavault.venti.increment.StoreBlocks;

/**
 * What waits of an arena meets that arena in its place, or has no place. Of two sealed ones the one has it whose last
 * clump was stored later; an unsealed one gives way to a sealed one that has all its blocks, or was written later. No
 * block is lost with that: what the store lacks is appended first to an arena that is not sealed, be it the one in the
 * place, another or a further one.
 */
final class Merging {

    private final TargetArenas targets;
    private final Set<String> names;
    private final Draft draft;
    private final World world;

    Merging(TargetArenas targets, Set<String> names, Draft draft, World world) {
        this.targets = targets;
        this.names = names;
        this.draft = draft;
        this.world = world;
    }

    void run(Pile pile, Optional<ArenaPlace> place) throws IOException {
        List<Pile.Sealed> others = new ArrayList<>(pile.arenas());
        if (place.isPresent()) {
            Arena slot = targets.at(place.get());
            others.removeIf(sealed -> isSame(sealed, slot));
            recover(slot);
            if (!others.isEmpty() && isLater(others.get(0), slot)) {
                if (replace(pile, place.get(), others.get(0))) {
                    others.remove(0);
                }
            }
        }
        append(pile, place, others);
    }

    private static boolean isSame(Pile.Sealed sealed, Arena slot) {
        try {
            return slot.readTail().score().equals(sealed.kept().arena().digest());
        } catch (IOException e) {
            return false;
        }
    }

    /** Takes up what a server has appended before it died. */
    private static void recover(Arena slot) throws IOException {
        if (!slot.readTail().memory().sealed()) {
            ArenaWriter writer = ArenaWriter.open(slot);
            if (writer.recover() > 0) {
                writer.flush();
            }
        }
    }

    private boolean isLater(Pile.Sealed sealed, Arena slot) throws IOException {
        ArenaTail tail = slot.readTail();
        return sealed.kept().written() > tail.wtime() || (!tail.disk().sealed() && hasAll(sealed.arena(), slot));
    }

    private boolean hasAll(Arena sealed, Arena slot) throws IOException {
        StoreBlocks blocks = new StoreBlocks(world.stop());
        blocks.want(slot);
        blocks.has(sealed);
        return blocks.lacking(slot) == 0;
    }

    /** Puts the later one in its place; false if the blocks of the other have no room elsewhere. */
    private boolean replace(Pile pile, ArenaPlace place, Pile.Sealed later) throws IOException {
        Arena slot = targets.at(place);
        boolean sealed = slot.readTail().disk().sealed();
        Appending appending = new Appending(targets, names, world);
        appending.run(List.of(new Appending.Source(slot, "the arena that was in the place of " + pile.name())),
                Optional.empty(), Optional.of(slot), Optional.of(later.arena()));
        draft.notes(appending.notes());
        if (appending.withoutRoom() > 0) {
            draft.note(("arena %s: the one on %s is the later one, and does not get the place: %s that it lacks have "
                    + "no room elsewhere").formatted(Plain.field(pile.name()), later.kept().where(),
                    Count.of(appending.withoutRoom(), "block")));
        }
        if (!appending.unread().isEmpty() || appending.damaged() > 0) {
            draft.lost(pile.name(), ("the one on %s is the later one, and does not get the place: the arena that has "
                    + "it cannot be read whole, and nothing is written over it%s").formatted(later.kept().where(),
                    appending.unread().isEmpty() ? "" : ": " + appending.unread().get(0)));
        }
        if (!appending.isWhole()) {
            return false;
        }
        long begun = world.clock().nanos();
        Placement placement = targets.replace(place, later.image(), later.kept().arena(), Evidence.SEAL,
                "restoring %s from %s".formatted(pile.name(), later.kept().where()));
        placement.there().ifPresent(there -> draft.placed(new Settled.Placed(there.arena(), later.kept().disc(),
                later.kept().track(), world.clock().nanos() - begun)));
        if (placement.there().isEmpty()) {
            draft.lost(pile.name(), "%s: %s".formatted(later.kept().where(), placement.reason()));
            return true;
        }
        draft.note("arena %s: the sealed one of %s has the place now; %s".formatted(Plain.field(pile.name()),
                later.kept().where(), sealed ? "another sealed one of the same store, which was written to earlier, "
                + "had it" : "one that was not sealed had it, and all its blocks are in the store"));
        return true;
    }

    private void append(Pile pile, Optional<ArenaPlace> place, List<Pile.Sealed> others) throws IOException {
        List<Appending.Source> sources = new ArrayList<>();
        for (Pile.Sealed sealed : others) {
            sources.add(new Appending.Source(sealed.arena(), "arena %s of %s".formatted(Plain.field(pile.name()),
                    sealed.kept().where())));
        }
        pile.parts().forEach(part -> sources.add(new Appending.Source(part.increment().arena(),
                part.kept().where() + ": increment of " + part.increment().origin().text())));
        Optional<Arena> slot = place.map(targets::at);
        boolean active = slot.isPresent() && !slot.get().readTail().memory().sealed();
        Appending appending = new Appending(targets, names, world);
        appending.run(sources, slot.filter(arena -> active), Optional.empty(), Optional.empty());
        draft.notes(appending.notes());
        for (Pile.Sealed sealed : others) {
            draft.met(pile.name());
            draft.note(("arena %s of %s is another one than the one in its place, of the same store: that one was "
                    + "written to later, and keeps it; %s").formatted(Plain.field(pile.name()),
                    sealed.kept().where(), appending.isWhole() ? "all blocks of both are in the store"
                    : "not all its blocks are in the store"));
        }
        for (String reason : appending.unread()) {
            draft.lost(pile.name(), reason);
        }
        if (appending.damaged() > 0) {
            draft.lost("%s of %s".formatted(Count.of(appending.damaged(), "block"), pile.name()),
                    "no copy has them whole");
        }
        if (appending.withoutRoom() > 0) {
            draft.lost("%s of %s".formatted(Count.of(appending.withoutRoom(), "block"), pile.name()),
                    "no arena has room for them; add an 'arenas' line to the venti.conf, say --format, and restore "
                    + "once more");
        }
        if (active) {
            regained(pile, place.orElseThrow(), appending);
        } else if (place.isPresent() && appending.notes().isEmpty() && appending.isWhole()) {
            draft.superseded(pile.name(), pile.parts().size());
        }
    }

    private void regained(Pile pile, ArenaPlace place, Appending appending) throws IOException {
        if (!pile.parts().isEmpty() && !draft.has(place.range().name())) {
            long appended = appending.taken(place.range().name());
            draft.regained(new Regained(place.range().name(), place.partition(), place.range().start(),
                    place.range().length(), targets.at(place).readTail().memory().clumps(), appended, appended == 0,
                    pile.discs()));
            pile.gap().ifPresent(gap -> draft.gap(pile.name(), gap));
        }
    }
}
