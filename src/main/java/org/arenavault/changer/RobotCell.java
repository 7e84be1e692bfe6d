package org.arenavault.changer;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.arenavault.drivers.RobotDescription;
import org.arenavault.drivers.RobotOperation.Name;
import org.arenavault.io.Closing;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.OperatorNeededException.Need;
import org.arenavault.io.UsageException;

/** A robot with the drives that it serves, to be moved by hand. */
public final class RobotCell implements Closeable {

    /** Where a disc goes. */
    public enum Bin { ACCEPT, REJECT }

    /**
     * One of its drives.
     *
     * @param device what the operator calls it
     * @param tray its tray
     * @param owner closed with the robot
     */
    record ServedDrive(String device, RobotTray tray, Closeable owner) {
    }

    private final Robot robot;
    private final List<ServedDrive> drives;

    RobotCell(Robot robot, List<ServedDrive> drives) {
        this.robot = robot;
        this.drives = List.copyOf(drives);
    }

    /** What the operator calls it. */
    public String name() {
        return robot.name();
    }

    /** The command that looks at it afresh once somebody has put it in order. */
    public String inventory() {
        return robot.inventory();
    }

    /** How it is described. */
    public RobotDescription description() {
        return robot.description();
    }

    /** What stopped it; empty if nothing did. */
    public String trouble() {
        return robot.trouble();
    }

    /** How many of its drives are known. */
    public int drives() {
        return drives.size();
    }

    /** What the operator calls a drive. */
    public String device(int drive) throws UsageException {
        return served(drive).device();
    }

    /** Whether the robot has laid a disc into this drive's tray. */
    public boolean hasLaden(int drive) {
        return robot.hasLaden(drive);
    }

    /** Whether the drive finds a disc in its tray, which is drawn in for that. */
    public boolean holdsDisc(int drive) throws IOException {
        return served(drive).tray().holdsDisc();
    }

    /**
     * Asks the robot how it is.
     *
     * @return its answer; empty if it has none
     * @throws OperatorNeededException if it does not answer, or was stopped before
     */
    public String status() throws IOException {
        robot.begin();
        return robot.status();
    }

    /**
     * Takes a disc from the input bin to a drive.
     *
     * @throws org.arenavault.io.RefusedException if there is a disc in it
     * @throws OperatorNeededException if the input bin is empty, or the robot is stopped
     */
    public void load(int drive) throws IOException {
        if (robot.load(drive, served(drive).tray()) == Robot.Moved.NONE) {
            throw new OperatorNeededException(Need.OUT_OF_BLANKS,
                    robot.name() + ": its input bin is empty; put discs into it");
        }
    }

    /**
     * Takes the disc in a drive to a bin.
     *
     * @return what the operator calls that
     * @throws OperatorNeededException if there is none, or the robot is stopped
     */
    public String unload(int drive, Bin bin) throws IOException {
        robot.begin();
        ServedDrive from = served(drive);
        if (!robot.hasLaden(drive) && !from.tray().holdsDisc()) {
            throw new OperatorNeededException(Need.NO_MEDIUM, "%s: there is no disc in it".formatted(from.device()));
        }
        return robot.unload(bin == Bin.ACCEPT ? Name.UNLOAD : Name.REJECT, drive, from.tray());
    }

    /**
     * Lets the robot go on, on the operator's word that arm and trays have been seen to.
     *
     * @throws OperatorNeededException if it is not well
     */
    public void clear() throws IOException {
        robot.clear();
    }

    private ServedDrive served(int drive) throws UsageException {
        if (drive < 0 || drive >= drives.size()) {
            throw new UsageException(drives.isEmpty() ? robot.name() + ": which drive does it serve? name it with -d"
                    : "there is no drive %d; there are 0 to %d".formatted(drive, drives.size() - 1));
        }
        return drives.get(drive);
    }

    @Override
    public void close() throws IOException {
        try (robot) {
            Closing.all(drives.stream().map(ServedDrive::owner).toList());
        }
    }
}
