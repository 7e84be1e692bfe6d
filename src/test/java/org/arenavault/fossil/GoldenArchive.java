package org.arenavault.fossil;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.arenavault.io.UsageException;
import org.arenavault.venti.MemoryBlocks;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;

/** The second archive of a real fossil (64 MiB, blocks of 8 KiB): its blocks, each as type, length and bytes. */
public final class GoldenArchive {

    /** The root of the archive. */
    public static final Score ROOT = root();

    private GoldenArchive() {
    }

    private static Score root() {
        try {
            return Score.parse("2c8c3a424667ae861bafb71b5ebdc6544eada2f6");
        } catch (UsageException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The blocks, each under its score and type. */
    public static MemoryBlocks blocks() throws IOException {
        MemoryBlocks blocks = new MemoryBlocks();
        try (InputStream packed = GoldenArchive.class.getResourceAsStream("/golden/fossil/archive.blocks.gz");
                DataInputStream in = new DataInputStream(new GZIPInputStream(packed))) {
            while (true) {
                int type = in.readByte();
                byte[] block = in.readNBytes(in.readInt());
                blocks.put(type == BlockType.ROOT.number() ? BlockType.ROOT : BlockType.ofTree(type >= 8, type & 7),
                        block);
            }
        } catch (EOFException e) {
            return blocks;
        }
    }
}
