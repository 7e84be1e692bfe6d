package org.arenavault.venti.net;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.arenavault.venti.format.ArenaFormat;

/**
 * The page {@code /storage} of a server (venti-format 9.2).
 *
 * @param index its name
 * @param arenas how many there are
 * @param active how many of them hold a clump
 * @param space bytes for clumps and directories in all of them
 * @param clumps in all of them
 * @param cclumps clumps that are stored compressed
 * @param uncsize bytes of the blocks
 * @param used bytes of the clumps with their headers
 */
public record StoragePage(String index, long arenas, long active, long space, long clumps, long cclumps, long uncsize,
                          long used) {

    /** The page, as a server prints it. */
    public byte[] encode() {
        return String.format(Locale.ROOT, """
                index=%s
                total arenas=%,d active=%,d
                total space=%,d used=%,d
                clumps=%,d compressed clumps=%,d data=%,d compressed data=%,d
                """, index, arenas, active, space, used + ArenaFormat.CLUMP_INFO * clumps, clumps, cclumps, uncsize,
                used - ArenaFormat.CLUMP_HEADER * clumps).getBytes(StandardCharsets.ISO_8859_1);
    }
}
