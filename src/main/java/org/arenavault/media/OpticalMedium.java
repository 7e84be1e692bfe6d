package org.arenavault.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.arenavault.io.CorruptException;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.RefusedException;
import org.arenavault.optical.AppendPoint;
import org.arenavault.optical.DiscReader;
import org.arenavault.optical.DiscState;
import org.arenavault.optical.DiscTrack;
import org.arenavault.optical.DriveOptions.FirstRead;
import org.arenavault.optical.OpticalDrive;
import org.arenavault.optical.Spares;
import org.arenavault.optical.TrackRecorder;
import org.arenavault.scsi.Profile;

/**
 * A recordable disc in an optical drive: BD-R, DVD+R, DVD-R, CD-R. Track k holds its contents, zeros up to a
 * multiple of 64 KiB, and in its last 64 KiB a label. Discs burned by others have none; that is normal.
 *
 * <p>Discs are left appendable, their sessions open. What is done to a disc is done to the one that was last
 * inspected, or not at all.
 */
public final class OpticalMedium implements Medium {

    private static final int LABEL_BLOCKS = LabelCluster.SIZE / BLOCK;
    /** So many tracks are looked at for a label before a disc counts as one without. */
    private static final int TRACKS_TO_ASK = 3;
    /** A track of a CD has at least 300 blocks (optical 4.6): the least multiple of 32 that holds them. */
    private static final long SHORTEST_ON_CD = 320;
    private static final long LARGEST_ADDRESS = 0xFFFF_FFFFL;

    private final OpticalDrive drive;
    private final Spares spares;
    private DiscState disc;

    private OpticalMedium(OpticalDrive drive, Spares spares, DiscState disc) {
        this.drive = drive;
        this.spares = spares;
        this.disc = disc;
    }

    /**
     * The medium in a drive: a sequence of tracks, or an arena partition on a disc that can be overwritten. The drive
     * belongs to the medium from then on.
     *
     * @param spares what {@link #begin} gives to a blank disc that can have them
     * @throws org.arenavault.io.OperatorNeededException if there is none, or the drive is busy or gone
     */
    public static Medium open(OpticalDrive drive, Spares spares) throws IOException {
        DiscState disc = drive.inspect();
        if (disc.profile().use() == Profile.Use.OVERWRITABLE && disc.use() != DiscState.Use.UNSUITABLE) {
            return new ArenaPartitionMedium(new OpticalPartition(drive, spares, disc), disc.title());
        }
        return new OpticalMedium(drive, spares, disc);
    }

    @Override
    public String drive() {
        return drive.name();
    }

    @Override
    public MediumKind kind() {
        return MediumKind.of(disc);
    }

    @Override
    public MediumState inspect() throws IOException {
        return state(drive.inspect());
    }

    @Override
    public long oneX() {
        return Math.round(disc.profile().oneX() * 1000);
    }

    private MediumState state(DiscState now) {
        disc = now;
        MediumState.Condition condition = switch (now.use()) {
            case BLANK -> MediumState.Condition.BLANK;
            case APPENDABLE -> MediumState.Condition.APPENDABLE;
            case READ_ONLY -> MediumState.Condition.READ_ONLY;
            case FINISHED -> MediumState.Condition.FINISHED;
            case READ_ONLY_HERE -> MediumState.Condition.READ_ONLY_HERE;
            case OVERWRITABLE, UNSUITABLE -> MediumState.Condition.UNSUITABLE;
        };
        String reason = now.use() == DiscState.Use.OVERWRITABLE ? now.title() + " takes no tracks" : now.reason();
        List<TrackExtent> tracks = now.tracks().stream().map(OpticalMedium::extent).toList();
        int last = tracks.isEmpty() ? 0 : tracks.get(tracks.size() - 1).number();
        long end = tracks.isEmpty() ? 0 : tracks.get(tracks.size() - 1).end();
        long behind = condition == MediumState.Condition.APPENDABLE ? Math.max(0, now.capacity() - end) : 0;
        return new MediumState(now.title(), condition, reason, Optional.empty(), now.discId(), tracks,
                now.appendPoint().orElse(new AppendPoint(last + 1, end, behind)), now.capacity());
    }

