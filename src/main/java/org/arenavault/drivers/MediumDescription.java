package org.arenavault.drivers;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.arenavault.io.PlainToml;

/**
 * A kind of medium, as {@code media-drivers/media/NAME.toml} describes it. Capacities are for planning and
 * plausibility; what a drive reports of the disc in it counts.
 *
 * @param name what the operator calls it: {@code bd-r-dl}
 * @param title for people: "BD-R DL, 50 GB"
 * @param recording how it takes data
 * @param profiles MMC profiles that a drive reports for it; empty for disks
 * @param blocks capacity in blocks of 2048 bytes, without spares; 0 where the medium itself says
 * @param clusterBlocks blocks of an error-correction unit: what is written at once
 * @param spareBlocks what a default format sets aside for spares; kept free as reserve where none are formatted
 * @param gapBlocks lost between two closed tracks
 * @param trackLimit the most tracks a disc takes
 * @param speedOneX 1x in bytes per second; 0 for disks
 */
public record MediumDescription(String name, String title, Recording recording, List<Integer> profiles, long blocks,
                                int clusterBlocks, long spareBlocks, long gapBlocks, int trackLimit, long speedOneX) {

    /** Bytes of a block. */
    public static final int BLOCK = 2048;

    private static final String KIND = "media";

    /** How a medium takes data. */
    public enum Recording {
        /** Tracks one behind the other, each written once. */
        SEQUENTIAL,
        /** Any block at any time; an optical disc in an MMC drive. */
        OVERWRITABLE,
        /** Any block at any time; a disk, a file or a folder. */
        DISK;

        private static final Map<String, Recording> WORDS =
                Map.of("SEQUENTIAL", SEQUENTIAL, "OVERWRITABLE", OVERWRITABLE, "DISK", DISK);
    }

    public MediumDescription {
        profiles = List.copyOf(profiles);
        if (clusterBlocks < 1 || blocks < 0 || spareBlocks < 0 || spareBlocks > blocks || gapBlocks < 0
                || trackLimit < 1 || speedOneX < 0) {
            throw new IllegalArgumentException("medium " + name + ": a figure out of bounds");
        }
    }

    /**
     * Reads the description of this name.
     *
     * @throws org.arenavault.io.UsageException if there is none; the known ones are listed
     */
    public static MediumDescription read(Descriptions descriptions, String name) throws IOException {
        return descriptions.read(KIND, name, MediumDescription.class, MediumDescription::plain);
    }

    /** What a plain file says. */
    static MediumDescription plain(PlainToml toml) {
        return new MediumDescription(toml.text("name"), toml.text("title"), toml.choice("recording", Recording.WORDS),
                toml.smallNumbers("profiles"), toml.number("blocks"), toml.smallNumber("cluster_blocks"),
                toml.number("spare_blocks"), toml.number("gap_blocks"), toml.smallNumber("track_limit"),
                toml.number("speed_one_x"));
    }

    /** The names of all media. */
    public static SortedSet<String> names(Descriptions descriptions) throws IOException {
        return descriptions.names(KIND);
    }

    /** The share of {@code capacityBlocks} that default spares would take, in whole clusters. */
    public long reserveOf(long capacityBlocks) {
        if (blocks == 0) {
            return 0;
        }
        double share = (double) spareBlocks / blocks;
        return (long) Math.floor(capacityBlocks * share / clusterBlocks) * clusterBlocks;
    }

    /** One on which nothing is, for people: "a blank disc (BD-R, 25 GB)". */
    public String blank() {
        return recording == Recording.DISK ? "an empty disk or folder" : "a blank disc (%s)".formatted(title);
    }

    /** Says that an arena is too large for it. */
    public String refusal(String arena, long bytes) {
        return "arena %s of %d bytes does not fit on %s".formatted(arena, bytes, title);
    }
}
