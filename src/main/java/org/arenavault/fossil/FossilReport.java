package org.arenavault.fossil;

import java.io.IOException;

/**
 * What a partition says of itself.
 *
 * @param header where its parts begin
 * @param block the super block
 * @param usable whether a fossil would find its live tree
 */
public record FossilReport(FossilHeader header, SuperBlock block, boolean usable) {

    /** Reads it. */
    public static FossilReport of(FossilPartition partition) throws IOException {
        SuperBlock block = partition.readSuper();
        return new FossilReport(partition.header(), block, partition.isUsable(block));
    }
}
