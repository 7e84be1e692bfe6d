package org.arenavault.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.arenavault.io.Disks;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;
import org.arenavault.io.UnitSums;

/** Writes one track into an image file; the label beside it comes last and says that the image is whole. */
final class ImageWriter implements TrackWriter {

    private static final int UNIT = UnitSums.UNIT;

    private final Disks disks;
    private final SameMedium sameMedium;
    private final Path path;
    private final TrackPlan plan;
    private final Path label;
    private final long blocks;
    private Optional<Storage> image = Optional.empty();
    private long position;

    /**
     * A writer.
     *
     * @param path of the image; made with the first bytes where {@code position} is 0
     */
    ImageWriter(Disks disks, SameMedium sameMedium, Path path, TrackPlan plan, long position, Path label,
            long blocks) {
        this.disks = disks;
        this.sameMedium = sameMedium;
        this.path = path;
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
                    .formatted(path, plan.contents(), plan.label().content().name()));
        }
        int count = contents.remaining();
        image().write(position, contents);
        position += count;
    }

    private Storage image() throws IOException {
        if (image.isEmpty()) {
            sameMedium.check();
            boolean fresh = !PlainFiles.exists(path, LinkOption.NOFOLLOW_LINKS);
            if (fresh) {
                image = Optional.of(create());
                DurableFiles.syncFolder(PlainFiles.folderOf(path));
            } else {
                image = Optional.of(disks.openToWrite(path));
            }
        }
        return image.get();
    }

    /** Makes the image; another folder that came there meanwhile keeps nothing of ours, and is named. */
    private Storage create() throws IOException {
        Storage made;
        try {
            made = disks.create(path, 0);
        } catch (IOException e) {
            sameMedium.check();
            throw e;
        }
        try {
            sameMedium.check();
            return made;
        } catch (IOException | RuntimeException | Error e) {
            made.close();
            Files.deleteIfExists(path);
            throw e;
        }
    }

    @Override
    public void finish() throws IOException {
        if (position < plan.contents()) {
            throw new RefusedException("%s: %s ends after %d of %d bytes"
                    .formatted(path, plan.label().content().name(), position, plan.contents()));
        }
        image().truncate(plan.contents());
        image().force();
    }

    @Override
    public TrackExtent closeTrack() throws IOException {
        sameMedium.check();
        DurableFiles.replace(label, plan.label().cluster());
        return new TrackExtent(plan.number(), plan.lba(), blocks, TrackExtent.Condition.CLOSED);
    }

    @Override
    public void close() throws IOException {
        if (image.isPresent()) {
            image.get().close();
        }
    }
}