    private static TrackExtent extent(DiscTrack track) {
        return new TrackExtent(track.number(), track.start(), track.blocks(), switch (track.condition()) {
            case CLOSED -> TrackExtent.Condition.CLOSED;
            case OPEN, SESSION_OPEN -> TrackExtent.Condition.OPEN;
            case DAMAGED -> TrackExtent.Condition.DAMAGED;
        });
    }

    /** Spares where they are asked for; the disc's identity stands in the labels of its tracks. */
    @Override
    public void begin(DiscIdentity identity) throws IOException {
        inspect().requireBlank(drive());
        if (spares.kind() != Spares.Kind.NONE && disc.profile() == Profile.BD_R) {
            disc = spares.kind() == Spares.Kind.SIZED ? drive.formatting().sized(disc, spares.bytes())
                    : drive.formatting().spares(disc);
        }
    }

    @Override
    public long blocksFor(long contents) {
        long units = (contents + LabelCluster.SIZE - 1) / LabelCluster.SIZE;
        long blocks = (units + 1) * LABEL_BLOCKS;
        return disc.profile() == Profile.CD_R ? Math.max(blocks, SHORTEST_ON_CD) : blocks;
    }

    @Override
    public TrackWriter append(TrackPlan plan) throws IOException {
        checkPlan(plan);
        MediumState state = state(disc);
        AppendPoint point = state.appendPoint();
        boolean next = state.isWritable() && disc.appendPoint().isPresent() && plan.number() == point.number()
                && plan.lba() == point.start();
        if (!next) {
            throw new RefusedException("%s: track %d was to start at %d; %s".formatted(drive(), plan.number(),
                    plan.lba(), disc.appendPoint().isPresent()
                            ? "the next one is %d at %d".formatted(point.number(), point.start())
                            : "none can be begun" + (state.reason().isEmpty()
                                    ? " before the interrupted one is ended" : ": " + state.reason())));
        }
        if (plan.blocks() > state.appendPoint().free()) {
            throw new RefusedException("%s: %s of %d blocks does not fit into the %d that are free".formatted(drive(),
                    plan.label().content().name(), plan.blocks(), state.appendPoint().free()));
        }
        return writer(drive.record(disc, plan.blocks()), plan, plan.label().cluster());
    }

    /** A writer for a track that the drive is ready to take, if the labels too say that this is the disc. */
    private TrackWriter writer(TrackRecorder recorder, TrackPlan plan, byte[] label) throws IOException {
        try {
            checkLabels(plan.label().disc());
            return new OpticalTrackWriter(recorder, plan, label);
        } catch (IOException | RuntimeException | Error e) {
            recorder.close();
            throw e;
        }
    }

    private void checkPlan(TrackPlan plan) throws RefusedException {
        if (plan.blocks() != blocksFor(plan.contents())) {
            throw new RefusedException("%s: a track for %d bytes has %d blocks here, not %d".formatted(drive(),
                    plan.contents(), blocksFor(plan.contents()), plan.blocks()));
        }
    }

    /** Copies of one set look alike to the drive; their labels tell them apart. */
    private void checkLabels(DiscIdentity wanted) throws IOException {
        List<DiscTrack> closed = disc.closed();
        int oldest = Math.max(0, closed.size() - TRACKS_TO_ASK);
        for (int i = closed.size() - 1; i >= oldest; i--) {
            Optional<AnyLabel> label = readLabel(extent(closed.get(i))).any();
            if (label.isPresent()) {
                refuseOther(label.get().disc(), wanted);
                return;
            }
        }
    }

    private void refuseOther(DiscIdentity there, DiscIdentity wanted) throws RefusedException {
        if (!there.disc().equals(wanted.disc())) {
            throw new RefusedException("%s: the disc in the drive is %s (%s), not %s (%s); nothing was written"
                    .formatted(drive(), there.label(), there.disc(), wanted.label(), wanted.disc()));
        }
    }

