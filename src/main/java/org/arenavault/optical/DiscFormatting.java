package org.arenavault.optical;

import java.io.IOException;
import java.util.List;
import org.arenavault.drivers.DriveQuirks;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.io.RefusedException;
import org.arenavault.scsi.FormatDescriptor;
import org.arenavault.scsi.Profile;

/** Formats the disc in a drive (2.9, 2.10). A BD-R that was formatted keeps its amount of spares for ever. */
public final class DiscFormatting {

    /** Spares are counted in clusters of a BD. */
    private static final int CLUSTER_BLOCKS = 32;
    private static final long CLUSTER_BYTES = (long) CLUSTER_BLOCKS * MediumDescription.BLOCK;

    private final OpticalDrive drive;
    private final DriveQuirks quirks;

    DiscFormatting(OpticalDrive drive, DriveQuirks quirks) {
        this.drive = drive;
        this.quirks = quirks;
    }

    /**
     * Gives a blank BD-R the drive's default amount of spares. Afterwards it is still blank, and smaller.
     *
     * @param disc as it was found by {@link OpticalDrive#inspect}
     * @throws RefusedException if it is no blank BD-R, the drive cannot do it, or is known to spoil discs so
     */
    public DiscState spares(DiscState disc) throws IOException {
        if (disc.use() == DiscState.Use.BLANK && disc.profile() == Profile.BD_R && disc.formatted()) {
            return disc;
        }
        return spared(format(disc, drive.irrevocable().spares(disc), DiscInspector.Depth.CONTENTS,
                SameDisc.AS_IT_LOOKS));
    }

    private DiscState spared(DiscState now) throws RefusedException {
        if (now.use() != DiscState.Use.BLANK || !now.formatted()) {
            throw new RefusedException("%s: the disc was not formatted as it should be: it is %s now; take another"
                    .formatted(drive.name(), now.reason().isEmpty() ? now.title() : now.reason()));
        }
        return now;
    }

    /**
     * Gives a blank BD-R spares of a chosen size. Afterwards it is still blank, and smaller. One that was formatted
     * before stays as it is: no drive formats it again.
     *
     * @param disc as it was found by {@link OpticalDrive#inspect}
     * @param bytes of spares, rounded up to clusters
     * @throws RefusedException if it is no blank BD-R, or the drive does not offer that
     */
    public DiscState sized(DiscState disc, long bytes) throws IOException {
        if (disc.use() == DiscState.Use.BLANK && disc.profile() == Profile.BD_R && disc.formatted()) {
            return disc;
        }
        long spare = Math.max(1, (bytes - 1) / CLUSTER_BYTES + 1) * CLUSTER_BLOCKS;
        return spared(format(disc, drive.irrevocable().sized(disc, spare), DiscInspector.Depth.CONTENTS,
                SameDisc.AS_IT_LOOKS));
    }

    /**
     * Formats an overwritable disc; what it held is lost.
     *
     * @param disc as it was found by {@link OpticalDrive#inspect}
     * @param same tells the disc from others that look like it, at the last moment
     * @throws RefusedException if another disc is in the drive by now, or it cannot be formatted
     */
    public DiscState overwritable(DiscState disc, Spares spares, SameDisc same) throws IOException {
        return format(disc, drive.irrevocable().overwritable(disc, spares), DiscInspector.Depth.LAYOUT, same);
    }

    /**
     * Formats a blank BD-R, or a BD-RE, with a chosen amount of spares; what a BD-RE held is lost.
     *
     * @param disc as it was found by {@link OpticalDrive#inspect}
     * @param blocks of 2048 bytes that are left for data, a multiple of 32
     * @param same tells the disc from others that look like it, at the last moment
     * @throws RefusedException if another disc is in the drive by now, or it cannot be formatted so
     */
    public DiscState chosen(DiscState disc, long blocks, SameDisc same) throws IOException {
        return format(disc, drive.irrevocable().chosen(disc, blocks), DiscInspector.Depth.LAYOUT, same);
    }

    /**
     * Whether the disc can be formatted. Nothing is changed: this comes before the question.
     *
     * @param disc as it was found by {@link OpticalDrive#inspect}
     * @param blocks that are to be left for data; 0 for the drive's own choice
     * @throws RefusedException if it cannot
     */
    public void require(DiscState disc, Spares spares, long blocks) throws IOException {
        if (blocks > 0) {
            drive.irrevocable().chosen(disc, blocks);
        } else if (disc.use() == DiscState.Use.OVERWRITABLE) {
            drive.irrevocable().overwritable(disc, spares);
        } else {
            drive.irrevocable().spares(disc);
        }
    }

    private DiscState format(DiscState disc, List<FormatDescriptor> formats, DiscInspector.Depth depth, SameDisc same)
            throws IOException {
        drive.lock().hold();
        try {
            drive.requireUnchanged(disc, drive.inspect());
            same.check();
            new DiscFormatter(drive.runner(), drive.finisher(), drive.name()).format(formats);
            return new DiscInspector(drive.runner().unstoppable(), quirks, drive.name()).inspect(depth);
        } finally {
            drive.lock().release();
        }
    }
}
