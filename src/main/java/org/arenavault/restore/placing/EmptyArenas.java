package org.arenavault.restore.placing;

import java.io.IOException;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Storage;
import org.arenavault.io.UnsupportedVersionException;
import org.arenavault.io.World;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaHead;
import org.arenavault.venti.format.ArenaWriter;

/**
 * Makes empty arenas for others to be added. The tail is written first: it is what decides, and a server that finds
 * another name in the table than there only does not start. Every step can be done again.
 */
final class EmptyArenas {

    private static final int VERSION = 5;

    private EmptyArenas() {
    }

    /** Formats one, whatever is there; nothing is forced to disk. */
    static void format(Arena arena, World world) throws IOException {
        ArenaWriter.format(arena, VERSION, clumpMagic(world));
    }

    /** Random; not zero, and not that of version 4. */
    private static long clumpMagic(World world) {
        while (true) {
            long magic = world.uuids().get().getLeastSignificantBits() & 0xFFFF_FFFFL;
            if (magic != 0 && magic != ArenaHead.V4_CLUMP_MAGIC) {
                return magic;
            }
        }
    }

    /**
     * Makes one, unless an arena of that name is there already.
     *
     * @param storage of the partition
     * @throws CorruptException if something else is there than was when it was about to be made
     */
    static void make(NewSlot slot, Storage storage, World world) throws IOException {
        Arena arena = slot.place().in(storage);
        String there = nameAt(arena);
        if (there.equals(arena.name())) {
            nameHead(arena);
        } else if (slot.from().isEmpty()) {
            format(arena, world);
        } else if (there.equals(slot.from()) && arena.readTail().isUnused()) {
            name(arena, arena.tailStart());
            storage.force();
            nameHead(arena);
        } else {
            throw new CorruptException(("%s: arena '%s' at %d is not what it was when this restore began; remove its "
                    + "journal if it is not to be continued").formatted(storage.name(), slot.from(), arena.start()));
        }
        storage.force();
    }

    /** A head that belongs to an arena with data was written with it. */
    private static void nameHead(Arena arena) throws IOException {
        if (arena.readTail().isUnused()) {
            name(arena, arena.start());
        }
    }

    private static void name(Arena arena, long block) throws IOException {
        arena.storage().write(block + OtherName.NAME_AT, OtherName.field(arena.name()));
    }

    private static String nameAt(Arena arena) throws IOException {
        try {
            return arena.readTail().name();
        } catch (CorruptException | UnsupportedVersionException e) {
            return "";
        }
    }
}
