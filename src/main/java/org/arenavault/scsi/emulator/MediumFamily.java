package org.arenavault.scsi.emulator;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.arenavault.io.UsageException;
import org.arenavault.scsi.Profile;

/**
 * The kinds of disc there are to emulate, with the figures of {@code optical.md} 4.0. Sizes count blocks of 2048
 * bytes.
 */
public enum MediumFamily {
    BD_R("bd-r", Profile.BD_R, 12_219_392, 32, 1, 393_216, 12),
    BD_R_DL("bd-r-dl", Profile.BD_R, 24_438_784, 32, 2, 786_432, 8),
    BD_R_TL("bd-r-tl", Profile.BD_R, 48_878_592, 32, 3, 1_572_864, 4),
    BD_R_QL("bd-r-ql", Profile.BD_R, 62_500_864, 32, 4, 2_011_232, 4),
    BD_RE("bd-re", Profile.BD_RE, 12_219_392, 32, 1, 393_216, 2),
    BD_RE_DL("bd-re-dl", Profile.BD_RE, 24_438_784, 32, 2, 786_432, 2),
    DVD_PLUS_R("dvd+r", Profile.DVD_PLUS_R, 2_295_104, 16, 1, 0, 16),
    DVD_PLUS_R_DL("dvd+r-dl", Profile.DVD_PLUS_R_DL, 4_173_824, 16, 2, 0, 8),
    DVD_R("dvd-r", Profile.DVD_R, 2_298_496, 16, 1, 0, 16),
    DVD_PLUS_RW("dvd+rw", Profile.DVD_PLUS_RW, 2_295_104, 16, 1, 0, 8),
    CD_R("cd-r", Profile.CD_R, 359_849, 1, 1, 0, 48),
    REMOVABLE("removable-disk", Profile.REMOVABLE_DISK, 12_219_392, 32, 1, 0, 6);

    private final String label;
    private final Profile profile;
    private final long rawBlocks;
    private final int clusterBlocks;
    private final int layers;
    private final long defaultSpare;
    private final int fastestWrite;

    MediumFamily(String label, Profile profile, long rawBlocks, int clusterBlocks, int layers, long defaultSpare,
                 int fastestWrite) {
        this.label = label;
        this.profile = profile;
        this.rawBlocks = rawBlocks;
        this.clusterBlocks = clusterBlocks;
        this.layers = layers;
        this.defaultSpare = defaultSpare;
        this.fastestWrite = fastestWrite;
    }

    /**
     * The family of this name.
     *
     * @throws UsageException if there is none
     */
    public static MediumFamily of(String label) throws UsageException {
        for (MediumFamily family : values()) {
            if (family.label.equals(label.toLowerCase(Locale.ROOT))) {
                return family;
            }
        }
        throw new UsageException("there is no medium %s to emulate; known are %s".formatted(label,
                Arrays.stream(values()).map(MediumFamily::label).collect(Collectors.joining(", "))));
    }

    /** The name, that of its description in {@code media-drivers}. */
    public String label() {
        return label;
    }

    /** The profile a drive reports. */
    public Profile profile() {
        return profile;
    }

    /** Capacity without spares, in blocks. */
    public long rawBlocks() {
        return rawBlocks;
    }

    /** Blocks of an error correction unit. */
    public int clusterBlocks() {
        return clusterBlocks;
    }

    int layers() {
        return layers;
    }

    /** Spare blocks of a default format for a disc of {@code raw} blocks: its share of the whole, in clusters. */
    long defaultSpare(long raw) {
        if (raw == rawBlocks || defaultSpare == 0) {
            return defaultSpare;
        }
        long share = (long) ((double) raw * defaultSpare / rawBlocks);
        return Math.max(1, share / clusterBlocks) * clusterBlocks;
    }

    /** 1x in kB/s, 1000 bytes. */
    double oneX() {
        return profile.oneX();
    }

    int fastestWrite() {
        return fastestWrite;
    }

    /** True if blocks can be written in any order, again and again; else tracks, one after the other. */
    public boolean overwritable() {
        return profile.use() == Profile.Use.OVERWRITABLE;
    }

    boolean isBdR() {
        return profile == Profile.BD_R;
    }

    boolean isBdRe() {
        return profile == Profile.BD_RE;
    }

    boolean isBd() {
        return isBdR() || isBdRe();
    }

    boolean isPlusR() {
        return profile == Profile.DVD_PLUS_R || profile == Profile.DVD_PLUS_R_DL;
    }

    /** True if nothing can be written before a format. */
    boolean needsFormat() {
        return isBdRe() || this == DVD_PLUS_RW;
    }

    /** True if mode page 05h rules how the medium is written. */
    boolean obeysWriteParameters() {
        return this == CD_R || this == DVD_R;
    }

    /** True if track number FFh stands for the incomplete track (2.7). */
    boolean knowsInvisibleTrack() {
        return this == CD_R || isPlusR();
    }

    /** Blocks lost behind a closed or reserved track. */
    long trackGap() {
        return switch (this) {
            case DVD_PLUS_R, DVD_PLUS_R_DL, DVD_R -> 16;
            case CD_R -> 157;
            default -> 0;
        };
    }

    /** Blocks lost behind a closed session, the first one or a later one. */
    long sessionGap(boolean first) {
        return switch (this) {
            case DVD_PLUS_R, DVD_PLUS_R_DL -> 2048;
            case DVD_R -> first ? 16_384 : 6_144;
            case CD_R -> first ? 11_400 : 6_900;
            default -> 0;
        };
    }

    /** The most sessions a disc takes. */
    int sessionLimit() {
        return switch (this) {
            case DVD_PLUS_R -> 153;
            case DVD_PLUS_R_DL -> 127;
            case CD_R -> 99;
            default -> 65_535;
        };
    }

    /** Blocks at the end of a closed track that are counted and cannot be read (4.6). */
    int runOut() {
        return this == CD_R ? 2 : 0;
    }

    /** The least blocks of a track. */
    int shortestTrack() {
        return this == CD_R ? 300 : 0;
    }
}
