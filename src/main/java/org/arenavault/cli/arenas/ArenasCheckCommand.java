package org.arenavault.cli.arenas;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.Job;
import org.arenavault.cli.common.Turns;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.io.Bytes;
import org.arenavault.io.Count;
import org.arenavault.io.Plain;
import org.arenavault.io.Progress;
import org.arenavault.io.ProgressLine;
import org.arenavault.io.ProgressShare;
import org.arenavault.io.Rate;
import org.arenavault.io.UnusableBytesException;
import org.arenavault.io.World;
import org.arenavault.report.json.ArenasReports;
import org.arenavault.venti.check.ArenaCheck;
import org.arenavault.venti.check.ArenaReport;
import org.arenavault.venti.check.CheckTally;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaFile;
import org.arenavault.venti.format.ArenaState;
import org.arenavault.venti.format.Partition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code arenas check}: what {@code verifyarena} does, and with {@code --deep} {@code checkarenas -a} as well. */
@Command(name = "check", header = "Check the seals of arenas; with --deep every block as well.",
        mixinStandardHelpOptions = true, sortOptions = false,
        description = {"All bytes of every sealed arena are read and compared with its seal. --deep also decodes and "
            + "hashes every block, those of arenas that are not sealed as well, and compares it with its entry in the "
            + "directory. Nothing is written; all processors are used."},
        footer = {"", "Examples:", "  arenavault arenas check /dev/arenas",
            "  arenavault arenas check --deep /etc/venti.conf",
            "  arenavault arenas check 9p:glenda@plan9.example.org//dev/sdC0/arenas",
            "  arenavault arenas check --deep arena07.image --json"})
@Without({Without.Part.VAULT, Without.Part.QUESTIONS, Without.Part.DRIVES})
final class ArenasCheckCommand extends VaultCommand implements Job {

    /** Of a long list of problems so many are shown; JSON has more. */
    private static final int SHOWN = 20;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = ArenaFiles.DESCRIPTION)
    private List<String> files;

    @Option(names = "--deep", description = "Decode and hash every block, and compare every directory entry.")
    private boolean deep;

    private CheckTally tally = new CheckTally(false);

    ArenasCheckCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        World world = world();
        tally = new CheckTally(deep);
        long begun = world.clock().nanos();
        List<ArenasReports.Checked> checked = new ArrayList<>();
        List<ArenaFiles.Named> all = ArenaFiles.of(files, world.disks());
        Turns turns = Turns.of(all.size());
        for (ArenaFiles.Named partition : all) {
            ArenasReports.Checked into =
                    new ArenasReports.Checked(partition.text(), new ArrayList<>(), new ArrayList<>());
            checked.add(into);
            turns.take(() -> check(partition, into, world), reason -> failed(into, reason));
        }
        long nanos = world.clock().nanos() - begun;
        if (globals().json()) {
            context().print(ArenasReports.Check.of(deep, checked, tally, Duration.ofNanos(nanos)));
        }
        print("%s checked, %d of them sealed, %s%s: %s in %s (%s)".formatted(Count.of(tally.arenas(), "arena"),
                tally.sealed(), tally.damaged() == 0 ? "no damage" : tally.damaged() + " damaged",
                tally.failed() == 0 ? "" : ", %s not checked".formatted(Count.of(tally.failed(), "file")),
                Bytes.text(tally.bytes()), ProgressLine.duration(nanos),
                Rate.text(Rate.of(tally.bytes(), nanos))));
        return ExitCode.of(turns.outcome());
    }

    private void failed(ArenasReports.Checked into, String reason) {
        tally.fail();
        into.problems().add(reason);
        print("FAILED: " + reason);
    }

    /** Checks a partition; true if no damage was found in it. */
    private boolean check(ArenaFiles.Named named, ArenasReports.Checked into, World world) throws IOException {
        int before = tally.damaged() + tally.failed();
        try (ArenaFile file = named.open(world.disks())) {
            check(file, named.partition(), into, world);
        } catch (UnusableBytesException e) {
            failed(into, e.getMessage());
        }
        return tally.damaged() + tally.failed() == before;
    }

    private void check(ArenaFile file, Partition partition, ArenasReports.Checked into, World world)
            throws IOException {
        long total = file.arenas().stream().mapToLong(Arena::size).sum();
        try (Progress.Stage stage = world.progress().begin("checking " + partition, total);
                ArenaCheck check = new ArenaCheck(Runtime.getRuntime().availableProcessors(),
                        new ProgressShare(stage), world.stop())) {
            ArenaCheck.Reports reports = report -> {
                tally.add(report);
                if (globals().json()) {
                    into.arenas().add(ArenasReports.CheckedArena.of(report));
                } else {
                    print(report);
                }
            };
            if (deep) {
                for (Arena arena : file.arenas()) {
                    reports.take(check.deep(arena));
                }
            } else {
                check.seals(file.arenas(), reports);
            }
        }
    }

    private void print(ArenaReport report) {
        String blocks = deep && report.status().version() != 0
                ? ", %s decoded (%s)".formatted(Count.of(report.clumps(), "block"), Bytes.text(report.bytes())) : "";
        out().printf("%s: %s, %s%s%n", Plain.field(report.status().arena().name()),
                report.status().state(), verdict(report), blocks);
        report.problems().stream().limit(SHOWN).forEach(problem -> out().printf("    %s%n", problem));
        if (report.problemCount() > SHOWN) {
            out().printf("    ... and %d more%n", report.problemCount() - SHOWN);
        }
        report.notes().forEach(note -> out().printf("    note: %s%n", note));
    }

    private String verdict(ArenaReport report) {
        if (!report.sound()) {
            return "DAMAGED";
        }
        if (report.status().state() == ArenaState.SEALED) {
            return "its seal holds";
        }
        if (report.status().state() == ArenaState.UNSUMMED) {
            return "no seal yet, its bytes come to " + report.computed();
        }
        return deep ? "sound" : "head and tail agree";
    }

    private void print(String line) {
        if (!globals().json()) {
            out().println(line);
        }
    }
}
