package org.arenavault.media;

import java.io.IOException;
import java.util.Optional;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Storage;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaPartition;

/**
 * Whether a disk holds anything that would be lost. Its first and last megabytes are read whole, the rest in a
 * thousand places: what a file system or a partition leaves behind does not escape that. A boot sector or
 * partition table at the very start is no obstacle; it stays where it is.
 */
final class BlankCheck {

    private static final int CHUNK = 64 * 1024;
    private static final long EDGE = 8L << 20;
    private static final long SAMPLES = 1000;
    private static final int BOOT_SIGNATURE_AT = 510;

    private BlankCheck() {
    }

    /** What is in the way; empty if the disk can be begun. */
    static Optional<String> obstacle(Storage storage) throws IOException {
        return obstacle(storage, Long.MAX_VALUE);
    }

    /** The same, whatever stands where the disc's label does. */
    static Optional<String> obstacleBesidesLabel(Storage storage) throws IOException {
        return obstacle(storage, ArenaPartitionMedium.LABEL_AT);
    }

    private static Optional<String> obstacle(Storage storage, long ignored) throws IOException {
        long size = storage.size();
        if (size < PartitionLayout.arenaBase(ArenaFormat.DEFAULT_BLOCK_SIZE) + ArenaFormat.MIN_ARENA_SIZE) {
            return Optional.of("too small: %d bytes".formatted(size));
        }
        if (isArenaPartition(storage)) {
            return Optional.of("an arena partition without Arenavault's label: perhaps a venti's own");
        }
        boolean bootable = isBootSector(storage.read(0, 512));
        long at = bootable ? ArenaPartitionMedium.LABEL_AT : 0;
        long step = Math.max(CHUNK, ArenaFormat.roundDown(size / SAMPLES, CHUNK));
        while (at < size) {
            byte[] chunk = storage.read(at, (int) Math.min(CHUNK, size - at));
            for (int i = 0; i < chunk.length && at != ignored; i++) {
                if (chunk[i] != 0) {
                    return Optional.of("holds data at byte %d that are not Arenavault's; wipe it first if they may go"
                            .formatted(at + i));
                }
            }
            boolean edge = at < EDGE || at + chunk.length >= size - EDGE;
            at += edge ? chunk.length : Math.min(step, Math.max(CHUNK, size - EDGE - at));
        }
        return Optional.empty();
    }

    private static boolean isBootSector(byte[] sector) {
        return sector[BOOT_SIGNATURE_AT] == 0x55 && sector[BOOT_SIGNATURE_AT + 1] == (byte) 0xAA;
    }

    private static boolean isArenaPartition(Storage storage) throws IOException {
        try {
            ArenaPartition.readHeader(storage);
            return true;
        } catch (CorruptException e) {
            return false;
        }
    }
}
