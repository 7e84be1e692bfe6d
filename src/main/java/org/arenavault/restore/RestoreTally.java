package org.arenavault.restore;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.arenavault.restore.increments.Settled;
import org.arenavault.restore.placing.PlacedArena;
import org.arenavault.venti.format.Score;

/** What came back, from where, and what did not. */
final class RestoreTally {

    /**
     * Where an arena came from.
     *
     * @param digest what its bytes come to
     * @param where for messages
     * @param store the venti that it comes from; empty if nobody knows
     */
    record Home(Score digest, String where, Optional<UUID> store) {
    }

    /**
     * An arena that has not come back.
     *
     * @param digest what its bytes should come to; {@link Score#NONE} if nobody knows
     * @param reasons why, one a copy
     */
    record Failure(Score digest, List<String> reasons) {
    }

    private final Map<String, Home> homes = new HashMap<>();
    private final List<RestoreReport.Restored> restored = new ArrayList<>();
    private final List<String> present = new ArrayList<>();
    private final Map<String, Failure> failures = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private final Set<String> originals = new HashSet<>();
    private final Set<String> known = new HashSet<>();
    private final Set<String> tried = new HashSet<>();
    private Settled settled = Settled.NOTHING;

    /** An arena was copied into its place. */
    void restored(RestoreReport.Restored arena, Home home) {
        restored.add(arena);
        back(arena.arena(), home);
    }

    /** An arena was found in its place. */
    void present(String name, Home home) {
        if (!homes.containsKey(name)) {
            present.add(name);
        }
        back(name, home);
    }

    private void back(String name, Home home) {
        homes.put(name, home);
        failures.remove(name);
    }

    /** A copy of an arena is of no use; if no other one is found it is missing. */
    void failed(String name, Score digest, String reason) {
        if (!homes.containsKey(name)) {
            Failure before = failures.getOrDefault(name, new Failure(digest, List.of()));
            List<String> reasons = new ArrayList<>(before.reasons());
            if (!reasons.contains(reason)) {
                reasons.add(reason);
            }
            failures.put(name, new Failure(before.digest().equals(Score.NONE) ? digest : before.digest(), reasons));
        }
    }

    /** The copy in a track, as messages name it, is of no use; the same as {@link #failed} for what it is a copy of. */
    void failed(String name, Score digest, String where, String reason) {
        tried.add(where);
        failed(name, digest, "%s: %s".formatted(where, reason));
    }

    /** Tracks whose copies are of no use, as messages name them. */
    Set<String> tried() {
        return Collections.unmodifiableSet(tried);
    }

    /** It is known now what was on a track, as messages name it, and told by its name. */
    void explained(String where) {
        failures.remove(unknown(where));
    }

    /** The name of what was on a track that nobody can tell anything of. */
    static String unknown(String where) {
        return "what was on " + where;
    }

    /** An arena is back at its original place. */
    void atOrigin(String name) {
        originals.add(name);
    }

    /** An arena of this name is on some disc, wanted or not. */
    void known(String name) {
        known.add(name);
    }

    /** Something is worth knowing. */
    void note(String text) {
        if (!notes.contains(text)) {
            notes.add(text);
        }
    }

    /** What waited for the last disc is placed. */
    void settled(Settled all) {
        settled = all;
        for (Settled.Placed placed : all.placed()) {
            PlacedArena arena = placed.arena();
            present.remove(arena.was());
            restored(new RestoreReport.Restored(arena.was(), arena.place().partition(), arena.place().range().start(),
                    arena.place().range().length(), placed.disc(), placed.track(), placed.nanos(), 0),
                    new Home(arena.digest(), placed.where(), Optional.empty()));
        }
        all.met().stream().filter(name -> !homes.containsKey(name)).forEach(present::add);
        all.regained().forEach(arena -> {
            known.add(arena.arena());
            originals.add(arena.arena());
        });
        all.lost().forEach((name, reasons) -> reasons.forEach(reason -> failed(name, Score.NONE, reason)));
        all.notes().forEach(this::note);
    }

    /** What became of increments, and of arenas that met another one in their place. */
    Settled settled() {
        return settled;
    }

    /** Whether something of an arena is back, sealed or not. */
    boolean isBack(String name) {
        return homes.containsKey(name)
                || settled.regained().stream().anyMatch(arena -> arena.arena().equals(name));
    }

    /** Whether all of an arena was read and checked, by this restore or the one that it continues. */
    boolean vouchesFor(String name) {
        return homes.containsKey(name) || settled.anew().contains(name);
    }

    /** Where an arena that is back came from. */
    Optional<Home> home(String name) {
        return Optional.ofNullable(homes.get(name));
    }

    /** True if some arena is back. */
    boolean hasArenas() {
        return !homes.isEmpty() || !present.isEmpty() || !settled.regained().isEmpty();
    }

    /** What was copied, in its order. */
    List<RestoreReport.Restored> restored() {
        return Collections.unmodifiableList(restored);
    }

    /** What was in its place already. */
    List<String> present() {
        return Collections.unmodifiableList(present);
    }

    /** Names of what is back at its original place. */
    Set<String> originals() {
        return Collections.unmodifiableSet(originals);
    }

    /** What has not come back, by name. */
    Map<String, Failure> failures() {
        return Collections.unmodifiableMap(failures);
    }

    /** Names that no new arena may have: others have them, here or on discs. */
    Set<String> names() {
        Set<String> names = new HashSet<>(known);
        names.addAll(homes.keySet());
        names.addAll(failures.keySet());
        return names;
    }

    /** What is worth knowing. */
    List<String> notes() {
        return Collections.unmodifiableList(notes);
    }
}
