package org.arenavault.restore.increments;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.arenavault.io.ReadOnlyStorage;
import org.arenavault.io.Storage;
import org.arenavault.media.ContentLabel;
import org.arenavault.venti.increment.Increment;
import org.arenavault.venti.increment.RecordedIncrement;

/**
 * An increment that was copied off its disc.
 *
 * @param path its file
 * @param label of the track that it came from
 * @param recorded which part of which arena it is
 * @param sound whether all of it was read, and is what its seal says
 */
record KeptIncrement(Path path, ContentLabel label, RecordedIncrement recorded, boolean sound) {

    /** The arena that it is a part of. */
    String arena() {
        return recorded.origin().arena();
    }

    /** For messages. */
    String where() {
        return "%s track %d".formatted(label.disc().label(), label.track());
    }

    /** The bytes of a track, as messages call it: people know discs, not our files. */
    record Track(Storage file, String name) implements ReadOnlyStorage {

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void read(long position, ByteBuffer target) throws IOException {
            file.read(position, target);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    /** The increment in its file, which was opened. */
    Increment in(Storage file) throws IOException {
        return Increment.open(new Track(file.slice(0, label.content().size()), where()), recorded);
    }
}
