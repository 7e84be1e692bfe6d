package org.arenavault.optical;

import java.io.IOException;
import org.arenavault.drivers.DriveQuirk;
import org.arenavault.io.RefusedException;
import org.arenavault.scsi.Cdb.Streaming;
import org.arenavault.scsi.Feature;

/** Sets a drive up for the track that comes next, or for the rest of an interrupted one (2.12, 2.14, 2.15). */
final class TrackStart {

    private final OpticalDrive drive;

    TrackStart(OpticalDrive drive) {
        this.drive = drive;
    }

    /** A track of {@code blocks} at the append point of the disc. */
    TrackRecorder next(DiscState disc, long blocks) throws IOException {
        AppendPoint point = disc.appendPoint().orElseThrow(() -> new RefusedException(
                "%s: no track can be begun on this disc: %s".formatted(drive.name(), disc.reason().isEmpty()
                        ? "an interrupted one is to be ended first" : disc.reason())));
        RecordingMethod method = drive.methodFor(disc);
        checkLength(method, blocks, point.free());
        return start(disc, method, point.number(), point.start(), point.start(), blocks);
    }

    /** The rest of the open track, of {@code blocks} in all. */
    TrackRecorder behind(DiscState disc, DiscTrack open, long blocks) throws IOException {
        RecordingMethod method = drive.methodFor(disc);
        boolean complete = open.blocks() == blocks;
        boolean possible = disc.tracks().contains(open) && (open.condition() == DiscTrack.Condition.OPEN
                ? open.blocks() <= blocks : open.condition() == DiscTrack.Condition.SESSION_OPEN && complete);
        if (!possible) {
            throw new RefusedException("%s: track %d of %d blocks cannot be continued to %d; give it up"
                    .formatted(drive.name(), open.number(), open.blocks(), blocks));
        }
        checkLength(method, blocks, Long.MAX_VALUE);
        return start(disc, method, open.number(), open.start(), open.end(), blocks);
    }

    private static void checkLength(RecordingMethod method, long blocks, long free) throws RefusedException {
        if (blocks > free || blocks < method.shortestTrack() || blocks <= 0 || blocks % method.clusterBlocks() != 0) {
            throw new RefusedException("a track of %d blocks cannot be recorded: there are %d, in units of %d"
                    .formatted(blocks, free, method.clusterBlocks()));
        }
    }

    private TrackRecorder start(DiscState disc, RecordingMethod method, int number, long start, long position,
                                long blocks) throws IOException {
        drive.lock().hold();
        try {
            drive.requireUnchanged(disc, drive.inspect());
            drive.speedControl(drive.runner()).limitWriting(disc, drive.options().speed());
            method.prepare(new TrackSetup(drive.runner(), drive.options(), drive.name()));
            return new TrackRecorder(drive, method, streamingFor(method), disc, number, start, position,
                    start + blocks);
        } catch (IOException e) {
            drive.lock().release();
            throw e;
        }
    }

    private Streaming streamingFor(RecordingMethod method) throws IOException {
        if (drive.options().streaming() == DriveOptions.Streaming.OFF || !method.streams()) {
            return Streaming.OFF;
        }
        boolean offered = drive.configuration().descriptor(Feature.REAL_TIME_STREAMING).bit(4, 0);
        if (!offered || drive.quirks().has(DriveQuirk.STREAMING_UNSAFE)) {
            drive.runner().observations().warn(("%s: does not write without defect management; the disc is written "
                    + "with it").formatted(drive.name()));
            return Streaming.OFF;
        }
        return Streaming.ON;
    }
}
