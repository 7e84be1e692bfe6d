package org.arenavault.scsi.emulator;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.arenavault.io.CorruptException;
import org.arenavault.scsi.Cdb.Immed;
import org.arenavault.scsi.DiscInformation.BackgroundFormat;
import org.arenavault.scsi.FormatCapacities;
import org.arenavault.scsi.FormatDescriptor;
import org.arenavault.scsi.FormatUnitParameters;
import org.arenavault.scsi.Opcode;
import org.arenavault.scsi.SenseKey;

/** READ FORMAT CAPACITIES, FORMAT UNIT, BLANK. */
final class FormatCommands {

    private static final int LIST_HEADER_BYTE = 4;
    private static final int TYPE_BYTE = 8;
    private static final long ALL_BLOCKS = 0xFFFFFFFFL;
    private static final int RESTART = 0x01;

    /** The least and the greatest share of spares that BD-R and BD-RE drives offer, in clusters on a full-size SL. */
    private static final int FEWEST_SPARE_CLUSTERS = 4096;
    private static final int FEWEST_SPARE_CLUSTERS_TL = 768;
    private static final int MOST_SPARE_CLUSTERS = 200_704;
    private static final int MOST_SPARE_CLUSTERS_TL = 565_248;
    private static final int MANY_SPARE_CLUSTERS_RE = 20_480 - 12_288;

    private final EmulatedDrive drive;

    FormatCommands(EmulatedDrive drive) {
        this.drive = drive;
    }

    Map<Opcode, CommandSet.Handler> handlers() {
        return Map.of(Opcode.READ_FORMAT_CAPACITIES, this::capacities, Opcode.FORMAT_UNIT, this::format,
                Opcode.BLANK, this::blank);
    }

    private UnitReply capacities(UnitRequest request) {
        if (!drive.loaded() || !drive.ready()) {
            return UnitReply.of(new FormatCapacities(MediumFamily.BD_R_QL.rawBlocks(), FormatCapacities.State.NO_MEDIUM,
                    EmulatedDisc.BLOCK, List.of()).encode());
        }
        EmulatedDisc disc = drive.disc();
        boolean formatted = disc.family().isBdR()
                ? disc.replacesBad()
                : disc.family().overwritable() ? disc.formatting() != Formatting.NONE : !disc.blank();
        return UnitReply.of(new FormatCapacities(disc.capacity(),
                formatted ? FormatCapacities.State.FORMATTED : FormatCapacities.State.UNFORMATTED, EmulatedDisc.BLOCK,
                offered(disc)).encode());
    }

    /** The formats a disc can get, as real drives list them (real-drives.md R1, R6; optical.md 2.9). */
    static List<FormatDescriptor> offered(EmulatedDisc disc) {
        MediumFamily family = disc.family();
        long raw = disc.raw();
        long spare = family.defaultSpare(raw);
        int spareClusters = (int) (spare / family.clusterBlocks());
        List<FormatDescriptor> formats = new ArrayList<>();
        if (family.isBdR() && disc.blank() && disc.formatting() == Formatting.NONE) {
            formats.add(new FormatDescriptor(raw - spare, FormatDescriptor.FULL, 0, spareClusters));
            formats.add(new FormatDescriptor(raw - spare, FormatDescriptor.BD_R_SPARES, 0, 0));
            formats.add(new FormatDescriptor(raw - most(disc), FormatDescriptor.BD_R_SPARES, 0, 0));
            formats.add(new FormatDescriptor(raw - fewest(disc), FormatDescriptor.BD_R_SPARES, 0, 0));
        } else if (family.isBdRe()) {
            long many = scaled(disc, spareClusters + MANY_SPARE_CLUSTERS_RE, family.rawBlocks());
            formats.add(new FormatDescriptor(raw - spare, FormatDescriptor.FULL, 0, spareClusters));
            formats.add(spares(disc, spare));
            formats.add(spares(disc, many));
            formats.add(spares(disc, fewest(disc)));
            formats.add(new FormatDescriptor(raw, FormatDescriptor.BD_RE_PLAIN, 0, EmulatedDisc.BLOCK));
        } else if (family == MediumFamily.DVD_PLUS_RW) {
            formats.add(new FormatDescriptor(raw, FormatDescriptor.PLUS_RW, 0, 0));
            formats.add(new FormatDescriptor(raw, FormatDescriptor.FULL, 0, EmulatedDisc.BLOCK));
        }
        return formats;
    }

