package org.arenavault.copy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.arenavault.io.Disks;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.TappedDisks;

/** Disks with places that cannot be read or written. */
final class FaultyDisks implements TappedDisks.Tap {

    private final Map<Path, ByteRange> unreadable = new ConcurrentHashMap<>();
    private final Map<Path, Integer> readsThatFail = new ConcurrentHashMap<>();
    private final Map<Path, String> unwritable = new ConcurrentHashMap<>();
    private volatile String forceFails = "";
    private Runnable onWrite = () -> { };

    /** The real disks with these faults. */
    Disks disks() {
        return TappedDisks.real(this);
    }

    /** Reads that touch the range fail, so many times. */
    FaultyDisks unreadable(Path path, ByteRange range, int times) {
        readsThatFail.put(path, times);
        unreadable.put(path, range);
        return this;
    }

    FaultyDisks unwritable(Path path, String why) {
        unwritable.put(path, why);
        return this;
    }

    /** The next time that anything is forced to disk it fails; then the system says that all is well. */
    void failNextForce(String why) {
        forceFails = why;
    }

    void repair() {
        unreadable.clear();
        unwritable.clear();
    }

    /** Does something at every write. */
    void onWrite(Runnable action) {
        onWrite = action;
    }

    @Override
    public void read(Path path, long position, int count) throws IOException {
        ByteRange range = unreadable.get(path);
        if (range != null && position < range.end() && position + count > range.start()
                && readsThatFail.merge(path, -1, Integer::sum) >= 0) {
            throw new MediumFaultException(path + ": read error");
        }
    }

    @Override
    public void write(Path path, long position, ByteBuffer bytes) throws IOException {
        onWrite.run();
        String why = unwritable.get(path);
        if (why != null) {
            throw new MediumFaultException(path + ": write error: " + why);
        }
    }

    @Override
    public void force(Path path) throws IOException {
        String why = forceFails;
        forceFails = "";
        if (!why.isEmpty()) {
            throw new MediumFaultException(path + ": cannot be forced to disk: " + why);
        }
    }
}
