package org.arenavault.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.OperatorNeededException.Need;
import org.arenavault.io.ReadOnlyStorage;
import org.arenavault.io.Storage;
import org.arenavault.media.Medium;
import org.arenavault.media.MediumState;
import org.arenavault.media.Recognition;

/**
 * A disc that is read, as it was seen first. What was read of it counts only if it lies there still: a drive does not
 * always tell that its disc was changed. The drive does one thing at a time, whoever reads of the disc.
 *
 * @param before what the disc said of itself
 * @param seen which one it is
 */
record ReadDisc(Medium medium, MediumState before, Recognition seen) {

    /** Looks at a disc. */
    static ReadDisc of(Medium medium) throws IOException {
        MediumState state = medium.inspect();
        return new ReadDisc(medium, state, Recognition.of(medium, state));
    }

    /**
     * Looks at the disc again.
     *
     * @throws OperatorNeededException if another one lies there by now
     */
    void requireSame() throws IOException {
        synchronized (medium) {
            MediumState now = medium.inspect();
            Recognition recognition = Recognition.of(medium, now);
            if (!now.tracks().equals(before.tracks()) || !now.discId().equals(before.discId())
                    || !isSame(recognition)) {
                throw new OperatorNeededException(Need.WRONG_MEDIUM,
                        "%s: %s lies there by now, not %s, which was being read; insert %s and start again".formatted(
                                medium.drive(), recognition.text(), seen.text(), label()));
            }
        }
    }

    private boolean isSame(Recognition now) {
        return (now.labelled().isPresent() && seen.labelled().isPresent())
                ? now.labelled().get().disc().equals(seen.labelled().get().disc())
                : now.equals(seen);
    }

    private String label() {
        return seen.labelled().map(labelled -> labelled.disc().label()).orElse("that one");
    }

    /** What is read of the disc; whoever has read it to its end, or finds it damaged, is told of another disc first. */
    Storage watched(Storage contents) {
        return new ReadOnlyStorage() {

            @Override
            public String name() {
                return contents.name();
            }

            @Override
            public long size() throws IOException {
                return contents.size();
            }

            @Override
            public void read(long position, ByteBuffer target) throws IOException {
                long end = position + target.remaining();
                synchronized (medium) {
                    try {
                        contents.read(position, target);
                    } catch (MediumFaultException e) {
                        requireSame();
                        throw e;
                    }
                    if (end >= contents.size()) {
                        requireSame();
                    }
                }
            }

            @Override
            public void close() throws IOException {
                contents.close();
            }
        };
    }
}
