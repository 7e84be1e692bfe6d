package org.arenavault.restore.reading;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.BitSet;
import org.arenavault.io.Disks;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.OwnFiles;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.Progress;
import org.arenavault.io.Storage;
import org.arenavault.io.World;
import org.arenavault.media.ArenaRecord;
import org.arenavault.media.LabelCluster;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.Score;

/**
 * What could be read of an arena, or of an increment, none of whose copies is whole (optical 6.3), in a file beside the
 * venti.conf: its bytes, and behind them, from the next multiple of 64 KiB on, one byte for each 64 KiB of it, 1 if
 * that piece is there. A piece is forced to disk before its byte is. Copies on other discs, shown now or in another
 * run, fill what is missing; only the seal tells whether the whole is right.
 */
public final class Salvage implements Closeable {

    /** What may bring an arena further. */
    public static final String ANY_COPY = "another copy, damaged or not, can fill what is missing";

    private static final int PIECE = LabelCluster.SIZE;
    private static final byte THERE = 1;
    /** Pieces after which the map is written: 64 MiB. */
    private static final int PIECES_A_MAP = 1024;

    private final Path path;
    private final Storage file;
    private final long size;
    private final byte[] pieces;
    private int unmapped;

    private Salvage(Path path, Storage file, long size) throws IOException {
        this.path = path;
        this.file = file;
        this.size = size;
        this.pieces = file.read(mapAt(size), count(size));
    }

    private static long mapAt(long size) {
        return ArenaFormat.roundUp(size, PIECE);
    }

    private static int count(long size) {
        return (int) (mapAt(size) / PIECE);
    }

    /** Where it is kept: there is one for each digest. */
    private static Path pathFor(Path conf, Score digest) {
        Path absolute = conf.toAbsolutePath();
        return absolute.resolveSibling("%s.salvage-%s".formatted(absolute.getFileName(), digest));
    }

    /**
     * Opens what there is of an arena, or begins.
     *
     * @param conf the configuration of the venti that is to be
     * @param arena its digest is known
     */
    public static Salvage open(Path conf, ArenaRecord arena, World world) throws IOException {
        Path path = pathFor(conf, arena.digest());
        DurableFiles.refuseLink(path);
        Disks disks = OwnFiles.on(world.disks());
        long whole = mapAt(arena.size()) + count(arena.size());
        OwnFiles.run(path, () -> {
            if (PlainFiles.exists(path, LinkOption.NOFOLLOW_LINKS) && Files.size(path) != whole) {
                Files.delete(path);
            }
        });
        Storage file = OwnFiles.exists(path) ? disks.openToWrite(path)
                : disks.create(path, whole);
        try {
            return new Salvage(path, file, arena.size());
        } catch (IOException | RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    /** Whether something is kept of an arena. */
    public static boolean isKept(Path conf, ArenaRecord arena) throws IOException {
        return OwnFiles.exists(pathFor(conf, arena.digest()));
    }

    /** Removes what was kept of an arena or increment that is back, or is not needed. */
    public static void remove(Path conf, Score digest) throws IOException {
        Path path = pathFor(conf, digest);
        OwnFiles.run(path, () -> Files.deleteIfExists(path));
    }

    /**
     * Reads what is missing, as far as this copy has it.
     *
     * @param copy begins with the arena
     * @param what for the line of progress
     * @throws IOException if the file fails, or the operator asked to stop; a copy that does not read is no matter
     */
    public void add(Storage copy, String what, World world) throws IOException {
        byte[] before = pieces.clone();
        byte[] piece = new byte[PIECE];
        try (Progress.Stage stage = world.progress().begin(what, (long) missing() * PIECE)) {
            for (int i = 0; i < pieces.length; i++) {
                if (before[i] != THERE) {
                    world.stop().check();
                    long at = (long) i * PIECE;
                    ByteBuffer part = ByteBuffer.wrap(piece, 0, (int) Math.min(PIECE, size - at));
                    if (reads(copy, at, part)) {
                        put(i, part.flip());
                    }
                    stage.add(PIECE);
                }
            }
        } finally {
            keep();
        }
    }

    /**
     * Keeps a piece that was found. A crash loses some of the last ones, unless {@link #keep} was called.
     *
     * @param piece its number, from 0
     * @param bytes of it; the last piece may be shorter than 64 KiB
     */
    public void put(int piece, ByteBuffer bytes) throws IOException {
        file.write((long) piece * PIECE, bytes);
        pieces[piece] = THERE;
        unmapped++;
        if (unmapped >= PIECES_A_MAP) {
            keep();
        }
    }

    /** Pieces that were kept turned out to be wrong. */
    public void drop(BitSet wrong) throws IOException {
        wrong.stream().forEach(piece -> pieces[piece] = 0);
        keep();
    }

    /** Writes down what is there. */
    public void keep() throws IOException {
        file.force();
        file.write(mapAt(size), ByteBuffer.wrap(pieces));
        file.force();
        unmapped = 0;
    }

    /** The pieces that are not there, by number. */
    public BitSet lost() {
        BitSet lost = new BitSet();
        for (int i = 0; i < pieces.length; i++) {
            lost.set(i, pieces[i] != THERE);
        }
        return lost;
    }

    private static boolean reads(Storage copy, long at, ByteBuffer part) throws IOException {
        try {
            copy.read(at, part);
            return true;
        } catch (MediumFaultException e) {
            return false;
        }
    }

    /** How many pieces are not there yet. */
    public int missing() {
        int missing = 0;
        for (byte piece : pieces) {
            missing += piece == THERE ? 0 : 1;
        }
        return missing;
    }

    /**
     * How far it has come, for people.
     *
     * @param hope what may bring it further
     */
    public String text(String hope) {
        return "%d of its %d pieces of 64 KiB could be read and are kept in %s; %s".formatted(
                pieces.length - missing(), pieces.length, path, hope);
    }

    /** The arena, as far as it is there. */
    public Storage contents() throws IOException {
        return file.slice(0, size);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
