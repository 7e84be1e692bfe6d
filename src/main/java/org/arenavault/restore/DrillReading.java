package org.arenavault.restore;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.arenavault.io.Dial;
import org.arenavault.io.Progress;
import org.arenavault.io.World;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaStats;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.ClumpDirectory;
import org.arenavault.venti.format.ClumpInfo;
import org.arenavault.venti.format.OpenArenas;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.format.VentiConf;
import org.arenavault.venti.index.IndexLookup;
import org.arenavault.venti.net.ClientOptions;
import org.arenavault.venti.net.ReadResult;
import org.arenavault.venti.net.ServerOptions;
import org.arenavault.venti.net.VentiClient;
import org.arenavault.venti.net.VentiServer;

/** Reads every block of a store by its score, through a server on this machine and a client, as a fossil would. */
final class DrillReading {

    private static final int AHEAD = 256;
    private static final int MOST_PROBLEMS = 10;

    private final VentiConf conf;
    private final World world;
    private final List<String> problems = new ArrayList<>();
    private final Deque<Asked> asked = new ArrayDeque<>();
    private long blocks;
    private long wrong;

    private record Asked(Arena arena, Score score, CompletableFuture<ReadResult> answer) {
    }

    DrillReading(VentiConf conf, World world) {
        this.conf = conf;
        this.world = world;
    }

    /** Reads them; returns how many came and hash to their scores. */
    long run() throws IOException {
        try (OpenArenas open = OpenArenas.openReadable(conf.arenas(), part -> part.openToRead(world.disks()));
                IndexLookup store = IndexLookup.openReadable(conf, world.disks());
                VentiServer server = VentiServer.readOnly(store, new Dial("127.0.0.1", 0), ServerOptions.DEFAULT,
                        world.clock());
                VentiClient client = VentiClient.connect(server.address(), ClientOptions.DEFAULT, world)) {
            for (OpenArenas.Placed placed : open.arenas()) {
                read(placed.arena(), client);
            }
            while (!asked.isEmpty()) {
                take();
            }
        }
        if (wrong > MOST_PROBLEMS) {
            problems.add("%d more blocks cannot be read by their score".formatted(wrong - MOST_PROBLEMS));
        }
        return blocks;
    }

    private void read(Arena arena, VentiClient client) throws IOException {
        ArenaStats stats = arena.readTail().disk();
        ClumpDirectory.Cursor cursor = new ClumpDirectory(arena).cursor(stats.clumps());
        try (Progress.Stage progress = world.progress().begin("reading blocks of " + arena.name(), stats.used())) {
            while (cursor.next()) {
                world.stop().check();
                ClumpInfo info = cursor.info();
                progress.add(cursor.nextOffset() - cursor.offset());
                if (BlockType.isLegalOnDisk(info.type())) {
                    asked.add(new Asked(arena, info.score(),
                            client.fetchLater(info.score(), BlockType.fromDisk(info.type()))));
                }
                if (asked.size() >= AHEAD) {
                    take();
                }
            }
        }
    }

    private void take() throws IOException {
        Asked next = asked.remove();
        boolean found;
        try {
            found = next.answer().join().block().isPresent();
        } catch (CompletionException | CancellationException e) {
            throw VentiClient.inThisThread(e.getCause() == null ? e : e.getCause());
        }
        if (found) {
            blocks++;
        } else if (++wrong <= MOST_PROBLEMS) {
            problems.add("a block of arena %s, %s..., cannot be read by its score".formatted(next.arena().name(),
                    next.score().hint()));
        }
    }

    /** Blocks that could not be read, a line each. */
    List<String> problems() {
        return List.copyOf(problems);
    }
}
