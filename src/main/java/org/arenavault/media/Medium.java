package org.arenavault.media;

import java.io.Closeable;
import java.io.IOException;
import org.arenavault.drivers.MediumDescription;

/**
 * What lies in a drive, seen as a sequence of tracks: number, start, size, contents. One suite of tests holds
 * every implementation to this contract.
 *
 * <p>Addresses and lengths count blocks of 2048 bytes. A track holds its contents from its first byte on; what
 * follows them up to the end of the track is the medium's own affair (padding, a label).
 */
public interface Medium extends Closeable {

    /** Bytes of a block. */
    int BLOCK = MediumDescription.BLOCK;

    /** The drive, by what stays the same: maker, model, serial number; or the path of a disk or folder. */
    String drive();

    /** What kind of medium it is. */
    default MediumKind kind() {
        return MediumKind.DISK;
    }

    /**
     * Looks at the medium afresh.
     *
     * @throws org.arenavault.io.OperatorNeededException if there is none, or the drive is busy or gone
     */
    MediumState inspect() throws IOException;

    /** Bytes per second that makers call 1x of this kind of disc; 0 where nobody counts so. */
    default long oneX() {
        return 0;
    }

    /**
     * Makes a blank medium one of a set, where its kind asks for that before the first track: writes the disc's
     * label, formats spares. Others do nothing.
     *
     * @throws org.arenavault.io.RefusedException if the medium is not blank
     */
    void begin(DiscIdentity identity) throws IOException;

    /**
     * How many blocks a track of these contents takes, with all that its medium puts behind them.
     *
     * @param contents bytes
     */
    long blocksFor(long contents);

    /**
     * Begins the next track. Nothing is written before the first bytes are given.
     *
     * @param plan its number and start are those that {@link #inspect} gave for the next track
     * @throws org.arenavault.io.RefusedException if the medium is not as the plan expects it
     * @throws org.arenavault.io.OperatorNeededException if its label is that of another disc
     */
    TrackWriter append(TrackPlan plan) throws IOException;

    /**
     * Continues the interrupted track {@code open} of {@code plan}, behind what it holds already. The caller has
     * read that and found it right.
     *
     * @throws org.arenavault.io.RefusedException if the medium is not as the plan expects it, or another disc
     * @throws org.arenavault.io.MediumFaultException if something else stands behind the contents
     */
    TrackWriter resume(TrackPlan plan, TrackExtent open) throws IOException;

    /**
     * Closes an interrupted track that is not to be continued.
     *
     * @return the state of the medium afterwards
     */
    MediumState giveUp(TrackExtent open) throws IOException;

    /** Reads a track or what there is of an open one; never from what the host still has in memory. */
    TrackReader read(TrackExtent track) throws IOException;

    /** The same for whoever has other means against what cannot be read at once: nothing is tried twice. */
    default TrackReader skim(TrackExtent track) throws IOException {
        return read(track);
    }

    /** Whether its tracks carry labels of their own; else only the disc does. */
    boolean labelsTracks();

    /** The label behind a track's contents, if it carries one. */
    LabelReading readLabel(TrackExtent track) throws IOException;

    /** Hands the medium out, where the drive can. The medium is closed. */
    void eject() throws IOException;
}
