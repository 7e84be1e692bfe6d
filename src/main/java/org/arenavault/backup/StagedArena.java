package org.arenavault.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Disks;
import org.arenavault.io.Fifo;
import org.arenavault.io.OwnFiles;
import org.arenavault.io.Progress;
import org.arenavault.io.Pump;
import org.arenavault.io.Storage;
import org.arenavault.io.World;
import org.arenavault.media.ArenaRecord;
import org.arenavault.venti.format.ArenaSeal;
import org.arenavault.venti.format.Score;

/**
 * An arena that was copied from a disc into a file, so that one drive can both read and record it.
 *
 * @param record what it is; its digest was found right when it was copied
 * @param file the copy, open
 */
record StagedArena(ArenaRecord record, Storage file, World world) implements ArenaToRecord {

    /**
     * Copies an arena into a file; a copy that is there already and right is taken as it is.
     *
     * @throws CorruptException if the arena is not what it should be
     */
    static StagedArena copy(TrackArena track, Path path, Fifo fifo, World world) throws IOException {
        SealedArena sealed = track.sum();
        Disks disks = OwnFiles.on(world.disks());
        if (OwnFiles.exists(path)) {
            Storage file = disks.openToRead(path);
            boolean right = false;
            try {
                StagedArena there = new StagedArena(sealed.record(), file, world);
                right = file.size() == sealed.record().size() && there.seal().equals(sealed.record().digest());
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
            fill(target, sealed, fifo, world, "staging " + track.where());
        }
        return new StagedArena(sealed.record(), disks.openToRead(path), world);
    }

    private static void fill(Storage target, SealedArena arena, Fifo fifo, World world, String what)
            throws IOException {
        long at = 0;
        try (Pump pump = new Pump(fifo, arena.contents(), 0);
                Progress.Stage stage = world.progress().begin(what, arena.record().size())) {
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

    private Score seal() throws IOException {
        try (Progress.Stage stage = world.progress().begin("checking the staged " + record.name(), record.size())) {
            return ArenaSeal.compute(file, stage, world.stop());
        }
    }

    @Override
    public String name() {
        return record.name();
    }

    @Override
    public long size() {
        return record.size();
    }

    @Override
    public int blockSize() {
        return record.blockSize();
    }

    @Override
    public SealedArena sum() throws IOException {
        Score seal = seal();
        if (!seal.equals(record.digest())) {
            throw new CorruptException("%s: reads as %s, it was staged as %s".formatted(file.name(), seal,
                    record.digest()));
        }
        return new SealedArena(record, "", file);
    }
}
