package org.arenavault.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;

/** Writes one track into an image file; the label beside it comes last and says that the image is whole. */
final class ImageWriter implements TrackWriter {

    private static final int UNIT = 64 * 1024;

    private final Storage image;
    private final TrackPlan plan;
    private final Path label;
    private final long blocks;
    private long position;

    ImageWriter(Storage image, TrackPlan plan, long position, Path label, long blocks) {
        this.image = image;
        this.plan = plan;
        this.position = position;
        this.label = label;
        this.blocks = blocks;
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
            throw new RefusedException("%s: more than the %d bytes of %s"
                    .formatted(image.name(), plan.contents(), plan.label().arena().name()));
        }
        int count = contents.remaining();
        image.write(position, contents.duplicate());
        position += count;
    }

    @Override
    public void finish() throws IOException {
        if (position < plan.contents()) {
            throw new RefusedException("%s: %s ends after %d of %d bytes"
                    .formatted(image.name(), plan.label().arena().name(), position, plan.contents()));
        }
        image.truncate(plan.contents());
        image.force();
    }

    @Override
    public TrackExtent closeTrack() throws IOException {
        DurableFiles.replace(label, LabelCluster.encode(plan.label().encode()));
        return new TrackExtent(plan.number(), plan.lba(), blocks, TrackExtent.Condition.CLOSED);
    }

    @Override
    public void close() throws IOException {
        image.close();
    }
}
