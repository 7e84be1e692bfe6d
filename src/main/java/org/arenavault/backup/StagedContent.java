package org.arenavault.backup;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Disks;
import org.arenavault.io.Fifo;
import org.arenavault.io.OwnFiles;
import org.arenavault.io.Progress;
import org.arenavault.io.Pump;
import org.arenavault.io.Storage;
import org.arenavault.io.World;
import org.arenavault.media.ArenaRecord;
import org.arenavault.media.Content;
import org.arenavault.media.ContentName;
import org.arenavault.media.ContentSum;

/**
 * A content in a file of ours: it was made there, or copied from a disc, so that one drive can both read and record it.
 *
 * @param record what it is; its digest was found right when the file was written
 * @param file its bytes, open
 * @param beginsDiscs whether a blank disc is begun for it
 */
record StagedContent(Content record, Storage file, boolean beginsDiscs, World world)
        implements ContentToRecord, Closeable {

    /**
     * Copies a content into a file; a copy that is there already and right is taken as it is.
     *
     * @throws CorruptException if the content is not what it should be
     */
    static StagedContent copy(DiscCopy track, Path path, Fifo fifo, World world) throws IOException {
        ReadyContent ready = track.sum();
        Disks disks = OwnFiles.on(world.disks());
        if (OwnFiles.exists(path)) {
            Storage file = disks.openToRead(path);
            boolean right = false;
            try {
                StagedContent there = new StagedContent(ready.record(), file, track.beginsDiscs(), world);
                right = there.isWhole();
                if (right) {
                    return there;
                }
            } finally {
                if (!right) {
                    file.close();
                }
            }
        }
        OwnFiles.run(path, () -> Files.deleteIfExists(path));
        try (Storage target = disks.create(path, 0)) {
            fill(target, ready, fifo, world, "staging " + track.where());
        }
        return new StagedContent(ready.record(), disks.openToRead(path), track.beginsDiscs(), world);
    }

    private static void fill(Storage target, ReadyContent content, Fifo fifo, World world, String what)
            throws IOException {
        long at = 0;
        try (Pump pump = new Pump(fifo, content.contents(), 0);
                Progress.Stage stage = world.progress().begin(what, content.record().size())) {
            var buffer = pump.take();
            while (buffer.hasRemaining()) {
                world.stop().check();
                int count = buffer.remaining();
                target.write(at, buffer.duplicate());
                at += count;
                stage.add(count);
                pump.release(buffer);
                buffer = pump.take();
            }
        }
        target.force();
    }

    /** The same, for which a blank disc is begun, or none is. */
    StagedContent beginningDiscs(boolean begins) {
        return new StagedContent(record, file, begins, world);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** Whether the file holds it. */
    boolean isWhole() throws IOException {
        return file.size() == record.size() && digest().equals(record.sum());
    }

    private String digest() throws IOException {
        try (Progress.Stage stage = world.progress().begin("checking the staged " + record.name(), record.size())) {
            return ContentSum.compute(record, file, stage, world.stop());
        }
    }

    @Override
    public ContentName id() {
        return record.id();
    }

    @Override
    public long size() {
        return record.size();
    }

    @Override
    public OptionalInt blockSize() {
        return record.arena().stream().mapToInt(ArenaRecord::blockSize).findFirst();
    }

    @Override
    public Storage contents() {
        return file;
    }

    @Override
    public ReadyContent sum() throws IOException {
        String seen = digest();
        if (!seen.equals(record.sum())) {
            throw new CorruptException("%s: reads as %s, it was staged as %s".formatted(file.name(), seen,
                    record.sum()));
        }
        return new ReadyContent(record, "", file);
    }
}
