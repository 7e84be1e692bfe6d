package org.arenavault.cli.fossil;

import org.arenavault.io.UsageException;
import org.arenavault.ninep.NinePath;

/**
 * Where a fossil's partition is.
 *
 * @param host the machine that it is on; empty for this one
 * @param partition as that machine calls it; on a file server, {@code 9p:HOST//PATH}
 */
record FossilPlace(String host, String partition) {

    private static final String HOST = "[A-Za-z0-9_][A-Za-z0-9_.@-]*";

    /**
     * Reads {@code PARTITION}, which may lie on a file server, or {@code HOST:PARTITION}.
     *
     * @throws UsageException if it is neither
     */
    static FossilPlace parse(String text) throws UsageException {
        int colon = text.indexOf(':');
        boolean remote = colon >= 0 && !NinePath.isOne(text) && text.substring(0, colon).matches(HOST);
        FossilPlace place = remote ? new FossilPlace(text.substring(0, colon), text.substring(colon + 1))
                : new FossilPlace("", text);
        if (place.partition.isEmpty() || place.partition.startsWith("-")) {
            throw new UsageException("'%s' is neither PARTITION nor HOST:PARTITION".formatted(text));
        }
        return place;
    }

    boolean isHere() {
        return host.isEmpty();
    }

    @Override
    public String toString() {
        return isHere() ? partition : host + ":" + partition;
    }
}
