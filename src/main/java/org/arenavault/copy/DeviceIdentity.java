package org.arenavault.copy;

import java.util.List;

/**
 * How a file or device is known again.
 *
 * @param path what it was called
 * @param kind "file", "device" or "null"
 * @param size in bytes
 * @param inode of a file; 0 otherwise
 * @param ids names that the system makes of serial number, WWN and UUID; none for a file
 */
public record DeviceIdentity(String path, String kind, long size, long inode, List<String> ids) {

    /** The destination of a read test: nothing is written. */
    public static final DeviceIdentity NULL = new DeviceIdentity("null", "null", Long.MAX_VALUE, 0, List.of());

    public DeviceIdentity {
        ids = List.copyOf(ids);
    }

    /** True for the destination that is none. */
    public boolean isNull() {
        return kind.equals("null");
    }

    boolean isFile() {
        return kind.equals("file");
    }

    /** True if both are known by serial number, WWN or UUID, and share none of them. */
    boolean isCertainlyOther(DeviceIdentity other) {
        return !ids.isEmpty() && !other.ids.isEmpty() && ids.stream().noneMatch(other.ids::contains);
    }

    /** True if they share a serial number, WWN or UUID. */
    boolean isCertainlySame(DeviceIdentity other) {
        return ids.stream().anyMatch(other.ids::contains);
    }
}
