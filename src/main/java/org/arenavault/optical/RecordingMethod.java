package org.arenavault.optical;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.arenavault.scsi.Feature;
import org.arenavault.scsi.Profile;

/** How tracks are recorded on one kind of disc (section 4). Implementations have no state. */
interface RecordingMethod {

    /** The method for a profile; empty if discs of it do not take tracks, or not from us. */
    static Optional<RecordingMethod> of(Profile profile) {
        return switch (profile) {
            case BD_R -> Optional.of(new BdRecording());
            case DVD_PLUS_R, DVD_PLUS_R_DL -> Optional.of(new DvdPlusRecording());
            case DVD_R -> Optional.of(new DvdMinusRecording());
            case CD_R -> Optional.of(new CdRecording());
            default -> Optional.empty();
        };
    }

    /** The features of which one must be current: else the drive only reads such discs (2.4). */
    List<Feature> writeFeatures();

    /** Blocks of an error correction unit: what addresses and lengths are multiples of. */
    int clusterBlocks();

    /** The most blocks between the end of one track and the start of the next. */
    long largestGap();

    /** Blocks at the end of a track that are counted and cannot be read (4.6). */
    default int runOutBlocks() {
        return 0;
    }

    /** The least blocks of a track. */
    default int shortestTrack() {
        return 0;
    }

    /** Tells the drive what it must know before the first block of a track. */
    void prepare(TrackSetup setup) throws IOException;

    /** Whether a track goes on after SYNCHRONIZE CACHE. */
    default boolean survivesSynchronizing() {
        return true;
    }

    /** Whether each track gets a session of its own, without which it would later be merged with others. */
    default boolean sessionPerTrack() {
        return false;
    }

    /** Whether WRITE may be told to do without defect management (2.12). */
    default boolean streams() {
        return false;
    }
}
