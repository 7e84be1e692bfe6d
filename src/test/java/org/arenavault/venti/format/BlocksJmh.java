package org.arenavault.venti.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Digests;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What is done to every block, a call for each: blocks of 8 KiB out of the files of the Java platform that runs this,
 * those that Whack makes shorter.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class BlocksJmh {

    private static final int BLOCK = 8192;
    private static final int BLOCKS = 2048;
    private static final String BIG_FILE = "lib/modules";

    private final List<byte[]> blocks = new ArrayList<>();
    private final List<byte[]> clumps = new ArrayList<>();
    private final List<ClumpHeader> headers = new ArrayList<>();
    private final byte[] out = new byte[BLOCK];
    private final WhackDecoder fast = new WhackDecoder();
    private final PlainWhackDecoder plain = new PlainWhackDecoder();
    private final WhackEncoder encoder = new WhackEncoder();
    private final PlainWhackEncoder plainEncoder = new PlainWhackEncoder();
    private final ClumpDecoder decoder = new ClumpDecoder();
    private int next;

    /** Reads and compresses the blocks. */
    @Setup
    public void prepare() throws IOException {
        try (InputStream in = Files.newInputStream(Path.of(System.getProperty("java.home")).resolve(BIG_FILE))) {
            for (byte[] block = in.readNBytes(BLOCK); block.length == BLOCK && blocks.size() < BLOCKS;
                    block = in.readNBytes(BLOCK)) {
                byte[] packed = new byte[BLOCK];
                int size = encoder.encode(block, 0, BLOCK, packed);
                if (size > 0) {
                    blocks.add(block);
                    byte[] clump = new byte[ArenaFormat.CLUMP_HEADER + size];
                    ClumpHeader header = new ClumpHeader(1, 13, size, BLOCK, Score.ofBlock(ByteBuffer.wrap(block)),
                            ClumpHeader.WHACK, 0, 1);
                    header.encode(ByteBuffer.wrap(clump), 0);
                    System.arraycopy(packed, 0, clump, ArenaFormat.CLUMP_HEADER, size);
                    headers.add(header);
                    clumps.add(clump);
                }
            }
        }
    }

    private int next() {
        next = (next + 1) % clumps.size();
        return next;
    }

    /** The decoder in use. */
    @Benchmark
    public byte[] whackDecode() throws CorruptException {
        int i = next();
        fast.decode(clumps.get(i), ArenaFormat.CLUMP_HEADER, headers.get(i).size(), out, 0, BLOCK);
        return out;
    }

    /** The decoder that reads bit by bit, for comparison. */
    @Benchmark
    public byte[] whackDecodePlainly() throws CorruptException {
        int i = next();
        plain.decode(clumps.get(i), ArenaFormat.CLUMP_HEADER, headers.get(i).size(), out, 0, BLOCK);
        return out;
    }

    /** The encoder. */
    @Benchmark
    public int whackEncode() {
        return encoder.encode(blocks.get(next()), 0, BLOCK, out);
    }

    /** The encoder that looks at every candidate from its first byte, for comparison. */
    @Benchmark
    public int whackEncodePlainly() {
        return plainEncoder.encode(blocks.get(next()), 0, BLOCK, out);
    }

    /** Header, Whack and SHA-1: what a deep check does to a clump. */
    @Benchmark
    public ByteBuffer clumpDecode() throws CorruptException {
        byte[] clump = clumps.get(next());
        return decoder.decode(ClumpHeader.decode(ByteBuffer.wrap(clump), 0), clump, ArenaFormat.CLUMP_HEADER);
    }

    /** SHA-1 alone. */
    @Benchmark
    public byte[] sha1() {
        return Digests.sha1().digest(blocks.get(next()));
    }

    /** CRC-32C, of labels, pages and tables. */
    @Benchmark
    public long crc() {
        CRC32C crc = new CRC32C();
        crc.update(blocks.get(next()));
        return crc.getValue();
    }
}
