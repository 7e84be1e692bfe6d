package org.arenavault.restore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.arenavault.io.OwnFileException;
import org.arenavault.sets.SetName;
import org.arenavault.sets.SetState;
import org.arenavault.sets.Vault;
import org.arenavault.venti.format.Score;

/** Where else the vault knows copies of an arena: every set is asked. */
public final class OtherCopies {

    private record Named(SetName name, SetState state) {
    }

    private final List<Named> sets = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();

    /** Reads all ledgers of the vault. One that is damaged is named and left out. */
    public static OtherCopies of(Vault vault) throws IOException {
        OtherCopies copies = new OtherCopies();
        for (SetName name : vault.names()) {
            try {
                copies.sets.add(new Named(name, vault.open(name).read()));
            } catch (IOException | OwnFileException e) {
                copies.unreadable.add("set %s: %s".formatted(name, e.getMessage()));
            }
        }
        return copies;
    }

    /** The ledgers that could not be asked, one line each. */
    public List<String> unreadable() {
        return List.copyOf(unreadable);
    }

    /**
     * The discs that have an arena, for people.
     *
     * @param digest what it comes to; {@link Score#NONE} if nobody knows
     * @param tried tracks that were read a moment ago to no avail
     */
    public List<String> of(String arena, Score digest, Set<String> tried) {
        List<String> found = new ArrayList<>();
        for (Named set : sets) {
            for (SetState.Copy copy : set.state().copies(arena)) {
                String where = "%s track %d".formatted(copy.disc().identity().label(), copy.track().number());
                boolean same = digest.equals(Score.NONE) || copy.arena().digest().equals(digest);
                if (same && !tried.contains(where)) {
                    String place = copy.disc().place();
                    found.add("set '%s': %s (%s)%s".formatted(set.name(), where, copy.track().state(),
                            place.isEmpty() ? "" : ", kept at " + place));
                }
            }
        }
        return found;
    }
}
