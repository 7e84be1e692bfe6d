package org.arenavault.media;

import java.time.Instant;
import java.util.Optional;

/**
 * What a track carries, as labels and ledgers know it: opaque bytes of a kind, a name, a size and a digest
 * (protection 1). Recording, verifying and duplicating know nothing else of it.
 */
public sealed interface Content permits ArenaRecord, TrackContent {

    /** What it is and what it is called. */
    ContentName id();

    /** Its bytes. */
    long size();

    /** The digest of its bytes in hexadecimal digits, computed as {@link ContentSum} does it. */
    String sum();

    /** The sealed arena that it is, as it was in its venti; empty if it is anything else. */
    Optional<ArenaRecord> arena();

    /** The fields of a line or label that say what it is. */
    FlatJson encode();

    /** What its track says of itself on a disc. */
    AnyLabel label(DiscIdentity disc, int track, long lba, long sequence, Instant time, int highest);

    /** What it is if it was made for a disc; empty of an arena of the venti. */
    Optional<TrackContent> made();

    /** What it is called. */
    default String name() {
        return id().name();
    }

    /** Whether another one is of the same bytes, wherever they came from. */
    default boolean isSameAs(Content other) {
        return id().equals(other.id()) && size() == other.size() && sum().equals(other.sum());
    }
}
