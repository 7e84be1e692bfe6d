package org.arenavault.scsi.emulator;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.arenavault.io.RefusedException;
import org.arenavault.scsi.Cdb.Removal;
import org.arenavault.scsi.ChangerCdb.DeviceIds;
import org.arenavault.scsi.ChangerCdb.VolumeTags;
import org.arenavault.scsi.Coded;
import org.arenavault.scsi.ElementAddresses;
import org.arenavault.scsi.ElementStatus;
import org.arenavault.scsi.ElementStatus.Element;
import org.arenavault.scsi.ElementType;
import org.arenavault.scsi.Opcode;
import org.arenavault.scsi.SenseData;
import org.arenavault.scsi.SenseKey;
import org.arenavault.scsi.VitalProductData.Designator;

/** The commands of a changer (SMC-3; {@code optical.md} 7.1). */
final class ChangerCommands {

    private static final int LABEL_NOT_CHECKED = 0x83;
    private static final int NO_MAGAZINE = 0x02;
    private static final int NO_DRIVE = 0x04;
    private static final int TYPE_MASK = 0x0F;
    private static final int VOLTAG_BIT = 4;

    private final EmulatedChanger changer;
    private final Map<Opcode, CommandSet.Handler> handlers = new EnumMap<>(Opcode.class);

    ChangerCommands(EmulatedChanger changer) {
        this.changer = changer;
        handlers.putAll(new InquiryCommands(changer, false).handlers());
        handlers.put(Opcode.TEST_UNIT_READY, request -> UnitReply.GOOD);
        handlers.put(Opcode.REQUEST_SENSE, this::requestSense);
        handlers.put(Opcode.PREVENT_ALLOW_MEDIUM_REMOVAL, this::prevent);
        handlers.put(Opcode.MODE_SENSE_6, this::modeSense);
        handlers.put(Opcode.INITIALIZE_ELEMENT_STATUS, this::initialize);
        handlers.put(Opcode.INITIALIZE_ELEMENT_STATUS_WITH_RANGE, this::initialize);
        handlers.put(Opcode.POSITION_TO_ELEMENT, this::position);
        handlers.put(Opcode.MOVE_MEDIUM, this::move);
        handlers.put(Opcode.EXCHANGE_MEDIUM, this::exchange);
        handlers.put(Opcode.READ_ELEMENT_STATUS, this::status);
    }

    boolean has(Opcode opcode) {
        return handlers.containsKey(opcode);
    }

    UnitReply run(UnitRequest request) throws CheckCondition, IOException {
        try {
            return Objects.requireNonNull(handlers.get(request.opcode()), "nobody asked whether it is known")
                    .run(request);
        } catch (BrokenTransfer e) {
            throw new IllegalStateException("no command of a changer moves blocks", e);
        }
    }

    private UnitReply requestSense(UnitRequest request) {
        SenseData sense = request.from().takeLastSense();
        if (sense.equals(SenseData.NONE) && request.from().hasAttention()) {
            sense = request.from().takeAttention();
        }
        return UnitReply.of(sense.encode(request.bit(1, 0) ? SenseData.Format.DESCRIPTOR : SenseData.Format.FIXED));
    }

    private UnitReply prevent(UnitRequest request) {
        request.from().setRemoval(Coded.of(Removal.values(), request.u8(4) & 0x03));
        return UnitReply.GOOD;
    }

    private UnitReply modeSense(UnitRequest request) throws CheckCondition {
        if (request.u8(2) != ElementAddresses.PAGE) {
            throw CheckCondition.invalidField(2, 5);
        }
        return UnitReply.of((changer.quirks().on(Quirk.NO_ADDRESSES) ? new ElementAddresses(0, 0, 0, 0, 0, 0, 0, 0)
                : changer.addresses()).encode());
    }

    private UnitReply initialize(UnitRequest request) {
        changer.quirks().clear(Quirk.INVENTORY_LOST);
        return UnitReply.GOOD;
    }

    private UnitReply position(UnitRequest request) throws CheckCondition {
        requirePicker(request.u16(2));
        requireUpright(request, 8);
        find(request.u16(4));
        return UnitReply.GOOD;
    }

