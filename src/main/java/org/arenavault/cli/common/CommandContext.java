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
import picocli.CommandLine.Model.CommandSpec;

/**
 * What a command works with: the world it acts in, and where it prints. The main program makes one of the real
 * world; tests make their own.
 *
 * @param world the world, with nobody's agreement to anything
 * @param out where results go
 * @param devices how devices are opened
 */
public record CommandContext(World world, PrintStream out, Devices devices) {

    /** A session; what goes out is made plain. */
    public CommandContext {
        out = PlainStream.on(out);
    }

    /** The same with everything that goes to a device led through a log. */
    CommandContext through(UnaryOperator<Transport> tap, UnaryOperator<ByteLine> lines) {
        return new CommandContext(world, out, devices.through(tap).throughLines(lines));
    }

    /** The world as the options of this run want it. */
    World world(GlobalOptions globals) {
        Notice notice = new Notice(globals.notifying(), world.terminal());
        Terminal called = notice.isWanted() ? new CallingTerminal(world.terminal(), notice) : world.terminal();
        Terminal terminal = globals.yes() ? new AssumeYes(called) : called;
        Progress progress = globals.progress().of(world);
        return new World(world.clock(), world.disks(), terminal, progress, world.stop(), world.uuids(),
                world.program());
    }

    Vault vault(GlobalOptions globals) {
        return new Vault(globals.vault(), world.disks(), world.clock());
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
