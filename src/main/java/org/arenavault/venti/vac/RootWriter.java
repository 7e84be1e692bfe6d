package org.arenavault.venti.vac;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;

/** Writes what stands above the uppermost directory of an archive (venti-protocol 11 and 15). */
public final class RootWriter {

    private static final String NAME = "fossil";
    private static final String TYPE = "vac";
    private static final int TOP_ENTRIES = 3;

    private RootWriter() {
    }

    /**
     * Stores metadata of the root, directory block and root block.
     *
     * @param record of the uppermost directory, with its space of qids
     * @param top where it lies
     * @param prev the root before this one; {@link Score#ZERO} for none
     * @return the root score
     */
    public static Score write(BlockSink sink, DirectoryRecord record, DirectoryWriter.Streams top, Score prev)
            throws IOException {
        DirectoryRecord placed = record.withSlots(0, 1);
        StreamWriter own = StreamWriter.ofData(sink);
        own.write(ByteBuffer.wrap(new MetaBlock(MetaBlock.FOSSIL, List.of(ByteBuffer.wrap(placed.encode())))
                .encode(StreamWriter.DSIZE / 100)));
        own.pad();
        byte[] block = new byte[TOP_ENTRIES * Entry.SIZE];
        ByteBuffer b = ByteBuffer.wrap(block);
        top.entries().encode(b, 0);
        top.meta().encode(b, Entry.SIZE);
        own.finish().encode(b, 2 * Entry.SIZE);
        Score directory = sink.put(BlockType.DIRECTORY, block);
        return sink.put(BlockType.ROOT, new Root(NAME, TYPE, directory, StreamWriter.DSIZE, prev).encode());
    }
}
