package org.arenavault.venti.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.arenavault.io.Progress;
import org.arenavault.io.Storage;
import org.arenavault.io.World;
import org.arenavault.venti.format.VentiConf;

/** Whether a file or device is free to be formatted: every byte of it must be zero. All of it is read. */
final class Blankness {

    private static final int CHUNK = 1 << 20;
    private static final byte[] ZEROS = new byte[CHUNK];
    private static final byte[] CONFIGURATION = "venti config\n".getBytes(StandardCharsets.ISO_8859_1);

    private Blankness() {
    }

    /** True if all bytes are zero. */
    static boolean isBlank(Storage storage, World world, int threads) throws IOException {
        return isZero(storage, 0, storage.size(), world, threads);
    }

    /** True if all bytes are zero, but for the configuration that a section's first 256 KiB may hold. */
    static boolean isBlankSection(Storage storage, World world, int threads) throws IOException {
        byte[] area = storage.read(VentiConf.EMBEDDED_AT, VentiConf.EMBEDDED_SIZE);
        if (!Arrays.equals(area, 0, CONFIGURATION.length, CONFIGURATION, 0, CONFIGURATION.length)) {
            return isBlank(storage, world, threads);
        }
        return isZero(storage, 0, VentiConf.EMBEDDED_AT, world, threads)
                && isZero(storage, VentiConf.EMBEDDED_AT + VentiConf.EMBEDDED_SIZE, storage.size(), world, threads);
    }

    private static boolean isZero(Storage storage, long from, long to, World world, int threads) throws IOException {
        AtomicBoolean zero = new AtomicBoolean(true);
        AtomicLong next = new AtomicLong(from);
        try (Progress.Stage stage = world.progress().begin("checking that " + storage.name() + " is blank", to - from)) {
            Workers.run(threads, world.stop(), (worker, stop) -> {
                byte[] chunk = new byte[CHUNK];
                for (long at = next.getAndAdd(CHUNK); at < to && zero.get(); at = next.getAndAdd(CHUNK)) {
                    stop.check();
                    int length = (int) Math.min(CHUNK, to - at);
                    storage.read(at, ByteBuffer.wrap(chunk, 0, length));
                    if (!Arrays.equals(chunk, 0, length, ZEROS, 0, length)) {
                        zero.set(false);
                    }
                    stage.add(length);
                }
            });
        }
        return zero.get();
    }
}
