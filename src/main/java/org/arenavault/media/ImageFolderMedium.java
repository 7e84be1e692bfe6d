package org.arenavault.media;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Disks;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.FileSystemSpace;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;
import org.arenavault.io.UnitSums;
import org.arenavault.optical.AppendPoint;
import org.arenavault.venti.format.ArenaFormat;

/**
 * A folder with one image file a track, its label beside it: {@code dir:DIR}, on any mounted file system. The
 * names of the files are numbers; the arenas' names stand in the labels alone.
 *
 * <pre>
 * disc.label          which disc of which set
 * track-0001.arena    the contents of track 1, nothing else
 * track-0001.label    its label; written last: a track without one is open
 * </pre>
 */
final class ImageFolderMedium implements Medium {

    private static final int UNIT = UnitSums.UNIT;
    private static final String DISC_LABEL = "disc.label";
    private static final Pattern TRACK = Pattern.compile("track-(\\d{4,9})\\.arena");
    /** What file systems put into a fresh root folder by themselves, and what a begin that died leaves. */
    private static final Set<String> HARMLESS = Set.of("lost+found", "system volume information", ".trashes",
            ".fseventsd", ".spotlight-v100", "$recycle.bin", DISC_LABEL + ".new");

    private final Path folder;
    private final Disks disks;

    /** The medium in a folder, which need not exist yet. */
    ImageFolderMedium(Path folder, Disks disks) {
        this.folder = folder;
        this.disks = disks;
    }

    @Override
    public String drive() {
        return "folder " + folder;
    }

    @Override
    public MediumState inspect() throws IOException {
        if (!PlainFiles.isFolder(folder)) {
            throw new OperatorNeededException(OperatorNeededException.Need.NO_MEDIUM,
                    "dir:%s: no such folder; mount the disk, or make the folder".formatted(folder));
        }
        FileSystemSpace space = FileSystemSpace.of(folder);
        long capacity = space.total() / BLOCK;
        long free = space.usable() / BLOCK;
        boolean writable = PlainFiles.isWritable(folder);
        try {
            Optional<DiscIdentity> identity = readIdentity();
            SortedMap<Integer, TrackExtent> tracks = tracks();
            if (identity.isEmpty() && !isEmpty()) {
                return state(MediumState.Condition.UNSUITABLE, "holds files but no " + DISC_LABEL
                        + "; an empty folder is needed", identity, tracks, free, capacity);
            }
            if (!writable) {
                return state(MediumState.Condition.READ_ONLY_HERE, "write-protected", identity, tracks, free, capacity);
            }
            return state(identity.isEmpty() ? MediumState.Condition.BLANK : MediumState.Condition.APPENDABLE, "",
                    identity, tracks, free, capacity);
        } catch (CorruptException e) {
            return state(MediumState.Condition.UNSUITABLE, e.getMessage(), Optional.empty(), new TreeMap<>(), free,
                    capacity);
        }
    }

    private static MediumState state(MediumState.Condition condition, String reason, Optional<DiscIdentity> identity,
            SortedMap<Integer, TrackExtent> tracks, long free, long capacity) {
        int next = tracks.isEmpty() ? 1 : tracks.lastKey() + 1;
        List<TrackExtent> all = List.copyOf(tracks.values());
        long start = all.isEmpty() ? 0 : all.get(all.size() - 1).end();
        return new MediumState("folder of images", condition, reason, identity, "", all,
                new AppendPoint(next, start, free), capacity);
    }

