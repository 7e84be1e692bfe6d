package org.arenavault.restore;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;
import org.arenavault.io.CorruptException;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.Storage;
import org.arenavault.io.UnusableBytesException;
import org.arenavault.io.World;
import org.arenavault.media.ArenaRecord;
import org.arenavault.media.Medium;
import org.arenavault.restore.increments.Increments;
import org.arenavault.restore.placing.ArenaPlace;
import org.arenavault.restore.placing.PlacedArena;
import org.arenavault.restore.placing.Placement;
import org.arenavault.restore.placing.TargetPlaces;
import org.arenavault.restore.reading.ArenaFind;
import org.arenavault.restore.reading.ArenaReader;
import org.arenavault.restore.reading.Evidence;
import org.arenavault.restore.reading.Salvage;
import org.arenavault.venti.format.Arena;

/** Brings arenas from discs into their places. */
final class ArenaRestorer {

    private final TargetPlaces places;
    private final RestoreTally tally;
    private final Increments increments;
    private final NameConflicts conflicts;
    private final Predicate<ArenaFind> mended;
    private final World world;
    private final ArenaReader reader;

    /**
     * Brings them.
     *
     * @param mended whether what there is of an arena, where it cannot be read, is read when all else was
     */
    ArenaRestorer(TargetPlaces places, RestoreTally tally, Increments increments, Predicate<ArenaFind> mended,
            World world) {
        this.places = places;
        this.tally = tally;
        this.increments = increments;
        this.mended = mended;
        this.conflicts = new NameConflicts(tally, world);
        this.world = world;
        this.reader = new ArenaReader(world);
    }

    /**
     * Copies an arena from a track, unless it is back already; the account says what came of it. A place that parity
     * may mend is not tried again and again before: that can take longer than to read the whole disc once more.
     */
    void take(Medium medium, ArenaFind find) throws IOException {
        try (Storage track = mended.test(find) ? medium.skim(find.track()) : medium.read(find.track())) {
            ArenaFind known = find.arena().source().isEmpty() ? placed(find, find.arena()) : find;
            if (find.evidence() == Evidence.CLUMPS) {
                try {
                    known = placed(find, reader.summed(track, find.arena()));
                } catch (CorruptException | MediumFaultException e) {
                    failed(find, e.getMessage());
                    return;
                }
            }
            takeKnown(track, known);
        }
    }

    private void takeKnown(Storage track, ArenaFind find) throws IOException {
        ArenaRecord arena = find.arena();
        String trouble = places.look(arena).match(
                there -> {
                    tally.present(arena.name(), new RestoreTally.Home(arena.digest(), find.where(), find.store()));
                    return "";
                },
                free -> put(track, find, free),
                another -> {
                    if (reader.isSound(track, arena, find.evidence())) {
                        if (increments.take(track, find, conflicts.isOfSameStore(find))) {
                            return "";
                        }
                        throw NameConflicts.twoStores(arena.name(), another.where(), another.digest(), find.where(),
                                arena.digest(), places.hint());
                    }
                    return "its bytes are not what they should be";
                },
                nowhere -> nowhere.isInUse() && reader.isSound(track, arena, find.evidence())
                        && increments.take(track, find, conflicts.isOfSameStore(find)) ? "" : nowhere.reason());
        if (!trouble.isEmpty()) {
            failed(find, trouble);
        }
    }

    /** Copies it there; why it is not there now, empty if it is. */
    private String put(Storage track, ArenaFind find, Placement.Free free) throws IOException {
        Placement placement = copy(track, find, free, 0);
        if (placement.there().isPresent()) {
            remark(track, find, placement.there().get().note());
        }
        return placement.isUnreadable() && !mended.test(find) && salvaged(track, find) ? "" : placement.reason();
    }

    /** Adds what can be read to what other copies gave; true if the arena is in its place now. */
    private boolean salvaged(Storage track, ArenaFind find) throws IOException {
        ArenaRecord arena = find.arena();
        if (find.evidence() == Evidence.CLUMPS) {
            return false;
        }
        Optional<Placement.Free> free = places.look(arena).free();
        if (free.isEmpty()) {
            return false;
        }
        try (Salvage salvage = Salvage.open(places.conf(), arena, world)) {
            salvage.add(track, "salvaging %s from %s".formatted(arena.name(), find.where()), world);
            if (salvage.missing() > 0) {
                increments.damaged(find);
                tally.note("%s: arena %s: %s".formatted(find.where(), arena.name(), salvage.text(
                        Salvage.ANY_COPY)));
                return false;
            }
            if (copy(salvage.contents(), find, free.get(), 0).there().isPresent()) {
                tally.note("arena %s was put together from what could be read of several copies"
                        .formatted(arena.name()));
                return true;
            }
        }
        // every piece could be read, and the whole is wrong: what was kept is worth nothing
        Salvage.remove(places.conf(), arena.digest());
        return false;
    }

