package org.arenavault.report.capacity;

/**
 * What is expected of a site's users and of its snapshots (replication 6).
 *
 * @param users how many
 * @param dataPerUser that each brings along
 * @param growth that each adds on a working day
 * @param years to plan for
 * @param ratio stored in the venti to logical, after what is alike is stored once and compressed
 * @param fixed other data that does not grow
 * @param minutes between two temporary snapshots; 0 if that is irrelevant
 * @param keepDays that temporary snapshots are kept
 * @param changePerSnapshot between two temporary snapshots; 0 to take a day's growth for each day kept
 * @param archivesPerDay archival snapshots on a working day; 0 to plan the venti from growth and ratio
 * @param changePerArchive between two archival snapshots
 * @param disk to be divided between fossil and venti; 0 if their sizes follow from the rest
 */
public record Assumptions(double users, double dataPerUser, double growth, double years, double ratio, double fixed,
                          double minutes, double keepDays, double changePerSnapshot, double archivesPerDay,
                          double changePerArchive, double disk) {

    /** Working days of a year. */
    public static final double DAYS = 300;

    private static final double MINUTES = 1440;

    public Assumptions {
        for (double value : new double[] {users, dataPerUser, growth, years, ratio, fixed, minutes, keepDays,
            changePerSnapshot, archivesPerDay, changePerArchive, disk}) {
            if (!(value >= 0) || Double.isInfinite(value)) {
                throw new IllegalArgumentException("an assumption of " + value);
            }
        }
    }

    /** What users have at the start. */
    public double initial() {
        return users * dataPerUser + fixed;
    }

    /** What users add in all years. */
    public double added() {
        return users * growth * DAYS * years;
    }

    /** What users have in the end. */
    public double data() {
        return initial() + added();
    }

    /** How many temporary snapshots there are at a time; 0 where that is irrelevant. */
    public double snapshots() {
        return minutes == 0 ? 0 : MINUTES / minutes * keepDays;
    }

    /** What temporary snapshots hold beyond the live tree. */
    public double ephemeral() {
        return changePerSnapshot > 0 && minutes > 0 ? changePerSnapshot * snapshots() : users * growth * keepDays;
    }

    /** What archival snapshots add to the venti in all years. */
    public double archival() {
        return archivesPerDay > 0 ? changePerArchive * archivesPerDay * DAYS * years : ratio * added();
    }

    /** The fossil's disk. */
    public double fossil() {
        return disk > 0 ? disk / (1 + ratio) : data() + ephemeral();
    }

    /** The venti's arenas. */
    public double venti() {
        if (disk > 0) {
            return ratio * fossil();
        }
        return (archivesPerDay > 0 ? data() : ratio * initial()) + archival();
    }

    /** What the venti grows by in a year. */
    public double ventiPerYear() {
        return years == 0 ? 0 : archival() / years;
    }

    /** The venti's index: a twentieth of its arenas. */
    public double index() {
        return venti() / 20;
    }
}
