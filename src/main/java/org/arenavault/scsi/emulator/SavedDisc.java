package org.arenavault.scsi.emulator;

import java.util.List;
import org.arenavault.scsi.DiscInformation.BackgroundFormat;

/**
 * All that a disc remembers beside its data: what the file {@code state} holds, see {@link DiscStateText}. Sizes and
 * addresses count blocks.
 *
 * @param family what kind of disc it is
 * @param room how large it is, and how it is formatted
 * @param locks what keeps it from being written, or read
 * @param identity what it tells of itself
 * @param closedSessions how many sessions are closed
 * @param tracks in the order of their numbers; none on overwritable media
 * @param surface what is on it
 * @param generation counts the saves
 */
record SavedDisc(MediumFamily family, Room room, Locks locks, Identity identity, int closedSessions,
                 List<SavedTrack> tracks, Surface surface, long generation) {

    /**
     * How large a disc is, and how it is formatted.
     *
     * @param raw capacity without spares
     * @param spare blocks set aside for spares
     * @param spareFree of these, unused
     * @param formatting how it is formatted
     * @param background state of the background format, DVD+RW
     */
    record Room(long raw, long spare, long spareFree, Formatting formatting, BackgroundFormat background) {
    }

    /**
     * What keeps a disc from being written, or read.
     *
     * @param finalised nothing more can be written
     * @param writeProtected the cartridge's or the maker's protection
     * @param indexLost only the first track can be found by number: finalised by a drive that does so
     */
    record Locks(boolean finalised, boolean writeProtected, boolean indexLost) {
    }

    /**
     * What a disc tells of itself.
     *
     * @param mediaId maker and type, {@code VERBAT/IMe}
     * @param serial media serial number; empty where there is none
     */
    record Identity(String mediaId, String serial) {
    }

    /**
     * What is on a disc.
     *
     * @param defects bad spots
     * @param written blocks written by a host
     * @param padding blocks that a drive filled up with zeros
     */
    record Surface(List<Defect> defects, List<Range> written, List<Range> padding) {

        static final Surface CLEAN = new Surface(List.of(), List.of(), List.of());

        Surface {
            defects = List.copyOf(defects);
            written = List.copyOf(written);
            padding = List.copyOf(padding);
        }
    }

    SavedDisc {
        tracks = List.copyOf(tracks);
    }

    /**
     * One track.
     *
     * @param session the session it belongs to, from 1
     * @param start first block
     * @param size blocks; of the incomplete track up to the end of the disc
     * @param nextWritable where the next block goes that reaches the medium
     * @param lastRecorded last block a host wrote, or -1
     * @param state how it stands
     */
    record SavedTrack(int session, long start, long size, long nextWritable, long lastRecorded,
            EmulatedTrackState state) {
    }

    /** So many blocks from there on. */
    record Range(long start, long count) {
    }

    /** True if nothing was ever written to it. */
    boolean untouched() {
        return surface.written().isEmpty()
                && surface.padding().isEmpty()
                && (tracks.isEmpty() || (tracks.size() == 1
                        && tracks.get(0).state() == EmulatedTrackState.INCOMPLETE_BLANK));
    }

    /** Blocks a host can use. */
    long capacity() {
        return room.raw() - room.spare();
    }
}
