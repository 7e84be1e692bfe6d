package org.arenavault.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.arenavault.changer.DeviceDiscs;
import org.arenavault.changer.Robots;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.drivers.Descriptions;
import org.arenavault.io.ByteLine;
import org.arenavault.io.Clock;
import org.arenavault.io.Disks;
import org.arenavault.io.ProgramFiles;
import org.arenavault.io.Progress;
import org.arenavault.io.SerialLine;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.StopSignal;
import org.arenavault.io.Terminal;
import org.arenavault.io.World;
import org.arenavault.scsi.Transport;
import org.arenavault.scsi.emulator.InstantClock;
import org.arenavault.settings.SettingsFile;
import org.arenavault.settings.UserSettings;

/** Somebody's machine: a folder with a vault, and the program in this process as if it were started there. */
public final class Site {

    /**
     * What a command came to.
     *
     * @param code its exit code
     * @param out its standard output
     * @param said what it told the operator
     */
    public record Outcome(int code, String out, String said) {
    }

    private final Path folder;
    private Disks disks = Disks.REAL;
    private Supplier<Clock> clock = InstantClock::new;
    private Supplier<UUID> uuids = UUID::randomUUID;
    private ProgramFiles program = ProgramFiles.RUNNING;
    private UnaryOperator<Transport> tap = UnaryOperator.identity();
    private UnaryOperator<ByteLine> lines = UnaryOperator.identity();

    public Site(Path folder) {
        this.folder = folder;
    }

    /** A path in the site's folder. */
    public Path path(String name) {
        return folder.resolve(name);
    }

    /** The vault's files are written through {@code other} from now on. */
    public void use(Disks other) {
        disks = other;
    }

    /** Times and identities are what these say from now on: what is written is the same in every run. */
    public void use(Clock time, Supplier<UUID> identities) {
        clock = () -> time;
        uuids = identities;
    }

    /** Kits are made of what {@code other} has from now on. */
    public void use(ProgramFiles other) {
        program = other;
    }

    /** Every drive is reached through {@code other} from now on. */
    public void tap(UnaryOperator<Transport> other) {
        tap = other;
    }

    /** Every robot is reached through {@code other} from now on. */
    void tapLines(UnaryOperator<ByteLine> other) {
        lines = other;
    }

    /** Runs a command with nobody at the terminal. */
    public Outcome run(String... args) {
        SilentTerminal terminal = new SilentTerminal();
        return run(terminal, () -> String.join("\n", terminal.said()), args);
    }

    /** The same with somebody at the terminal. */
    Outcome run(Terminal terminal, String... args) {
        return run(terminal, () -> "", args);
    }

    private Outcome run(Terminal terminal, Supplier<String> said, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        World world = new World(clock.get(), disks, terminal, Progress.SILENT, StopSignal.NEVER, uuids,
                program);
        Robots robots = new Robots(SerialLine::open, folder.resolve("robots"), lines);
        CommandContext context = new CommandContext(world, print,
                new DeviceDiscs(new Descriptions(folder.resolve("media-drivers")), tap, robots),
                UserSettings.in(new SettingsFile(folder.resolve("config/config.toml"), Disks.REAL)));
        List<String> all = new ArrayList<>(List.of("--vault", path("vault").toString()));
        all.addAll(Arrays.asList(args));
        if (args[0].equals("init") && !String.join(" ", args).contains("--increments")) {
            // most tests are about arenas alone; those that are about more say so
            all.addAll(List.of("--increments", "never", "--parity", "never", "--kit", "never"));
        }
        int code = Main.run(context, all.toArray(String[]::new));
        return new Outcome(code, out.toString(StandardCharsets.UTF_8), said.get());
    }

    /** Runs a command that is to succeed; its standard output. */
    public String done(String... args) {
        Outcome outcome = run(args);
        if (outcome.code() != ExitCode.DONE) {
            throw new AssertionError("%s: exit %d%n%s%n%s".formatted(String.join(" ", args), outcome.code(),
                    outcome.said(), outcome.out()));
        }
        return outcome.out();
    }

    /** Makes an emulated recorder. */
    public String recorder(String name, String medium, int discs, long capacity) {
        done("drive", "emulate", path(name).toString(), "--medium", medium, "--discs", Integer.toString(discs),
                "--capacity", Long.toString(capacity));
        return "emu:" + path(name);
    }

    /** The ledger of a set. */
    public Path ledger(String set) {
        return path("vault").resolve("sets").resolve(set).resolve("ledger.jsonl");
    }

    /** The bytes of a disc of an emulated recorder. */
    byte[] disc(String recorder, int number) throws IOException {
        return Files.readAllBytes(path(recorder).resolve("%03d.disc".formatted(number)).resolve("data"));
    }
}
