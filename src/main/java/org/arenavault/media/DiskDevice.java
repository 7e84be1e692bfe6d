package org.arenavault.media;

import java.io.IOException;
import java.nio.file.Path;
import org.arenavault.io.Disks;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.Storage;

/** A removable disk or a file: {@code disk:PATH}. Opened for writing only when something is to be written. */
final class DiskDevice implements PartitionDevice {

    private final Path path;
    private final Disks disks;
    private final boolean readOnly;
    private final Storage storage;

    private DiskDevice(Path path, Disks disks, boolean readOnly, Storage storage) {
        this.path = path;
        this.disks = disks;
        this.readOnly = readOnly;
        this.storage = storage;
    }

    static DiskDevice open(Path path, Disks disks) throws IOException {
        if (!PlainFiles.exists(path)) {
            throw new OperatorNeededException(OperatorNeededException.Need.NO_MEDIUM, "disk:" + path
                    + ": no such disk or file; plug it in, or make a file with 'truncate -s SIZE " + path + "'");
        }
        boolean readOnly = !PlainFiles.isWritable(path);
        return new DiskDevice(path, disks, readOnly, readOnly ? disks.openToRead(path) : disks.openToWrite(path));
    }

    @Override
    public String drive() {
        return "disk " + path;
    }

    @Override
    public String discId() {
        return "";
    }

    @Override
    public boolean readOnly() {
        return readOnly;
    }

    @Override
    public Storage storage() {
        return storage;
    }

    @Override
    public Storage openToVerify() throws IOException {
        return disks.openToVerify(path);
    }

    @Override
    public void eject() throws IOException {
        close();
    }

    @Override
    public void close() throws IOException {
        storage.close();
    }
}
