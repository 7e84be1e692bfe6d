package org.arenavault.cli.common;

import java.io.PrintStream;
import java.io.Writer;
import java.util.function.UnaryOperator;
import org.arenavault.changer.Devices;
import org.arenavault.io.AssumeYes;
import org.arenavault.io.ByteLine;
import org.arenavault.io.Plain;
import org.arenavault.io.PlainStream;
import org.arenavault.io.Progress;
import org.arenavault.io.Terminal;
import org.arenavault.io.World;
import org.arenavault.report.json.ErrorReport;
import org.arenavault.report.json.Report;
import org.arenavault.report.json.ReportJson;
import org.arenavault.scsi.Transport;
import org.arenavault.sets.Vault;
import org.arenavault.settings.UserSettings;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What a command works with: the world it acts in, and where it prints. The main program makes one of the real
 * world; tests make their own.
 *
 * @param world the world, with nobody's agreement to anything
 * @param out where results go
 * @param devices how devices are opened
 * @param settings what the user has chosen for all commands
 */
public record CommandContext(World world, PrintStream out, Devices devices, UserSettings settings) {

    /** A session; what goes out is made plain. */
    public CommandContext {
        out = PlainStream.on(out);
    }

    /** A session of a user who has chosen nothing. */
    public CommandContext(World world, PrintStream out, Devices devices) {
        this(world, out, devices, UserSettings.none());
    }

    /** The same with everything that goes to a device led through a log. */
    CommandContext through(UnaryOperator<Transport> tap, UnaryOperator<ByteLine> lines) {
        return new CommandContext(world, out, devices.through(tap).throughLines(lines), settings);
    }

    /** The same of a command that says nothing while all is well. */
    CommandContext through(Quiet quiet) {
        World held = new World(world.clock(), world.disks(), quiet.terminal(), world.progress(), world.stop(),
                world.uuids(), world.program());
        return new CommandContext(held, quiet.out(), devices, settings);
    }

    /** The world as the options of this run want it. */
    World world(GlobalOptions globals, boolean job) {
        Notice notice = notice(globals, job);
        Terminal called = notice.isWanted(Notice.Event.OPERATOR) ? new CallingTerminal(world.terminal(), notice)
                : world.terminal();
        Terminal terminal = globals.yes() ? new AssumeYes(called) : called;
        Progress progress = globals.progress(world);
        return new World(world.clock(), world.disks(), terminal, progress, world.stop(), world.uuids(),
                world.program());
    }

    /**
     * What calls the operator.
     *
     * @param job whether the command is one that takes long: of others the settings do not tell
     */
    public Notice notice(GlobalOptions globals, boolean job) {
        return globals.notifying().map(command -> new Notice(event -> command, "--notify", world.terminal()))
                .orElseGet(() -> new Notice(event -> job ? settings.get().calls().commandOn(event) : "",
                        "notify.command", world.terminal()));
    }

    Vault vault(GlobalOptions globals) {
        return new Vault(globals.vault(), world.disks(), world.clock()).recordingOn(settings.get().device());
    }

    /** The command above all others. */
    public interface Top {

        /** The options that stand there and hold for all commands. */
        GlobalOptions globals();
    }

    /** The options that stand before or behind the command's name. */
    public static GlobalOptions globals(CommandSpec spec) {
        return ((Top) spec.root().userObject()).globals();
    }

    /** Where a JSON report is written that is too long to be held at once; it escapes what {@link #print} escapes. */
    public Writer jsonWriter() {
        return new Writer() {
            @Override
            public void write(char[] text, int offset, int length) {
                out.print(Plain.json(new String(text, offset, length)));
            }

            @Override
            public void flush() {
                out.flush();
            }

            @Override
            public void close() {
                out.flush();
            }
        };
    }

    /** Prints what went wrong, unless the command has printed its report already: a reader takes one object. */
    public void printError(ErrorReport error) {
        if (!(out instanceof PlainStream plain && plain.isUsed())) {
            print(error);
        }
    }

    public void print(Report report) {
        out.print(ReportJson.text(report) + System.lineSeparator());
    }
}
