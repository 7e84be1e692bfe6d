package org.arenavault.fossil;

import java.io.IOException;

/** Whole partitions of fossils, for tests of other packages. */
public final class FossilImages {

    private FossilImages() {
    }

    /** The example of replication 3. */
    public static byte[] example() throws IOException {
        try (var example = FossilPartitionTest.example()) {
            return example.read(0, Math.toIntExact(example.size()));
        }
    }
}
