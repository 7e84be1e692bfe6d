package org.arenavault.changer;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.arenavault.drivers.RobotOperation.Name;
import org.arenavault.io.Closing;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.OperatorNeededException.Need;
import org.arenavault.io.Terminal;
import org.arenavault.media.Medium;

/**
 * Discs that a robot lays into a drive, one after the other as they lie in its input bin: what lies in the drive first.
 * It cannot go back to one: a disc goes to the bin for good ones when its work is done, and to that for bad ones when
 * it failed. A disc that takes more stays in the drive.
 */
final class RobotSource implements DiscSource {

    /** Discs in a row in which the drive sees nothing. */
    private static final int MOST_UNSEEN = 3;

    private enum Fate { STAYS, GOOD, BAD }

    private final Robot robot;
    private final int drive;
    private final RobotTray tray;
    private final MediumOpener opener;
    private final Terminal terminal;
    private final List<Closeable> devices;
    private Fate fate = Fate.STAYS;
    private boolean presented;
    private String label = "";
    private int accepted;
    private int rejected;

    /**
     * Discs of a robot.
     *
     * @param drive the number of the drive that they are carried to
     * @param tray that drive's
     * @param opener opens what lies in it
     * @param devices closed with this
     */
    RobotSource(Robot robot, int drive, RobotTray tray, MediumOpener opener, Terminal terminal,
                List<Closeable> devices) {
        this.robot = robot;
        this.drive = drive;
        this.tray = tray;
        this.opener = opener;
        this.terminal = terminal;
        this.devices = List.copyOf(devices);
    }

    @Override
    public Optional<Medium> first(DiscRequest request) throws IOException {
        // nobody knows where in its bins a disc lies, and it cannot go back to one
        boolean gone = fate != Fate.STAYS || !tray.holdsDisc();
        return request.isAtHand() && gone ? Optional.empty() : present(request, "");
    }

    @Override
    public Optional<Medium> another(DiscRequest request, String reason) throws IOException {
        if (request.isAtHand()) {
            return Optional.empty();
        }
        if (presented && request.isBegun()) {
            // whoever goes on with a disc would have all others carried past it
            throw new OperatorNeededException(Need.WRONG_MEDIUM, ("%s; %s has room for more, and a robot cannot look "
                    + "for it: lay it into the drive").formatted(reason, request.text()))
                            .next(request.withoutIt(), "lets the work go on without it");
        }
        if (presented && fate == Fate.STAYS) {
            fate = request.isBlank() ? Fate.BAD : Fate.GOOD;
        }
        return present(request, reason);
    }

    private Optional<Medium> present(DiscRequest request, String reason) throws IOException {
        robot.begin();
        for (int unseen = 0; unseen < MOST_UNSEEN; unseen++) {
            carryAway();
            if (!tray.holdsDisc() && !load(request, reason)) {
                return Optional.empty();
            }
            presented = true;
            try {
                return Optional.of(opener.open());
            } catch (OperatorNeededException e) {
                if (e.need() != Need.NO_MEDIUM) {
                    throw e;
                }
                if (request.isAtHand()) {
                    return Optional.empty();
                }
                terminal.print(robot.name() + ": the drive sees no disc where one was laid; it goes out as a bad one");
                fate = Fate.BAD;
            }
        }
        throw new OperatorNeededException(Need.NO_MEDIUM, "%s: the drive saw nothing of %d discs in a row; do they lie "
                .formatted(robot.name(), MOST_UNSEEN) + "the right way round?");
    }

    private void carryAway() throws IOException {
        boolean unseen = fate == Fate.STAYS && robot.hasLaden(drive) && !tray.holdsDisc();
        if (unseen || fate != Fate.STAYS) {
            boolean bad = unseen || fate == Fate.BAD;
            Name how = bad && robot.rejects() ? Name.REJECT : Name.ACCEPT;
            String bin = robot.unload(how, drive, tray);
            int count = how == Name.REJECT ? ++rejected : ++accepted;
            terminal.printNeeded("%s is in %s, disc %d of this job there%s".formatted(
                    label.isEmpty() ? "the disc of drive " + drive : label, bin, count,
                    bad && how == Name.ACCEPT ? "; it is BAD" : ""));
        }
        fate = Fate.STAYS;
        presented = false;
        label = "";
    }

    private boolean load(DiscRequest request, String reason) throws IOException {
        while (robot.load(drive, tray) == Robot.Moved.NONE) {
            String empty = "%s: its input bin is empty".formatted(robot.name());
            if (!terminal.interactive() || !robot.asksForMore()) {
                return request.none(reason, "%s; %s is needed: fill it and start again".formatted(empty,
                        request.text())).isPresent();
            }
            if (!request.ask(terminal, "%s. Put %s into it and press return".formatted(empty, request.text()))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void release(String of) {
        label = of;
        fate = fate == Fate.BAD ? Fate.BAD : Fate.GOOD;
    }

    @Override
    public String discard(String of) {
        label = of;
        fate = Fate.BAD;
        return "%s of %s".formatted(robot.rejects() ? "reject bin" : "accept bin, as a bad one", robot.name());
    }

    @Override
    public void close() throws IOException {
        try {
            if (fate != Fate.STAYS && robot.trouble().isEmpty()) {
                carryAway();
            }
        } finally {
            try (robot) {
                Closing.all(devices);
            }
        }
    }
}
