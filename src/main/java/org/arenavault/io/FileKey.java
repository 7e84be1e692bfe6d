package org.arenavault.io;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a path leads to, whatever it is called: the device for a device's node, else device and inode. What lies on
 * another machine is known by its name alone.
 *
 * @param kind "device" for a block device, "character device", or "file"; elsewhere the name
 * @param device number of the device, or of the one that holds the file
 * @param inode of the file; 0 for a device
 */
public record FileKey(String kind, long device, long inode) {

    private static final int FILE_TYPE = 0170000;
    private static final int BLOCK_DEVICE = 0060000;
    private static final int CHARACTER_DEVICE = 0020000;

    /** What {@code path} leads to; empty if it leads nowhere. */
    public static Optional<FileKey> of(Path path) throws IOException {
        if (!path.getFileSystem().equals(FileSystems.getDefault())) {
            return Optional.of(new FileKey("at " + path.toAbsolutePath().normalize(), 0, 0));
        }
        if (!PlainFiles.exists(path)) {
            return Optional.empty();
        }
        UnixAttributes attributes = UnixAttributes.of(path, "mode,dev,rdev,ino");
        int type = attributes.mode() & FILE_TYPE;
        if (type == BLOCK_DEVICE || type == CHARACTER_DEVICE) {
            return Optional.of(new FileKey(type == BLOCK_DEVICE ? "device" : "character device",
                    attributes.number("rdev"), 0));
        }
        return Optional.of(new FileKey("file", attributes.number("dev"), attributes.number("ino")));
    }
}
