package org.arenavault.restore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.arenavault.changer.DiscRequest;
import org.arenavault.changer.DiscSearch;
import org.arenavault.changer.DiscSource;
import org.arenavault.io.Count;
import org.arenavault.io.Plain;
import org.arenavault.io.VaultException;
import org.arenavault.io.World;
import org.arenavault.media.DiscIdentity;
import org.arenavault.media.Medium;
import org.arenavault.media.MediumState;
import org.arenavault.media.Recognition;
import org.arenavault.restore.increments.Increments;
import org.arenavault.restore.mending.Mending;
import org.arenavault.restore.placing.TargetPlaces;
import org.arenavault.restore.placing.TargetStore;
import org.arenavault.restore.reading.ArenaFind;
import org.arenavault.restore.reading.DiscContents;
import org.arenavault.restore.reading.DiscSurvey;
import org.arenavault.restore.reading.Evidence;
import org.arenavault.restore.reading.IncrementFind;
import org.arenavault.venti.format.Score;

/**
 * Discs without a ledger, in any order: everything that is shown is taken. Blank discs and those of others are named
 * and passed over, and so is one that was shown before, unless something on it could not be read.
 */
final class BareDiscs implements RestoreDiscs {

    /**
     * What is on a disc.
     *
     * @param remark why it is of no use; empty if it is not known to be
     * @param contents its arenas; empty if it is of no use
     * @param again whether it was shown before
     */
    private record Found(String remark, Optional<DiscContents> contents, boolean again) {
    }

    private final DiscSearch discs;
    private final TargetStore store;
    private final TargetPlaces places;
    private final RestoreTally tally;
    private final Increments increments;
    private final ArenaRestorer restorer;
    private final NameConflicts conflicts;
    private final Set<String> only;
    private final Mending mending;
    private final World world;
    private final Map<Object, String> shown = new HashMap<>();
    private final Map<Object, SortedMap<Integer, String>> numbers = new LinkedHashMap<>();

    /** Whether a disc had something of what is wanted, sound or not. */
    private boolean useful;

    BareDiscs(DiscSource source, Restore.Target target, Set<String> only, World world) {
        this.discs = new DiscSearch(source, new DiscRequest.Any("to restore from"), world.terminal());
        this.store = target.store();
        this.places = target.places();
        this.tally = target.tally();
        this.increments = target.increments();
        this.restorer = new ArenaRestorer(places, tally, increments, target.mending()::protects, world);
        this.conflicts = new NameConflicts(tally, world);
        this.only = only;
        this.mending = target.mending();
        this.world = world;
    }

    @Override
    public void read() throws IOException {
        for (Optional<Medium> next = discs.next(); next.isPresent(); next = discs.next()) {
            try (Medium medium = next.get()) {
                read(medium);
                if (world.terminal().interactive()) {
                    medium.eject();
                }
            }
        }
        unreadable();
        if (!useful && !tally.hasArenas()) {
            throw discs.vain(only.isEmpty() ? "a disc to restore from"
                    : "a disc that holds " + String.join(" or ", only));
        }
    }

    @Override
    public void finish() throws IOException {
        tally.settled().gaps().forEach((name, gap) -> tally.failed("part of " + name, Score.NONE, gap));
        for (String name : only) {
            if (!tally.isBack(name)) {
                tally.failed(name, Score.NONE, "was on no disc that was shown");
            }
        }
        noteUnshown();
        if (only.isEmpty()) {
            for (String gap : store.gaps(tally.originals())) {
                tally.failed(gap, Score.NONE, "nothing that was shown has come from there");
            }
        }
    }

    /** What was on discs that cannot be read nobody knows: it was asked for, and does not come back. */
    private void unreadable() throws IOException {
        List<VaultException> unusable = discs.unusable();
        if (!unusable.isEmpty() && shown.isEmpty() && !tally.hasArenas()) {
            throw unusable.get(0);
        }
        for (int i = 0; i < unusable.size(); i++) {
            if (only.isEmpty()) {
                tally.failed("what is on a disc that cannot be read (%d)".formatted(i + 1), Score.NONE,
                        unusable.get(i).getMessage());
            } else {
                tally.note("a disc cannot be read: " + unusable.get(i).getMessage());
            }
        }
    }

    /** Reads one disc. */
    private void read(Medium medium) throws IOException {
        Optional<Found> found = discs.look(medium, this::look);
        if (found.isPresent()) {
            discs.reject(found.get().contents().isEmpty() ? found.get().remark()
                    : read(medium, found.get().contents().get(), found.get().again()));
        }
    }

    /** What is on a disc; nothing is copied yet, so that a fault can only be the disc's. */
    private Found look(Medium disc) throws IOException {
        MediumState state = disc.inspect();
        Recognition seen = Recognition.of(disc, state);
        return seen.isUseless() ? new Found(passedOver(seen.text(), seen.sentence()), Optional.empty(), false)
                : found(disc, state, seen.labelled());
    }

