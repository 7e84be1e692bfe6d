package org.arenavault.venti.format;

import java.io.IOException;
import java.util.OptionalLong;
import org.arenavault.io.Storage;
import org.arenavault.io.World;
import org.arenavault.io.ZeroScan;

/** Whether a partition is free to be formatted: it holds nothing but, perhaps, a stored configuration. */
public final class BlankPartition {

    private BlankPartition() {
    }

    /**
     * The offset of the first byte found that is not zero and belongs to no stored configuration (venti-format 8.1),
     * which formatting leaves where it is; empty if there is none. {@link ZeroScan} says how much of it is read.
     */
    public static OptionalLong firstByte(Storage storage, World world) throws IOException {
        if (!VentiConf.isStoredIn(storage)) {
            return ZeroScan.firstByte(storage, world);
        }
        OptionalLong before = ZeroScan.firstByte(storage.slice(0, VentiConf.EMBEDDED_AT), world);
        if (before.isPresent()) {
            return before;
        }
        long rest = VentiConf.EMBEDDED_AT + VentiConf.EMBEDDED_SIZE;
        OptionalLong behind = ZeroScan.firstByte(storage.slice(rest, storage.size()), world);
        return behind.isPresent() ? OptionalLong.of(rest + behind.getAsLong()) : behind;
    }
}
