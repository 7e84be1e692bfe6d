package org.arenavault.ninep;

import java.io.IOException;
import org.arenavault.io.PeerException;
import org.arenavault.io.RefusedException;

/**
 * The length of a device whose server tells none, as those of Plan 9 do: found by reading a byte here and there, first
 * ever farther out, then between the last that is there and the first that is not.
 */
final class NineLength {

    private static final int SECTOR = 512;
    /** No disk is as large: 256 TiB. What has bytes there has them everywhere. */
    private static final long FARTHEST = 1L << 48;

    private NineLength() {
    }

    /**
     * The length in bytes; 0 for an empty file.
     *
     * @throws RefusedException if there is no end
     */
    static long of(NineHandle handle, NinePath path) throws IOException {
        if (!isThere(handle, 0)) {
            return 0;
        }
        long there = 0;
        long behind = SECTOR;
        while (isThere(handle, behind)) {
            there = behind;
            behind *= 2;
            if (behind > FARTHEST) {
                throw new RefusedException(path + ": has no length, and does not end; it is no disk");
            }
        }
        while (behind - there > 1) {
            long middle = there + (behind - there) / 2;
            if (isThere(handle, middle)) {
                there = middle;
            } else {
                behind = middle;
            }
        }
        return behind;
    }

    /** Whether there is a byte: behind the end some servers give none, others an error. */
    private static boolean isThere(NineHandle handle, long position) throws IOException {
        try {
            return handle.read(position, 1).hasRemaining();
        } catch (PeerException e) {
            if (e.fault() == PeerException.Fault.REFUSED && position > 0) {
                return false;
            }
            throw e;
        }
    }
}
