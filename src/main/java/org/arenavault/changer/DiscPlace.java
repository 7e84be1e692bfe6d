package org.arenavault.changer;

/** What discs are put into by hand, in the words for it. */
public enum DiscPlace {

    /** A drive with a tray. */
    DRIVE("insert %s into %s", "there is no disc in the drive"),
    /** A folder, on whatever is mounted there. */
    FOLDER("mount %s at %s", ""),
    /** A disk, or a file in its place. */
    DISK("plug in %s as %s", "");

    private final String putIn;
    private final String empty;

    DiscPlace(String putIn, String empty) {
        this.putIn = putIn;
        this.empty = empty;
    }

    /** How to put that in there. */
    String putIn(String what, String device) {
        return putIn.formatted(what, device);
    }

    /**
     * What to say where nothing is in there.
     *
     * @param fault what the system says
     */
    String empty(String fault) {
        return empty.isEmpty() ? fault : empty;
    }

    /** Whether what is in there may be meant for something else: a disk or folder was named for this. */
    boolean holdsAnything() {
        return this == DRIVE;
    }
}
