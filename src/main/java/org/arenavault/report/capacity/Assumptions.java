package org.arenavault.report.capacity;

import java.util.Optional;
import org.arenavault.venti.index.IndexSizes;

/**
 * What is expected of a site's users and of its snapshots (replication 6).
 *
 * @param users who they are, and what they bring
 * @param fixed other data that does not grow
 * @param years to plan for
 * @param ratio stored in the venti to logical, after what is alike is stored once and compressed
 * @param temporary the temporary snapshots
 * @param archives the archival snapshots
 * @param disk to be divided between fossil and venti; 0 if their sizes follow from the rest
 */
public record Assumptions(Users users, double fixed, double years, double ratio, Snapshots temporary,
                          Archives archives, double disk) {

    /**
     * The users.
     *
     * @param number how many
     * @param data that each brings along
     * @param growth that each adds on a working day
     */
    public record Users(double number, double data, double growth) {

        public Users {
            requireNumbers(number, data, growth);
        }
    }

    /**
     * Temporary snapshots.
     *
     * @param minutes between two of them; 0 if that is irrelevant
     * @param keepDays that they are kept
     * @param change between two of them; 0 to take a day's growth for each day kept
     */
    public record Snapshots(double minutes, double keepDays, double change) {

        public Snapshots {
            requireNumbers(minutes, keepDays, change);
        }
    }

    /**
     * Archival snapshots.
     *
     * @param perDay how many on a working day; 0 to plan the venti from growth and ratio
     * @param change between two of them
     */
    public record Archives(double perDay, double change) {

        /** The venti is planned from growth and ratio. */
        public static final Archives FROM_GROWTH = new Archives(0, 0);

        public Archives {
            requireNumbers(perDay, change);
        }
    }

    /** Working days of a year. */
    public static final double DAYS = 300;

    private static final double MINUTES = 1440;
    private static final double BLOCK = 8192;
    /** For more nobody plans. */
    private static final double MOST_BLOCKS = 1e12;

    public Assumptions {
        requireNumbers(fixed, years, ratio, disk);
    }

    private static void requireNumbers(double... values) {
        for (double value : values) {
            if (!(value >= 0) || Double.isInfinite(value)) {
                throw new IllegalArgumentException("an assumption of " + value);
            }
        }
    }

    /** What users have at the start. */
    public double initial() {
        return users.number() * users.data() + fixed;
    }

    /** What users add in all years. */
    public double added() {
        return users.number() * users.growth() * DAYS * years;
    }

    /** What users have in the end. */
    public double data() {
        return initial() + added();
    }

    /** How many temporary snapshots there are at a time; 0 where that is irrelevant. */
    public double snapshots() {
        return temporary.minutes() == 0 ? 0 : MINUTES / temporary.minutes() * temporary.keepDays();
    }

    /** What temporary snapshots hold beyond the live tree. */
    public double ephemeral() {
        return temporary.change() > 0 && temporary.minutes() > 0 ? temporary.change() * snapshots()
                : users.number() * users.growth() * temporary.keepDays();
    }

    /** What archival snapshots add to the venti in all years. */
    public double archival() {
        return archives.perDay() > 0 ? archives.change() * archives.perDay() * DAYS * years : ratio * added();
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
        return (archives.perDay() > 0 ? data() : ratio * initial()) + archival();
    }

    /** What the venti grows by in a year. */
    public double ventiPerYear() {
        return years == 0 ? 0 : archival() / years;
    }

    /** Bytes of the venti's bloom filter. */
    public long bloom() {
        return IndexSizes.bloomBytes((long) Math.min(venti() / BLOCK, MOST_BLOCKS));
    }

    /** In how many years the disk is full; empty where that does not follow. */
    public Optional<Double> yearsUntilFull() {
        return disk > 0 && archival() > 0 ? Optional.of(venti() / ventiPerYear()) : Optional.empty();
    }

    /** The venti's index: a twentieth of its arenas. */
    public double index() {
        return venti() / 20;
    }
}