    @Override
    public TrackWriter resume(TrackPlan plan, TrackExtent open) throws IOException {
        DiscTrack track = unclosed(open);
        checkPlan(plan);
        if (plan.number() != open.number() || plan.lba() != open.lba()) {
            throw new RefusedException("%s: track %d at %d is interrupted, not %d at %d".formatted(drive(),
                    open.number(), open.lba(), plan.number(), plan.lba()));
        }
        byte[] label = plan.label().cluster();
        checkBehindContents(plan, open, label);
        return writer(drive.resume(disc, track, plan.blocks()), plan, label);
    }

    private DiscTrack unclosed(TrackExtent open) throws RefusedException {
        return disc.unclosed().filter(track -> extent(track).equals(open)).orElseThrow(() -> new RefusedException(
                "%s: no track %d of %d blocks at %d is interrupted; look at the disc afresh".formatted(drive(),
                        open.number(), open.blocks(), open.lba())));
    }

    /** What stands behind the contents already must be what we would write there. */
    private void checkBehindContents(TrackPlan plan, TrackExtent open, byte[] label) throws IOException {
        long labelAt = OpticalTrackWriter.labelAt(plan.lba(), plan.blocks()) - plan.lba();
        if (open.bytes() <= plan.contents()) {
            return;
        }
        try (TrackReader reader = read(open)) {
            byte[] padding = reader.read(plan.contents(),
                    (int) (Math.min(open.bytes(), labelAt * BLOCK) - plan.contents()));
            int labelled = (int) Math.max(0, Math.min(LabelCluster.SIZE, open.bytes() - labelAt * BLOCK));
            byte[] there = labelled == 0 ? new byte[0] : reader.read(labelAt * BLOCK, labelled);
            if (!Arrays.equals(padding, new byte[padding.length])
                    || !Arrays.equals(there, Arrays.copyOf(label, labelled))) {
                Optional<AnyLabel> other = readLabel(open).any();
                if (other.isPresent()) {
                    refuseOther(other.get().disc(), plan.label().disc());
                }
                throw new MediumFaultException("%s: track %d holds something else behind its contents than it should"
                        .formatted(drive(), open.number()));
            }
        }
    }

    @Override
    public MediumState giveUp(TrackExtent open) throws IOException {
        DiscTrack track = unclosed(open);
        return state(drive.giveUp(disc, track));
    }

    @Override
    public TrackReader read(TrackExtent track) throws IOException {
        return reader(track, drive.options().firstRead());
    }

    @Override
    public TrackReader skim(TrackExtent track) throws IOException {
        requireAddressable(track);
        return reader(track, drive.skim(disc));
    }

    private TrackReader reader(TrackExtent track, FirstRead firstRead) throws IOException {
        requireAddressable(track);
        return reader(track, drive.read(disc, firstRead, track.lba()));
    }

    private TrackReader reader(TrackExtent track, DiscReader reader) {
        return new OpticalTrackReader(reader, track, "%s: track %d".formatted(drive(), track.number()));
    }

    private void requireAddressable(TrackExtent track) throws CorruptException {
        if (track.lba() < 0 || track.blocks() < 0 || track.end() > LARGEST_ADDRESS) {
            throw new CorruptException("%s: no disc has a track of %d blocks at %d".formatted(drive(), track.blocks(),
                    track.lba()));
        }
    }

    @Override
    public boolean labelsTracks() {
        return true;
    }

    /** A track that was interrupted before it was closed may carry its label already. */
    @Override
    public LabelReading readLabel(TrackExtent track) throws IOException {
        if (track.condition() == TrackExtent.Condition.DAMAGED || track.blocks() < LABEL_BLOCKS) {
            return new LabelReading.None();
        }
        ByteBuffer cluster = ByteBuffer.allocate(LabelCluster.SIZE);
        try (TrackReader reader = reader(track, FirstRead.PLAIN)) {
            reader.read(track.bytes() - LabelCluster.SIZE, cluster);
            return LabelReading.of(cluster.array(), "%s: label of track %d".formatted(drive(), track.number()));
        } catch (CorruptException | MediumFaultException e) {
            return new LabelReading.Damaged(e.getMessage());
        }
    }

    @Override
    public void eject() throws IOException {
        try (drive) {
            drive.eject();
        }
    }

    @Override
    public void close() throws IOException {
        drive.close();
    }
}
