package org.arenavault.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.arenavault.changer.DriveUse;
import org.arenavault.io.VaultException;
import org.arenavault.media.DeviceName;
import org.arenavault.optical.OpticalDrive;
import org.arenavault.scsi.sgio.DeviceNode;
import org.arenavault.sets.SetName;
import picocli.CommandLine.Command;

/** {@code drive list}. */
@Command(name = "list", header = "List the drives and changers of this machine, and the recorders of the sets.",
        mixinStandardHelpOptions = true,
        description = "Says what lies in each drive, or who keeps it busy.",
        footer = {"", "Example:", "  arenavault drive list"})
final class DriveListCommand extends VaultCommand {

    DriveListCommand(Session session) {
        super(session);
    }

    /**
     * A line of the list.
     *
     * @param device how it is named
     * @param kind drive or changer
     * @param links its other names
     * @param name maker, model, serial number
     * @param revision of the firmware
     * @param state what lies in it, or why that is not known
     */
    private record Line(String device, DeviceNode.Kind kind, List<Path> links, String name, String revision,
                        String state) {
    }

    @Override
    int run() throws IOException {
        List<Line> lines = new ArrayList<>();
        for (DeviceNode node : session().devices().nodes()) {
            lines.add(node.kind() == DeviceNode.Kind.DRIVE
                    ? look(DeviceName.parse(node.path().toString()), node.links(), node.name(), node.revision())
                    : new Line(node.path().toString(), node.kind(), node.links(), node.name(), node.revision(),
                            "a changer: see 'arenavault changer status %s'".formatted(node.path())));
        }
        Turns turns = Turns.eachNamed();
        for (DeviceName device : ofSets(turns)) {
            if (lines.stream().noneMatch(line -> line.device().equals(device.text())
                    || line.links().contains(device.path()))) {
                lines.add(look(device, List.of(), session().devices().nameOf(device), ""));
            }
        }
        if (globals().json()) {
            print(lines);
        } else if (lines.isEmpty()) {
            out().printf("No drives here, and no set names one.%n");
        } else {
            lines.forEach(line -> out().printf("%-14s %s%n%14s %s%n", line.device(),
                    (line.name() + " " + line.revision()).strip(), "", line.state()));
        }
        return ExitCode.of(turns.outcome());
    }

    /** The recorders that sets name and that are drives. */
    private Set<DeviceName> ofSets(Turns turns) throws IOException {
        Set<DeviceName> devices = new LinkedHashSet<>();
        for (SetName set : vault().names()) {
            turns.takeOwn(() -> {
                String text = vault().open(set).config().recorder();
                if (!text.isEmpty() && DeviceName.parse(text).isDrive()) {
                    devices.add(DeviceName.parse(text));
                }
                return true;
            }, reason -> world().terminal().say("set %s is passed over: %s".formatted(set, reason)));
        }
        return devices;
    }

    private Line look(DeviceName device, List<Path> links, String name, String revision) throws IOException {
        try (OpticalDrive drive = session().devices().drive(device, DriveUse.DEFAULT, world())) {
            return new Line(device.text(), DeviceNode.Kind.DRIVE, links, drive.name(), drive.identity().revision(),
                    DriveText.inDrive(drive));
        } catch (VaultException e) {
            return new Line(device.text(), DeviceNode.Kind.DRIVE, links, name, revision,
                    ExitCode.words(e));
        }
    }

    private void print(List<Line> lines) {
        ObjectNode json = Session.json("drive.list.1");
        ArrayNode drives = json.putArray("drives");
        lines.forEach(line -> {
            ObjectNode drive = drives.addObject().put("device", line.device())
                    .put("kind", line.kind().name().toLowerCase(Locale.ROOT)).put("name", line.name())
                    .put("revision", line.revision()).put("state", line.state());
            ArrayNode links = drive.putArray("links");
            line.links().forEach(link -> links.add(link.toString()));
        });
        session().print(json);
    }
}
