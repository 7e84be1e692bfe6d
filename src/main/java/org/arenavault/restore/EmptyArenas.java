package org.arenavault.restore;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Storage;
import org.arenavault.io.UnsupportedVersionException;
import org.arenavault.io.World;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaTail;
import org.arenavault.venti.format.ArenaWriter;

/**
 * Makes empty arenas for others to be added. The tail is written first: it is what decides, and a server that finds
 * another name in the table than there only does not start. Every step can be done again.
 */
final class EmptyArenas {

    private static final int NAME_AT = 8;
    private static final int NAME_FIELD = 64;
    private static final int VERSION = 5;

    private final Storage storage;
    private final World world;

    EmptyArenas(Storage storage, World world) {
        this.storage = storage;
        this.world = world;
    }

    /**
     * Makes one, unless an arena of that name is there already.
     *
     * @throws CorruptException if something else is there than was when it was about to be made
     */
    void make(NewSlot slot) throws IOException {
        Arena arena = new Arena(storage, slot.range().name(), slot.range().start(), slot.range().stop(),
                slot.blockSize());
        String there = nameAt(arena);
        if (there.equals(arena.name())) {
            nameHead(arena);
        } else if (slot.from().isEmpty()) {
            ArenaWriter.format(arena, VERSION, SpareArenas.clumpMagic(world));
        } else if (there.equals(slot.from()) && isEmpty(arena)) {
            storage.write(arena.tailStart() + NAME_AT, field(arena.name()));
            storage.force();
            nameHead(arena);
        } else {
            throw new CorruptException(("%s: arena '%s' at %d is not what it was when this restore began; remove its "
                    + "journal if it is not to be continued").formatted(storage.name(), slot.from(), arena.start()));
        }
        storage.force();
    }

    /** A head that belongs to an arena with data was written with it. */
    private void nameHead(Arena arena) throws IOException {
        if (isEmpty(arena)) {
            storage.write(arena.start() + NAME_AT, field(arena.name()));
        }
    }

    private static byte[] field(String name) {
        return Arrays.copyOf(name.getBytes(StandardCharsets.ISO_8859_1), NAME_FIELD);
    }

    private static boolean isEmpty(Arena arena) throws IOException {
        ArenaTail tail = arena.readTail();
        return tail.memory().clumps() == 0 && !tail.memory().sealed();
    }

    private static String nameAt(Arena arena) throws IOException {
        try {
            return arena.readTail().name();
        } catch (CorruptException | UnsupportedVersionException e) {
            return "";
        }
    }
}
