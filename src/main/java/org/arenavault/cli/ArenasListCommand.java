package org.arenavault.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.arenavault.io.Count;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaFile;
import org.arenavault.venti.format.ArenaNames;
import org.arenavault.venti.format.ArenaState;
import org.arenavault.venti.format.ArenaStats;
import org.arenavault.venti.format.ArenaStatus;
import org.arenavault.venti.format.Partition;
import org.arenavault.venti.format.PartitionHeader;
import org.arenavault.venti.format.Score;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code arenas list}: what {@code printarenapart} shows, and more. */
@Command(name = "list", header = "List the arenas of a partition with their state.", mixinStandardHelpOptions = true,
        description = {"Shows for every arena its place, state and how much is written; where the index lags "
            + "behind, also how much of that is indexed. Heads and tails are read, nothing else."},
        footer = {"", "Examples:", "  arenavault arenas list /dev/arenas",
            "  arenavault arenas list disk.img:1m-2g --json", "  arenavault arenas list /etc/venti.conf"})
final class ArenasListCommand extends VaultCommand {

    @Parameters(arity = "1..*", paramLabel = "FILE", description = ArenaFiles.DESCRIPTION)
    private List<String> files;

    ArenasListCommand(Session session) {
        super(session);
    }

    @Override
    int run() throws IOException {
        ObjectNode report = Session.json("arenas.list.1");
        ArrayNode partitions = report.putArray("partitions");
        List<Partition> all = ArenaFiles.of(files, world().disks());
        Turns turns = Turns.of(all.size());
        for (Partition source : all) {
            turns.take(() -> list(source, partitions), reason -> {
                partitions.addObject().put("file", source.text()).put("problem", reason);
                world().terminal().say("arenavault: " + reason);
            });
        }
        if (globals().json()) {
            session().print(report);
        }
        return ExitCode.of(turns.outcome());
    }

    /** Lists the arenas of a partition; true if none of them is damaged. */
    private boolean list(Partition source, ArrayNode partitions) throws IOException {
        boolean sound = true;
        try (ArenaFile file = ArenaFile.open(source.openToRead(world().disks()))) {
            ArrayNode arenas = begin(file, source.text(), partitions.addObject());
            for (Arena arena : file.arenas()) {
                ArenaStatus status = ArenaStatus.of(arena);
                sound &= status.state() != ArenaState.DAMAGED;
                if (globals().json()) {
                    add(arenas.addObject(), status);
                } else {
                    print(status);
                }
            }
        }
        return sound;
    }

    /** The line above the arenas of a partition; an arena by itself needs none. */
    private ArrayNode begin(ArenaFile file, String name, ObjectNode node) {
        node.put("file", name);
        if (file.partition().isPresent()) {
            PartitionHeader header = file.partition().get().header();
            node.put("blocksize", header.blockSize()).put("arenabase", header.arenaBase());
            if (!globals().json()) {
                out().printf("%s: block size %d, first arena at %d, %s%n", name, header.blockSize(),
                        header.arenaBase(), Count.of(file.arenas().size(), "arena"));
            }
        }
        return node.putArray("arenas");
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
