package org.arenavault.optical;

import java.util.List;
import org.arenavault.scsi.Feature;

/**
 * BD-R, sequential recording (4.1): one track after the other without a gap, the session left open. Nothing is told
 * to the drive; mode page 05h must not be.
 */
final class BdRecording implements RecordingMethod {

    @Override
    public List<Feature> writeFeatures() {
        return List.of(Feature.INCREMENTAL_STREAMING_WRITABLE, Feature.BD_WRITE);
    }

    @Override
    public int clusterBlocks() {
        return 32;
    }

    @Override
    public long largestGap() {
        return 0;
    }

    @Override
    public void prepare(TrackSetup setup) {
        // a BD drive calibrates and decides by itself
    }

    @Override
    public boolean streams() {
        return true;
    }
}
