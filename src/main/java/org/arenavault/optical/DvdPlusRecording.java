package org.arenavault.optical;

import java.util.List;
import org.arenavault.scsi.Feature;

/**
 * DVD+R, one and two layers (4.3): a session for each track, since closing a session makes one track of all its
 * fragments. Where the next track starts is for the drive to say.
 */
final class DvdPlusRecording implements RecordingMethod {

    @Override
    public List<Feature> writeFeatures() {
        return List.of(Feature.DVD_PLUS_R, Feature.DVD_PLUS_R_DL, Feature.INCREMENTAL_STREAMING_WRITABLE);
    }

    @Override
    public int clusterBlocks() {
        return 16;
    }

    @Override
    public long largestGap() {
        return 2048;
    }

    @Override
    public void prepare(TrackSetup setup) {
        // a DVD+R drive calibrates and decides by itself
    }

    @Override
    public boolean sessionPerTrack() {
        return true;
    }
}
