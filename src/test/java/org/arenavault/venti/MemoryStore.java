package org.arenavault.venti;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.arenavault.io.MediumFaultException;
import org.arenavault.venti.format.BlockStore;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;

/** A store on the heap that can be full, can fail to sync, and can lose what was not synced. */
public final class MemoryStore implements BlockStore {

    private record Key(Score score, BlockType type) {
    }

    private final MemoryBlocks blocks = new MemoryBlocks();
    private final List<Key> unsynced = new ArrayList<>();
    private int room = Integer.MAX_VALUE;
    private int syncs;
    private boolean failing;

    /** It takes so many more blocks. */
    public synchronized void setRoom(int blocksLeft) {
        room = blocksLeft;
    }

    /** Whether syncs fail from now on. */
    public synchronized void setFailing(boolean fails) {
        failing = fails;
    }

    /** How often it was synced. */
    public synchronized int syncs() {
        return syncs;
    }

    /** What it holds. */
    public MemoryBlocks blocks() {
        return blocks;
    }

    /** What a crash of the server does. */
    public synchronized void crash() {
        unsynced.forEach(key -> blocks.remove(key.score(), key.type()));
        unsynced.clear();
    }

    @Override
    public synchronized Optional<Score> write(BlockType type, byte[] block) {
        Score score = Score.ofBlock(ByteBuffer.wrap(block));
        if (!blocks.contains(score, type)) {
            if (room-- <= 0) {
                return Optional.empty();
            }
            blocks.put(type, block);
            unsynced.add(new Key(score, type));
        }
        return Optional.of(score);
    }

    @Override
    public synchronized void sync() throws IOException {
        if (failing) {
            throw new MediumFaultException("the disk is gone");
        }
        syncs++;
        unsynced.clear();
    }

    @Override
    public Optional<byte[]> read(Score score, BlockType type) {
        return blocks.read(score, type);
    }
}
