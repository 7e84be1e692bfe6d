package org.arenavault.report.json;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.arenavault.changer.ChangerInventory;
import org.arenavault.changer.RobotCell;
import org.arenavault.drivers.DriveDescription;
import org.arenavault.drivers.RobotDescription;
import org.arenavault.scsi.ElementStatus.Element;

/** Changers and robots. */
public final class ChangerReports {

    private ChangerReports() {
    }

    /** {@code changer status}; drives are counted from 0, slots from 1. */
    @JsonTypeName("arenavault.changer.status.2")
    public record Status(String device, String model, List<Drive> drives, List<Slot> slots,
                         List<String> contradictions) implements Report {

        /** What lies where. */
        public static Status of(String device, String model, ChangerInventory inventory) {
            List<Drive> drives = new ArrayList<>();
            for (Element drive : inventory.drives()) {
                drives.add(new Drive(drives.size(), drive.address(), drive.full(),
                        Optional.of(drive.origin().valid() ? inventory.slotAt(drive.origin().slot()) : 0)
                                .filter(slot -> slot > 0),
                        drive.volumeTag(), drive.device().text(), drive.installed(), exception(drive)));
            }
            List<Slot> slots = new ArrayList<>();
            for (Element slot : inventory.slots()) {
                int number = slots.size() + 1;
                slots.add(new Slot(number, slot.address(), slot.full(), inventory.isMailSlot(number),
                        slot.volumeTag(), slot.installed(), exception(slot)));
            }
            return new Status(device, model, drives, slots, inventory.contradictions());
        }

        private static String exception(Element place) {
            return place.exception() ? "%02X/%02X".formatted(place.trouble().asc(), place.trouble().ascq()) : "";
        }
    }

    record Drive(int drive, int address, boolean full, Optional<Integer> fromSlot, String volumeTag, String device,
                 boolean installed, String exception) {
    }

    record Slot(int slot, int address, boolean full, boolean mailSlot, String volumeTag, boolean installed,
                String exception) {
    }

    /** {@code changer status} of a robot. */
    @JsonTypeName("arenavault.changer.robot.2")
    public record Robot(String device, String robot, String title, DriveDescription.Confidence confidence,
                        String trouble, String status, List<RobotDrive> drives) implements Report {

        /** How it is; one that was stopped is not asked. */
        public static Robot of(String device, RobotCell robot) throws IOException {
            RobotDescription description = robot.description();
            List<RobotDrive> drives = new ArrayList<>();
            for (int drive = 0; drive < description.geometry().drives(); drive++) {
                drives.add(new RobotDrive(drive, drive < robot.drives() ? robot.device(drive) : "",
                        robot.hasLaden(drive)));
            }
            return new Robot(device, description.name(), description.about().title(), description.about().confidence(),
                    robot.trouble(), robot.trouble().isEmpty() ? robot.status() : "", drives);
        }
    }

    record RobotDrive(int drive, String device, boolean loaded) {
    }

    /** {@code changer check}. */
    @JsonTypeName("arenavault.changer.check.1")
    public record Check(List<Description> descriptions) implements Report {
    }

    /** A description of a robot, and what is wrong with it. */
    public record Description(String name, List<String> problems) {
    }
}