    private Found found(Medium medium, MediumState state, Optional<Recognition.Labelled> labelled) throws IOException {
        String title;
        DiscContents contents;
        Object identity;
        Set<Integer> parity;
        if (labelled.isPresent()) {
            DiscIdentity disc = labelled.get().disc();
            title = disc.label();
            contents = DiscSurvey.of(medium, state, title);
            parity = mending.seen(medium, state, contents, Optional.of(disc), "");
            identity = disc.disc();
            numbers.computeIfAbsent(disc.set(), set -> new TreeMap<>()).put(disc.number(), title);
        } else {
            contents = DiscSurvey.of(medium, state, "");
            identity = List.of(contents.finds(), contents.unusable());
            title = shown.getOrDefault(identity, "unlabelled disc %d".formatted(shown.size() + 1));
            contents = contents.called(title);
            parity = mending.seen(medium, state, contents, Optional.empty(), "");
        }
        boolean again = shown.put(identity, title) != null;
        if (!parity.isEmpty() && contents.finds().isEmpty() && contents.increments().isEmpty()
                && contents.without(parity).unusable().stream().noneMatch(DiscContents.Unusable::loss)) {
            return new Found("%s carries parity of other discs; it is read when all others were".formatted(title),
                    Optional.empty(), again);
        }
        return new Found("", Optional.of(contents.without(parity)), again);
    }

    private String passedOver(String what, String sentence) {
        tally.note(what + " was passed over");
        return sentence + "; it is passed over";
    }

    private String read(Medium medium, DiscContents contents, boolean again) throws IOException {
        for (DiscContents.Unusable track : contents.unusable()) {
            report(contents.disc(), track);
        }
        contents.finds().forEach(find -> tally.known(find.arena().name()));
        List<ArenaFind> finds = contents.finds().stream()
                .filter(find -> only.isEmpty() || only.contains(find.arena().name())).toList();
        if (contents.finds().isEmpty() && contents.increments().isEmpty()
                && contents.unusable().stream().noneMatch(DiscContents.Unusable::loss)) {
            return passedOver(contents.disc() + ", which holds no arena,", contents.disc() + " holds no arena");
        }
        int kept = takeIncrements(medium, contents.increments());
        useful |= !finds.isEmpty() || contents.increments().stream().anyMatch(find -> only.isEmpty()
                || only.contains(find.arena())) || contents.unusable().stream().anyMatch(track -> track.loss()
                && (only.isEmpty() || track.arena().isEmpty() || only.contains(track.arena())));
        List<ArenaFind> sound = conflicts.resolve(medium, finds);
        places.expect(sound.stream().map(ArenaFind::arena).toList());
        int before = tally.restored().size();
        takeAll(medium, sound);
        int count = tally.restored().size() - before;
        if (count > 0) {
            store.writeTables();
        }
        if (!only.isEmpty() && finds.isEmpty() && kept == 0) {
            return "this is %s, which does not hold %s".formatted(contents.disc(), String.join(" or ", only));
        }
        return again && count == 0 ? "this is %s, which was shown before".formatted(contents.disc())
                : "%s: %s restored%s".formatted(contents.disc(), Count.of(count, "arena"), kept == 0 ? ""
                : ", %s for the end".formatted(Count.of(kept, "increment")));
    }

    /** How many are kept. */
    private int takeIncrements(Medium medium, List<IncrementFind> finds) throws IOException {
        int kept = 0;
        for (IncrementFind find : finds) {
            tally.known(find.arena());
            boolean mended = mending.protects(find);
            kept += increments.take(find, mended ? medium::skim : medium::read) ? 1 : 0;
        }
        return kept;
    }

    /** Of several tracks with the same arena the last was written because the ones before had failed. */
    private void takeAll(Medium medium, List<ArenaFind> finds) throws IOException {
        Map<String, List<ArenaFind>> byName = new LinkedHashMap<>();
        finds.forEach(find -> byName.computeIfAbsent(find.arena().name(), name -> new ArrayList<>()).add(0, find));
        for (List<ArenaFind> copies : byName.values()) {
            for (ArenaFind find : copies) {
                if (tally.home(find.arena().name()).isEmpty() || isAnother(find)) {
                    restorer.take(medium, find);
                }
            }
        }
    }

    /** Whether one of its name and of other bytes is back already. */
    private boolean isAnother(ArenaFind find) {
        return find.evidence() != Evidence.CLUMPS && tally.home(find.arena().name())
                .filter(home -> !home.digest().equals(find.arena().digest())).isPresent();
    }

    private void report(String disc, DiscContents.Unusable track) {
        String where = "%s track %d".formatted(disc, track.track());
        if (!track.loss()) {
            tally.note("%s holds no arena: %s".formatted(where, track.reason()));
            return;
        }
        String name = track.arena().isEmpty() ? RestoreTally.unknown(where) : track.arena();
        if (only.isEmpty() || only.contains(name)) {
            tally.failed(name, Score.NONE, where, track.reason());
            world.terminal().print("%s: %s is not restored: %s".formatted(where, Plain.field(name),
                    track.reason()));
        }
    }

    /** Numbers are never reused, so that a gap is a disc that nobody has shown; it may have been retired. */
    private void noteUnshown() {
        for (SortedMap<Integer, String> discs : numbers.values()) {
            String last = Objects.requireNonNull(discs.get(discs.lastKey()));
            for (int number = 1; number < discs.lastKey(); number++) {
                if (!discs.containsKey(number)) {
                    tally.note("disc %s%03d was not shown".formatted(last.substring(0, last.lastIndexOf('-') + 1),
                            number));
                }
            }
        }
    }
}
