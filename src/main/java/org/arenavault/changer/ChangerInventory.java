package org.arenavault.changer;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.arenavault.io.RefusedException;
import org.arenavault.io.UsageException;
import org.arenavault.optical.DriveIdentifiers;
import org.arenavault.scsi.ElementStatus.Element;

/**
 * What lies where in a changer. Operators count drives from 0 and slots from 1, the mail slots last, as mtx does.
 *
 * @param drives in the order of their addresses
 * @param slots in the order of their addresses, mail slots last
 * @param mailSlots how many of the slots are mail slots
 * @param contradictions where the changer's answers do not go with what it says of itself; none where they do
 */
public record ChangerInventory(List<Element> drives, List<Element> slots, int mailSlots,
                               List<String> contradictions) {

    public ChangerInventory {
        drives = List.copyOf(drives);
        slots = List.copyOf(slots);
        contradictions = List.copyOf(contradictions);
    }

    /**
     * The slot of this number.
     *
     * @throws UsageException if there is none
     * @throws RefusedException if there is only room for one
     */
    public Element slot(int number) throws UsageException, RefusedException {
        if (number < 1 || number > slots.size()) {
            throw new UsageException("there is no slot %d; there are 1 to %d".formatted(number, slots.size()));
        }
        return installed(slots.get(number - 1), "slot " + number);
    }

    /**
     * The drive of this number.
     *
     * @throws UsageException if there is none
     * @throws RefusedException if there is only room for one
     */
    public Element drive(int number) throws UsageException, RefusedException {
        if (number < 0 || number >= drives.size()) {
            throw new UsageException("there is no drive %d; there %s".formatted(number, drives.isEmpty() ? "is none"
                    : "are 0 to %d".formatted(drives.size() - 1)));
        }
        return installed(drives.get(number), "drive " + number);
    }

    private static Element installed(Element place, String words) throws RefusedException {
        if (!place.installed()) {
            throw new RefusedException("the changer says that its %s is not installed (%02X/%02X)".formatted(words,
                    place.trouble().asc(), place.trouble().ascq()));
        }
        return place;
    }

    /** The number of the slot at this address; 0 if it is no slot. */
    public int slotAt(int address) {
        for (int i = 0; i < slots.size(); i++) {
            if (slots.get(i).address() == address) {
                return i + 1;
            }
        }
        return 0;
    }

    /** Whether this slot is a mail slot. */
    public boolean isMailSlot(int number) {
        return number > slots.size() - mailSlots;
    }

    /** The one drive that the changer calls by an identifier of this one; empty if there is none, or several. */
    public Optional<Element> driveOf(DriveIdentifiers identifiers) {
        List<Element> known = drives.stream().filter(drive -> identifiers.isMeantBy(drive.device())).toList();
        return known.size() == 1 ? Optional.of(known.get(0)) : Optional.empty();
    }

    /** A mail slot that is empty, if there is one. */
    public Optional<Element> emptyMailSlot() {
        return slots.stream().skip(slots.size() - (long) mailSlots).filter(Element::free).findFirst();
    }

    /** Where the disc in a drive belongs: the slot it came from, else the first empty one that is no mail slot. */
    public Optional<Element> homeOf(Element drive) {
        Optional<Element> source = slots.stream().filter(slot -> drive.origin().valid()
                && slot.address() == drive.origin().slot() && slot.free()).findFirst();
        return source.isPresent() ? source : slots.stream().limit(slots.size() - (long) mailSlots)
                .filter(Element::free).min(Comparator.comparing(Element::exception));
    }
}
