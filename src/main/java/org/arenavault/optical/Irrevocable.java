package org.arenavault.optical;

import java.io.IOException;
import java.util.List;
import org.arenavault.drivers.DriveQuirk;
import org.arenavault.drivers.DriveQuirks;
import org.arenavault.io.RefusedException;
import org.arenavault.scsi.CloseFunction;
import org.arenavault.scsi.FormatDescriptor;
import org.arenavault.scsi.Profile;

/** Whether a disc can be formatted or finalised, found out before anybody is asked for it. Nothing is changed. */
final class Irrevocable {

    private final DriveQuirks quirks;
    private final DiscFormatter formatter;
    private final String drive;

    Irrevocable(DriveQuirks quirks, DiscFormatter formatter, String drive) {
        this.quirks = quirks;
        this.formatter = formatter;
        this.drive = drive;
    }

    /**
     * How a blank BD-R gets the drive's default amount of spares.
     *
     * @throws RefusedException if it is none, or the drive cannot do it, or is known to spoil discs so
     */
    List<FormatDescriptor> spares(DiscState disc) throws IOException {
        if (disc.use() != DiscState.Use.BLANK || disc.profile() != Profile.BD_R) {
            throw new RefusedException("%s: %s is no blank BD-R; it is not formatted".formatted(drive, disc.title()));
        }
        requireSafeFormatting();
        return formatter.recordable();
    }

    /**
     * How an overwritable disc is formatted.
     *
     * @throws RefusedException if it is none, or the drive cannot do it
     */
    List<FormatDescriptor> overwritable(DiscState disc, Spares spares) throws IOException {
        if (disc.use() != DiscState.Use.OVERWRITABLE) {
            throw new RefusedException("%s: %s cannot be written over; it is not formatted".formatted(drive,
                    disc.title()));
        }
        return formatter.overwritable(disc.profile(), spares);
    }

    /**
     * How a blank BD-R, or a BD-RE, gets a chosen amount of spares.
     *
     * @param blocks that are left for data
     * @throws RefusedException if it is neither, or the drive does not offer that
     */
    List<FormatDescriptor> chosen(DiscState disc, long blocks) throws IOException {
        boolean blank = disc.profile() == Profile.BD_R && disc.use() == DiscState.Use.BLANK && !disc.formatted();
        boolean rewritable = disc.profile() == Profile.BD_RE && disc.use() == DiscState.Use.OVERWRITABLE;
        if (!blank && !rewritable) {
            throw new RefusedException("%s: only a blank BD-R that was never formatted, or a BD-RE, leaves the amount "
                    .formatted(drive) + "of spares to you");
        }
        requireSafeFormatting();
        return formatter.chosen(disc.profile(), blocks);
    }

    /**
     * How a blank BD-R gets so many blocks of spares.
     *
     * @throws RefusedException if it is none, or the drive does not offer that; what it offers is told
     */
    List<FormatDescriptor> sized(DiscState disc, long spare) throws IOException {
        if (disc.use() != DiscState.Use.BLANK || disc.profile() != Profile.BD_R) {
            throw new RefusedException("%s: %s is no blank BD-R; it is not formatted".formatted(drive, disc.title()));
        }
        requireSafeFormatting();
        return formatter.sized(disc.capacity(), spare);
    }

    private void requireSafeFormatting() throws RefusedException {
        if (quirks.has(DriveQuirk.FORMATTING_UNSAFE)) {
            throw new RefusedException("%s: does not format discs well (%s); do without spares, or take another drive"
                    .formatted(drive, quirks.source(DriveQuirk.FORMATTING_UNSAFE)));
        }
    }

    /**
     * How a disc is made read-only for ever.
     *
     * @throws RefusedException if it is so already, or not of that kind, or holds nothing, or a track that is not
     *     closed; or if the drive is known to lose the index and that is not accepted
     */
    CloseFunction finalising(DiscState disc, OpticalDrive.IndexRisk risk) throws RefusedException {
        if (disc.use() != DiscState.Use.BLANK && disc.use() != DiscState.Use.APPENDABLE) {
            throw new RefusedException("%s: %s cannot be finalised: %s".formatted(drive, disc.title(),
                    disc.reason().isEmpty() ? "it can be written over" : disc.reason()));
        }
        CloseFunction function = switch (disc.profile()) {
            case BD_R, DVD_PLUS_R, DVD_PLUS_R_DL -> CloseFunction.FINALISE;
            default -> throw new RefusedException("%s: %s is not finalised; it is readable with its session closed"
                    .formatted(drive, disc.title()));
        };
        if (disc.tracks().isEmpty()) {
            throw new RefusedException("%s: the %s is blank; nothing is on it that could be finalised".formatted(drive,
                    disc.title()));
        }
        if (disc.unclosed().isPresent()) {
            throw new RefusedException("%s: track %d is not closed; end it before the disc is finalised"
                    .formatted(drive, disc.unclosed().get().number()));
        }
        if (quirks.has(DriveQuirk.FINALISING_LOSES_INDEX) && risk == OpticalDrive.IndexRisk.REFUSED) {
            throw new RefusedException("%s: finalising may lose the index of all tracks but the first (%s); accept that"
                    .formatted(drive, quirks.source(DriveQuirk.FINALISING_LOSES_INDEX)) + " with --accept-lost-index");
        }
        return function;
    }

    /**
     * Whether the last session of a disc can be closed.
     *
     * @throws RefusedException if nothing is written in it
     */
    void closingSession(DiscState disc) throws RefusedException {
        if (disc.use() == DiscState.Use.BLANK) {
            throw new RefusedException("%s: the %s is blank; it has no session that could be closed".formatted(drive,
                    disc.title()));
        }
    }
}