    private UnitReply move(UnitRequest request) throws CheckCondition, IOException {
        requirePicker(request.u16(2));
        requireUpright(request, 10);
        ChangerPlace source = find(request.u16(4));
        ChangerPlace destination = find(request.u16(6));
        requireFull(source);
        if (source != destination) {
            requireEmpty(destination);
            requireOpen(source);
            requireOpen(destination);
            carry(source, destination);
        }
        return UnitReply.GOOD;
    }

    /** The source's cartridge goes to the first destination, what lay there to the second. */
    private UnitReply exchange(UnitRequest request) throws CheckCondition, IOException {
        requirePicker(request.u16(2));
        requireUpright(request, 10);
        ChangerPlace source = find(request.u16(4));
        ChangerPlace first = find(request.u16(6));
        ChangerPlace second = find(request.u16(8));
        requireFull(source);
        requireFull(first);
        if (second != source) {
            requireEmpty(second);
        }
        requireOpen(source);
        requireOpen(first);
        requireOpen(second);
        ChangerPlace arm = find(EmulatedChanger.PICKER);
        requireEmpty(arm);
        carry(first, arm);
        carry(source, first);
        carry(arm, second);
        return UnitReply.GOOD;
    }

    private void requirePicker(int transport) throws CheckCondition {
        if (transport != 0 && transport != EmulatedChanger.PICKER) {
            throw EmulatedChanger.badAddress();
        }
    }

    /** This picker cannot turn a disc over. */
    private static void requireUpright(UnitRequest request, int at) throws CheckCondition {
        if (request.u8(at) != 0) {
            throw CheckCondition.invalidField(at, 0);
        }
    }

    private ChangerPlace find(int address) throws CheckCondition {
        for (ChangerPlace place : changer.places()) {
            if (place.address() == address) {
                return place;
            }
        }
        throw EmulatedChanger.badAddress();
    }

    private static void requireFull(ChangerPlace place) throws CheckCondition {
        if (place.isEmpty()) {
            throw new CheckCondition(SenseKey.ILLEGAL_REQUEST, 0x3B, 0x0E);
        }
    }

    private static void requireEmpty(ChangerPlace place) throws CheckCondition {
        if (!place.isEmpty()) {
            throw new CheckCondition(SenseKey.ILLEGAL_REQUEST, 0x3B, 0x0D);
        }
    }

    /** The arm must not run into a closed tray, where the changer has drives with trays. */
    private void requireOpen(ChangerPlace place) throws CheckCondition {
        if (place.type() != ElementType.DATA_TRANSFER) {
            return;
        }
        EmulatedDrive drive = changer.driveAt(place.address());
        if (changer.quirks().on(Quirk.TRAY_CHECK)) {
            if (!drive.trayOpen()) {
                throw new CheckCondition(SenseKey.HARDWARE_ERROR, 0x15, 0x01);
            }
        } else if (!place.isEmpty() && drive.trayLocked()) {
            throw new CheckCondition(SenseKey.ILLEGAL_REQUEST, 0x53, 0x02);
        }
    }

    private void carry(ChangerPlace from, ChangerPlace to) throws CheckCondition, IOException {
        Path folder = from.cartridge().folder();
        if (from.type() == ElementType.DATA_TRANSFER) {
            try {
                changer.driveAt(from.address()).remove();
            } catch (RefusedException e) {
                throw new CheckCondition(SenseKey.ILLEGAL_REQUEST, 0x53, 0x02);
            }
        }
        if (to.type() == ElementType.DATA_TRANSFER) {
            EmulatedDisc disc = EmulatedDisc.open(folder);
            if (changer.quirks().on(Quirk.TRAY_CHECK)) {
                changer.driveAt(to.address()).layIn(disc);
            } else {
                changer.driveAt(to.address()).insert(disc);
            }
        }
        int origin = from.type() == ElementType.STORAGE ? from.address() : from.source();
        to.put(from.take(), origin, false);
        changer.moved();
    }

