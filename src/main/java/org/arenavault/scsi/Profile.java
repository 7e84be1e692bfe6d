package org.arenavault.scsi;

/** What a medium is to its drive (2.4; MMC-6 5.4), and what that is to us. */
public enum Profile {
    NONE(0x0000, "no medium", Use.NO_MEDIUM),
    REMOVABLE_DISK(0x0002, "removable disk", Use.OVERWRITABLE),
    MO_ERASABLE(0x0003, "MO erasable", Use.DISK_LIKE),
    MO_WORM(0x0004, "MO write-once", Use.DISK_LIKE),
    AS_MO(0x0005, "AS-MO", Use.DISK_LIKE),
    CD_ROM(0x0008, "CD-ROM", Use.READ_ONLY),
    CD_R(0x0009, "CD-R", Use.SEQUENTIAL),
    CD_RW(0x000A, "CD-RW", Use.SEQUENTIAL_AFTER_BLANK),
    DVD_ROM(0x0010, "DVD-ROM", Use.READ_ONLY),
    DVD_R(0x0011, "DVD-R", Use.SEQUENTIAL),
    DVD_RAM(0x0012, "DVD-RAM", Use.OVERWRITABLE),
    DVD_RW_RESTRICTED(0x0013, "DVD-RW restricted overwrite", Use.OVERWRITABLE),
    DVD_RW_SEQUENTIAL(0x0014, "DVD-RW sequential", Use.SEQUENTIAL_AFTER_BLANK),
    DVD_R_DL(0x0015, "DVD-R DL", Use.REFUSED),
    DVD_R_DL_JUMP(0x0016, "DVD-R DL layer jump", Use.REFUSED),
    DVD_PLUS_RW(0x001A, "DVD+RW", Use.OVERWRITABLE),
    DVD_PLUS_R(0x001B, "DVD+R", Use.SEQUENTIAL),
    DVD_PLUS_RW_DL(0x002A, "DVD+RW DL", Use.OVERWRITABLE),
    DVD_PLUS_R_DL(0x002B, "DVD+R DL", Use.SEQUENTIAL),
    BD_ROM(0x0040, "BD-ROM", Use.READ_ONLY),
    BD_R(0x0041, "BD-R", Use.SEQUENTIAL),
    BD_R_RANDOM(0x0042, "BD-R random recording", Use.REFUSED),
    BD_RE(0x0043, "BD-RE", Use.OVERWRITABLE),
    HD_DVD_ROM(0x0050, "HD DVD-ROM", Use.READ_ONLY),
    HD_DVD_R(0x0051, "HD DVD-R", Use.READ_ONLY),
    HD_DVD_RAM(0x0052, "HD DVD-RAM", Use.READ_ONLY),
    HD_DVD_RW(0x0053, "HD DVD-RW", Use.READ_ONLY),
    HD_DVD_R_DL(0x0058, "HD DVD-R DL", Use.READ_ONLY),
    HD_DVD_RW_DL(0x005A, "HD DVD-RW DL", Use.READ_ONLY),
    /** FFFFh, and every code that is not in the table. */
    NON_CONFORMING(0xFFFF, "non-conforming medium", Use.REFUSED);

    /** What we do with a medium of a profile. */
    public enum Use {
        /** Nothing is loaded, or nothing the drive knows. */
        NO_MEDIUM,
        /** Can be read. */
        READ_ONLY,
        /** Tracks, written once, one after the other. */
        SEQUENTIAL,
        /** The same once it was blanked. */
        SEQUENTIAL_AFTER_BLANK,
        /** Blocks may be written in any order, again and again: carries an arena partition. */
        OVERWRITABLE,
        /** Magneto-optical: as a disk. */
        DISK_LIKE,
        /** Not for us. */
        REFUSED
    }

    private static final double BD_ONE_X = 4495.5;
    private static final double DVD_ONE_X = 1385;
    private static final double CD_ONE_X = 176.4;

    private final int code;
    private final String title;
    private final Use use;

    Profile(int code, String title, Use use) {
        this.code = code;
        this.title = title;
        this.use = use;
    }

    /** The profile with this code; {@link #NON_CONFORMING} for a code that is not in the table. */
    public static Profile of(int code) {
        for (Profile profile : values()) {
            if (profile.code == code) {
                return profile;
            }
        }
        return NON_CONFORMING;
    }

    /** The profile number. */
    public int code() {
        return code;
    }

    /** The speed that its makers call 1x, in kB/s of 1000 bytes; a CD counts what it has beside data, too. */
    public double oneX() {
        return code >= BD_ROM.code || this == REMOVABLE_DISK ? BD_ONE_X : code >= DVD_ROM.code ? DVD_ONE_X : CD_ONE_X;
    }

    /** What operators call it. */
    public String title() {
        return title;
    }

    /** What we do with it. */
    public Use use() {
        return use;
    }
}
