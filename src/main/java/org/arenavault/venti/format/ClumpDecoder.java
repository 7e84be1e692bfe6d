package org.arenavault.venti.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Digests;

/** Turns clumps back into the blocks that were stored. One instance serves one thread, and reuses its buffers. */
public final class ClumpDecoder {

    private final WhackDecoder whack = new WhackDecoder();
    private final MessageDigest sha1 = Digests.sha1();
    private final byte[] unpacked = new byte[ArenaFormat.MAX_UNCSIZE];

    /**
     * Decodes the payload of one clump and checks it against its score.
     *
     * @param header legal (see {@link ClumpHeader#isLegal})
     * @param payload array with the {@code header.size()} stored bytes at {@code at}
     * @return the block; a view of a buffer that the next call overwrites, or of {@code payload}
     * @throws CorruptException if it does not decode or is not what its score says
     */
    public ByteBuffer decode(ClumpHeader header, byte[] payload, int at) throws CorruptException {
        byte[] block = payload;
        int from = at;
        if (header.encoding() == ClumpHeader.WHACK) {
            unpack(header, payload, at);
            block = unpacked;
            from = 0;
        }
        sha1.update(block, from, header.uncsize());
        if (!header.score().matches(sha1.digest(), 0)) {
            throw new CorruptException(header.info().block() + " does not hash to its score");
        }
        return ByteBuffer.wrap(block, from, header.uncsize());
    }

    private void unpack(ClumpHeader header, byte[] payload, int at) throws CorruptException {
        try {
            whack.decode(payload, at, header.size(), unpacked, 0, header.uncsize());
        } catch (CorruptException e) {
            throw new CorruptException("%s: %s".formatted(header.info().block(), e.getMessage()), e);
        }
    }

    /**
     * Reads, decodes and checks the clump at {@code offset} from the arena's data start.
     *
     * @return the block, in an array of its own
     * @throws CorruptException if no sound clump of this type and score lies there
     */
    public byte[] read(Arena arena, long clumpMagic, long offset, int diskType, Score score) throws IOException {
        ClumpHeader header = header(arena, clumpMagic, offset, diskType, score);
        byte[] payload = arena.storage().read(arena.dataStart() + offset + ArenaFormat.CLUMP_HEADER, header.size());
        try {
            return copy(decode(header, payload, 0));
        } catch (CorruptException e) {
            throw new CorruptException("%s: %s".formatted(where(arena, offset), e.getMessage()), e);
        }
    }

    /**
     * Decodes and checks a clump that was read together with its neighbours.
     *
     * @param at where it begins in {@code stored}
     * @return the block, in an array of its own; empty if no sound clump of this type and score lies there
     */
    public Optional<byte[]> decode(byte[] stored, int at, long clumpMagic, int diskType, Score score) {
        int payload = at + ArenaFormat.CLUMP_HEADER;
        if (payload > stored.length) {
            return Optional.empty();
        }
        ClumpHeader header = ClumpHeader.decode(ByteBuffer.wrap(stored), at);
        if (header.magic() != clumpMagic || !header.isLegal() || header.size() > stored.length - payload
                || header.type() != diskType || !header.score().equals(score)) {
            return Optional.empty();
        }
        try {
            return Optional.of(copy(decode(header, stored, payload)));
        } catch (CorruptException e) {
            // whoever reads it alone tells what is wrong with it
            return Optional.empty();
        }
    }

    private static byte[] copy(ByteBuffer block) {
        byte[] copy = new byte[block.remaining()];
        block.get(copy);
        return copy;
    }

    private static String where(Arena arena, long offset) {
        return "%s: clump at %d".formatted(arena.where(), offset);
    }

    /**
     * Reads and checks the header of the clump at {@code offset}; what follows it is not read.
     *
     * @throws CorruptException if no header of this type and score lies there
     */
    public static ClumpHeader header(Arena arena, long clumpMagic, long offset, int diskType, Score score)
            throws IOException {
        // where it lies is put into words only when something is wrong: this is done for every block
        if (offset < 0 || offset > arena.usable() - ArenaFormat.CLUMP_HEADER) {
            throw new CorruptException("%s: outside of the arena; %s is to be there".formatted(where(arena, offset),
                    ClumpInfo.block(diskType, score)));
        }
        ClumpHeader header = ClumpHeader.decode(
                ByteBuffer.wrap(arena.storage().read(arena.dataStart() + offset, ArenaFormat.CLUMP_HEADER)), 0);
        if (header.magic() != clumpMagic || !header.isLegal() || offset + header.length() > arena.usable()) {
            throw new CorruptException("%s: no legal clump header; %s is to be there".formatted(where(arena, offset),
                    ClumpInfo.block(diskType, score)));
        }
        if (header.type() != diskType || !header.score().equals(score)) {
            throw new CorruptException("%s: holds %s of type %d, not %s of type %d".formatted(where(arena, offset),
                    header.info().block(), header.type(), ClumpInfo.block(diskType, score), diskType));
        }
        return header;
    }
}
