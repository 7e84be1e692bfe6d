package org.arenavault.media;

import java.io.Closeable;
import java.io.IOException;
import org.arenavault.io.Storage;

/** What an arena partition lies on: a disk, a file, or an overwritable disc in a drive. */
public interface PartitionDevice extends Closeable {

    /** Its name, by what stays the same. */
    String drive();

    /** What kind of medium it is. */
    default MediumKind kind() {
        return MediumKind.DISK;
    }

    /** What tells this piece of plastic from all others; empty where nothing does. */
    String discId();

    /** True if nothing can be written. */
    boolean readOnly();

    /** All of it. */
    Storage storage() throws IOException;

    /** All of it once more, read from the medium and not from memory. The caller closes it. */
    Storage openToVerify() throws IOException;

    /** Hands the medium out, where that can be done. The device is closed. */
    void eject() throws IOException;
}
