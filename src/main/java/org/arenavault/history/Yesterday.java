package org.arenavault.history;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.arenavault.venti.vac.VacName;

/** The files of one directory on the day before, asked for in the order of their names. */
final class Yesterday implements Closeable {

    /** There was no such directory. */
    static final Yesterday NONE = new Yesterday(FileCursor.EMPTY);

    private final FileCursor files;
    private Optional<HistoryFile> head = Optional.empty();
    private boolean begun;

    private Yesterday(FileCursor files) {
        this.files = files;
    }

    static Yesterday of(StoredFile directory) throws IOException {
        return new Yesterday(directory.children());
    }

    /** The file of this name, if there was one. Names must come in ascending order. */
    Optional<StoredFile> find(VacName name) throws IOException {
        if (!begun) {
            head = files.next();
            begun = true;
        }
        while (head.isPresent() && head.get().attributes().name().compareTo(name) < 0) {
            head = files.next();
        }
        return head.filter(file -> file.attributes().name().equals(name)).map(StoredFile.class::cast);
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}
