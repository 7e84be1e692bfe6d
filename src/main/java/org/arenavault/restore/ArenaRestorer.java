package org.arenavault.restore;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Fifo;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;
import org.arenavault.io.World;
import org.arenavault.media.ArenaRecord;
import org.arenavault.media.Medium;
import org.arenavault.venti.format.ArenaMap;
import org.arenavault.venti.format.ArenaNames;
import org.arenavault.venti.format.Score;

/** Brings arenas from discs into their places. */
final class ArenaRestorer {

    private static final int FIFO_MEGABYTES = 64;

    private final TargetPlaces places;
    private final RestoreTally tally;
    private final World world;
    private final ArenaCopy copy;
    private final ArenaReader reader;

    ArenaRestorer(TargetPlaces places, RestoreTally tally, World world) {
        this.places = places;
        this.tally = tally;
        this.world = world;
        this.copy = new ArenaCopy(world, new Fifo(FIFO_MEGABYTES));
        this.reader = new ArenaReader(world);
    }

    /** Two sound arenas of one name: nobody can tell which is wanted. */
    static RefusedException twoStores(String name, String where, Score digest, String otherWhere, Score otherDigest) {
        return new RefusedException(("two stores in one pile: arena %s is %s on %s and %s on %s, and both are sound; "
                + "restore each store on its own").formatted(ArenaNames.printable(name), digest, where, otherDigest,
                otherWhere));
    }

    /** Copies an arena from a track, unless it is back already; the account says what came of it. */
    void take(Medium medium, ArenaFind find) throws IOException {
        try (Storage track = medium.read(find.track())) {
            if (find.evidence() != Evidence.CLUMPS) {
                takeKnown(track, find);
                return;
            }
            Score digest;
            try {
                digest = reader.sum(track, find.arena());
            } catch (CorruptException | MediumFaultException e) {
                failed(find, e.getMessage());
                return;
            }
            ArenaRecord arena = find.arena();
            takeKnown(track, new ArenaFind(find.disc(), find.track(), new ArenaRecord(arena.name(), arena.size(),
                    arena.blockSize(), arena.source(), arena.offset(), digest, false), Evidence.CLUMPS));
        }
    }

    private void takeKnown(Storage track, ArenaFind find) throws IOException {
        ArenaRecord arena = find.arena();
        String trouble = places.look(arena).match(
                inPlace -> {
                    tally.present(arena.name(), arena.digest(), find.where());
                    return "";
                },
                free -> free.unrecorded() && !beginsAlike(free, track, arena)
                        ? "its slot holds clumps that its tail does not know of yet; run venti/syncindex first"
                        : put(track, find, free),
                other -> {
                    if (reader.isSound(track, arena, find.evidence())) {
                        RefusedException twoStores = twoStores(arena.name(), other.where(), other.digest(),
                                find.where(), arena.digest());
                        throw new RefusedException(twoStores.getMessage() + places.hint());
                    }
                    return "its bytes are not what they should be";
                },
                impossible -> impossible.reason());
        if (!trouble.isEmpty()) {
            failed(find, trouble);
        }
    }

    /** A copy that was interrupted just before its last step has left the very bytes there that are to come. */
    private boolean beginsAlike(PlaceState.Free place, Storage track, ArenaRecord arena) throws IOException {
        int size = arena.blockSize();
        byte[] there = places.partition(place.space()).arena(place.range()).image().read(size, size);
        return Arrays.equals(there, track.read(size, size));
    }

    /** Copies it there; why it is not there now, empty if it is. */
    private String put(Storage track, ArenaFind find, PlaceState.Free place) throws IOException {
        CopyOutcome outcome = copyInto(track, find, place);
        if (outcome.copied().isPresent()) {
            remark(track, find, outcome.copied().get());
        }
        return outcome.isUnreadable() && salvaged(track, find) ? "" : outcome.reason();
    }

    /** Adds what can be read to what other copies gave; true if the arena is in its place now. */
    private boolean salvaged(Storage track, ArenaFind find) throws IOException {
        ArenaRecord arena = find.arena();
        if (find.evidence() == Evidence.CLUMPS) {
            return false;
        }
        Optional<PlaceState.Free> place = places.look(arena).free();
        if (place.isEmpty()) {
            return false;
        }
        try (Salvage salvage = Salvage.open(places.conf(), arena, world)) {
            salvage.add(track, "salvaging %s from %s".formatted(arena.name(), find.where()), world);
            if (salvage.missing() > 0) {
                tally.note("%s: arena %s: %s".formatted(find.where(), arena.name(), salvage.text()));
                return false;
            }
            if (copyInto(salvage.contents(), find, place.get()).copied().isPresent()) {
                tally.note("arena %s was put together from what could be read of several copies"
                        .formatted(arena.name()));
                return true;
            }
        }
        // every piece could be read, and the whole is wrong: what was kept is worth nothing
        Salvage.remove(places.conf(), arena);
        return false;
    }

    private CopyOutcome copyInto(Storage track, ArenaFind find, PlaceState.Free place) throws IOException {
        ArenaRecord arena = find.arena();
        ArenaMap.Range range = place.range();
        TargetPartition partition = places.partition(place.space());
        if (!place.slot()) {
            places.claim(place, arena);
        }
        Storage target = partition.prepare();
        long begun = world.clock().nanos();
        CopyOutcome outcome = copy.copy(track, arena, find.evidence(), target, range.start(), range.name(),
                "restoring %s from %s".formatted(arena.name(), find.where()));
        if (outcome.copied().isPresent()) {
            CopyOutcome.Copied copied = outcome.copied().get();
            partition.placed(range, arena.blockSize(), copied, arena.name());
            place.space().confirm(range);
            RestoreReport.Restored restored = new RestoreReport.Restored(arena.name(), partition.text(),
                    range.start(), arena.size(), find.disc(), find.track().number(), world.clock().nanos() - begun);
            tally.restored(restored, copied.digest(), find.where());
            if (!range.name().equals(arena.name())) {
                tally.note(("arena %s of the discs is called %s here, since the store has another one of its name; "
                        + "its seal goes with that name").formatted(arena.name(), range.name()));
            }
            if (places.isOrigin(arena, place.space(), range)) {
                tally.atOrigin(arena.name());
            }
            world.terminal().print("%s: %s restored at %s".formatted(find.where(), arena.name(), restored.rateText()));
            Salvage.remove(places.conf(), arena);
        } else if (!place.slot()) {
            places.release(place.space(), range, arena);
        }
        return outcome;
    }

    private void remark(Storage track, ArenaFind find, CopyOutcome.Copied copied) throws IOException {
        if (!copied.note().isEmpty()) {
            tally.note("%s: arena %s %s".formatted(find.where(), find.arena().name(), copied.note()));
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
