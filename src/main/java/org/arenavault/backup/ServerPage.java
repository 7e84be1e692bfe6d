package org.arenavault.backup;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Count;
import org.arenavault.io.PeerException;
import org.arenavault.io.Plain;
import org.arenavault.io.UsageException;
import org.arenavault.io.World;
import org.arenavault.sets.SetConfig;
import org.arenavault.venti.format.ArenaState;
import org.arenavault.venti.format.ArenaStatus;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.net.IndexPage;
import org.arenavault.venti.net.StatusClient;

/**
 * What a running server says of its arenas (venti-format 9.1), to be held against what its partitions hold. Nothing
 * depends on it: a server that does not answer costs a note.
 *
 * @param page what it said; empty if it was not asked, or did not answer
 * @param notes why it did not
 */
public record ServerPage(Optional<IndexPage> page, List<String> notes) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PATIENCE_FOR_FLUSHING = Duration.ofMinutes(30);

    public ServerPage {
        notes = List.copyOf(notes);
    }

    /** Asks the server of a set, if the set names one; before its partitions are read, which may then know more. */
    public static ServerPage ask(SetConfig set, World world) throws IOException {
        if (set.indexUrl().isEmpty()) {
            return new ServerPage(Optional.empty(), List.of());
        }
        try {
            StatusClient client =
                    new StatusClient(set.indexUrl(), set.source().flush() ? PATIENCE_FOR_FLUSHING : PATIENCE, world);
            if (set.source().flush()) {
                client.flush();
            }
            return new ServerPage(Optional.of(client.index()), List.of());
        } catch (PeerException | CorruptException | UsageException e) {
            return new ServerPage(Optional.empty(), List.of("the server was not asked: " + e.getMessage()));
        }
    }

    /** Where server and partitions disagree, a line each; or why nobody knows. */
    public List<String> compare(List<SourceArena> arenas) {
        if (page.isEmpty()) {
            return notes;
        }
        List<String> differences = new ArrayList<>();
        Map<String, SourceArena> here = new HashMap<>();
        arenas.forEach(arena -> here.put(arena.name(), arena));
        for (IndexPage.Arena there : page.get().arenas()) {
            SourceArena arena = here.remove(there.name());
            if (arena == null) {
                differences.add("the server has arena %s on %s, the partitions of this set do not hold it".formatted(
                        Plain.field(there.name()), Plain.field(there.place().partition())));
            } else {
                difference(there, arena.status()).ifPresent(differences::add);
            }
        }
        arenas.stream().filter(arena -> here.containsKey(arena.name()) && arena.status().memory().clumps() > 0)
                .forEach(arena -> differences.add("arena %s holds %s, and the server does not list it: is it "
                        .formatted(arena.name(), Count.of(arena.status().memory().clumps(), "clump"))
                        + "the server of this venti?"));
        return differences;
    }

    private static Optional<String> difference(IndexPage.Arena there, ArenaStatus here) {
        String name = there.name();
        boolean bothSummed = !there.score().equals(Score.NONE) && here.state() == ArenaState.SEALED;
        if (bothSummed && !there.score().equals(here.seal())) {
            return Optional.of("arena %s has the seal %s by the server's word, its partition says %s".formatted(name,
                    there.score(), here.seal()));
        }
        if (there.indexed().sealed() && here.state() != ArenaState.DAMAGED && !here.state().isSealedOnDisk()) {
            return Optional.of("arena %s is sealed by the server's word, its partition does not say so yet"
                    .formatted(name));
        }
        long behind = there.written().clumps() - here.memory().clumps();
        return behind <= 0 ? Optional.empty()
                : Optional.of("arena %s: the server has %s more than its partition".formatted(name,
                        Count.of(behind, "clump")));
    }
}
