package org.arenavault.soak;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.arenavault.io.Disks;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.TappedDisks;

/** One write or force of a disk fails, or all from then on, as the system tells it. */
public final class FlakyDisks implements TappedDisks.Tap {

    private final String error;
    private final long first;
    private final boolean once;
    private final AtomicLong steps = new AtomicLong();

    private FlakyDisks(String error, long first, boolean once) {
        this.error = error;
        this.first = first;
        this.once = once;
    }

    /**
     * The real disks, that fail.
     *
     * @param error what the system says
     * @param first the step that fails, counted from 0
     * @param once whether later ones succeed
     */
    public static Disks failing(String error, long first, boolean once) {
        return TappedDisks.real(new FlakyDisks(error, first, once));
    }

    private void step() throws IOException {
        long step = steps.getAndIncrement();
        if (once ? step == first : step >= first) {
            throw new MediumFaultException("write error: " + error);
        }
    }

    @Override
    public void create(Path path) throws IOException {
        step();
    }

    @Override
    public void write(Path path, long position, ByteBuffer bytes) throws IOException {
        step();
    }

    @Override
    public void force(Path path) throws IOException {
        step();
    }

    @Override
    public void truncate(Path path) throws IOException {
        step();
    }
}
