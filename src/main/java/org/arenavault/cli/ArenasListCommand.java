package org.arenavault.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.arenavault.io.Storage;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaNames;
import org.arenavault.venti.format.ArenaPartition;
import org.arenavault.venti.format.ArenaState;
import org.arenavault.venti.format.ArenaStats;
import org.arenavault.venti.format.ArenaStatus;
import org.arenavault.venti.format.Partition;
import org.arenavault.venti.format.Score;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code arenas list}: what {@code printarenapart} shows, and more. */
@Command(name = "list", header = "List the arenas of a partition with their state.", mixinStandardHelpOptions = true,
        description = {"Shows for every arena its place, state and how much is written; where the index lags "
            + "behind, also how much of that is indexed. Heads and tails are read, nothing else."},
        footer = {"", "Examples:", "  arenavault arenas list /dev/arenas",
            "  arenavault arenas list disk.img:1m-2g --json"})
final class ArenasListCommand extends VaultCommand {

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Arena partition: a file, a device, or file:lo-hi.")
    private List<String> files;

    ArenasListCommand(Session session) {
        super(session);
    }

    @Override
    int run() throws IOException {
        boolean damaged = false;
        ObjectNode report = Session.json("arenas.list.1");
        ArrayNode partitions = report.putArray("partitions");
        for (String file : files) {
            Storage storage = Partition.parse(file, Path.of("").toAbsolutePath()).openToRead(world().disks());
            try (ArenaPartition partition = ArenaPartition.open(storage)) {
                ArrayNode arenas = partitions.addObject().put("file", file)
                        .put("blocksize", partition.header().blockSize())
                        .put("arenabase", partition.header().arenaBase()).putArray("arenas");
                if (!globals().json()) {
                    out().printf("%s: block size %d, first arena at %d, %d arenas%n", file,
                            partition.header().blockSize(), partition.header().arenaBase(),
                            partition.arenas().size());
                }
                for (Arena arena : partition.arenas()) {
                    ArenaStatus status = ArenaStatus.of(arena);
                    damaged |= status.state() == ArenaState.DAMAGED;
                    if (globals().json()) {
                        add(arenas.addObject(), status);
                    } else {
                        print(status);
                    }
                }
            }
        }
        if (globals().json()) {
            session().print(report);
        }
        return damaged ? ExitCode.FAILED : ExitCode.DONE;
    }

    private void print(ArenaStatus status) {
        Arena arena = status.arena();
        out().printf("%-20s at %d, %d bytes, %s%n", ArenaNames.printable(arena.name()), arena.start(), arena.size(),
                status.state());
        status.problems().forEach(problem -> out().printf("    %s%n", problem));
        if (status.version() != 0) {
            out().printf("    version %d, created %s, modified %s%n", status.version(), time(status.ctime()),
                    time(status.wtime()));
            print(status.memory().equals(status.disk()) ? "stored: " : "written:", status.memory());
            if (!status.memory().equals(status.disk())) {
                print("indexed:", status.disk());
            }
        }
        if (!status.seal().equals(Score.NONE)) {
            out().printf("    seal %s%n", status.seal());
        }
    }

    private void print(String what, ArenaStats stats) {
        out().printf("    %s clumps=%d cclumps=%d used=%,d uncsize=%,d%s%n", what, stats.clumps(), stats.cclumps(),
                stats.used(), stats.uncsize(), stats.sealed() ? " sealed" : "");
    }

    private static String time(long seconds) {
        return seconds == 0 ? "never" : Instant.ofEpochSecond(seconds).toString();
    }

    private static void add(ObjectNode node, ArenaStatus status) {
        node.put("name", status.arena().name()).put("offset", status.arena().start())
                .put("size", status.arena().size()).put("state", status.state().toString())
                .put("version", status.version()).put("ctime", status.ctime()).put("wtime", status.wtime());
        add(node.putObject("disk"), status.disk());
        add(node.putObject("memory"), status.memory());
        if (!status.seal().equals(Score.NONE)) {
            node.put("seal", status.seal().toString());
        }
        ArrayNode problems = node.putArray("problems");
        status.problems().forEach(problems::add);
    }

    private static void add(ObjectNode node, ArenaStats stats) {
        node.put("clumps", stats.clumps()).put("cclumps", stats.cclumps()).put("used", stats.used())
                .put("uncsize", stats.uncsize()).put("sealed", stats.sealed());
    }
}
