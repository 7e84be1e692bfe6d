package org.arenavault.restore.increments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.arenavault.io.IoFunction;
import org.arenavault.io.Plain;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;
import org.arenavault.io.UnusableBytesException;
import org.arenavault.io.World;
import org.arenavault.media.ArenaRecord;
import org.arenavault.media.Content;
import org.arenavault.media.IncrementFields;
import org.arenavault.media.TrackExtent;
import org.arenavault.media.TrackReader;
import org.arenavault.restore.placing.ArenaPlace;
import org.arenavault.restore.placing.TargetArenas;
import org.arenavault.restore.reading.ArenaFind;
import org.arenavault.restore.reading.IncrementFind;
import org.arenavault.restore.reading.Salvage;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaHead;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.increment.ArenaForm;
import org.arenavault.venti.increment.RecordedIncrement;
import org.arenavault.venti.increment.StoreBlocks;

/**
 * The increments of a restore, and the sealed arenas whose place another one of the same store has: taken off the discs
 * in any order, and placed after the last.
 */
public final class Increments {

    /**
     * An increment that is not here, or not whole.
     *
     * @param recorded which part of which arena it is
     * @param digest its seal
     * @param reasons why, one a copy
     */
    record Lost(RecordedIncrement recorded, Score digest, List<String> reasons) {
    }

    private final TargetArenas targets;
    private final Staging staging;
    private final Set<String> only;
    private final World world;
    private final List<KeptIncrement> increments;
    private final List<KeptArena> arenas;
    private final Map<String, Lost> lost = new LinkedHashMap<>();
    private final Map<String, Integer> superseded = new LinkedHashMap<>();
    private final Map<String, IncrementFind> firsts = new HashMap<>();
    private final Map<String, ArenaFind> damaged = new HashMap<>();

    /**
     * Those that an interrupted restore has left are there already.
     *
     * @param conf of the venti that is to be
     * @param only names of the arenas that are wanted; empty for all
     * @throws org.arenavault.io.CorruptException if one of them is damaged
     */
    public Increments(TargetArenas targets, Path conf, Set<String> only, World world) throws IOException {
        this.targets = targets;
        this.staging = new Staging(conf, world);
        this.only = only;
        this.world = world;
        this.increments = new ArrayList<>(staging.increments());
        this.arenas = new ArrayList<>(staging.arenas());
    }

    /** Whether this arena is one of those that are to come back. */
    private boolean isWanted(String arena) {
        return only.isEmpty() || only.contains(arena);
    }

    /**
     * Takes an increment off its disc, unless it is here or nobody needs it.
     *
     * @param reader reads its track
     * @return true if it is kept
     * @throws RefusedException if it is of another store than one of its arena that was shown before
     * @throws IOException if a file of ours fails, or the operator asked to stop; a track that fails is told of later
     */
    public boolean take(IncrementFind find, IoFunction<TrackExtent, TrackReader> reader) throws IOException {
        if (!isWanted(find.arena())) {
            return false;
        }
        requireSameStore(find);
        if (staging.has(find)) {
            return true;
        }
        try (Storage track = reader.apply(find.track())) {
            return keep(track, find);
        } catch (UnusableBytesException | RefusedException e) {
            lost(find, "%s: %s".formatted(find.where(), e.getMessage()));
            return false;
        }
    }

    /** Whether an increment was found, and is of no use as it is. */
    public boolean lacks(IncrementFind find) {
        return isWanted(find.arena()) && lost.containsKey(find.name()) && !has(find.label().content().digest());
    }

    /**
     * Takes an increment that was mended.
     *
     * @param contents begins with it
     * @return why it is not kept; empty if it is, or nobody needs it
     */
    public String takeMended(Storage contents, IncrementFind find) throws IOException {
        try {
            keep(contents, find);
        } catch (UnusableBytesException | RefusedException e) {
            return e.getMessage();
        }
        return lacks(find) ? "it is not what its label says" : "";
    }

    private boolean keep(Storage track, IncrementFind find) throws IOException {
        if (isSuperseded(track, find)) {
            superseded.merge(find.arena(), 1, Integer::sum);
            back(find);
            return false;
        }
        KeptIncrement staged = staging.add(track, find);
        increments.removeIf(other -> other.path().equals(staged.path()) || (staged.sound() && isSame(other, find)));
        increments.add(staged);
        if (staged.sound()) {
            back(find);
            expect(find);
            world.terminal().print("%s: increment %s is kept until the last disc was read".formatted(find.where(),
                    Plain.field(find.name())));
        } else {
            lost(find, find.where() + ": not all of it can be read, or is what it was");
        }
        return staged.sound();
    }

    /** An increment is here, or nobody needs it: what was kept of it while it was not is worth nothing. */
    private void back(IncrementFind find) throws IOException {
        lost.remove(find.name());
        Salvage.remove(staging.conf(), Score.of(HexFormat.of().parseHex(find.label().content().digest())));
    }

    private void expect(IncrementFind find) throws IOException {
        try {
            targets.expect(ActiveRecord.of(find.recorded().origin()));
        } catch (RefusedException e) {
            // whoever makes the arena is told the same
            return;
        }
    }

    private static boolean isSame(KeptIncrement staged, IncrementFind find) {
        return staged.label().content().digest().equals(find.label().content().digest());
    }

