package org.arenavault.venti.index;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLongArray;
import org.arenavault.io.Storage;
import org.arenavault.io.World;

/**
 * Where packed entries wait, sorted by range of buckets and not further, until all directories are read: in the
 * space that those buckets will take, or in a file of its own.
 */
final class Spill implements Closeable {

    /** Where the entries of a range are. */
    private record Area(Storage storage, long offset, long size) {
    }

    private final Area[] areas;
    private final AtomicLongArray filled;
    private final Closeable owned;

    private Spill(Area[] areas, Closeable owned) {
        this.areas = areas;
        this.filled = new AtomicLongArray(areas.length);
        this.owned = owned;
    }

    /** In the buckets' own space; what was there is lost. */
    static Spill inSections(BucketRanges ranges) {
        Area[] areas = new Area[ranges.count()];
        for (int i = 0; i < areas.length; i++) {
            BucketRanges.Range range = ranges.get(i);
            areas[i] = new Area(range.section().storage(), range.offset(), range.bytes());
        }
        return new Spill(areas, () -> { });
    }

    /** In a file in {@code folder} that has no name any more, so that nothing of it stays behind. */
    static Spill inFolder(BucketRanges ranges, Path folder, World world) throws IOException {
        Area[] areas = new Area[ranges.count()];
        long size = 0;
        for (int i = 0; i < areas.length; i++) {
            size += ranges.get(i).bytes();
        }
        Path path = folder.resolve("arenavault-index-" + world.uuids().get());
        Storage file = world.disks().create(path, size);
        Files.deleteIfExists(path);
        long offset = 0;
        for (int i = 0; i < areas.length; i++) {
            areas[i] = new Area(file, offset, ranges.get(i).bytes());
            offset += areas[i].size();
        }
        return new Spill(areas, file);
    }

    /** Appends {@code length} bytes to what waits for a range; false if there is no room for them. */
    boolean append(int range, byte[] entries, int length) throws IOException {
        Area area = areas[range];
        long at = filled.getAndAdd(range, length);
        if (at + length > area.size()) {
            return false;
        }
        area.storage().write(area.offset() + at, ByteBuffer.wrap(entries, 0, length));
        return true;
    }

    /** Bytes that wait for a range. */
    int length(int range) {
        return Math.toIntExact(filled.get(range));
    }

    /** Reads all that waits for a range to the beginning of {@code entries}. */
    void read(int range, byte[] entries) throws IOException {
        areas[range].storage().read(areas[range].offset(), ByteBuffer.wrap(entries, 0, length(range)));
    }

    @Override
    public void close() throws IOException {
        owned.close();
    }
}
