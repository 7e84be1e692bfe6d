package org.arenavault.optical;

import java.io.IOException;
import java.util.List;
import org.arenavault.scsi.Feature;
import org.arenavault.scsi.WriteParametersPage;

/** CD-R, track at once (4.6): SYNCHRONIZE CACHE ends a track, the last two blocks of which cannot be read. */
final class CdRecording implements RecordingMethod {

    /** The lead-out of the first session and the lead-in of the next, with the gaps of a track. */
    private static final long SESSION = 12_000;

    @Override
    public List<Feature> writeFeatures() {
        return List.of(Feature.CD_TRACK_AT_ONCE);
    }

    @Override
    public int clusterBlocks() {
        return 1;
    }

    @Override
    public long largestGap() {
        return SESSION;
    }

    @Override
    public int runOutBlocks() {
        return 2;
    }

    @Override
    public int shortestTrack() {
        return 300;
    }

    @Override
    public void prepare(TrackSetup setup) throws IOException {
        setup.selectWriteParameters(WriteParametersPage.cdTrackAtOnce());
        setup.calibrate();
    }

    @Override
    public boolean survivesSynchronizing() {
        return false;
    }
}
