package org.arenavault.restore.increments;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.arenavault.io.Bytes;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Disks;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.FileSystemSpace;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.OwnFiles;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.Progress;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;
import org.arenavault.io.UnusableBytesException;
import org.arenavault.io.World;
import org.arenavault.media.ArenaRecord;
import org.arenavault.media.ContentLabel;
import org.arenavault.media.IncrementFields;
import org.arenavault.media.LabelCluster;
import org.arenavault.media.LabelReading;
import org.arenavault.restore.reading.ArenaFind;
import org.arenavault.restore.reading.ArenaImage;
import org.arenavault.restore.reading.IncrementFind;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaSeal;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.increment.Increment;

/**
 * A folder beside the venti.conf in which tracks wait until the last disc was read. Each is a file of its own, called
 * by its digest: an increment as on its disc, with zeros up to a multiple of 64 KiB and its label behind it; a sealed
 * arena by itself. A file is written under another name, forced to disk and renamed, so that one that is there is
 * whole; what a crash has left unfinished goes with the next opening.
 */
final class Staging {

    private static final String SUFFIX = ".increments";
    private static final String FRESH = ".new";
    private static final String SOUND = ".track";
    private static final String PART = ".part";
    private static final String ARENA = ".arena";
    private static final int CHUNK = 1 << 20;
    private static final int PIECE = LabelCluster.SIZE;
    /** What is left free beside what is staged. */
    private static final long SPARE = 16L << 20;

    private final Path conf;
    private final Path folder;
    private final World world;
    private final Disks disks;

    Staging(Path conf, World world) {
        this.conf = conf;
        Path absolute = conf.toAbsolutePath();
        this.folder = PlainFiles.beside(absolute, SUFFIX);
        this.world = world;
        this.disks = OwnFiles.on(world.disks());
    }

    /** The configuration beside which it is. */
    Path conf() {
        return conf;
    }

