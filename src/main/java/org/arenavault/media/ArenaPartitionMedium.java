package org.arenavault.media;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.arenavault.io.CorruptException;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;
import org.arenavault.io.UnitSums;
import org.arenavault.io.UnsupportedVersionException;
import org.arenavault.optical.AppendPoint;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaMap;
import org.arenavault.venti.format.ArenaPartition;

/**
 * A medium without tracks that carries a venti arena partition: venti's own tools open and serve it (optical
 * 4.8). Each arena is a track, at a multiple of 64 KiB; the disc's label stands in the blank area. Without that
 * label nothing is ever written.
 *
 * <p>An arena becomes durable in three steps: head, data and directory; tail; table. One whose tail is there
 * but whose line in the table is not is an open track that wants nothing but its line; one without a tail was
 * interrupted, and the next one takes its place.
 */
public final class ArenaPartitionMedium implements Medium {

    /** Where the disc's label stands: in the blank area, behind boot blocks and partition tables. */
    static final long LABEL_AT = 128 * 1024;

    private static final int UNIT = UnitSums.UNIT;

    private final PartitionDevice device;
    private final String kind;

    /**
     * The medium on a device.
     *
     * @param kind what it is, for people
     */
    public ArenaPartitionMedium(PartitionDevice device, String kind) {
        this.device = device;
        this.kind = kind;
    }

    @Override
    public String drive() {
        return device.drive();
    }

    @Override
    public MediumKind kind() {
        return device.kind();
    }

    /** The block at which the first arena lies on a blank medium. */
    public static long firstBlock() {
        return PartitionLayout.arenaBase(ArenaFormat.DEFAULT_BLOCK_SIZE) / BLOCK;
    }

    @Override
    public MediumState inspect() throws IOException {
        Storage storage = device.storage();
        long capacity = storage.size() / BLOCK;
        Optional<DiscIdentity> identity;
        try {
            identity = readIdentity(storage);
        } catch (CorruptException e) {
            return BlankCheck.obstacleBesidesLabel(storage).isPresent() ? unsuitable(capacity, e.getMessage())
                    : blank(capacity);
        }
        if (identity.isEmpty()) {
            Optional<String> obstacle = BlankCheck.obstacle(storage);
            return obstacle.isPresent() ? unsuitable(capacity, obstacle.get()) : blank(capacity);
        }
        try {
            return state(identity, PartitionLayout.read(storage), capacity);
        } catch (CorruptException | UnsupportedVersionException e) {
            return unsuitable(capacity, e.getMessage());
        }
    }

    /** Nothing is there, or nothing but a label that was torn while it was written: the first thing that ever is. */
    private MediumState blank(long capacity) {
        long start = firstBlock();
        return new MediumState(kind, condition(MediumState.Condition.BLANK), readOnlyReason(), Optional.empty(),
                device.discId(), List.of(), new AppendPoint(1, start, Math.max(0, capacity - start)), capacity);
    }

    private MediumState state(Optional<DiscIdentity> identity, PartitionLayout layout, long capacity) {
        List<TrackExtent> tracks = new ArrayList<>();
        for (ArenaMap.Range range : layout.arenas()) {
            boolean listed = tracks.size() < layout.listed();
            tracks.add(new TrackExtent(tracks.size() + 1, range.start() / BLOCK, blocksFor(range.length()),
                    listed ? TrackExtent.Condition.CLOSED : TrackExtent.Condition.OPEN));
        }
        long next = layout.end() / BLOCK;
        boolean full = layout.arenas().size() >= ArenaFormat.MAX_ARENAS || next >= capacity;
        MediumState.Condition condition =
                condition(full ? MediumState.Condition.FINISHED : MediumState.Condition.APPENDABLE);
        String reason = full && !device.readOnly() ? "full" : readOnlyReason();
        return new MediumState(kind, condition, reason, identity, device.discId(), tracks,
                new AppendPoint(tracks.size() + 1, next, Math.max(0, capacity - next)), capacity);
    }

    private MediumState.Condition condition(MediumState.Condition otherwise) {
        return device.readOnly() ? MediumState.Condition.READ_ONLY_HERE : otherwise;
    }

    private String readOnlyReason() {
        return device.readOnly() ? "write-protected" : "";
    }

    private MediumState unsuitable(long capacity, String reason) {
        return new MediumState(kind, MediumState.Condition.UNSUITABLE, reason, Optional.empty(), device.discId(),
                List.of(), new AppendPoint(1, 0, 0), capacity);
    }

    private static Optional<DiscIdentity> readIdentity(Storage storage) throws IOException {
        if (storage.size() < LABEL_AT + LabelCluster.SIZE) {
            return Optional.empty();
        }
        Optional<FlatJson> fields =
                LabelCluster.decode(storage.read(LABEL_AT, LabelCluster.SIZE), storage.name() + ": label");
        return fields.isEmpty() ? Optional.empty() : Optional.of(DiscIdentity.decode(fields.get()));
    }

    @Override
    public void begin(DiscIdentity identity) throws IOException {
        inspect().requireBlank(drive());
        Storage storage = device.storage();
        storage.write(LABEL_AT, LabelCluster.encode(identity.encode()));
        storage.force();
        ArenaPartition.create(storage, PartitionLayout.header(ArenaFormat.DEFAULT_BLOCK_SIZE),
                new ArenaMap(List.of()));
        storage.force();
    }

