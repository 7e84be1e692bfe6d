package org.arenavault.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.arenavault.io.CorruptException;
import org.arenavault.io.UnitSums;
import org.arenavault.optical.DiscReader;

/** The bytes of a track on an optical disc. Large aligned reads go straight to the caller's memory. */
final class OpticalTrackReader implements TrackReader {

    private static final int UNIT = UnitSums.UNIT;

    private final DiscReader reader;
    private final TrackExtent track;
    private final String name;
    private final ByteBuffer unit = ByteBuffer.allocateDirect(UNIT).limit(0);
    private long unitAt;

    OpticalTrackReader(DiscReader reader, TrackExtent track, String name) {
        this.reader = reader;
        this.track = track;
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() {
        return track.bytes();
    }

    @Override
    public synchronized void read(long position, ByteBuffer target) throws IOException {
        if (position < 0 || position > size() - target.remaining()) {
            throw new CorruptException("%s: ends at byte %d; %d bytes at %d were wanted"
                    .formatted(name, size(), target.remaining(), position));
        }
        long at = position;
        while (target.hasRemaining()) {
            int whole = target.remaining() / Medium.BLOCK * Medium.BLOCK;
            if (at % Medium.BLOCK == 0 && whole >= UNIT) {
                int end = target.limit();
                target.limit(target.position() + whole);
                try {
                    reader.read(lba(at), target);
                } finally {
                    target.limit(end);
                }
                at += whole;
            } else {
                at += readFromUnit(at, target);
            }
        }
    }

    private int readFromUnit(long at, ByteBuffer target) throws IOException {
        if (at < unitAt || at >= unitAt + unit.limit()) {
            long start = at / UNIT * UNIT;
            unit.clear().limit(0);
            unitAt = start;
            ByteBuffer fresh = unit.duplicate().clear().limit((int) Math.min(UNIT, size() - start));
            reader.read(lba(start), fresh);
            unit.limit(fresh.limit());
        }
        int from = (int) (at - unitAt);
        int count = Math.min(target.remaining(), unit.limit() - from);
        target.put(unit.slice(from, count));
        return count;
    }

    private long lba(long at) {
        return track.lba() + at / Medium.BLOCK;
    }

    @Override
    public synchronized long recovered() {
        return reader.recovered();
    }

    @Override
    public synchronized List<BadRange> bad() {
        return reader.bad().stream().map(bad -> new BadRange((bad.start() - track.lba()) * Medium.BLOCK,
                (bad.start() + bad.blocks() - track.lba()) * Medium.BLOCK, bad.reason())).toList();
    }

    @Override
    public synchronized void close() throws IOException {
        reader.close();
    }
}
