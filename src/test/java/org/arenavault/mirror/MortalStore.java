package org.arenavault.mirror;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.arenavault.io.MediumFaultException;
import org.arenavault.venti.format.BlockStore;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.net.VentiServer;

/** A target's store on the heap: it can be full, refuse a write, and die at any message with what was not synced. */
final class MortalStore implements BlockStore {

    record Key(Score score, BlockType type) {
    }

    private final Map<Key, byte[]> blocks = new LinkedHashMap<>();
    private final Map<Key, byte[]> durable = new LinkedHashMap<>();
    private VentiServer server;
    private long messages;
    private long writes;
    private long dieAt = Long.MAX_VALUE;
    private long refuse = -1;
    private int room = Integer.MAX_VALUE;

    /** Dies at this message, counted from 0, and takes its server with it. */
    synchronized void dieAt(long message, VentiServer with) {
        dieAt = message;
        server = with;
    }

    /** Refuses this write, counted from 0. */
    synchronized void refuseWrite(long number) {
        refuse = number;
    }

    /** Takes so many more blocks. */
    synchronized void setRoom(int more) {
        room = more;
    }

    synchronized long messages() {
        return messages;
    }

    synchronized long writes() {
        return writes;
    }

    /** What a new process finds. */
    synchronized MortalStore restarted() {
        MortalStore found = new MortalStore();
        found.blocks.putAll(durable);
        found.durable.putAll(durable);
        return found;
    }

    synchronized Map<Key, byte[]> blocks() {
        return new LinkedHashMap<>(blocks);
    }

    synchronized void put(Score score, BlockType type, byte[] block) {
        blocks.put(key(score, type), block);
        durable.put(key(score, type), block);
    }

    /** As on disk: the pointers of both trees share their types. */
    private static Key key(Score score, BlockType type) {
        return new Key(score, BlockType.fromDisk(type.toDisk()));
    }

    private void count() throws IOException {
        if (messages++ >= dieAt) {
            server.close();
            throw new MediumFaultException("the store is dead");
        }
    }

    @Override
    public synchronized Optional<byte[]> read(Score score, BlockType type) throws IOException {
        count();
        return score.isEmptyBlock() ? Optional.of(new byte[0])
                : Optional.ofNullable(blocks.get(key(score, type))).map(byte[]::clone);
    }

    @Override
    public synchronized Optional<Score> write(BlockType type, byte[] block) throws IOException {
        count();
        if (writes++ == refuse) {
            throw new MediumFaultException("this one not");
        }
        Key key = key(Score.ofBlock(ByteBuffer.wrap(block)), type);
        if (!blocks.containsKey(key) && room-- <= 0) {
            return Optional.empty();
        }
        blocks.put(key, block.clone());
        return Optional.of(key.score());
    }

    @Override
    public synchronized void sync() throws IOException {
        count();
        durable.putAll(blocks);
    }
}