    @Override
    public long blocksFor(long contents) {
        return ArenaFormat.roundUp(contents, UNIT) / BLOCK;
    }

    @Override
    public TrackWriter append(TrackPlan plan) throws IOException {
        PartitionLayout layout = layoutFor(plan);
        if (layout.listed() < layout.arenas().size()) {
            throw new RefusedException("%s: arena %s was written but never entered in the table; close it first"
                    .formatted(drive(), layout.arenas().get(layout.listed()).name()));
        }
        long start = plan.lba() * BLOCK;
        if (start != layout.end() || plan.number() != layout.arenas().size() + 1) {
            throw new RefusedException("%s: track %d was to start at %d; the next one is %d at %d".formatted(drive(),
                    plan.number(), start, layout.arenas().size() + 1, layout.end()));
        }
        if (start + plan.contents() > device.storage().size()) {
            throw new RefusedException("%s: arena %s of %d bytes does not fit behind byte %d of %d".formatted(drive(),
                    plan.label().content().name(), plan.contents(), start, device.storage().size()));
        }
        layout.map().plus(range(plan)).encode(layout.header().tableSize(), drive());
        return new ArenaPartitionWriter(device.storage(), () -> requireLabel(plan), layout, range(plan), plan, 0);
    }

    @Override
    public TrackWriter resume(TrackPlan plan, TrackExtent open) throws IOException {
        PartitionLayout layout = layoutFor(plan);
        ArenaMap.Range unlisted = layout.unlisted().orElseThrow(() -> new RefusedException(
                "%s: no arena waits for its line in the table".formatted(drive())));
        if (!unlisted.equals(range(plan))) {
            throw new RefusedException("%s: arena %s at %d waits for its line in the table, not %s at %d".formatted(
                    drive(), unlisted.name(), unlisted.start(), plan.label().content().name(), plan.lba() * BLOCK));
        }
        return new ArenaPartitionWriter(device.storage(), () -> requireLabel(plan), layout, unlisted, plan,
                plan.contents());
    }

    private static ArenaMap.Range range(TrackPlan plan) {
        long start = plan.lba() * BLOCK;
        return new ArenaMap.Range(plan.label().content().name(), start, start + plan.contents());
    }

    private void requireLabel(TrackPlan plan) throws IOException {
        plan.requireDisc(readIdentity(device.storage()), drive());
    }

    /** The layout, once the label has shown that the disc is the one of the plan. */
    private PartitionLayout layoutFor(TrackPlan plan) throws IOException {
        requireLabel(plan);
        PartitionLayout layout = PartitionLayout.read(device.storage());
        ArenaRecord arena = plan.label().content().arena().orElseThrow(() -> new RefusedException(
                "%s: takes arenas alone, not %s".formatted(drive(), plan.label().content().name())));
        int blockSize = arena.blockSize();
        if (layout.header().blockSize() != blockSize) {
            if (!layout.arenas().isEmpty()) {
                throw new RefusedException("%s: carries arenas with blocks of %d bytes; %s has %d and needs another one"
                        .formatted(drive(), layout.header().blockSize(), plan.label().content().name(), blockSize));
            }
            return PartitionLayout.empty(PartitionLayout.header(blockSize));
        }
        return layout;
    }

    /** An arena that is in no table can be written over: without its tail it is none, and its number is free again. */
    @Override
    public MediumState giveUp(TrackExtent open) throws IOException {
        Storage storage = device.storage();
        PartitionLayout layout = PartitionLayout.read(storage);
        ArenaMap.Range unlisted = layout.unlisted().filter(range -> open.number() == layout.arenas().size()
                && range.start() == open.lba() * BLOCK).orElseThrow(() -> new RefusedException(
                        "%s: track %d is in the table; it is not given up".formatted(drive(), open.number())));
        int blockSize = layout.header().blockSize();
        storage.write(unlisted.stop() - blockSize, new byte[blockSize]);
        storage.force();
        return inspect();
    }

    @Override
    public TrackReader read(TrackExtent track) throws IOException {
        Storage storage = device.openToVerify();
        try {
            requireSame(storage);
            long from = track.lba() * BLOCK;
            return new PlainTrackReader(storage, storage.slice(from, Math.min(storage.size(), from + track.bytes())),
                    "%s: track %d".formatted(drive(), track.number()));
        } catch (IOException | RuntimeException | Error e) {
            storage.close();
            throw e;
        }
    }

    /** What is opened to verify is read from the medium: it may be another one than that which was written. */
    private void requireSame(Storage opened) throws IOException {
        Optional<DiscIdentity> here = identityOf(device.storage());
        Optional<DiscIdentity> there = identityOf(opened);
        if (!here.equals(there)) {
            throw new OperatorNeededException(OperatorNeededException.Need.WRONG_MEDIUM,
                    "%s: another disc lies there by now, %s; insert %s and start again".formatted(drive(),
                            there.map(DiscIdentity::label).orElse("without a label"),
                            here.map(DiscIdentity::label).orElse("the one that was written")));
        }
    }

    private static Optional<DiscIdentity> identityOf(Storage storage) throws IOException {
        try {
            return readIdentity(storage);
        } catch (CorruptException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean labelsTracks() {
        return false;
    }

    @Override
    public LabelReading readLabel(TrackExtent track) {
        return new LabelReading.None();
    }

    @Override
    public void eject() throws IOException {
        device.eject();
    }

    @Override
    public void close() throws IOException {
        device.close();
    }
}
