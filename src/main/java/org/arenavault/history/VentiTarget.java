package org.arenavault.history;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.arenavault.io.PeerException;
import org.arenavault.venti.format.BlockStore;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.net.VentiClient;
import org.arenavault.venti.vac.ZeroTruncation;

/** A running venti, or the partitions of one that is not running. */
public final class VentiTarget implements HistoryTarget {

    private static final int SENT = 1 << 19;

    /** What takes a block and makes blocks durable. */
    private interface Store {

        void write(BlockType type, byte[] block) throws IOException;

        void sync() throws IOException;

        Optional<byte[]> read(Score score, BlockType type) throws IOException;
    }

    private final Store store;
    /** Blocks sent lately, by score and type; a newer one takes the place of an older one. */
    private final byte[] sent = new byte[SENT * (Score.SIZE + 1)];
    private long count;

    private VentiTarget(Store store) {
        this.store = store;
    }

    /** Blocks go through this client, many at the same time. */
    public static VentiTarget of(VentiClient client) {
        return new VentiTarget(new Store() {
            @Override
            public void write(BlockType type, byte[] block) throws IOException {
                // its refusal, if there is one, is what the sync fails with
                client.writeLater(type, block).isDone();
            }

            @Override
            public void sync() throws IOException {
                client.sync();
            }

            @Override
            public Optional<byte[]> read(Score score, BlockType type) throws IOException {
                return client.read(score, type);
            }
        });
    }

    /** Blocks go into this store. */
    public static VentiTarget of(BlockStore blocks) {
        return new VentiTarget(new Store() {
            @Override
            public void write(BlockType type, byte[] block) throws IOException {
                if (blocks.write(type, block).isEmpty()) {
                    throw new PeerException(PeerException.Fault.FULL,
                            "the venti is full: add arenas to it, then start again");
                }
            }

            @Override
            public void sync() throws IOException {
                blocks.sync();
            }

            @Override
            public Optional<byte[]> read(Score score, BlockType type) throws IOException {
                return blocks.read(score, type);
            }
        });
    }

    @Override
    public synchronized Score put(BlockType type, byte[] block) throws IOException {
        byte[] stored = ZeroTruncation.truncate(type, block);
        if (stored.length == 0) {
            return Score.ZERO;
        }
        Score score = Score.ofBlock(ByteBuffer.wrap(stored));
        byte[] key = Arrays.copyOf(score.toBytes(), Score.SIZE + 1);
        key[Score.SIZE] = (byte) (type.toDisk() + 1);
        int at = (score.firstBits() >>> 1) % SENT * key.length;
        if (!Arrays.equals(sent, at, at + key.length, key, 0, key.length)) {
            store.write(type, stored);
            count++;
            System.arraycopy(key, 0, sent, at, key.length);
        }
        return score;
    }

    @Override
    public void sync() throws IOException {
        store.sync();
    }

    @Override
    public long blocksSent() {
        return count;
    }

    @Override
    public Optional<byte[]> read(Score score, BlockType type) throws IOException {
        return store.read(score, type);
    }
}
