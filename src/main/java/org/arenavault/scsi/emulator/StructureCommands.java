package org.arenavault.scsi.emulator;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.arenavault.io.Digests;
import org.arenavault.scsi.DiscInformationUnit;
import org.arenavault.scsi.DiscStructure;
import org.arenavault.scsi.DiscStructure.Listed;
import org.arenavault.scsi.DvdMediaId;
import org.arenavault.scsi.DvdPhysicalFormat;
import org.arenavault.scsi.MediaSerial;
import org.arenavault.scsi.Opcode;
import org.arenavault.scsi.SpareInformation;

/** READ DISC STRUCTURE and READ MEDIA SERIAL NUMBER. */
final class StructureCommands {

    private static final int MEDIUM_BD = 1;
    private static final int FIRST_ADDRESS_UNIT = 131_072;
    private static final int BLOCKS_PER_ADDRESS_UNIT = 8;
    private static final int UNITS_PER_LAYER = 0x28;
    private static final int USED = 98;
    private static final int FORMAT_BYTE = 7;
    private static final int BCA_UNIT = 16;
    private static final int BCA_SIZE = 64;

    private final EmulatedDrive drive;

    StructureCommands(EmulatedDrive drive) {
        this.drive = drive;
    }

    Map<Opcode, CommandSet.Handler> handlers() {
        return Map.of(Opcode.READ_DISC_STRUCTURE, this::structure, Opcode.READ_MEDIA_SERIAL_NUMBER, this::serial);
    }

    private UnitReply structure(UnitRequest request) throws CheckCondition {
        EmulatedDisc disc = drive.disc();
        boolean askedForBd = (request.u8(1) & 0x0F) == MEDIUM_BD;
        if ((request.u8(1) & 0x0F) > MEDIUM_BD) {
            throw CheckCondition.invalidField(1, 3);
        }
        int format = request.u8(FORMAT_BYTE);
        if (request.u8(6) != 0) {
            throw CheckCondition.invalidField(6); // real drives know layer 0 only
        }
        if (drive.quirks().on(Quirk.STRUCTURE_IGNORES_MEDIUM)) {
            return UnitReply.of(new DiscStructure(0, new DvdPhysicalFormat(0xA, false, true).encode()).encode());
        }
        if (askedForBd != disc.family().isBd()) {
            throw CheckCondition.invalidField(1, 3);
        }
        return UnitReply.of((askedForBd ? bd(disc, format) : dvd(disc, format)).encode());
    }

    private static DiscStructure bd(EmulatedDisc disc, int format) throws CheckCondition {
        boolean spares = disc.spare() > 0;
        return switch (format) {
            case DiscStructure.BD_DISC_INFORMATION -> DiscStructure.of(discInformation(disc));
            case DiscStructure.BD_BURST_CUTTING_AREA -> {
                if (disc.serial().isEmpty()) {
                    throw CheckCondition.invalidField(FORMAT_BYTE);
                }
                yield DiscStructure.of(burstCuttingArea(disc));
            }
            case DiscStructure.BD_SPARE_AREA -> {
                if (!spares) {
                    throw CheckCondition.invalidField(FORMAT_BYTE);
                }
                yield DiscStructure.of(new SpareInformation(disc.spareFree(), disc.spare()).encode());
            }
            case DiscStructure.STRUCTURE_LIST -> {
                List<Listed> listed = new ArrayList<>();
                listed.add(new Listed(DiscStructure.BD_DISC_INFORMATION, true, 4 + DiscInformationUnit.AREA_SIZE));
                if (spares) {
                    listed.add(new Listed(DiscStructure.BD_SPARE_AREA, true, 4 + SpareInformation.SIZE));
                }
                listed.add(new Listed(DiscStructure.STRUCTURE_LIST, true, 4 + 4 * (listed.size() + 1)));
                yield DiscStructure.ofList(listed);
            }
            default -> throw CheckCondition.invalidField(FORMAT_BYTE);
        };
    }

