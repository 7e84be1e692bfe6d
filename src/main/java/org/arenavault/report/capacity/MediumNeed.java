package org.arenavault.report.capacity;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.drivers.Descriptions;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.io.UsageException;
import org.arenavault.media.LabelCluster;

/**
 * How many discs of a medium a venti takes, and how long recording them takes.
 *
 * @param medium which
 * @param arenasPerDisc how many arenas of the planned size go on one; 0 if none does
 * @param discsPerYear for what a year adds
 * @param discs for everything, in the end
 * @param hoursPerYear of recording and reading back at the planned speed
 */
public record MediumNeed(MediumDescription medium, long arenasPerDisc, double discsPerYear, double discs,
                         double hoursPerYear) {

    private static final double HOUR = 3600;
    private static final int LABEL = LabelCluster.SIZE;

    /**
     * Computes it for several media.
     *
     * @param media by their names
     * @throws UsageException if one of them is none, or has no size and speed of its own
     */
    public static List<MediumNeed> of(List<String> media, double total, double perYear, long arenaSize, double speed)
            throws IOException {
        List<MediumNeed> needs = new ArrayList<>();
        for (String name : media) {
            MediumDescription medium = MediumDescription.read(Descriptions.ofUser(), name);
            if (medium.speedOneX() == 0 || medium.blocks() == 0) {
                throw new UsageException("--medium %s: not of a size and speed of its own; name a kind of disc"
                        .formatted(name));
            }
            needs.add(of(medium, total, perYear, arenaSize, speed));
        }
        return needs;
    }

    /**
     * Computes it.
     *
     * @param total bytes of the venti in the end
     * @param perYear bytes that a year adds
     * @param arenaSize bytes of an arena
     * @param speed of the drive in multiples of 1x, both ways
     */
    public static MediumNeed of(MediumDescription medium, double total, double perYear, long arenaSize, double speed) {
        long usable = (medium.blocks() - medium.spareBlocks()) * MediumDescription.BLOCK;
        long perDisc = Math.min(medium.trackLimit(), usable / (arenaSize + LABEL));
        if (perDisc == 0) {
            return new MediumNeed(medium, 0, 0, 0, 0);
        }
        double bytesPerDisc = (double) perDisc * arenaSize;
        return new MediumNeed(medium, perDisc, perYear / bytesPerDisc, Math.ceil(total / bytesPerDisc),
                2 * perYear / (speed * medium.speedOneX()) / HOUR);
    }
}
