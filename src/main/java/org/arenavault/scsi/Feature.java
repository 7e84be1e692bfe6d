package org.arenavault.scsi;

/** The features of {@link Configuration} that mean something to us (2.4; MMC-6 5.3). */
public enum Feature {
    PROFILE_LIST(0x0000, "profile list"),
    CORE(0x0001, "core"),
    MORPHING(0x0002, "morphing"),
    REMOVABLE_MEDIUM(0x0003, "removable medium"),
    RANDOM_READABLE(0x0010, "random readable"),
    RANDOM_WRITABLE(0x0020, "random writable"),
    INCREMENTAL_STREAMING_WRITABLE(0x0021, "incremental streaming writable"),
    FORMATTABLE(0x0023, "formattable"),
    DEFECT_MANAGEMENT(0x0024, "hardware defect management"),
    WRITE_ONCE(0x0025, "write once"),
    DVD_PLUS_RW(0x002A, "DVD+RW"),
    DVD_PLUS_R(0x002B, "DVD+R"),
    RIGID_RESTRICTED_OVERWRITE(0x002C, "rigid restricted overwrite"),
    CD_TRACK_AT_ONCE(0x002D, "CD track at once"),
    DVD_R_WRITE(0x002F, "DVD-R/-RW write"),
    BD_R_PSEUDO_OVERWRITE(0x0038, "BD-R pseudo-overwrite"),
    DVD_PLUS_R_DL(0x003B, "DVD+R DL"),
    BD_READ(0x0040, "BD read"),
    BD_WRITE(0x0041, "BD write"),
    TIMEOUT(0x0105, "time-out"),
    REAL_TIME_STREAMING(0x0107, "real-time streaming"),
    DRIVE_SERIAL_NUMBER(0x0108, "drive serial number"),
    MEDIA_SERIAL_NUMBER(0x0109, "media serial number"),
    FIRMWARE_INFORMATION(0x010C, "firmware information");

    private final int code;
    private final String title;

    Feature(int code, String title) {
        this.code = code;
        this.title = title;
    }

    /** The feature number. */
    public int code() {
        return code;
    }

    /** Its name in lower case. */
    public String title() {
        return title;
    }
}
