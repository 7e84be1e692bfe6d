package org.arenavault.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Files of any size, of which only the pages that were written take memory. */
public final class SparseDisks implements Disks {

    private final Map<Path, SparseStorage> files = new ConcurrentHashMap<>();

    /** Puts a file there. */
    public SparseDisks put(Path path, SparseStorage file) {
        files.put(path, file);
        return this;
    }

    /** Whether there is such a file. */
    public boolean has(Path path) {
        return files.containsKey(path);
    }

    @Override
    public Storage openToRead(Path path) throws IOException {
        return new ReadOnlyView(openToWrite(path));
    }

    @Override
    public Storage openToVerify(Path path) throws IOException {
        return openToRead(path);
    }

    @Override
    public Storage openToWrite(Path path) throws IOException {
        SparseStorage file = files.get(path);
        if (file == null) {
            throw new MediumFaultException(path + ": no such file or device");
        }
        return file;
    }

    @Override
    public Storage create(Path path, long size) throws IOException {
        SparseStorage file = new SparseStorage(path.toString(), size);
        if (files.putIfAbsent(path, file) != null) {
            throw new RefusedException(path + ": exists already");
        }
        return file;
    }
}
