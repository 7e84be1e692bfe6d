package org.arenavault.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;
import org.arenavault.io.UnitSums;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaMap;
import org.arenavault.venti.format.ArenaPartition;

/** Writes one arena into a partition: all but the tail, the tail, the table; each forced before the next. */
final class ArenaPartitionWriter implements TrackWriter {

    private static final int UNIT = UnitSums.UNIT;

    private final Storage storage;
    private final SameMedium sameMedium;
    private final PartitionLayout layout;
    private final ArenaMap.Range range;
    private final TrackPlan plan;
    private final ByteBuffer tail;
    private long position;

    ArenaPartitionWriter(Storage storage, SameMedium sameMedium, PartitionLayout layout, ArenaMap.Range range,
            TrackPlan plan, long position) {
        this.storage = storage;
        this.sameMedium = sameMedium;
        this.layout = layout;
        this.range = range;
        this.plan = plan;
        this.tail = ByteBuffer.allocate(layout.header().blockSize());
        this.position = position;
    }

    private long tailAt() {
        return plan.contents() - tail.capacity();
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public int unit() {
        return UNIT;
    }

    @Override
    public void write(ByteBuffer contents) throws IOException {
        if (contents.remaining() > plan.contents() - position) {
            throw new RefusedException("%s: more than the %d bytes of arena %s"
                    .formatted(storage.name(), plan.contents(), range.name()));
        }
        if (position == 0 && layout.arenas().isEmpty()) {
            ArenaPartition.create(storage, layout.header(), layout.map());
        }
        int count = contents.remaining();
        int body = (int) Math.max(0, Math.min(count, tailAt() - position));
        storage.write(range.start() + position, contents.slice(contents.position(), body));
        tail.put(contents.position(contents.position() + body));
        position += count;
    }

    @Override
    public void finish() throws IOException {
        if (position < plan.contents()) {
            throw new RefusedException("%s: arena %s ends after %d of %d bytes"
                    .formatted(storage.name(), range.name(), position, plan.contents()));
        }
        storage.force();
        if (tail.position() > 0) {
            sameMedium.check();
            storage.write(range.start() + tailAt(), tail.flip());
            storage.force();
        }
    }

    @Override
    public TrackExtent closeTrack() throws IOException {
        sameMedium.check();
        ArenaMap table = layout.unlisted().isPresent() ? layout.map() : layout.map().plus(range);
        storage.write(layout.header().tableBase(), table.encode(layout.header().tableSize(), storage.name()));
        storage.force();
        long blocks = ArenaFormat.roundUp(range.length(), UNIT) / Medium.BLOCK;
        return new TrackExtent(plan.number(), plan.lba(), blocks, TrackExtent.Condition.CLOSED);
    }

    @Override
    public void close() {
        // an arena without its line in the table is interrupted; nothing to release
    }
}
