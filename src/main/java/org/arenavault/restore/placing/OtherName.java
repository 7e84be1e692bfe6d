package org.arenavault.restore.placing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.arenavault.io.ReadOnlyStorage;
import org.arenavault.io.Storage;
import org.arenavault.media.ArenaRecord;

/**
 * The name that an arena gets in a store that has another one of its name: its own, a dot, and the first digits of its
 * digest on the discs, so that every restore comes to the same. An arena's name stands in its head and in its tail
 * (venti-format 3.2, 3.3), and thus under its seal: with the name put back its bytes come to the digest on the discs.
 */
final class OtherName {

    private static final int FIELD = 64;
    private static final int LONGEST = FIELD - 1;
    /** Where head and tail have it. */
    static final int NAME_AT = 8;
    /** Digits of the digest; more where even that name is taken by another arena. */
    static final int DIGITS = 8;

    private OtherName() {
    }

    /** The arena under its other name. */
    static ArenaRecord of(ArenaRecord arena, int digits) {
        String end = "." + arena.digest().toString().substring(0, digits);
        String begin = arena.name().substring(0, Math.min(arena.name().length(), LONGEST - end.length()));
        return new ArenaRecord(begin + end, arena.size(), arena.blockSize(), arena.source(), arena.offset(),
                arena.digest(), arena.computed(), arena.print());
    }

    /** The bytes of an arena's image as if it were called {@code name}. */
    static Storage view(Storage image, String name, int blockSize) {
        return new View(image, name, blockSize);
    }

    /**
     * Puts a name where an arena's head and tail have theirs, as far as a piece of it goes.
     *
     * @param piece of the arena, from its position to its limit; it is written to
     * @param at where in the arena the piece begins
     * @param size of the arena
     */
    static void put(String name, ByteBuffer piece, long at, long size, int blockSize) {
        put(field(name), piece, at, NAME_AT);
        put(field(name), piece, at, size - blockSize + NAME_AT);
    }

    /** A name as head and tail have it. */
    static byte[] field(String name) {
        return Arrays.copyOf(name.getBytes(ISO_8859_1), FIELD);
    }

    private static void put(byte[] field, ByteBuffer piece, long at, long where) {
        long from = Math.max(at, where);
        long to = Math.min(at + piece.remaining(), where + field.length);
        for (long i = from; i < to; i++) {
            piece.put(piece.position() + (int) (i - at), field[(int) (i - where)]);
        }
    }

    /** An image in which a name is put on the way to whoever reads it. */
    record View(Storage image, String arena, int blockSize) implements ReadOnlyStorage {

        @Override
        public String name() {
            return image.name();
        }

        @Override
        public long size() throws IOException {
            return image.size();
        }

        @Override
        public void read(long position, ByteBuffer target) throws IOException {
            ByteBuffer piece = target.slice();
            image.read(position, target);
            put(arena, piece, position, image.size(), blockSize);
        }

        @Override
        public void close() throws IOException {
            image.close();
        }
    }
}
