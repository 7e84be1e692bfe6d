package org.arenavault.scsi.emulator;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.io.UsageException;
import org.arenavault.scsi.DiscInformation.BackgroundFormat;
import org.arenavault.scsi.SenseData;
import org.arenavault.scsi.SenseKey;
import org.arenavault.scsi.emulator.SavedDisc.Range;

/**
 * One medium: its geometry, tracks, sessions, written and padded extents and defects ({@code optical-emulator.md} 2,
 * 3, 6), kept in a {@link DiscFolder}. Data become part of it only when a drive moves them here from its write
 * buffer, whole cluster by whole cluster; whatever happens to the process, the disc opens again as of then.
 *
 * <p>Not safe for several threads; the drive that holds it sees to that.
 */
public final class EmulatedDisc implements Closeable {

    /** Blocks of 2048 bytes: everything here counts in them. */
    static final int BLOCK = MediumDescription.BLOCK;

    private final DiscFolder folder;
    private final MediumFamily family;
    private final long raw;
    private final String mediaId;
    private final String serial;
    private final boolean writeProtected;
    private final RecordedBlocks written = new RecordedBlocks();
    private final RecordedBlocks padding = new RecordedBlocks();
    private final List<Defect> defects;
    private final TrackTable tracks;
    private long spare;
    private long spareFree;
    private Formatting formatting;
    private BackgroundFormat background;
    private boolean indexLost;
    private int markedTrack;
    private boolean exhausted;

    private EmulatedDisc(DiscFolder folder, SavedDisc state) {
        this.folder = folder;
        this.family = state.family();
        this.raw = state.room().raw();
        this.mediaId = state.identity().mediaId();
        this.serial = state.identity().serial();
        this.writeProtected = state.locks().writeProtected();
        this.defects = new ArrayList<>(state.surface().defects());
        this.spare = state.room().spare();
        this.spareFree = state.room().spareFree();
        this.formatting = state.room().formatting();
        this.background = state.room().background() == BackgroundFormat.RUNNING ? BackgroundFormat.SUSPENDED
                : state.room().background();
        this.indexLost = state.locks().indexLost();
        state.surface().written().forEach(r -> written.add(r.start(), r.count()));
        state.surface().padding().forEach(r -> padding.add(r.start(), r.count()));
        this.tracks = TrackTable.of(state);
    }

    /**
     * Makes a blank disc in a folder of its own. It costs nothing, however large the disc: {@code data} is sparse.
     *
     * @param capacityBlocks blocks a host can use, without spares; 0 for what the family has
     * @throws UsageException if that is less than a cluster or more than the family has
     */
    public static void create(Path folder, MediumFamily family, long capacityBlocks) throws IOException {
        create(folder, family, capacityBlocks, "");
    }

    /** The same with a serial number, which the drive tells, and shows in a BD's burst cutting area. */
    public static void create(Path folder, MediumFamily family, long capacityBlocks, String serial) throws IOException {
        long clusters = capacityBlocks / family.clusterBlocks();
        if (capacityBlocks != 0 && (clusters == 0 || capacityBlocks > family.rawBlocks())) {
            throw new UsageException("a %s of %d blocks cannot be; between %d and %d blocks of 2048 bytes it can"
                    .formatted(family.label(), capacityBlocks, family.clusterBlocks(), family.rawBlocks()));
        }
        long raw = capacityBlocks == 0 ? family.rawBlocks() : clusters * family.clusterBlocks();
        TrackTable tracks = TrackTable.blank(family, raw);
        Formatting made = family.overwritable() && !family.needsFormat() ? Formatting.PLAIN : Formatting.NONE;
        DiscFolder.create(folder, new SavedDisc(family, new SavedDisc.Room(raw, 0, 0, made, BackgroundFormat.NONE),
                new SavedDisc.Locks(false, false, false), new SavedDisc.Identity(MediaIds.of(family), serial), 0,
                tracks.saved(), SavedDisc.Surface.CLEAN, 1));
    }

    /**
     * Opens a disc as the last save and what was drained since left it.
     *
     * @throws org.arenavault.io.CorruptException if its state was damaged
     */
    public static EmulatedDisc open(Path path) throws IOException {
        DiscFolder folder = DiscFolder.open(path);
        try {
            EmulatedDisc disc = new EmulatedDisc(folder, folder.readState());
            disc.takeUp(folder.drained());
            return disc;
        } catch (IOException | RuntimeException | Error e) {
            folder.close();
            throw e;
        }
    }

    private void takeUp(DrainMark.Mark mark) throws IOException {
        if (family.overwritable()) {
            // extents are saved only when data are forced; what lies in the file was written all the same
            written.add(0, Math.min(folder.dataBlocks(), capacity()));
            return;
        }
        if (mark.track() < 1 || mark.track() > tracks.count()) {
            return;
        }
        EmulatedTrack track = tracks.track(mark.track());
        long ahead = mark.nextWritable() - track.nextWritable();
        if (track.state().writable() && ahead > 0 && mark.nextWritable() <= track.end()) {
            track.take(ahead);
            written.add(track.drained(), ahead);
            track.drainedTo(mark.nextWritable());
            fixPlain();
        }
    }

    /** The first write to an unformatted BD-R decides for no spares, for ever (6.1). */
    private void fixPlain() {
        if (formatting == Formatting.NONE && family.isBdR()) {
            formatting = Formatting.PLAIN;
        }
    }

