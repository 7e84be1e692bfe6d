package org.arenavault.backup;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.arenavault.io.Bytes;
import org.arenavault.sets.SetState;

/**
 * An arena that is full or active, and how much of it is on no disc.
 *
 * @param arena it
 * @param unrecorded bytes of its clumps that no increment has, by its tail; all of them where it is rolled back
 * @param rolledBack whether it is shorter than what discs have of it, so that it is not what they have
 * @param since when its newest increment was recorded; empty if it has none
 */
public record Unsealed(SourceArena arena, long unrecorded, boolean rolledBack, Optional<Instant> since) {

    /** Those of these arenas that are full or active. */
    public static List<Unsealed> of(Collection<SourceArena> arenas, SetState state) {
        RecordedIncrements recorded = RecordedIncrements.of(state);
        return arenas.stream().filter(SourceArena::isNotReady).map(arena -> {
            long used = arena.status().memory().used();
            long reach = recorded.reach(arena.name());
            return new Unsealed(arena, used < reach ? used : used - reach, used < reach,
                    recorded.newestOf(arena.name()));
        }).toList();
    }

    /** Its name, how far it has come, and what of it is on no disc. */
    public String text() {
        if (since.isEmpty()) {
            return arena.text();
        }
        if (rolledBack) {
            return "%s: rolled back or formatted anew, shorter than what discs have of it".formatted(arena.text());
        }
        LocalDate day = LocalDate.ofInstant(since.get(), ZoneId.systemDefault());
        return "%s (%s): %s on no disc since %s".formatted(arena.name(), arena.status().state(),
                Bytes.text(unrecorded), day);
    }

    /** Whether nothing of it is missing on discs. */
    public boolean isRecorded() {
        return unrecorded == 0 && !rolledBack && since.isPresent();
    }
}
