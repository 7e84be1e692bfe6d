package org.arenavault.changer;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.arenavault.io.Closing;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.OperatorNeededException.Need;
import org.arenavault.io.ShellWord;
import org.arenavault.io.Terminal;
import org.arenavault.media.Medium;
import org.arenavault.optical.OpticalDrive;
import org.arenavault.scsi.ElementStatus.Element;

/**
 * Discs that a changer carries to one of its drives, each back to its slot before the next: what lies in the drive
 * first, then those whose label is the one that is wanted, then those not seen before, then all others, in the order of
 * their slots. Mail slots are the operator's: a disc that failed is put into an empty one. Nobody has to be asked.
 */
public final class ChangerSource implements DiscSource {

    private final MediumChanger changer;
    private final int driveAddress;
    private final DriveOpener drive;
    private final MediumOpener opener;
    private final Terminal terminal;
    private final List<Closeable> devices;
    /** Addresses of slots whose disc has been shown for what is wanted now; the drive's own for what came with it. */
    private final Set<Integer> shown = new HashSet<>();
    /** Address of the mail slot that the disc in the drive is to go to, since it failed; 0 for its own slot. */
    private int exit;

    /** Opens the drive itself, to have its tray opened and closed. */
    @FunctionalInterface
    public interface DriveOpener {
        /** Opens it, for a moment. */
        OpticalDrive open() throws IOException;
    }

    /**
     * Discs of a changer.
     *
     * @param driveAddress of the drive that they are carried to
     * @param drive opens that drive
     * @param opener opens what lies in it
     * @param devices closed with this
     */
    public ChangerSource(MediumChanger changer, int driveAddress, DriveOpener drive, MediumOpener opener,
                         Terminal terminal, List<Closeable> devices) {
        this.changer = changer;
        this.driveAddress = driveAddress;
        this.drive = drive;
        this.opener = opener;
        this.terminal = terminal;
        this.devices = List.copyOf(devices);
    }

    @Override
    public Optional<Medium> first(DiscRequest request) throws IOException {
        shown.clear();
        return another(request, "");
    }

    @Override
    public Optional<Medium> another(DiscRequest request, String reason) throws IOException {
        ChangerInventory inventory = changer.inventory();
        Element place = drive(inventory);
        boolean shownHere = exit == 0 && place.full() && shown.add(originOf(place));
        if (shownHere) {
            try {
                return Optional.of(opener.open());
            } catch (OperatorNeededException e) {
                if (e.need() != Need.NO_MEDIUM) {
                    throw e;
                }
            }
        }
        if (place.full()) {
            Element home = putBack();
            if (!shownHere) {
                shown.add(home.address());
                changer.lookedAt(home);
            } else {
                // put out, but not carried away: its turn comes with its slot's
                shown.remove(originOf(place));
            }
            inventory = changer.inventory();
        }
        if (choose(inventory, request).isPresent()) {
            eject();
            if (load(request)) {
                return Optional.of(opener.open());
            }
        }
        return request.none(reason, "%s: no disc is left in its slots; %s is needed: put it in, and start again"
                .formatted(changer.name(), request.text()),
                "arenavault changer inventory %s".formatted(ShellWord.of(changer.name())), "has it look for the disc");
    }

    private Element drive(ChangerInventory inventory) throws OperatorNeededException {
        return inventory.drives().stream().filter(element -> element.address() == driveAddress).findFirst()
                .orElseThrow(() -> new OperatorNeededException(Need.GONE,
                        "%s: has lost its drive at %d".formatted(changer.name(), driveAddress)));
    }

    private static int originOf(Element place) {
        return place.origin().valid() ? place.origin().slot() : place.address();
    }

    private Optional<Element> choose(ChangerInventory inventory, DiscRequest request) {
        List<Element> candidates = new ArrayList<>();
        for (int number = 1; number <= inventory.slots().size(); number++) {
            Element slot = inventory.slots().get(number - 1);
            if (slot.full() && !inventory.isMailSlot(number) && !shown.contains(slot.address())) {
                candidates.add(slot);
            }
        }
        String label = request.only();
        return candidates.stream().filter(slot -> !label.isEmpty() && slot.volumeTag().equals(label)).findFirst()
                .or(() -> candidates.stream().filter(slot -> !changer.wasLookedAt(slot)).findFirst())
                .or(() -> candidates.stream().findFirst());
    }

    /** Has a disc carried to the drive; false if others have taken what there was. */
    private boolean load(DiscRequest request) throws IOException {
        synchronized (changer) {
            ChangerInventory inventory = changer.inventory();
            Optional<Element> chosen = choose(inventory, request);
            if (chosen.isEmpty()) {
                return false;
            }
            Element slot = chosen.get();
            terminal.print("%s: the disc of slot %d%s goes into the drive".formatted(changer.name(),
                    inventory.slotAt(slot.address()),
                    slot.volumeTag().isEmpty() ? "" : " (" + slot.volumeTag() + ")"));
            // before it is moved: one that the arm cannot move is not tried again and again
            shown.add(slot.address());
            changer.move(slot.address(), driveAddress);
            changer.lookedAt(slot);
        }
        try (OpticalDrive loading = drive.open()) {
            loading.load();
        }
        return true;
    }

    @Override
    public String discard(String label) throws IOException {
        ChangerInventory inventory = changer.inventory();
        Optional<Element> mail = inventory.emptyMailSlot();
        if (mail.isEmpty()) {
            return "";
        }
        exit = mail.get().address();
        return "mail slot %d of %s".formatted(inventory.slotAt(exit), changer.name());
    }

    private Element putBack() throws IOException {
        eject();
        synchronized (changer) {
            ChangerInventory inventory = changer.inventory();
            Element place = drive(inventory);
            Optional<Element> mail = inventory.slots().stream()
                    .filter(slot -> slot.address() == exit && slot.free()).findFirst();
            exit = 0;
            mail.ifPresent(slot -> terminal.printNeeded(("%s: the disc in the drive is bad and goes to mail slot %d; "
                    + "take it out").formatted(changer.name(), inventory.slotAt(slot.address()))));
            Element home = mail.or(() -> inventory.homeOf(place)).orElseThrow(() -> new OperatorNeededException(
                    Need.WRONG_MEDIUM, "%s: there is no empty slot for the disc in the drive; take one out"
                            .formatted(changer.name())));
            changer.move(driveAddress, home.address());
            return home;
        }
    }

    /** The arm reaches into an open tray only; a drive that has none says so, and that is no matter. */
    private void eject() throws IOException {
        try (OpticalDrive open = drive.open()) {
            open.eject();
        }
    }

    private void putOut() throws IOException {
        ChangerInventory inventory = changer.inventory();
        Element place = drive(inventory);
        if (exit != 0 && place.full()) {
            putBack();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (exit != 0) {
                putOut();
            }
        } finally {
            closeAll();
        }
    }

    private void closeAll() throws IOException {
        try {
            Closing.all(devices);
        } finally {
            changer.close();
        }
    }
}
