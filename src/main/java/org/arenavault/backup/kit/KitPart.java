package org.arenavault.backup.kit;

import org.arenavault.io.ProgramFiles;

/** What the program gives to a kit of its own, in the order of the tar. */
enum KitPart {
    /** How to read the discs by hand. */
    RECOVERY("docs/recovery.md", "how to get everything back without the program"),
    /** What is on the discs, byte by byte. */
    FORMATS("docs/formats.md", "what is on the discs, byte by byte"),
    /** Arenas with a shell alone. */
    READSET("scripts/readset", """
            lists, checks and extracts what is on a disc or its image,
            with sh, dd, od, awk and sha1sum alone"""),
    /** The second decoder. */
    UNPARITY("scripts/unparity.c", "repairs damaged tracks by the parity on the disc; one file of C"),
    /** The program. */
    PROGRAM(ProgramFiles.JAR, "the program; it runs wherever Java 17 or a later one does"),
    /** What the program was made of. */
    SOURCE(ProgramFiles.SOURCE, "what the program was made of"),
    /** What may be done with all this. */
    LICENSE("LICENSE", "what may be done with all this");

    private final String path;
    private final String meaning;

    KitPart(String path, String meaning) {
        this.path = path;
        this.meaning = meaning;
    }

    /** What it is called in the kit: its path in the sources, so that the commands in the documents work there. */
    String path() {
        return path;
    }

    /** What it is for, in one line or several. */
    String meaning() {
        return meaning;
    }
}
