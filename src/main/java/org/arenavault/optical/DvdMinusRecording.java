package org.arenavault.optical;

import java.io.IOException;
import java.util.List;
import org.arenavault.scsi.Feature;
import org.arenavault.scsi.WriteParametersPage;

/** DVD-R, incremental recording (4.4): one zone for each track, the border left open. */
final class DvdMinusRecording implements RecordingMethod {

    /** Zones lie 16 blocks apart, borders some tens of megabytes. */
    private static final long BORDER = 65_536;

    @Override
    public List<Feature> writeFeatures() {
        return List.of(Feature.INCREMENTAL_STREAMING_WRITABLE);
    }

    @Override
    public int clusterBlocks() {
        return 16;
    }

    @Override
    public long largestGap() {
        return BORDER;
    }

    @Override
    public void prepare(TrackSetup setup) throws IOException {
        setup.selectWriteParameters(WriteParametersPage.dvdIncremental());
        setup.calibrate();
    }
}
