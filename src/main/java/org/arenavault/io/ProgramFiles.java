package org.arenavault.io;

import java.io.IOException;
import java.util.Optional;

/**
 * What the program carries of itself: documents, scripts, its jar, its sources. What is kept for decades is kept with
 * them.
 */
@FunctionalInterface
public interface ProgramFiles {

    /** The program that runs. */
    ProgramFiles RUNNING = new RunningProgram();

    /** The name of the program's jar. */
    String JAR = "arenavault.jar";

    /** The name of the archive of the sources that the jar was made of. */
    String SOURCE = "arenavault-source.tar.gz";

    /**
     * The bytes of a file.
     *
     * @param name its path in the sources, "docs/formats.md"; {@link #JAR} or {@link #SOURCE}
     * @return empty if the program has no such file with it
     */
    Optional<byte[]> read(String name) throws IOException;
}
