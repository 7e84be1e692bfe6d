package org.arenavault.venti.index;

import org.arenavault.io.Storage;
import org.arenavault.venti.format.IndexSection;

/**
 * An index section: where it lies, and its header.
 *
 * @param fault why it cannot be read, one line; its header is what the map says then; empty if it can
 */
record Section(Storage storage, IndexSection header, String fault) {

    /** One that can be read. */
    Section(Storage storage, IndexSection header) {
        this(storage, header, "");
    }

    /** True if none of its buckets can be read. */
    boolean isLost() {
        return !fault.isEmpty();
    }

    /** Number of buckets in use. */
    long buckets() {
        return header.stop() - header.start();
    }

    /** What messages call it. */
    String where() {
        return "%s: section %s".formatted(storage.name(), header.name());
    }
}