    private Placement copy(Storage source, ArenaFind find, Placement.Free free, long repaired) throws IOException {
        long begun = world.clock().nanos();
        Placement placement = places.put(free, source, find.arena(), find.evidence(), find.store(),
                "restoring %s from %s".formatted(find.arena().name(), find.where()));
        if (placement.there().isPresent()) {
            restored(find, placement.there().get().arena(), world.clock().nanos() - begun, repaired);
        }
        return placement;
    }

    private void restored(ArenaFind find, PlacedArena placed, long nanos, long repaired)
            throws IOException {
        ArenaRecord arena = find.arena();
        ArenaPlace place = placed.place();
        RestoreReport.Restored restored = new RestoreReport.Restored(arena.name(), place.partition(),
                place.range().start(), arena.size(), find.disc(), find.track().number(), nanos, repaired);
        tally.restored(restored, new RestoreTally.Home(placed.digest(), find.where(), find.store()));
        if (placed.isRenamed()) {
            tally.note(("arena %s of the discs is called %s here, since the store has another one of its name; "
                    + "its seal goes with that name").formatted(arena.name(), place.range().name()));
        }
        if (places.isOrigin(arena, place)) {
            tally.atOrigin(arena.name());
        }
        world.terminal().print("%s: %s restored at %s".formatted(find.where(), arena.name(), restored.rateText()));
        Salvage.remove(places.conf(), arena.digest());
    }

    /**
     * Brings an arena to its place that was mended.
     *
     * @param contents begins with it
     * @param find what it should be; its block size is 0 where its disc tells no more than its name and digest
     * @param repaired how many of its units were found again
     * @return why it is not there now; empty if it is
     */
    String mended(Storage contents, ArenaFind find, long repaired) throws IOException {
        ArenaFind known;
        try {
            known = find.arena().blockSize() > 0 ? find : identified(contents, find);
        } catch (UnusableBytesException e) {
            return e.getMessage();
        }
        return places.look(known.arena()).match(
                there -> {
                    tally.present(known.arena().name(),
                            new RestoreTally.Home(known.arena().digest(), find.where(), find.store()));
                    return "";
                },
                free -> copy(contents, known, free, repaired).reason(),
                Placement.Another::reason,
                Placement.Nowhere::reason);
    }

    /** What the arena itself tells. */
    private ArenaFind identified(Storage contents, ArenaFind find) throws IOException {
        ArenaRecord arena = find.arena();
        return placed(find, new ArenaRecord(arena.name(), arena.size(), Arena.headOf(contents).blockSize(), "", 0,
                arena.digest(), false));
    }

    /** An arena of which nobody knows where it came from: what is back around its place may tell. */
    private ArenaFind placed(ArenaFind find, ArenaRecord arena) throws IOException {
        Optional<ArenaPlace> origin = arena.source().isEmpty() ? places.origin(arena.name(), arena.size(),
                arena.blockSize(), tally.originals()) : Optional.empty();
        ArenaRecord placed = origin.isEmpty() ? arena : new ArenaRecord(arena.name(), arena.size(), arena.blockSize(),
                origin.get().partition(), origin.get().range().start(), arena.digest(), arena.computed(),
                arena.print());
        return new ArenaFind(find.disc(), find.track(), placed, find.evidence(), find.store());
    }

    private void remark(Storage track, ArenaFind find, String note) throws IOException {
        if (!note.isEmpty()) {
            tally.note("%s: arena %s %s".formatted(find.where(), find.arena().name(), note));
        }
        boolean unlabelled = find.evidence() == Evidence.SEAL || find.evidence() == Evidence.CLUMPS;
        if (unlabelled && !reader.isPadded(track, find.arena())) {
            tally.note("%s: something else than zeros follows arena %s; it was left alone"
                    .formatted(find.where(), find.arena().name()));
        }
    }

    private void failed(ArenaFind find, String reason) {
        tally.failed(find.arena().name(), find.arena().digest(), find.where(), reason);
        world.terminal().print("%s: %s is not restored: %s".formatted(find.where(), find.arena().name(), reason));
    }
}