    /** What is there, by the names of the files; empty if there is no folder. Unfinished files are removed. */
    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        DurableFiles.refuseLink(folder);
        if (OwnFiles.isFolder(folder)) {
            OwnFiles.run(folder, () -> {
                try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
                    for (Path file : all) {
                        files.add(file);
                    }
                }
            });
        }
        files.sort(null);
        for (Path file : List.copyOf(files)) {
            if (file.toString().endsWith(FRESH)) {
                remove(file);
                files.remove(file);
            }
        }
        return files;
    }

    /**
     * The increments that an earlier restore has left.
     *
     * @throws CorruptException if a file is damaged
     */
    List<KeptIncrement> increments() throws IOException {
        List<KeptIncrement> increments = new ArrayList<>();
        for (Path file : files()) {
            boolean sound = file.toString().endsWith(SOUND);
            if (sound || file.toString().endsWith(PART)) {
                ContentLabel label = label(file);
                increments.add(new KeptIncrement(file, label, IncrementFields.recorded(label.content()), sound));
            }
        }
        return increments;
    }

    private ContentLabel label(Path file) throws IOException {
        try (Storage storage = disks.openToRead(file)) {
            long at = storage.size() - LabelCluster.SIZE;
            Optional<ContentLabel> label = at < 0 ? Optional.empty()
                    : LabelReading.of(storage.read(at, LabelCluster.SIZE), storage.name()).increment();
            if (label.isEmpty() || ArenaFormat.roundUp(label.get().content().size(), PIECE) != at) {
                throw new CorruptException(file + ": is no increment as a restore keeps it; remove it, and show its "
                        + "disc once more");
            }
            return label.get();
        }
    }

    /**
     * The sealed arenas that an earlier restore has left.
     *
     * @throws CorruptException if a file is damaged
     */
    List<KeptArena> arenas() throws IOException {
        List<KeptArena> arenas = new ArrayList<>();
        for (Path file : files()) {
            if (file.toString().endsWith(ARENA)) {
                arenas.add(arena(file, "", 0, Optional.empty()));
            }
        }
        return arenas;
    }

    private KeptArena arena(Path file, String disc, int track, Optional<UUID> venti) throws IOException {
        try (Storage image = disks.openToRead(file)) {
            ArenaRecord arena = ArenaImage.of(image, Arena.headOf(image)).arena();
            return new KeptArena(file, arena, Arena.ofImage(image, 0).readTail().wtime(), disc, track,
                    venti);
        } catch (UnusableBytesException e) {
            throw new CorruptException(("%s: is no arena as a restore keeps it (%s); remove it, and show its disc "
                    + "once more").formatted(file, e.getMessage()), e);
        }
    }

    /** Opens a file that is there. */
    Storage open(Path file) throws IOException {
        return disks.openToRead(file);
    }

    /** Whether this increment is there, whole. */
    boolean has(IncrementFind find) throws IOException {
        return OwnFiles.exists(path(find, SOUND));
    }

    private Path path(IncrementFind find, String kind) {
        return folder.resolve(find.label().content().digest() + kind);
    }

    /**
     * Copies an increment. What cannot be read of it becomes zeros, and then it is kept as one that is not sound.
     *
     * @throws RefusedException if the file system has no room for it
     * @throws CorruptException if it is none, or another one than its label says
     */
    KeptIncrement add(Storage track, IncrementFind find) throws IOException {
        long size = find.label().content().size();
        if (size > track.size()) {
            throw new CorruptException("holds %d bytes of %d".formatted(track.size(), size));
        }
        long labelAt = ArenaFormat.roundUp(size, PIECE);
        Path fresh = path(find, FRESH);
        begin(fresh, labelAt + PIECE);
        boolean sound;
        try (Storage file = disks.create(fresh, 0)) {
            file.write(labelAt, find.label().cluster());
            try (Progress.Stage stage = world.progress().begin("copying " + find.name(), size)) {
                copy(track, file, size, true, stage);
            }
            sound = isSound(new KeptIncrement(fresh, find.label(), find.recorded(), true).in(file));
            file.force();
        } catch (IOException e) {
            remove(fresh);
            throw e;
        }
        Path kept = path(find, sound ? SOUND : PART);
        keep(fresh, kept);
        if (sound) {
            remove(path(find, PART));
        }
        return new KeptIncrement(kept, find.label(), find.recorded(), sound);
    }

    private boolean isSound(Increment increment) throws IOException {
        try (Progress.Stage stage = world.progress().begin("checking " + increment.arena().name(),
                increment.arena().size())) {
            increment.verify(stage, world.stop());
            return true;
        } catch (UnusableBytesException e) {
            return false;
        }
    }

    /**
     * Copies a sealed arena that is sound.
     *
     * @throws RefusedException if the file system has no room for it
     * @throws CorruptException if its bytes are not what they were a moment ago
     */
    KeptArena add(Storage track, ArenaFind find) throws IOException {
        ArenaRecord arena = find.arena();
        Path kept = folder.resolve(arena.digest() + ARENA);
        if (OwnFiles.exists(kept)) {
            return arena(kept, find.disc(), find.track().number(), find.store());
        }
        Path fresh = folder.resolve(arena.digest() + FRESH);
        begin(fresh, arena.size());
        try (Storage file = disks.create(fresh, 0);
                Progress.Stage stage = world.progress().begin("copying " + arena.name(), 2 * arena.size())) {
            copy(track, file, arena.size(), false, stage);
            if (!ArenaSeal.compute(file, stage, world.stop()).equals(arena.digest())) {
                throw new CorruptException(find.where() + ": is not what it was a moment ago");
            }
            file.write(arena.size() - Score.SIZE, arena.digest().toBytes());
            file.force();
        } catch (IOException e) {
            remove(fresh);
            throw e;
        }
        keep(fresh, kept);
        return arena(kept, find.disc(), find.track().number(), find.store());
    }

    private void begin(Path fresh, long size) throws IOException {
        DurableFiles.refuseLink(folder);
        OwnFiles.run(folder, () -> DurableFiles.createFolder(folder));
        remove(fresh);
        long free = OwnFiles.get(folder, () -> FileSystemSpace.of(folder)).usable();
        if (free < size + SPARE) {
            throw new RefusedException(("%s: has room for %s, and %s must wait there until the last disc was read; "
                    + "make room, and give the same command again").formatted(folder, Bytes.text(free),
                    Bytes.text(size)));
        }
    }

    private void keep(Path fresh, Path kept) throws IOException {
        OwnFiles.run(kept, () -> DurableFiles.moveOver(fresh, kept));
    }

    /** Copies bytes; with {@code gaps} those that cannot be read become zeros. */
    private void copy(Storage from, Storage to, long size, boolean gaps, Progress.Stage stage) throws IOException {
        byte[] bytes = new byte[CHUNK];
        for (long at = 0; at < size; at += CHUNK) {
            world.stop().check();
            int count = (int) Math.min(CHUNK, size - at);
            try {
                from.read(at, ByteBuffer.wrap(bytes, 0, count));
            } catch (MediumFaultException e) {
                if (!gaps) {
                    throw e;
                }
                readPieces(from, at, bytes, count);
            }
            to.write(at, ByteBuffer.wrap(bytes, 0, count));
            stage.add(count);
        }
    }

    private static void readPieces(Storage from, long start, byte[] bytes, int length) throws IOException {
        for (int at = 0; at < length; at += PIECE) {
            int count = Math.min(PIECE, length - at);
            try {
                from.read(start + at, ByteBuffer.wrap(bytes, at, count));
            } catch (MediumFaultException e) {
                ByteBuffer.wrap(bytes, at, count).put(new byte[count]);
            }
        }
    }

    /** Removes a file, which may be gone. */
    void remove(Path file) throws IOException {
        OwnFiles.run(file, () -> Files.deleteIfExists(file));
    }

    /** Removes the folder, if nothing is in it any more. */
    void sweep() throws IOException {
        if (OwnFiles.isFolder(folder) && files().isEmpty()) {
            OwnFiles.run(folder, () -> Files.delete(folder));
        }
    }
}
