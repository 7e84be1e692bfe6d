package org.arenavault.restore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.arenavault.io.Plain;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;
import org.arenavault.io.World;
import org.arenavault.media.Medium;
import org.arenavault.restore.reading.ArenaFind;
import org.arenavault.restore.reading.ArenaReader;
import org.arenavault.restore.reading.Evidence;
import org.arenavault.venti.format.Score;

/**
 * Two stores in one pile: arenas of one name and different bytes, of different stores or of unknown ones. Those of one
 * store are what a venti wrote before it was lost and after it was restored; {@code restore.increments} places them.
 * Damage makes bytes differ as well, so that an arena counts as another one only once all of it was read and found
 * sound.
 */
final class NameConflicts {

    private final RestoreTally tally;
    private final ArenaReader reader;

    NameConflicts(RestoreTally tally, World world) {
        this.tally = tally;
        this.reader = new ArenaReader(world);
    }

    /**
     * Looks for them on a disc, and between it and what is back already.
     *
     * @return the finds without those that were found damaged on the way
     * @throws RefusedException if there are two stores; both are named
     */
    List<ArenaFind> resolve(Medium medium, List<ArenaFind> finds) throws IOException {
        Map<String, Set<Score>> claims = new HashMap<>();
        for (ArenaFind find : finds) {
            Set<Score> claim = claims.computeIfAbsent(find.arena().name(), name -> new HashSet<>());
            tally.home(find.arena().name()).ifPresent(home -> claim.add(home.digest()));
            if (find.evidence() != Evidence.CLUMPS) {
                claim.add(find.arena().digest());
            }
        }
        List<ArenaFind> sound = new ArrayList<>();
        Map<String, ArenaFind> proven = new LinkedHashMap<>();
        for (ArenaFind find : finds) {
            if (claims.getOrDefault(find.arena().name(), Set.of()).size() < 2 || isHome(find)) {
                sound.add(find);
            } else if (!isOfAnotherStore(find) && tally.home(find.arena().name()).isPresent()) {
                // it meets the one in its place, and is read there
                sound.add(find);
            } else if (isSound(medium, find)) {
                compare(find, proven);
                sound.add(find);
            } else {
                tally.failed(find.arena().name(), find.arena().digest(), find.where(),
                        "its bytes are not what they should be");
            }
        }
        return sound;
    }

    /**
     * Two sound arenas of one name: nobody can tell which is wanted.
     *
     * @param hint what else can be done; may be empty
     */
    static RefusedException twoStores(String name, String where, Score digest, String otherWhere, Score otherDigest,
            String hint) {
        return new RefusedException(("two stores in one pile: arena %s is %s on %s and %s on %s, and both are sound; "
                + "restore each store on its own%s").formatted(Plain.field(name), digest, where, otherDigest,
                otherWhere, hint));
    }

    private boolean isOfAnotherStore(ArenaFind find) {
        return tally.home(find.arena().name()).filter(home -> isAnother(home.store(), find.store())).isPresent();
    }

    /** Two of which both are unknown may be two; where one is known the arenas themselves are asked later. */
    private static boolean isAnother(Optional<UUID> one, Optional<UUID> other) {
        return (one.isEmpty() && other.isEmpty())
                || (one.isPresent() && other.isPresent() && !one.equals(other));
    }

    /** Whether a find is known to be of the store of the arena of its name that is back. */
    boolean isOfSameStore(ArenaFind find) {
        return find.store().isPresent() && tally.home(find.arena().name())
                .filter(home -> home.store().equals(find.store())).isPresent();
    }

    private boolean isHome(ArenaFind find) {
        return tally.home(find.arena().name()).filter(home -> home.digest().equals(find.arena().digest()))
                .isPresent();
    }

    private boolean isSound(Medium medium, ArenaFind find) throws IOException {
        if (find.evidence() == Evidence.CLUMPS) {
            return false;
        }
        try (Storage track = medium.read(find.track())) {
            return reader.isSound(track, find.arena(), find.evidence());
        }
    }

    private void compare(ArenaFind find, Map<String, ArenaFind> proven) throws RefusedException {
        String name = find.arena().name();
        Optional<RestoreTally.Home> home = tally.home(name);
        if (home.isPresent() && isOfAnotherStore(find)) {
            throw twoStores(name, home.get().where(), home.get().digest(), find.where(),
                    find.arena().digest(), "");
        }
        ArenaFind other = proven.putIfAbsent(name, find);
        if (other != null && !other.arena().digest().equals(find.arena().digest())
                && isAnother(other.store(), find.store())) {
            throw twoStores(name, other.where(), other.arena().digest(), find.where(),
                    find.arena().digest(), "");
        }
    }
}
