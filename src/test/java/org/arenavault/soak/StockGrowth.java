package org.arenavault.soak;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.arenavault.venti.StockTools;

/** A real venti with a large partition of small arenas; a real {@code vac} stores one thing after the other there. */
final class StockGrowth implements FarPartition.Growth {

    private static final int LOAD = 1_500_000;
    private static final int MOST_LOADS = 100;
    /** Milliseconds that writing the index, and sealing what is full, may take. */
    private static final int FLUSHING = 600_000;

    private final Path folder;
    private final int webPort;
    private final StockTools.Server server;
    private final Random random = new Random(7);
    private final Thread thread;
    private volatile boolean resting;
    private volatile IOException failed;

    /**
     * Makes it.
     *
     * @param size bytes of the partition, of which most are holes
     * @param arena bytes of an arena
     * @param megabytes that are stored before anybody looks
     */
    StockGrowth(Path folder, long size, int arena, int megabytes) throws IOException {
        this.folder = folder;
        this.webPort = LiveVenti.freePort();
        create("arenas0", size);
        create("isect0", 64L << 20);
        Files.writeString(conf(), "index main\nisect isect0\narenas arenas0\nmem 8m\nbcmem 8m\nicmem 8m\n"
                + "httpaddr tcp!127.0.0.1!%d\n".formatted(webPort));
        run("venti/fmtarenas", "-a", Integer.toString(arena), "arena", "arenas0");
        run("venti/fmtisect", "isect0.", "isect0");
        run("venti/fmtindex", "venti.conf");
        server = new StockTools.Server(folder);
        for (int stored = 0; stored < megabytes << 20; stored += 8 * LOAD) {
            store(8 * LOAD);
        }
        LiveVenti.flush(webPort, "flushicache", FLUSHING);
        thread = new Thread(this::grow, "growth");
        thread.setDaemon(true);
        thread.start();
    }

    private void create(String name, long size) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
            file.setLength(size);
        }
    }

    private void run(String... words) throws IOException {
        StockTools.run(folder, words);
    }

    private void store(int bytes) throws IOException {
        byte[] some = new byte[bytes];
        random.nextBytes(some);
        Files.write(folder.resolve("load.bin"), some);
        run("vac", "-h", server.address(), "-f", "load.vac", "load.bin");
    }

    private void grow() {
        try {
            // all of it is kept in memory, too, by the target of mirrors
            for (int i = 0; i < MOST_LOADS && !resting; i++) {
                store(LOAD);
                run("venti/sync", "-h", server.address());
                Thread.sleep(2000);
            }
        } catch (IOException e) {
            failed = e;
        } catch (InterruptedException e) {
            failed = new IOException(e);
        }
    }

    @Override
    public Path conf() {
        return folder.resolve("venti.conf");
    }

    @Override
    public void rest() throws IOException {
        resting = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        server.close();
        if (failed != null) {
            throw failed;
        }
    }

    @Override
    public void close() {
        server.kill();
    }
}
