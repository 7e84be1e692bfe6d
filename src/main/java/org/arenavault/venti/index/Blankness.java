package org.arenavault.venti.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.arenavault.io.Progress;
import org.arenavault.io.Storage;
import org.arenavault.io.World;
import org.arenavault.venti.format.VentiConf;

/** Whether a file or device is free to be formatted: every byte of it must be zero. All but holes is read. */
final class Blankness {

    private static final int CHUNK = 1 << 20;
    private static final byte[] ZEROS = new byte[CHUNK];
    private static final byte[] CONFIGURATION = "venti config\n".getBytes(StandardCharsets.ISO_8859_1);

    private Blankness() {
    }

    /** True if all bytes are zero. */
    static boolean isBlank(Storage storage, World world) throws IOException {
        return isZero(storage, 0, storage.size(), world);
    }

    /** True if all bytes are zero, but for the configuration that a section's first 256 KiB may hold. */
    static boolean isBlankSection(Storage storage, World world) throws IOException {
        byte[] area = storage.read(VentiConf.EMBEDDED_AT, VentiConf.EMBEDDED_SIZE);
        if (!Arrays.equals(area, 0, CONFIGURATION.length, CONFIGURATION, 0, CONFIGURATION.length)) {
            return isBlank(storage, world);
        }
        return isZero(storage, 0, VentiConf.EMBEDDED_AT, world)
                && isZero(storage, VentiConf.EMBEDDED_AT + VentiConf.EMBEDDED_SIZE, storage.size(), world);
    }

    private static boolean isZero(Storage storage, long from, long to, World world) throws IOException {
        byte[] chunk = new byte[CHUNK];
        String what = "checking that %s is blank".formatted(storage.name());
        try (Progress.Stage stage = world.progress().begin(what, to - from)) {
            long at = storage.nextData(from);
            while (at < to) {
                world.stop().check();
                int length = (int) Math.min(CHUNK, to - at);
                storage.read(at, ByteBuffer.wrap(chunk, 0, length));
                if (!Arrays.equals(chunk, 0, length, ZEROS, 0, length)) {
                    return false;
                }
                stage.add(length);
                at = storage.nextData(at + length);
            }
        }
        return true;
    }
}
