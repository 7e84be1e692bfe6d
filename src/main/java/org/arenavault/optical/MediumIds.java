package org.arenavault.optical;

import java.io.IOException;
import java.util.HexFormat;
import java.util.Optional;
import org.arenavault.drivers.DriveQuirk;
import org.arenavault.drivers.DriveQuirks;
import org.arenavault.io.CorruptException;
import org.arenavault.scsi.Cdb;
import org.arenavault.scsi.Cdb.StructureMedium;
import org.arenavault.scsi.Configuration;
import org.arenavault.scsi.DiscInformation;
import org.arenavault.scsi.DiscInformationUnit;
import org.arenavault.scsi.DiscStructure;
import org.arenavault.scsi.DvdMediaId;
import org.arenavault.scsi.DvdPhysicalFormat;
import org.arenavault.scsi.Feature;
import org.arenavault.scsi.MediaSerial;
import org.arenavault.scsi.Profile;

/**
 * What the plastic says of itself, wherever the drive passes it on (2.11, 6.4). All of it is optional.
 *
 * @param product maker and type: tells brands apart, not discs
 * @param discId what tells this disc from all others: its burst cutting area or serial number
 * @param recordable the disc was made to be recorded once, whatever the drive now takes it for
 * @param layers of a BD; 0 if unknown
 * @param blocks of a BD without spares; 0 if unknown
 */
record MediumIds(String product, String discId, boolean recordable, int layers, long blocks) {

    private static final MediumIds UNKNOWN = new MediumIds("", "", false, 0, 0);

    private static final String BD_RECORDABLE = "BDR";
    /** The first unit of the burst cutting area differs from disc to disc (real-drives.md Q29). */
    private static final int BCA_UNIT = 16;
    private static final int DVD_STRUCTURE = 2048;
    private static final int SERIAL_HEADER = 4;
    private static final int SERIAL_LIMIT = 1024;

    private static final int BOOK_MINUS_R = 0x2;
    private static final int BOOK_PLUS_R = 0xA;
    private static final int BOOK_PLUS_R_DL = 0xE;

    static MediumIds of(DriveQueries queries, Configuration configuration, Optional<DiscInformation> information,
                        DriveQuirks quirks) throws IOException {
        MediumIds ids = switch (configuration.profile()) {
            case BD_ROM, BD_R, BD_R_RANDOM, BD_RE -> ofBd(queries);
            case DVD_PLUS_R, DVD_PLUS_R_DL, DVD_R, DVD_ROM -> ofDvd(queries);
            case DVD_PLUS_RW -> {
                boolean unformatted = information.isPresent()
                        && information.get().format() == DiscInformation.BackgroundFormat.NONE;
                yield unformatted && quirks.has(DriveQuirk.STRUCTURE_STALLS_ON_RW) ? UNKNOWN : ofDvd(queries);
            }
            // on CDs the last possible lead-out comes from the groove: with the lead-in it names the maker
            case CD_R, CD_ROM -> new MediumIds(information.map(i -> "lead-out %06X".formatted(i.outside()
                    .lastLeadOut()))
                    .orElse(""), "", configuration.profile() == Profile.CD_R, 0, 0);
            default -> UNKNOWN;
        };
        boolean serialOffered = configuration.current(Feature.MEDIA_SERIAL_NUMBER)
                && !quirks.has(DriveQuirk.MEDIA_SERIAL_HANGS);
        return ids.discId().isEmpty() && serialOffered ? ids.withDiscId(serial(queries)) : ids;
    }

    private static MediumIds ofBd(DriveQueries queries) throws IOException {
        Optional<DiscStructure> structure = queries.structure(StructureMedium.BD, DiscStructure.BD_DISC_INFORMATION,
                DiscStructure.HEADER + DiscInformationUnit.SIZE);
        if (structure.isEmpty()) {
            return UNKNOWN;
        }
        DiscInformationUnit unit;
        try {
            unit = DiscInformationUnit.decode(structure.get().payload());
        } catch (CorruptException e) {
            return UNKNOWN;
        }
        return new MediumIds(unit.mediaId(), burstCuttingArea(queries), unit.kind().equals(BD_RECORDABLE),
                unit.layers(), unit.capacity());
    }

    private static String burstCuttingArea(DriveQueries queries) throws IOException {
        Optional<DiscStructure> structure = queries.structure(StructureMedium.BD,
                DiscStructure.BD_BURST_CUTTING_AREA, DiscStructure.HEADER + BCA_UNIT);
        if (structure.isEmpty() || structure.get().payload().length < BCA_UNIT) {
            return "";
        }
        byte[] unit = structure.get().payload();
        for (int i = 0; i < BCA_UNIT; i++) {
            if (unit[i] != 0) {
                return "bca:" + HexFormat.of().formatHex(unit, 0, BCA_UNIT);
            }
        }
        return "";
    }

    private static MediumIds ofDvd(DriveQueries queries) throws IOException {
        Optional<DiscStructure> structure = queries.structure(StructureMedium.DVD, DiscStructure.DVD_PHYSICAL,
                DiscStructure.HEADER + DVD_STRUCTURE);
        try {
            int book = structure.isEmpty() ? -1 : DvdPhysicalFormat.decode(structure.get().payload()).bookType();
            return switch (book) {
                case BOOK_MINUS_R -> new MediumIds(minusId(queries), "", true, 0, 0);
                case BOOK_PLUS_R, BOOK_PLUS_R_DL -> new MediumIds(plusId(queries), "", true, 0, 0);
                default -> new MediumIds(plusId(queries), "", false, 0, 0);
            };
        } catch (CorruptException e) {
            return UNKNOWN;
        }
    }

    private static String plusId(DriveQueries queries) throws IOException {
        Optional<DiscStructure> adip = queries.structure(StructureMedium.DVD, DiscStructure.DVD_ADIP,
                DiscStructure.HEADER + 256);
        return adip.isEmpty() ? "" : DvdMediaId.ofPlus(adip.get().payload()).mediaId();
    }

    private static String minusId(DriveQueries queries) throws IOException {
        Optional<DiscStructure> recorded = queries.structure(StructureMedium.DVD, DiscStructure.DVD_PRERECORDED,
                DiscStructure.HEADER + 35);
        return recorded.isEmpty() ? "" : DvdMediaId.ofMinus(recorded.get().payload()).mediaId();
    }

    private static String serial(DriveQueries queries) throws IOException {
        int length = Math.min(SERIAL_LIMIT, queries.ask(Cdb.readMediaSerialNumber(SERIAL_HEADER), SERIAL_HEADER,
                MediaSerial::announcedLength).orElse(0));
        if (length <= SERIAL_HEADER) {
            return "";
        }
        String serial = queries.ask(Cdb.readMediaSerialNumber(length), length, MediaSerial::decode)
                .map(MediaSerial::serial).orElse("");
        return serial.isEmpty() ? "" : "serial:" + serial;
    }

    private MediumIds withDiscId(String other) {
        return new MediumIds(product, other, recordable, layers, blocks);
    }
}
