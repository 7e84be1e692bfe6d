package org.arenavault.media;

import java.io.IOException;
import java.nio.file.Path;
import org.arenavault.io.Disks;

/** Opens the media that need no drive. */
public final class Disk {

    private Disk() {
    }

    /**
     * The arena partition on a removable disk or in a file.
     *
     * @throws org.arenavault.io.OperatorNeededException if there is none
     */
    public static Medium partition(Path path, Disks disks) throws IOException {
        return new ArenaPartitionMedium(DiskDevice.open(path, disks), "disk");
    }

    /** The images in a folder. */
    public static Medium folder(Path path, Disks disks) {
        return new ImageFolderMedium(path, disks);
    }
}