    private static FormatDescriptor spares(EmulatedDisc disc, long spare) {
        return new FormatDescriptor(disc.raw() - spare, FormatDescriptor.BD_RE_SPARES, 0,
                (int) (spare / disc.family().clusterBlocks()));
    }

    private static long fewest(EmulatedDisc disc) {
        boolean threeOrFour = disc.family().layers() > 2;
        return scaled(disc, threeOrFour ? FEWEST_SPARE_CLUSTERS_TL : FEWEST_SPARE_CLUSTERS, disc.family().rawBlocks());
    }

    private static long most(EmulatedDisc disc) {
        boolean threeOrFour = disc.family().layers() > 2;
        int clusters = threeOrFour ? MOST_SPARE_CLUSTERS_TL : MOST_SPARE_CLUSTERS * disc.family().layers();
        return scaled(disc, clusters, disc.family().rawBlocks());
    }

    /** So many clusters of a disc of full size, as the same share of this one, in blocks; at least one cluster. */
    private static long scaled(EmulatedDisc disc, long clusters, long fullSize) {
        int cluster = disc.family().clusterBlocks();
        long share = disc.raw() == fullSize ? clusters : (long) ((double) clusters * disc.raw() / fullSize);
        return Math.max(1, share) * cluster;
    }

    private UnitReply format(UnitRequest request) throws CheckCondition, IOException {
        if ((request.u8(1) & 0x10) == 0 || (request.u8(1) & 0x07) != 1) {
            throw CheckCondition.invalidField(1);
        }
        byte[] list = request.parameters(FormatUnitParameters.SIZE);
        FormatUnitParameters parameters;
        try {
            parameters = FormatUnitParameters.decode(list);
        } catch (CorruptException e) {
            throw CheckCondition.invalidParameter(2);
        }
        EmulatedDisc disc = drive.disc();
        FormatDescriptor wanted = parameters.format();
        if (disc.family().isBdR()) {
            formatBdR(disc, wanted, parameters.immed());
        } else if (disc.family().isBdRe()) {
            formatBdRe(disc, wanted, parameters.immed());
        } else if (disc.family() == MediumFamily.DVD_PLUS_RW) {
            formatPlusRw(disc, wanted, parameters.immed());
        } else {
            throw new CheckCondition(SenseKey.ILLEGAL_REQUEST, 0x30, 0x06);
        }
        return UnitReply.GOOD;
    }

    private void formatBdR(EmulatedDisc disc, FormatDescriptor wanted, Immed immed)
            throws CheckCondition, IOException {
        if (!disc.blank() || disc.formatting() != Formatting.NONE) {
            throw drive.quirks().on(Quirk.FORMAT_INCOMPATIBLE)
                    ? new CheckCondition(SenseKey.ILLEGAL_REQUEST, 0x30, 0x06) : CheckCondition.sequenceError();
        }
        if (wanted.subtype() != FormatDescriptor.SRM_POW && wanted.subtype() != FormatDescriptor.SRM) {
            throw CheckCondition.invalidParameter(TYPE_BYTE);
        }
        long byDefault = disc.raw() - disc.family().defaultSpare(disc.raw());
        long blocks = switch (wanted.type()) {
            case FormatDescriptor.FULL -> chosen(disc, wanted, byDefault, byDefault, byDefault);
            case FormatDescriptor.BD_R_SPARES -> chosen(disc, wanted, byDefault, disc.raw() - most(disc),
                    disc.raw() - fewest(disc));
            default -> throw CheckCondition.invalidParameter(TYPE_BYTE);
        };
        begin(disc, wanted, wanted.subtype() == FormatDescriptor.SRM ? Formatting.SPARED : Formatting.POW,
                disc.raw() - blocks, immed);
    }