    private Optional<DiscIdentity> readIdentity() throws IOException {
        Path path = folder.resolve(DISC_LABEL);
        Optional<byte[]> cluster = readLabelFile(path);
        if (cluster.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(DiscIdentity.decode(LabelCluster.decode(cluster.get(), path.toString())
                .orElseThrow(() -> new CorruptException(path + ": is no label"))));
    }

    private boolean isEmpty() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.allMatch(entry ->
                    HARMLESS.contains(entry.getFileName().toString().toLowerCase(Locale.ROOT)));
        }
    }

    /** Starts follow one another, as on a disc; so the same files always give the same addresses. */
    private SortedMap<Integer, TrackExtent> tracks() throws IOException {
        SortedMap<Integer, Long> sizes = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "track-*.arena")) {
            for (Path file : files) {
                Matcher name = TRACK.matcher(file.getFileName().toString());
                if (name.matches() && PlainFiles.isFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    sizes.put(Integer.parseInt(name.group(1)), Files.size(file));
                }
            }
        }
        SortedMap<Integer, TrackExtent> tracks = new TreeMap<>();
        long lba = 0;
        for (var entry : sizes.entrySet()) {
            boolean closed = PlainFiles.exists(file(entry.getKey(), "label"));
            long blocks = closed ? blocksFor(entry.getValue()) : entry.getValue() / BLOCK;
            tracks.put(entry.getKey(), new TrackExtent(entry.getKey(), lba, blocks,
                    closed ? TrackExtent.Condition.CLOSED : TrackExtent.Condition.OPEN));
            lba += blocksFor(entry.getValue());
        }
        return tracks;
    }

    private Path file(int track, String kind) {
        return folder.resolve("track-%04d.%s".formatted(track, kind));
    }

    @Override
    public void begin(DiscIdentity identity) throws IOException {
        inspect().requireBlank(drive());
        DurableFiles.replace(folder.resolve(DISC_LABEL), LabelCluster.encode(identity.encode()));
    }

    @Override
    public long blocksFor(long contents) {
        return ArenaFormat.roundUp(contents, UNIT) / BLOCK;
    }

    @Override
    public TrackWriter append(TrackPlan plan) throws IOException {
        checkIdentity(plan);
        MediumState state = inspect();
        Optional<TrackExtent> open = state.tracks().stream()
                .filter(track -> track.condition() == TrackExtent.Condition.OPEN).findFirst();
        if (open.isPresent()) {
            throw new RefusedException("%s: track %d is interrupted; it is to be ended first".formatted(drive(),
                    open.get().number()));
        }
        if (plan.number() != state.appendPoint().number() || plan.lba() != state.appendPoint().start()) {
            throw new RefusedException("%s: track %d was to start at %d; the next one is %d at %d".formatted(drive(),
                    plan.number(), plan.lba(), state.appendPoint().number(), state.appendPoint().start()));
        }
        if (plan.blocks() > state.appendPoint().free()) {
            throw new RefusedException("%s: %s of %d blocks does not fit into the %d that are free".formatted(drive(),
                    plan.label().content().name(), plan.blocks(), state.appendPoint().free()));
        }
        for (String kind : List.of("arena", "label")) {
            if (PlainFiles.exists(file(plan.number(), kind), LinkOption.NOFOLLOW_LINKS)) {
                throw new RefusedException("%s: holds %s already, and it is no track; nothing was written"
                        .formatted(drive(), file(plan.number(), kind).getFileName()));
            }
        }
        return new ImageWriter(disks, () -> checkIdentity(plan),
                file(plan.number(), "arena"), plan, 0, file(plan.number(), "label"),
                blocksFor(plan.contents()));
    }

    @Override
    public TrackWriter resume(TrackPlan plan, TrackExtent open) throws IOException {
        checkIdentity(plan);
        if (open.condition() != TrackExtent.Condition.OPEN || PlainFiles.exists(file(open.number(), "label"))) {
            throw closed(open);
        }
        if (open.number() != plan.number() || open.lba() != plan.lba()) {
            throw new RefusedException("%s: track %d at %d is interrupted, not %d at %d".formatted(drive(),
                    open.number(), open.lba(), plan.number(), plan.lba()));
        }
        long position = Math.min(plan.contents(), open.bytes() / UNIT * UNIT);
        if (open.bytes() >= plan.contents()) {
            position = plan.contents();
        }
        return new ImageWriter(disks, () -> checkIdentity(plan),
                file(plan.number(), "arena"), plan, position, file(plan.number(), "label"),
                blocksFor(plan.contents()));
    }

    private RefusedException closed(TrackExtent track) {
        return new RefusedException("%s: track %d is closed".formatted(drive(), track.number()));
    }

    private void checkIdentity(TrackPlan plan) throws IOException {
        plan.requireDisc(readIdentity(), drive());
    }

    /** An image is not write-once: what was interrupted is removed, and its number is free again. */
    @Override
    public MediumState giveUp(TrackExtent open) throws IOException {
        if (PlainFiles.exists(file(open.number(), "label"))) {
            throw closed(open);
        }
        Files.delete(file(open.number(), "arena"));
        DurableFiles.syncFolder(folder);
        return inspect();
    }

    @Override
    public TrackReader read(TrackExtent track) throws IOException {
        Storage image = disks.openToVerify(file(track.number(), "arena"));
        return new PlainTrackReader(image, image, "%s: track %d".formatted(drive(), track.number()));
    }

    @Override
    public boolean labelsTracks() {
        return true;
    }

    @Override
    public LabelReading readLabel(TrackExtent track) throws IOException {
        Path path = file(track.number(), "label");
        try {
            Optional<byte[]> cluster = readLabelFile(path);
            if (cluster.isEmpty()) {
                return new LabelReading.None();
            }
            LabelReading reading = LabelReading.of(cluster.get(), path.toString());
            return reading.match(found -> found, foreign -> foreign,
                    none -> new LabelReading.Damaged(path + ": is no label"), damaged -> damaged);
        } catch (CorruptException e) {
            return new LabelReading.Damaged(e.getMessage());
        }
    }

    private Optional<byte[]> readLabelFile(Path path) throws IOException {
        if (!PlainFiles.exists(path)) {
            return Optional.empty();
        }
        try (Storage file = disks.openToVerify(path)) {
            if (file.size() != LabelCluster.SIZE) {
                throw new CorruptException("%s: a label of %d bytes".formatted(path, file.size()));
            }
            return Optional.of(file.read(0, LabelCluster.SIZE));
        }
    }

    @Override
    public void eject() {
        // unmounting is the operator's
    }

    @Override
    public void close() {
        // every file is closed where it was used
    }
}
