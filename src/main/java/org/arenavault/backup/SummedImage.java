package org.arenavault.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.arenavault.io.ReadOnlyStorage;
import org.arenavault.io.Storage;
import org.arenavault.venti.format.Score;

/** An arena's bytes with its score in the last twenty, where the server will write the same. */
final class SummedImage implements ReadOnlyStorage {

    private final Storage image;
    private final byte[] score;

    SummedImage(Storage image, Score score) {
        this.image = image;
        this.score = score.toBytes();
    }

    @Override
    public String name() {
        return image.name();
    }

    @Override
    public long size() throws IOException {
        return image.size();
    }

    @Override
    public void read(long position, ByteBuffer target) throws IOException {
        int start = target.position();
        int count = target.remaining();
        image.read(position, target);
        long scoreAt = image.size() - Score.SIZE;
        for (long at = Math.max(position, scoreAt); at < position + count; at++) {
            target.put(start + (int) (at - position), score[(int) (at - scoreAt)]);
        }
    }

    @Override
    public void close() {
        // the partition is closed by its owner
    }
}
