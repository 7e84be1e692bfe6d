package org.arenavault.backup;

import java.io.IOException;

/**
 * An arena of the set's venti.
 *
 * @param source where it lies
 * @param check how it is summed
 */
record PartitionArena(SourceArena source, SealCheck check) implements ArenaToRecord {

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public long size() {
        return source.arena().size();
    }

    @Override
    public int blockSize() {
        return source.arena().blockSize();
    }

    @Override
    public SealedArena sum() throws IOException {
        return check.check(source);
    }
}