    /** Forces data and state to disk. */
    void save() throws IOException {
        folder.save(new SavedDisc(family, new SavedDisc.Room(raw, spare, spareFree, formatting, background),
                new SavedDisc.Locks(tracks.finalised(), writeProtected, indexLost),
                new SavedDisc.Identity(mediaId, serial), tracks.closedSessions(), tracks.saved(),
                new SavedDisc.Surface(defects, ranges(written), ranges(padding)), folder.nextGeneration()));
        markedTrack = 0;
    }

    private static List<Range> ranges(RecordedBlocks extents) {
        List<Range> ranges = new ArrayList<>();
        for (Map.Entry<Long, Long> e : extents.ranges().entrySet()) {
            ranges.add(new Range(e.getKey(), e.getValue() - e.getKey()));
        }
        return ranges;
    }

    /** Adds a line to the disc's journal. */
    void log(String event) throws IOException {
        folder.log(event);
    }

    MediumFamily family() {
        return family;
    }

    TrackTable tracks() {
        return tracks;
    }

    long raw() {
        return raw;
    }

    /** Blocks a host can use. */
    long capacity() {
        return raw - spare;
    }

    long spare() {
        return spare;
    }

    long spareFree() {
        return spareFree;
    }

    Formatting formatting() {
        return formatting;
    }

    /** True if it was formatted for spares: each cluster is verified as it is written, and replaced if it is bad. */
    boolean replacesBad() {
        return formatting == Formatting.SPARED || formatting == Formatting.POW;
    }

    BackgroundFormat background() {
        return background;
    }

    void setBackground(BackgroundFormat state) {
        background = state;
    }

    String mediaId() {
        return mediaId;
    }

    String serial() {
        return serial;
    }

    boolean writeProtected() {
        return writeProtected;
    }

    boolean indexLost() {
        return indexLost;
    }

    void loseIndex() {
        indexLost = true;
    }

    /** True if a host may write and read: overwritable media may want a format first. */
    boolean usable() {
        return !family.needsFormat() || formatting != Formatting.NONE;
    }

    /** True if nothing was ever written to it. */
    boolean blank() {
        if (family.overwritable()) {
            return written.ranges().isEmpty();
        }
        return tracks.count() == 1 && tracks.last().state() == EmulatedTrackState.INCOMPLETE_BLANK
                && tracks.closedSessions() == 0;
    }

    /** Puts data on the medium, from block {@code lba} on; the caller notes how far a track has got. */
    void store(long lba, ByteBuffer source) throws IOException {
        int blocks = source.remaining() / BLOCK;
        folder.write(lba, source);
        written.add(lba, blocks);
        fixPlain();
    }

    /** Notes that everything of a track below {@code lba}, a cluster's end, is on the medium. */
    void drained(EmulatedTrack track, long lba) throws IOException {
        if (markedTrack != 0 && markedTrack != track.number()) {
            save();
        }
        track.drainedTo(lba);
        markedTrack = track.number();
        folder.noteDrained(track.number(), lba);
    }

    /** Blocks become part of the medium without anybody having written them; they read as zeros. */
    void pad(long lba, long count) throws IOException {
        padding.add(lba, count);
        folder.extend(lba + count);
    }

    /** Fills {@code target} from block {@code lba} on; false if the data file ends before it should. */
    boolean load(long lba, ByteBuffer target) throws IOException {
        return folder.read(lba, target);
    }

    /** The first block at or behind {@code lba} that nothing was written to. */
    long firstUnwritten(long lba) {
        long at = lba;
        long before;
        do {
            before = at;
            at = padding.firstMissing(written.firstMissing(at));
        } while (at > before);
        return at;
    }

    List<Defect> defects() {
        return defects;
    }

    /** A bad spot appears, unless it is there already. */
    void addDefect(Defect defect) {
        if (!defects.contains(defect)) {
            defects.add(defect);
        }
    }

    void replaceDefect(Defect old, Defect fresh) {
        defects.replaceAll(d -> d.equals(old) ? fresh : d);
    }

    /** Takes a spare cluster for a bad one. */
    boolean takeSpare() {
        if (spareFree < family.clusterBlocks()) {
            return false;
        }
        spareFree -= family.clusterBlocks();
        return true;
    }

    /** What a bad cluster is answered with when there is no spare: first 3/0C/02, from then on 3/32/00 (6.1). */
    SenseData sparesExhausted() {
        boolean again = exhausted;
        exhausted = true;
        return again ? SenseData.of(SenseKey.MEDIUM_ERROR, 0x32, 0x00)
                : SenseData.of(SenseKey.MEDIUM_ERROR, 0x0C, 0x02);
    }

    void setSpareFree(long blocks) {
        spareFree = Math.min(spare, blocks);
    }

    /** Formats: all data are gone, so many blocks become spares. */
    void format(Formatting newFormatting, long newSpare) throws IOException {
        formatting = newFormatting;
        spare = newSpare;
        spareFree = newSpare;
        written.clear();
        padding.clear();
        folder.erase();
        exhausted = false;
        tracks.resize(capacity());
        save();
    }

    /** Makes a rewritable disc unformatted again. */
    void blankOut() throws IOException {
        background = BackgroundFormat.NONE;
        format(Formatting.NONE, 0);
    }

    @Override
    public void close() throws IOException {
        folder.close();
    }
}
