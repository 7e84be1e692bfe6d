package org.arenavault.venti.increment;

import org.arenavault.io.CorruptException;
import org.arenavault.io.Plain;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaHead;
import org.arenavault.venti.format.ArenaNames;

/**
 * An active arena as it was formatted. An arena of another form is another arena, whatever it is called.
 *
 * @param name its name
 * @param size bytes from head to tail
 * @param blockSize B
 * @param version 4 or 5
 * @param clumpMagic what every clump begins with, u32
 */
public record ArenaForm(String name, long size, int blockSize, int version, long clumpMagic) {

    /** The form of {@code active}, as its tail says. */
    static ArenaForm of(ActiveArena active) {
        Arena arena = active.arena();
        return new ArenaForm(arena.name(), arena.size(), arena.blockSize(), active.tail().version(),
                active.tail().clumpMagic());
    }

    /** N: bytes for clumps and their directory. */
    public long usable() {
        return size - 2L * blockSize;
    }

    void check(String where) throws CorruptException {
        if (!ArenaNames.isValid(name)) {
            throw new CorruptException("%s: increment of an arena whose name '%s' cannot be"
                    .formatted(where, Plain.field(name)));
        }
        if (version < 4 || version > 5 || !ArenaFormat.isBlockSize(blockSize) || size < 3L * blockSize
                || size % blockSize != 0) {
            throw new CorruptException("%s: increment of an arena of version %d, %d bytes in blocks of %d"
                    .formatted(where, version, size, blockSize));
        }
        if (clumpMagic <= 0 || clumpMagic > 0xFFFF_FFFFL
                || (version == 4) != (clumpMagic == ArenaHead.V4_CLUMP_MAGIC)) {
            throw new CorruptException("%s: increment of an arena of version %d with the clump magic %08x"
                    .formatted(where, version, clumpMagic));
        }
    }
}
