package org.arenavault.cli.arenas;

import static org.arenavault.report.Table.Align.LEFT;
import static org.arenavault.report.Table.Align.RIGHT;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.Turns;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.io.Bytes;
import org.arenavault.io.Count;
import org.arenavault.io.Plain;
import org.arenavault.report.Table;
import org.arenavault.report.json.ArenasReports;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaFile;
import org.arenavault.venti.format.ArenaState;
import org.arenavault.venti.format.ArenaStats;
import org.arenavault.venti.format.ArenaStatus;
import org.arenavault.venti.format.ArenaStatusReader;
import org.arenavault.venti.format.PartitionHeader;
import org.arenavault.venti.format.Score;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code arenas list}: what {@code printarenapart} shows, and more. */
@Command(name = "list", header = "List the arenas of a partition with their state.", mixinStandardHelpOptions = true,
        description = {"Shows every arena in a line: its size, its state and how much is written, and what all come "
            + "to. With --long also its place, its counts and its seal, and where the index lags behind, how much of "
            + "it is indexed. Heads and tails are read, nothing else."},
        footer = {"", "Examples:", "  arenavault arenas list /dev/arenas",
            "  arenavault arenas list /dev/arenas --long",
            "  arenavault arenas list disk.img:1m-2g --json", "  arenavault arenas list /etc/venti.conf",
            "  arenavault arenas list 9p:plan9.example.org//dev/sdC0/arenas"})
@Without({Without.Part.VAULT, Without.Part.QUESTIONS, Without.Part.PROGRESS, Without.Part.DRIVES})
final class ArenasListCommand extends VaultCommand {

    @Parameters(arity = "1..*", paramLabel = "FILE", description = ArenaFiles.DESCRIPTION)
    private List<String> files;

    @Option(names = {"-l", "--long"}, description = "Show all that is known of each.")
    private boolean details;

    /** Arenas are shown while they are read: a store can have very many. */
    private final Table table = Table.of(LEFT, RIGHT, RIGHT, LEFT).atLeast(12, 12, 12);
    private final Table lines = Table.of(LEFT, RIGHT, LEFT, RIGHT, RIGHT).atLeast(12, 10, 8, 10, 13);
    private final Map<ArenaState, Integer> states = new EnumMap<>(ArenaState.class);
    private long size;
    private long used;
    private long clumps;

    ArenasListCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        List<ArenasReports.Partition> partitions = new ArrayList<>();
        List<ArenaFiles.Named> all = ArenaFiles.of(files, world().disks());
        Turns turns = Turns.of(all.size());
        for (ArenaFiles.Named source : all) {
            turns.take(() -> list(source, partitions), reason -> {
                partitions.add(ArenasReports.Partition.failed(source.text(), reason));
                world().terminal().print("arenavault: " + reason);
            });
        }
        if (globals().json()) {
            context().print(new ArenasReports.Listing(partitions));
        } else {
            total();
        }
        return ExitCode.of(turns.outcome());
    }

    /** Lists the arenas of a partition; true if none of them is damaged. */
    private boolean list(ArenaFiles.Named source, List<ArenasReports.Partition> partitions) throws IOException {
        boolean sound = true;
        try (ArenaFile file = source.open(world().disks())) {
            List<ArenasReports.Arena> arenas = new ArrayList<>();
            partitions.add(ArenasReports.Partition.of(source.text(), file, arenas));
            begin(file, source.text());
            ArenaStatusReader reader = new ArenaStatusReader();
            for (Arena arena : file.arenas()) {
                ArenaStatus status = reader.read(arena);
                sound &= status.state() != ArenaState.DAMAGED;
                if (globals().json()) {
                    arenas.add(ArenasReports.Arena.of(status));
                } else {
                    print(status);
                }
            }
        }
        return sound;
    }

    /** The line above the arenas of a partition; an arena by itself needs none. */
    private void begin(ArenaFile file, String name) {
        if (file.partition().isPresent() && !globals().json()) {
            PartitionHeader header = file.partition().get().header();
            out().printf("%s: block size %d, first arena at %d, %s%n", name, header.blockSize(), header.arenaBase(),
                    Count.of(file.arenas().size(), "arena"));
        }
    }

    private void print(ArenaStatus status) {
        states.merge(status.state(), 1, Integer::sum);
        size += status.arena().size();
        used += status.memory().used();
        clumps += status.memory().clumps();
        if (details) {
            printAll(status);
            return;
        }
        boolean written = status.memory().clumps() > 0;
        out().println(lines.line(Plain.field(status.arena().name()), Bytes.text(status.arena().size()), status.state(),
                written ? Bytes.text(status.memory().used()) : "",
                written ? Count.grouped(status.memory().clumps(), "block", "blocks") : "").stripTrailing());
        status.problems().forEach(problem -> out().printf("    %s%n", problem));
    }

    private void total() {
        int count = states.values().stream().mapToInt(Integer::intValue).sum();
        if (count > 1) {
            out().printf("%s of %s: %s; %s written in %s%n", Count.of(count, "arena"), Bytes.text(size),
                    states.entrySet().stream().map(state -> "%d %s".formatted(state.getValue(), state.getKey()))
                            .collect(Collectors.joining(", ")), Bytes.text(used),
                    Count.grouped(clumps, "block", "blocks"));
        }
    }

    private void printAll(ArenaStatus status) {
        Arena arena = status.arena();
        out().println(table.line(Plain.field(arena.name()), "at %d,".formatted(arena.start()),
                "%d bytes,".formatted(arena.size()), status.state()));
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
}
