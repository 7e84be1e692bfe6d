package org.arenavault.venti.index;

import org.arenavault.io.Storage;
import org.arenavault.venti.format.IndexSection;

/** An index section: where it lies, and its header. */
record Section(Storage storage, IndexSection header) {

    /** Number of buckets in use. */
    long buckets() {
        return header.stop() - header.start();
    }

    /** What messages call it. */
    String where() {
        return "%s: section %s".formatted(storage.name(), header.name());
    }
}