    /** Two increments of one arena's name: of one store, or of one arena as it was formatted. */
    private void requireSameStore(IncrementFind find) throws RefusedException {
        IncrementFind first = firsts.putIfAbsent(find.arena(), find);
        if (first != null && !first.label().disc().store().equals(find.label().disc().store())
                && !isSameArena(first.recorded().origin().form(), find.recorded().origin().form())) {
            throw new RefusedException(("two stores in one pile: increments of arena %s are on %s and on %s, and they "
                    + "are not of one arena; restore each store on its own").formatted(Plain.field(find.arena()),
                    first.where(), find.where()));
        }
    }

    private static boolean isSameArena(ArenaForm one, ArenaForm other) {
        return one.equals(other) && one.version() != 4;
    }

    /** Whether the sealed arena is there, and has all its blocks. */
    private boolean isSuperseded(Storage track, IncrementFind find) throws IOException {
        Optional<ArenaPlace> place = targets.listed(find.arena());
        if (place.isEmpty()) {
            return false;
        }
        Arena arena = targets.at(place.get());
        try {
            if (!arena.readTail().disk().sealed()) {
                return false;
            }
            StoreBlocks blocks = new StoreBlocks(world.stop());
            Arena increment = Arena.ofImage(track, 0);
            blocks.want(increment);
            blocks.has(arena);
            return blocks.lacking(increment) == 0;
        } catch (UnusableBytesException e) {
            return false;
        }
    }

    /**
     * Takes a sound sealed arena off its disc whose place another one of its name has, sealed or not.
     *
     * @param track begins with it
     * @param sameStore whether it is known that both are of one store
     * @return false if they are of different stores, as far as anybody can tell: then nothing was done
     */
    public boolean take(Storage track, ArenaFind find, boolean sameStore) throws IOException {
        if (!sameStore && !isSameArena(track, find)) {
            return false;
        }
        KeptArena staged = staging.add(track, find);
        arenas.removeIf(other -> other.path().equals(staged.path()));
        arenas.add(staged);
        world.terminal().print(("%s: another arena %s of the same store is in its place; this one is kept until the "
                + "last disc was read").formatted(find.where(), Plain.field(find.arena().name())));
        return true;
    }

    /** A random clump magic tells an arena from all others, of whatever venti; version 4 has none. */
    private boolean isSameArena(Storage track, ArenaFind find) throws IOException {
        Optional<ArenaPlace> place = targets.listed(find.arena().name());
        if (place.isEmpty()) {
            return false;
        }
        if (find.store().isPresent() && targets.isOf(place.get(), find.store().get())) {
            return true;
        }
        ArenaHead head = Arena.headOf(track);
        return head.version() != 4 && head.clumpMagic() == targets.at(place.get()).readTail().clumpMagic();
    }

    /** Not all of a sealed arena can be read; what can be is kept as its {@link Salvage}. */
    public void damaged(ArenaFind find) {
        damaged.put(find.arena().name(), find);
    }

    /** Whether a sealed arena of this name and digest is kept. */
    public boolean has(ArenaRecord arena) {
        return has(arena.digest());
    }

    /** The same by its digest. */
    public boolean has(Score arena) {
        return arenas.stream().anyMatch(staged -> staged.arena().digest().equals(arena));
    }

    /** Whether an increment of this name and digest is kept whole. */
    public boolean has(String digest) {
        return increments.stream().anyMatch(staged -> staged.sound()
                && staged.label().content().digest().equals(digest));
    }

    /**
     * An increment does not come: no disc that has it was shown.
     *
     * @param content as the ledger has it
     */
    public void lost(Content content, String reason) throws IOException {
        Optional<RecordedIncrement> recorded = IncrementFields.of(content);
        if (recorded.isPresent()) {
            lost(content, recorded.get(), reason);
        }
    }

    private void lost(IncrementFind find, String reason) {
        lost(find.label().content(), find.recorded(), reason);
    }

    /** An increment does not come, or not whole. */
    private void lost(Content content, RecordedIncrement recorded, String reason) {
        List<String> reasons = lost.computeIfAbsent(content.name(), key -> new Lost(recorded,
                Score.of(HexFormat.of().parseHex(content.sum())), new ArrayList<>())).reasons();
        if (!reasons.contains(reason)) {
            reasons.add(reason);
        }
    }

    /** Names of the arenas that something is kept of, or known to be lost of. */
    public Set<String> arenas() {
        Set<String> names = new TreeSet<>();
        increments.forEach(increment -> names.add(increment.arena()));
        arenas.forEach(arena -> names.add(arena.arena().name()));
        lost.values().forEach(one -> names.add(one.recorded().origin().arena()));
        names.removeIf(name -> !isWanted(name));
        return names;
    }

    /**
     * Places all of it: the last disc was read. It can be done again.
     *
     * @param inPile whether a sealed arena of this name came from the same discs, or is known to be of their store
     * @param taken names that no further arena may have
     */
    public Settled settle(Predicate<String> inPile, Set<String> taken) throws IOException {
        Set<String> names = arenas();
        Draft draft = new Draft();
        superseded.forEach(draft::superseded);
        new Settlement(targets, staging, inPile, taken, damaged, draft, world).run(names,
                increments.stream().filter(one -> names.contains(one.arena())).toList(),
                arenas.stream().filter(one -> names.contains(one.arena().name())).toList(), lost);
        return draft.result();
    }

    /** Removes what was placed: indexes and tables know it now. */
    public void sweep() throws IOException {
        for (KeptIncrement increment : increments) {
            if (isWanted(increment.arena())) {
                staging.remove(increment.path());
            }
        }
        for (KeptArena arena : arenas) {
            if (isWanted(arena.arena().name())) {
                staging.remove(arena.path());
            }
        }
        staging.sweep();
    }
}