    /** A unit of 16 bytes that tells one disc from another, stored twice (real-drives.md Q29), then zeros. */
    private static byte[] burstCuttingArea(EmulatedDisc disc) {
        byte[] unit = Arrays.copyOf(Digests.sha1().digest(disc.serial().getBytes(US_ASCII)), BCA_UNIT);
        byte[] area = new byte[BCA_SIZE];
        System.arraycopy(unit, 0, area, 0, BCA_UNIT);
        System.arraycopy(unit, 0, area, BCA_UNIT, BCA_UNIT);
        return area;
    }

    /** The zone is that of a disc as it is sold, whatever its emulated capacity: real ones tell no more. */
    private static byte[] discInformation(EmulatedDisc disc) {
        MediumFamily family = disc.family();
        long blocksPerLayer = family.rawBlocks() / family.layers();
        String[] id = disc.mediaId().split("/", 2);
        byte[] area = new byte[DiscInformationUnit.AREA_SIZE];
        int format = family.layers() > 2 ? DiscInformationUnit.FORMAT_04 : DiscInformationUnit.FORMAT_01;
        byte[] unit = new DiscInformationUnit(new DiscInformationUnit.Head(format, UNITS_PER_LAYER, 0, 0, USED),
                family.isBdR() ? "BDR" : "BDW", family.layers(), new DiscInformationUnit.Zone(FIRST_ADDRESS_UNIT,
                        FIRST_ADDRESS_UNIT + blocksPerLayer / BLOCKS_PER_ADDRESS_UNIT - 2),
                new DiscInformationUnit.Maker(id[0], id.length > 1 ? id[1] : "", 0)).encode();
        System.arraycopy(unit, 0, area, 0, unit.length);
        return area;
    }

    private static DiscStructure dvd(EmulatedDisc disc, int format) throws CheckCondition {
        MediumFamily family = disc.family();
        if (family == MediumFamily.CD_R || family == MediumFamily.REMOVABLE) {
            throw CheckCondition.invalidField(1, 3);
        }
        boolean plus = family != MediumFamily.DVD_R;
        String[] id = disc.mediaId().split("/", 2);
        DvdMediaId mediaId = new DvdMediaId(id[0], id.length > 1 ? id[1] : "");
        return switch (format) {
            case DiscStructure.DVD_PHYSICAL -> DiscStructure.of(new DvdPhysicalFormat(bookType(family),
                    family.overwritable(), !family.overwritable()).encode());
            case DiscStructure.DVD_ADIP -> {
                if (!plus) {
                    throw CheckCondition.invalidField(FORMAT_BYTE);
                }
                yield DiscStructure.of(mediaId.encodePlus());
            }
            case DiscStructure.DVD_PRERECORDED -> {
                if (plus) {
                    throw CheckCondition.invalidField(FORMAT_BYTE);
                }
                yield DiscStructure.of(mediaId.encodeMinus());
            }
            case DiscStructure.STRUCTURE_LIST -> DiscStructure.ofList(Arrays.asList(
                    new Listed(DiscStructure.DVD_PHYSICAL, true, 4 + DvdPhysicalFormat.SIZE),
                    new Listed(plus ? DiscStructure.DVD_ADIP : DiscStructure.DVD_PRERECORDED, true, 4 + 256),
                    new Listed(DiscStructure.STRUCTURE_LIST, true, 16)));
            default -> throw CheckCondition.invalidField(FORMAT_BYTE);
        };
    }

    private static int bookType(MediumFamily family) {
        return switch (family) {
            case DVD_R -> 0x2;
            case DVD_PLUS_RW -> 0x9;
            case DVD_PLUS_R_DL -> 0xE;
            default -> 0xA;
        };
    }

    private UnitReply serial(UnitRequest request) throws CheckCondition {
        String serial = drive.disc().serial();
        if ((request.u8(1) & 0x1F) != 1 || serial.isEmpty()) {
            throw CheckCondition.invalidField(1, 4);
        }
        return UnitReply.of(new MediaSerial(serial).encode());
    }
}
