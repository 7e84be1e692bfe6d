package org.arenavault.cli.devicecopy;

import org.arenavault.io.Bytes;
import org.arenavault.io.UsageException;

/** Places on a device as people write them: a block number, or bytes with a suffix. */
final class CopyPlaces {

    private CopyPlaces() {
    }

    static long bytes(String text, long block) throws UsageException {
        long number = Bytes.parse(text);
        if (!text.matches("[0-9]+")) {
            return number;
        }
        if (number > Long.MAX_VALUE / block) {
            throw new UsageException("there is no block " + text);
        }
        return number * block;
    }
}
