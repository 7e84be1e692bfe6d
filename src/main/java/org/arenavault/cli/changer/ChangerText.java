package org.arenavault.cli.changer;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import org.arenavault.changer.ChangerInventory;
import org.arenavault.changer.MediumChanger;
import org.arenavault.changer.RobotCell;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.drivers.RobotGeometry;
import org.arenavault.io.Terminal;
import org.arenavault.report.json.ChangerReports;
import org.arenavault.scsi.ElementStatus.Element;

/** What lies in a changer: in mtx's form, which operators know and scripts parse, and as JSON. */
final class ChangerText {

    private ChangerText() {
    }

    /** What lies where, as JSON or in words; the exit code. */
    static int show(MediumChanger changer, VaultCommand command) throws IOException {
        ChangerInventory inventory = changer.inventory();
        if (command.globals().json()) {
            command.context().print(ChangerReports.Status.of(changer.name(), changer.model(), inventory));
        } else {
            print(changer.name(), inventory, command.out());
        }
        return code(changer.name(), inventory, command.world().terminal());
    }

    /** How a robot is, as JSON or in words. */
    static void show(String device, RobotCell robot, VaultCommand command) throws IOException {
        if (command.globals().json()) {
            command.context().print(ChangerReports.Robot.of(device, robot));
        } else {
            print(robot, command.out());
        }
    }

    private static void print(String device, ChangerInventory inventory, PrintStream out) {
        out.printf("  Storage Changer %s:%d Drives, %d Slots ( %d Import/Export )%n", device,
                inventory.drives().size(), inventory.slots().size(), inventory.mailSlots());
        for (int i = 0; i < inventory.drives().size(); i++) {
            out.printf("Data Transfer Element %d:%s%n", i, drive(inventory, inventory.drives().get(i)));
        }
        for (int number = 1; number <= inventory.slots().size(); number++) {
            Element slot = inventory.slots().get(number - 1);
            out.printf("      Storage Element %d%s:%s%n", number,
                    inventory.isMailSlot(number) ? " IMPORT/EXPORT" : "",
                    !slot.full() ? none(slot) : "Full " + (slot.volumeTag().isEmpty() ? ""
                            : ":VolumeTag=" + slot.volumeTag()));
        }
    }

    private static int code(String device, ChangerInventory inventory, Terminal terminal) {
        inventory.contradictions().forEach(text -> terminal.print("%s: %s; what is missing here may be there"
                .formatted(device, text)));
        return ExitCode.of(inventory.contradictions().isEmpty());
    }

    /** A place without a disc; mtx knows no place that is not there. */
    private static String none(Element place) {
        return !place.installed() ? "Not installed" : !place.exception() ? "Empty"
                : "Empty (exception %02X/%02X)".formatted(place.trouble().asc(), place.trouble().ascq());
    }

    private static String drive(ChangerInventory inventory, Element drive) {
        if (!drive.full()) {
            return none(drive);
        }
        String source = drive.origin().valid() && inventory.slotAt(drive.origin().slot()) > 0
                ? "Storage Element %d Loaded".formatted(inventory.slotAt(drive.origin().slot()))
                : "Unknown Storage Element Loaded";
        return "Full (%s)%s".formatted(source,
                drive.volumeTag().isEmpty() ? "" : ":VolumeTag = " + drive.volumeTag());
    }

    /** A robot that was stopped is not asked. */
    static void print(RobotCell robot, PrintStream out) throws IOException {
        RobotGeometry geometry = robot.description().geometry();
        String state = robot.trouble().isEmpty() ? "It is well" + said(robot) : "STOPPED: " + robot.trouble()
                + ". Look where arm and discs are, take discs out of its trays, run '" + robot.inventory() + "'.";
        out.printf("  Robot %s: %s%n", robot.name(), robot.description().about().title());
        out.printf("described with %s confidence, from: %s%n",
                robot.description().about().confidence().name().toLowerCase(Locale.ROOT),
                robot.description().about().source());
        for (int drive = 0; drive < geometry.drives(); drive++) {
            out.printf("Data Transfer Element %d%s:%s%n", drive,
                    drive < robot.drives() ? " (" + robot.device(drive) + ")" : "",
                    robot.hasLaden(drive) ? "Full (by the robot)" : "not loaded by the robot");
        }
        out.printf("%s%n", state);
    }

    private static String said(RobotCell robot) throws IOException {
        String status = robot.status();
        return status.isEmpty() ? "." : ": " + status + ".";
    }
}
