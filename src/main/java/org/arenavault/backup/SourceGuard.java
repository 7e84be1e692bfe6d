package org.arenavault.backup;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.arenavault.io.FileKey;
import org.arenavault.io.RefusedException;
import org.arenavault.media.DeviceName;
import org.arenavault.venti.format.Partition;

/** Keeps the venti's own files and devices from being taken for a medium. */
public final class SourceGuard {

    private SourceGuard() {
    }

    /**
     * Compares by device and inode, not by name.
     *
     * @throws RefusedException if the device is one that the set's source names
     */
    public static void check(DeviceName device, List<Partition> sources) throws IOException {
        Optional<FileKey> key = device.kind() == DeviceName.Kind.ISCSI ? Optional.empty() : FileKey.of(device.path());
        for (Partition source : sources) {
            if (key.isPresent() && key.equals(FileKey.of(source.path()))) {
                throw new RefusedException("%s is the venti's own partition %s; nothing is ever recorded on it"
                        .formatted(device, source));
            }
        }
    }
}
