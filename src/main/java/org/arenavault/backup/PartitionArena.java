package org.arenavault.backup;

import java.io.IOException;
import java.util.OptionalInt;
import org.arenavault.io.Storage;
import org.arenavault.media.ContentName;

/**
 * An arena of the set's venti.
 *
 * @param source where it lies
 * @param check how it is summed
 */
record PartitionArena(SourceArena source, SealCheck check) implements ContentToRecord {

    @Override
    public ContentName id() {
        return source.id();
    }

    @Override
    public long size() {
        return source.arena().size();
    }

    @Override
    public OptionalInt blockSize() {
        return OptionalInt.of(source.arena().blockSize());
    }

    @Override
    public boolean beginsDiscs() {
        return true;
    }

    @Override
    public Storage contents() throws IOException {
        return source.arena().image();
    }

    @Override
    public ReadyContent sum() throws IOException {
        return check.check(source);
    }
}
