package org.arenavault.venti.vac;

import java.io.IOException;

/** What {@link VacTraversal} shows the files of an archive to. Paths have their names as {@link VacName} shows them. */
public interface VacVisitor {

    /**
     * A directory, before its files.
     *
     * @return whether to go into it
     */
    boolean enter(String path, VacFile directory) throws IOException;

    /** The same directory, after its files, if it was gone into. */
    void leave(String path, VacFile directory) throws IOException;

    /** Anything else: a file, link, device or pipe. */
    void file(String path, VacFile file) throws IOException;
}