    private void formatBdRe(EmulatedDisc disc, FormatDescriptor wanted, Immed immed)
            throws CheckCondition, IOException {
        long byDefault = disc.raw() - disc.family().defaultSpare(disc.raw());
        long blocks = switch (wanted.type()) {
            case FormatDescriptor.FULL -> chosen(disc, wanted, byDefault, byDefault, byDefault);
            case FormatDescriptor.BD_RE_SPARES -> chosen(disc, wanted, byDefault, disc.raw() / 2,
                    disc.raw() - fewest(disc));
            case FormatDescriptor.BD_RE_PLAIN -> chosen(disc, wanted, disc.raw(), disc.raw(), disc.raw());
            default -> throw CheckCondition.invalidParameter(TYPE_BYTE);
        };
        begin(disc, wanted, blocks == disc.raw() ? Formatting.PLAIN : Formatting.SPARED, disc.raw() - blocks, immed);
    }

    /** The number of blocks asked for: 0 is the default, anything else whole clusters within the bounds. */
    private static long chosen(EmulatedDisc disc, FormatDescriptor wanted, long byDefault, long min, long max)
            throws CheckCondition {
        long blocks = wanted.blocks() == 0 ? byDefault : wanted.blocks();
        if (blocks < min || blocks > max || blocks % disc.family().clusterBlocks() != 0) {
            throw CheckCondition.invalidParameter(LIST_HEADER_BYTE);
        }
        return blocks;
    }

    private void formatPlusRw(EmulatedDisc disc, FormatDescriptor wanted, Immed immed)
            throws CheckCondition, IOException {
        boolean known = wanted.type() == FormatDescriptor.PLUS_RW || wanted.type() == FormatDescriptor.FULL;
        if (!known || wanted.subtype() != 0) {
            throw CheckCondition.invalidParameter(TYPE_BYTE);
        }
        if (wanted.blocks() != ALL_BLOCKS && wanted.blocks() != disc.raw()) {
            throw CheckCondition.invalidParameter(LIST_HEADER_BYTE);
        }
        boolean restart = wanted.type() == FormatDescriptor.PLUS_RW && (wanted.parameter() & RESTART) != 0;
        if (restart && disc.formatting() == Formatting.NONE) {
            throw CheckCondition.sequenceError();
        }
        disc.setBackground(BackgroundFormat.RUNNING);
        drive.operate(LongOperation.Kind.FORMAT, drive.timing().nanos(drive.timing().steps().format()), immed, () -> {
            if (!restart) {
                disc.format(Formatting.PLAIN, 0);
            }
            disc.setBackground(BackgroundFormat.COMPLETE);
            finish(disc, wanted);
        });
    }

    private void begin(EmulatedDisc disc, FormatDescriptor wanted, Formatting formatting, long spare, Immed immed)
            throws IOException {
        drive.operate(LongOperation.Kind.FORMAT, drive.timing().nanos(drive.timing().steps().format()), immed, () -> {
            disc.format(formatting, spare);
            finish(disc, wanted);
        });
    }

    private void finish(EmulatedDisc disc, FormatDescriptor wanted) throws IOException {
        disc.log("format type=%02X subtype=%d capacity=%d spare=%d".formatted(wanted.type(), wanted.subtype(),
                disc.capacity(), disc.spare()));
        disc.save();
        if (drive.quirks().on(Quirk.FORMAT_ATTENTION)) {
            drive.attention(0x28, 0x00);
        }
    }

    private UnitReply blank(UnitRequest request) throws CheckCondition, IOException {
        EmulatedDisc disc = drive.disc();
        if (!disc.family().needsFormat()) {
            throw CheckCondition.invalidField(1, 2);
        }
        if ((request.u8(1) & 0x07) > 1) {
            throw CheckCondition.invalidField(1, 2);
        }
        drive.operate(LongOperation.Kind.BLANK, drive.timing().nanos(drive.timing().steps().format()),
                request.bit(1, 4) ? Immed.ON : Immed.OFF, () -> {
                    disc.blankOut();
                    disc.log("blank");
                });
        return UnitReply.GOOD;
    }
}
