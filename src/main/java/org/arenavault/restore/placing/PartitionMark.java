package org.arenavault.restore.placing;

import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
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
 * @param store the one venti whose discs its arenas came from; empty if nobody knows, or there are several
 */
record PartitionMark(boolean grows, Optional<UUID> store) {

    static final long AT = 64 * 1024;

    private static final String KIND = "restored partition";
    private static final String STORE = "store";

    /** The mark of a partition; empty if it carries none that is sound. */
    static Optional<PartitionMark> read(Storage storage) throws IOException {
        if (storage.size() < AT + LabelCluster.SIZE) {
            return Optional.empty();
        }
        try {
            Optional<FlatJson> fields = LabelCluster.decode(storage.read(AT, LabelCluster.SIZE), storage.name());
            if (fields.isEmpty() || !fields.get().optional("kind").equals(Optional.of(KIND))) {
                return Optional.empty();
            }
            return Optional.of(new PartitionMark(fields.get().bool("grows"),
                    fields.get().has(STORE) ? Optional.of(fields.get().uuid(STORE)) : Optional.empty()));
        } catch (CorruptException e) {
            return Optional.empty();
        }
    }

    /** Marks a partition, durably. */
    void write(Storage storage) throws IOException {
        FlatJson fields = new FlatJson().put("kind", KIND).put("grows", grows);
        store.ifPresent(venti -> fields.put(STORE, venti));
        storage.write(AT, LabelCluster.encode(fields));
        storage.force();
    }
}
