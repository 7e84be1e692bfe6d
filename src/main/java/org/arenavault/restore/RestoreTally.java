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
import org.arenavault.venti.format.Score;

/** What came back, from where, and what did not. */
final class RestoreTally {

    /**
     * Where an arena came from.
     *
     * @param digest what its bytes come to
     * @param where for messages
     */
    record Home(Score digest, String where) {
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
    private final Set<String> salvaged = new HashSet<>();

    /** An arena was copied into its place. */
    void restored(RestoreReport.Restored arena, Score digest, String where) {
        restored.add(arena);
        back(arena.arena(), digest, where);
    }

    /** An arena was found in its place. */
    void present(String name, Score digest, String where) {
        if (!homes.containsKey(name)) {
            present.add(name);
        }
        back(name, digest, where);
    }

    private void back(String name, Score digest, String where) {
        homes.put(name, new Home(digest, where));
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

    /** What can be read of a track, as messages name it, is kept. */
    void salvaged(String where) {
        salvaged.add(where);
    }

    /** Whether that is so. */
    boolean isSalvaged(String where) {
        return salvaged.contains(where);
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

    /** Where an arena that is back came from. */
    Optional<Home> home(String name) {
        return Optional.ofNullable(homes.get(name));
    }

    /** True if some arena is back. */
    boolean hasArenas() {
        return !homes.isEmpty();
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