    private UnitReply status(UnitRequest request) throws CheckCondition {
        int type = request.u8(1) & TYPE_MASK;
        VolumeTags tags = request.bit(1, VOLTAG_BIT) ? VolumeTags.WANTED : VolumeTags.LEFT_OUT;
        DeviceIds ids = request.bit(6, 0) ? DeviceIds.WANTED : DeviceIds.LEFT_OUT;
        Quirks quirks = changer.quirks();
        if (type > ElementType.DATA_TRANSFER.code()) {
            throw CheckCondition.invalidField(1, 3);
        }
        if (tags == VolumeTags.WANTED && quirks.on(Quirk.NO_VOLUME_TAGS)) {
            throw refusal(quirks.value(Quirk.NO_VOLUME_TAGS), CheckCondition.invalidField(1, VOLTAG_BIT));
        }
        if (ids == DeviceIds.WANTED && quirks.on(Quirk.NO_DRIVE_IDS)) {
            throw refusal(quirks.value(Quirk.NO_DRIVE_IDS), CheckCondition.invalidField(6, 0));
        }
        if (isKeptSilent(request, type, tags, ids)) {
            return UnitReply.of(new ElementStatus(List.of()).encode(tags, ids));
        }
        boolean all = type == 0 || quirks.on(Quirk.ALL_TYPES);
        long most = quirks.number(Quirk.FEWER_PLACES, Integer.MAX_VALUE);
        Map<ElementType, Integer> told = new EnumMap<>(ElementType.class);
        List<Element> elements = new ArrayList<>();
        for (ChangerPlace place : changer.places()) {
            boolean asked = (all || place.type().code() == type) && told.merge(place.type(), 1, Integer::sum) <= most;
            if (asked && place.address() >= (quirks.on(Quirk.ALL_TYPES) ? 0 : request.u16(2))
                    && elements.size() < request.u16(4) + (quirks.on(Quirk.ALL_TYPES) ? 0xFFFF : 0)) {
                elements.add(describe(place));
            }
        }
        return UnitReply.of(new StatusShape(quirks).of(new ElementStatus(elements).encode(tags, ids)));
    }

    /** {@code K/ASC/ASCQ} if the text is one. */
    private static CheckCondition refusal(String text, CheckCondition otherwise) {
        if (!text.matches("[0-9A-Fa-f]/[0-9A-Fa-f]{2}/[0-9A-Fa-f]{2}")) {
            return otherwise;
        }
        String[] parts = text.split("/");
        return new CheckCondition(new SenseData(false, Integer.parseInt(parts[0], 16), Integer.parseInt(parts[1], 16),
                Integer.parseInt(parts[2], 16), false, 0, 0));
    }

    private boolean isKeptSilent(UnitRequest request, int type, VolumeTags tags, DeviceIds ids) {
        return switch (changer.quirks().value(Quirk.EMPTY_STATUS)) {
            case "probe" -> (request.u8(8) << 8 | request.u8(9)) <= ElementStatus.HEADER && request.u8(7) == 0;
            case "tags" -> tags == VolumeTags.WANTED;
            case "ids" -> ids == DeviceIds.WANTED;
            case "range" -> request.u16(4) != 0xFFFF;
            case "type" -> type != 0;
            case "always" -> true;
            default -> false;
        };
    }

    private Element describe(ChangerPlace place) {
        boolean mail = place.type() == ElementType.IMPORT_EXPORT;
        boolean lost = changer.quirks().on(Quirk.INVENTORY_LOST) && place.type() != ElementType.MEDIUM_TRANSPORT;
        boolean full = !place.isEmpty();
        boolean absent = changer.quirks().number(Quirk.NOT_INSTALLED, -1) == place.address();
        Designator device = Element.NO_DEVICE;
        boolean accessible = true;
        if (place.type() == ElementType.DATA_TRANSFER) {
            EmulatedDrive drive = changer.driveAt(place.address());
            device = InquiryCommands.designator(drive.self());
            accessible = changer.quirks().on(Quirk.TRAY_CHECK) ? drive.trayOpen() : !drive.trayLocked();
        }
        int qualifier = !absent ? 0 : place.type() == ElementType.DATA_TRANSFER ? NO_DRIVE : NO_MAGAZINE;
        return new Element(place.type(), place.address(), full,
                new Element.Flags(place.byOperator(), lost || absent, accessible, mail, mail),
                new Element.Trouble(lost || absent ? LABEL_NOT_CHECKED : 0, qualifier),
                new Element.Origin(full && place.source() != 0, place.source()),
                full && !lost ? place.cartridge().volumeTag() : "", device);
    }
}
