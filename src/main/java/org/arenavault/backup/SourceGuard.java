package org.arenavault.backup;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.arenavault.drivers.DeviceName;
import org.arenavault.io.FileKey;
import org.arenavault.io.RefusedException;
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
            if (key.isPresent() && key.equals(keyOf(source))) {
                throw new RefusedException("%s is the venti's own partition %s; nothing is ever recorded on it"
                        .formatted(device, source));
            }
        }
    }

    /** Nothing for a source that cannot be looked at: the device could be, and is held against its label as well. */
    private static Optional<FileKey> keyOf(Partition source) {
        try {
            return FileKey.of(source.path());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
