package org.arenavault.backup;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.arenavault.io.Bytes;
import org.arenavault.media.ContentName;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaState;
import org.arenavault.venti.format.ArenaStatus;
import org.arenavault.venti.format.Partition;

/**
 * An arena of the set's venti.
 *
 * @param partition the partition it lies in, as the configuration calls it
 * @param status what its head and tail say
 */
public record SourceArena(Partition partition, ArenaStatus status) {

    /** Its name. */
    public String name() {
        return status.arena().name();
    }

    /** What it is and what it is called. */
    public ContentName id() {
        return ContentName.arena(name());
    }

    /** Of the name alone, which hardly two share: all of what was read of the arena would be summed else. */
    @Override
    public int hashCode() {
        return name().hashCode();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SourceArena arena && partition.equals(arena.partition) && status.equals(arena.status);
    }

    /** The names of arenas, in their order. */
    public static List<String> names(Collection<SourceArena> arenas) {
        List<String> names = new ArrayList<>(arenas.size());
        for (SourceArena arena : arenas) {
            names.add(arena.name());
        }
        return names;
    }

    /** Arenas that are full or active, and so for no disc yet. */
    public static List<SourceArena> notReady(List<SourceArena> arenas) {
        return arenas.stream().filter(SourceArena::isNotReady).toList();
    }

    /** Its name, how far it has come, and what is in it. */
    public String text() {
        return "%s (%s, %s)".formatted(name(), status.state(), Bytes.text(status.memory().used()));
    }

    /** True if there is something in it and it is not sealed on disk. */
    public boolean isNotReady() {
        return status.state() == ArenaState.FULL || status.state() == ArenaState.ACTIVE;
    }

    /** Where it lies. */
    public Arena arena() {
        return status.arena();
    }
}
