package org.arenavault.report.capacity;

import org.arenavault.drivers.MediumDescription;

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
    private static final int LABEL = 64 * 1024;

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
