package org.arenavault.scsi.emulator;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.io.Clock;
import org.arenavault.io.UsageException;
import org.arenavault.scsi.ElementAddresses;
import org.arenavault.scsi.ElementType;
import org.arenavault.scsi.Opcode;
import org.arenavault.scsi.SenseKey;

/**
 * An emulated medium changer with slots, mail slots and {@link EmulatedDrive}s ({@code optical-emulator.md} 11). Drives
 * have the addresses from 1 on, the picker 16, mail slots from 32 on, slots from 1024 on. Safe for several threads.
 */
public final class EmulatedChanger extends EmulatedUnit {

    /** Address of the first drive. */
    public static final int FIRST_DRIVE = 1;
    /** Address of the picker. */
    public static final int PICKER = 16;
    /** Address of the first mail slot. */
    public static final int FIRST_MAIL_SLOT = 32;
    /** Address of the first slot. */
    public static final int FIRST_SLOT = 1024;

    /** Is told whenever something lies elsewhere. */
    @FunctionalInterface
    interface Keeper {

        /** Something does. */
        void moved() throws IOException;
    }

    private static final int MOST_DRIVES = PICKER - FIRST_DRIVE;
    private static final int MOST_MAIL_SLOTS = FIRST_SLOT - FIRST_MAIL_SLOT;

    private final List<EmulatedDrive> drives;
    private final List<ChangerPlace> places = new ArrayList<>();
    private final ElementAddresses addresses;
    private Keeper keeper = () -> { };
    private final ChangerCommands commands;

    /**
     * A changer without cartridges.
     *
     * @param drives its drives, empty, in the order of their addresses
     * @param slots number of slots
     * @param mailSlots number of mail slots
     */
    public EmulatedChanger(UnitIdentity identity, Clock clock, List<EmulatedDrive> drives, int slots, int mailSlots) {
        super(identity, clock);
        if (drives.size() > MOST_DRIVES || mailSlots > MOST_MAIL_SLOTS || slots > 0xFFFF - FIRST_SLOT) {
            throw new IllegalArgumentException("there are no addresses for so many elements");
        }
        this.drives = List.copyOf(drives);
        addPlaces(ElementType.DATA_TRANSFER, FIRST_DRIVE, drives.size());
        addPlaces(ElementType.MEDIUM_TRANSPORT, PICKER, 1);
        addPlaces(ElementType.IMPORT_EXPORT, FIRST_MAIL_SLOT, mailSlots);
        addPlaces(ElementType.STORAGE, FIRST_SLOT, slots);
        this.addresses = new ElementAddresses(PICKER, 1, FIRST_SLOT, slots, FIRST_MAIL_SLOT, mailSlots, FIRST_DRIVE,
                drives.size());
        this.commands = new ChangerCommands(this);
    }

    private void addPlaces(ElementType type, int first, int count) {
        for (int i = 0; i < count; i++) {
            places.add(new ChangerPlace(type, first + i));
        }
    }

    /**
     * The operator puts a cartridge into a slot or mail slot; a mail slot opened is told to the hosts with 6/28/01.
     *
     * @throws UsageException if there is no such place, or it is full
     */
    public synchronized void put(int address, Cartridge cartridge) throws UsageException {
        ChangerPlace place = reachable(address);
        if (!place.isEmpty()) {
            throw new UsageException("place %d of the changer is full".formatted(address));
        }
        place.put(cartridge, 0, place.type() == ElementType.IMPORT_EXPORT);
        touched(place);
    }

    /**
     * The operator takes a cartridge out of a slot or mail slot.
     *
     * @throws UsageException if there is none
     */
    public synchronized Cartridge take(int address) throws UsageException {
        ChangerPlace place = reachable(address);
        if (place.isEmpty()) {
            throw new UsageException("place %d of the changer is empty".formatted(address));
        }
        Cartridge cartridge = place.take();
        touched(place);
        return cartridge;
    }

    private ChangerPlace reachable(int address) throws UsageException {
        for (ChangerPlace place : places) {
            if (place.address() == address && place.type() != ElementType.DATA_TRANSFER
                    && place.type() != ElementType.MEDIUM_TRANSPORT) {
                return place;
            }
        }
        throw new UsageException("the changer has no slot %d".formatted(address));
    }

    private void touched(ChangerPlace place) {
        if (place.type() == ElementType.IMPORT_EXPORT) {
            attention(0x28, 0x01);
        }
    }

    void setKeeper(Keeper other) {
        keeper = other;
    }

    void moved() throws IOException {
        keeper.moved();
    }

    List<ChangerPlace> places() {
        return places;
    }

    ElementAddresses addresses() {
        return addresses;
    }

    EmulatedDrive driveAt(int address) {
        return drives.get(address - FIRST_DRIVE);
    }

    @Override
    void settle() {
        // a changer does everything at once
    }

    @Override
    boolean knows(Opcode opcode) {
        return commands.has(opcode);
    }

    @Override
    void admit(UnitRequest request) {
        // a changer is always ready
    }

    @Override
    UnitReply run(UnitRequest request) throws CheckCondition, IOException {
        return commands.run(request);
    }

    @Override
    FaultRule.Facts facts(byte[] cdb, long nanosSinceStart) {
        return new FaultRule.Facts(cdb, -1, 0, 0, 0, nanosSinceStart);
    }

    @Override
    void losePower(UnitRequest request, FaultAction.PowerLoss how) {
        // nothing is buffered here
    }

    @Override
    void powerUp() {
        // where everything lies, everything lay
    }

    /** 5/21/01: there is no element of this address, or not one for this. */
    static CheckCondition badAddress() {
        return new CheckCondition(SenseKey.ILLEGAL_REQUEST, 0x21, 0x01);
    }
}
