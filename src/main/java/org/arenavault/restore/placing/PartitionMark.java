package org.arenavault.restore.placing;

import java.io.IOException;
import java.util.Optional;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Storage;
import org.arenavault.media.FlatJson;
import org.arenavault.media.LabelCluster;

/**
 * What the blank area of a partition says that a restore has made: that more arenas may be put where no line of
 * its table claims the space. It stands at 64 KiB, between the partition tables of a disk and the label of a
 * removable one.
 *
 * @param grows true for a file that becomes longer with its arenas; false where its size was given
 */
record PartitionMark(boolean grows) {

    static final long AT = 64 * 1024;

    private static final String KIND = "restored partition";

    /** The mark of a partition; empty if it carries none that is sound. */
    static Optional<PartitionMark> read(Storage storage) throws IOException {
        if (storage.size() < AT + LabelCluster.SIZE) {
            return Optional.empty();
        }
        try {
            Optional<FlatJson> fields = LabelCluster.decode(storage.read(AT, LabelCluster.SIZE), storage.name());
            return fields.isPresent() && fields.get().optional("kind").equals(Optional.of(KIND))
                    ? Optional.of(new PartitionMark(fields.get().bool("grows"))) : Optional.empty();
        } catch (CorruptException e) {
            return Optional.empty();
        }
    }

    /** Marks a partition, durably. */
    void write(Storage storage) throws IOException {
        storage.write(AT, LabelCluster.encode(new FlatJson().put("kind", KIND).put("grows", grows)));
        storage.force();
    }
}
