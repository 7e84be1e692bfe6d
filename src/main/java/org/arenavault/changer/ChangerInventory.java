package org.arenavault.changer;

import java.util.List;
import java.util.Optional;
import org.arenavault.io.UsageException;
import org.arenavault.scsi.ElementStatus.Element;

/**
 * What lies where in a changer. Operators count drives from 0 and slots from 1, the mail slots last, as mtx does.
 *
 * @param drives in the order of their addresses
 * @param slots in the order of their addresses, mail slots last
 * @param mailSlots how many of the slots are mail slots
 */
public record ChangerInventory(List<Element> drives, List<Element> slots, int mailSlots) {

    public ChangerInventory {
        drives = List.copyOf(drives);
        slots = List.copyOf(slots);
    }

    /**
     * The slot of this number.
     *
     * @throws UsageException if there is none
     */
    public Element slot(int number) throws UsageException {
        if (number < 1 || number > slots.size()) {
            throw new UsageException("there is no slot %d; there are 1 to %d".formatted(number, slots.size()));
        }
        return slots.get(number - 1);
    }

    /**
     * The drive of this number.
     *
     * @throws UsageException if there is none
     */
    public Element drive(int number) throws UsageException {
        if (number < 0 || number >= drives.size()) {
            throw new UsageException("there is no drive %d; there are 0 to %d".formatted(number, drives.size() - 1));
        }
        return drives.get(number);
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

    /**
     * The drive with this serial number; the only one where there is but one; empty if nobody can tell.
     *
     * @param serial as the drive itself gives it
     */
    public Optional<Element> driveWithSerial(String serial) {
        List<Element> known = drives.stream().filter(drive -> !serial.isEmpty()
                && drive.device().text().contains(serial)).toList();
        if (known.size() == 1) {
            return Optional.of(known.get(0));
        }
        return known.isEmpty() && drives.size() == 1 ? Optional.of(drives.get(0)) : Optional.empty();
    }

    /** A mail slot that is empty, if there is one. */
    public Optional<Element> emptyMailSlot() {
        return slots.stream().skip(slots.size() - (long) mailSlots).filter(slot -> !slot.full()).findFirst();
    }

    /** Where the disc in a drive belongs: the slot it came from, else the first empty one that is no mail slot. */
    public Optional<Element> homeOf(Element drive) {
        Optional<Element> source = slots.stream().filter(slot -> drive.sourceValid()
                && slot.address() == drive.source() && !slot.full()).findFirst();
        return source.isPresent() ? source : slots.stream().limit(slots.size() - (long) mailSlots)
                .filter(slot -> !slot.full()).findFirst();
    }
}
