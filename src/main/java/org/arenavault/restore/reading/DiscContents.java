package org.arenavault.restore.reading;

import java.util.List;
import java.util.Set;

/**
 * What a disc holds, told from labels, ledger, heads and tails; no arena has been read yet.
 *
 * @param disc what the operator calls it
 * @param finds arenas that it seems to hold, by track
 * @param increments parts of active arenas that it seems to hold, by track
 * @param unusable tracks that cannot be told to hold a whole arena
 */
public record DiscContents(String disc, List<ArenaFind> finds, List<IncrementFind> increments,
                           List<Unusable> unusable) {

    /**
     * A track that is of no use.
     *
     * @param track its number
     * @param arena the arena that it should hold; empty if nobody knows
     * @param reason what is wrong
     * @param loss true if an arena seems to be lost with it; false for what was never one
     */
    public record Unusable(int track, String arena, String reason, boolean loss) {
    }

    public DiscContents {
        finds = List.copyOf(finds);
        increments = List.copyOf(increments);
        unusable = List.copyOf(unusable);
    }

    /** The same by another name. */
    public DiscContents called(String name) {
        return new DiscContents(name, finds.stream().map(find -> new ArenaFind(name, find.track(), find.arena(),
                find.evidence(), find.store())).toList(),
                increments.stream().map(find -> new IncrementFind(name, find.track(), find.label(), find.recorded()))
                        .toList(), unusable);
    }

    /** The same; of these tracks it is known what they are. */
    public DiscContents without(Set<Integer> tracks) {
        return new DiscContents(disc, finds, increments,
                unusable.stream().filter(track -> !tracks.contains(track.track())).toList());
    }
}
