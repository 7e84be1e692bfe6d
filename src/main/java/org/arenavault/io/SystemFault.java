package org.arenavault.io;

import java.util.Optional;
import java.util.stream.Stream;

/** What the system says of a file that failed. It is told by the system's own words: Java gives no number. */
public enum SystemFault {
    NO_SPACE("No space left on device", "make room on its file system"),
    QUOTA("Disk quota exceeded", "make room within the quota"),
    READ_ONLY("Read-only file system", "mount its file system for writing"),
    TOO_MANY_FILES("Too many open files", "raise the limit of open files (ulimit -n)"),
    BAD_DISK("Input/output error", "look at the disk under it (dmesg)"),
    READER_GONE("Broken pipe", "start its reader again");

    private final String text;
    private final String remedy;

    SystemFault(String text, String remedy) {
        this.text = text;
        this.remedy = remedy;
    }

    /** The fault that an exception tells of, if it is one of these. */
    public static Optional<SystemFault> of(Throwable failure) {
        return Stream.of(values()).filter(fault -> fault.isToldBy(failure)).findFirst();
    }

    /** Whether an exception tells of this fault. */
    public boolean isToldBy(Throwable failure) {
        return String.valueOf(failure.getMessage()).contains(text);
    }

    /** What to do about it. */
    String remedy() {
        return remedy;
    }
}
