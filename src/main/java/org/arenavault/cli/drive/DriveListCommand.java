package org.arenavault.cli.drive;

import static org.arenavault.report.Table.Align.LEFT;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.arenavault.changer.DriveUse;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.Turns;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.drivers.DeviceName;
import org.arenavault.io.ShellWord;
import org.arenavault.io.VaultException;
import org.arenavault.optical.DiscState;
import org.arenavault.optical.OpticalDrive;
import org.arenavault.report.Table;
import org.arenavault.report.json.DriveReports;
import org.arenavault.scsi.sgio.DeviceNode;
import org.arenavault.sets.SetName;
import picocli.CommandLine.Command;

/** {@code drive list}. */
@Command(name = "list", header = "List the drives and changers of this machine, and the recorders of the sets.",
        mixinStandardHelpOptions = true,
        description = "Says what lies in each drive, or who keeps it busy.",
        footer = {"", "Example:", "  arenavault drive list"})
@Without({Without.Part.QUESTIONS, Without.Part.PROGRESS})
final class DriveListCommand extends VaultCommand {

    DriveListCommand(CommandContext context) {
        super(context);
    }

    /** A line of the list: what a report tells, and what lies in it, or why that is not known, in words. */
    private record Line(DriveReports.Entry entry, String state) {
    }

    @Override
    protected int run() throws IOException {
        List<Line> lines = new ArrayList<>();
        Set<DeviceName.Key> listed = new HashSet<>();
        for (DeviceNode node : context().devices().nodes()) {
            listed.add(DeviceName.parse(node.path().toString()).key());
            lines.add(node.kind() == DeviceNode.Kind.DRIVE
                    ? look(DeviceName.parse(node.path().toString()), node.links(), node.name(), node.revision())
                    : new Line(new DriveReports.Entry(node.path().toString(), node.kind(), node.name(),
                            node.revision(), Optional.empty(), "", node.links()),
                            "a changer: see 'arenavault changer status %s'".formatted(ShellWord.of(node.path()))));
        }
        Turns turns = Turns.eachNamed();
        for (Map.Entry<DeviceName.Key, DeviceName> named : ofSets(turns).entrySet()) {
            DeviceName device = named.getValue();
            if (listed.add(named.getKey())) {
                lines.add(look(device, List.of(), context().devices().nameOf(device), ""));
            }
        }
        if (globals().json()) {
            context().print(new DriveReports.Listing(lines.stream().map(Line::entry).toList()));
        } else if (lines.isEmpty()) {
            out().printf("No drives here, and no set names one.%n");
        } else {
            Table table = Table.of(LEFT, LEFT);
            lines.forEach(line -> table.row(line.entry().device(),
                    (line.entry().name() + " " + line.entry().revision()).strip()).row("", line.state()));
            table.print(out());
        }
        return ExitCode.of(turns.outcome());
    }

    /** The recorders that sets name and that are drives. */
    private Map<DeviceName.Key, DeviceName> ofSets(Turns turns) throws IOException {
        Map<DeviceName.Key, DeviceName> devices = new LinkedHashMap<>();
        for (SetName set : vault().names()) {
            turns.takeOwn(() -> {
                String text = vault().open(set).recorder();
                if (!text.isEmpty() && DeviceName.parse(text).isDrive()) {
                    DeviceName device = DeviceName.parse(text);
                    devices.putIfAbsent(device.key(), device);
                }
                return true;
            }, reason -> world().terminal().print("set %s is passed over: %s".formatted(set, reason)));
        }
        return devices;
    }

    private Line look(DeviceName device, List<Path> links, String name, String revision) throws IOException {
        try (OpticalDrive drive = context().devices().drive(device, DriveUse.DEFAULT, world())) {
            Optional<DiscState> disc = DriveText.disc(drive);
            return line(device, links, drive.name(), drive.identity().revision(), disc.map(DriveReports.InDrive::of),
                    "", DriveText.text(disc));
        } catch (VaultException e) {
            String reason = ExitCode.text(e);
            return line(device, links, name, revision, Optional.empty(), reason, reason);
        }
    }

    private static Line line(DeviceName device, List<Path> links, String name, String revision,
            Optional<DriveReports.InDrive> disc, String problem, String words) {
        return new Line(new DriveReports.Entry(device.text(), DeviceNode.Kind.DRIVE, name, revision, disc, problem,
                links), words);
    }
}
