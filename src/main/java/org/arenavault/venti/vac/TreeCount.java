package org.arenavault.venti.vac;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.arenavault.io.Digests;
import org.arenavault.io.Progress;
import org.arenavault.io.StopSignal;
import org.arenavault.venti.format.BlockSource;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;

/**
 * Counts what a traversal of an archive will see before it begins. A directory that is named many times is read once,
 * so that forty blocks that make 2^40 files are counted in no time; sums that would overflow stay at the largest
 * number. Reads directories; pointer blocks only where {@link #written} is asked for. Memory is bounded: what is
 * remembered by a number of directories, what is read by a number of entries.
 */
public final class TreeCount {

    /** Directories, or pointer blocks, that are remembered; some 150 bytes each. */
    private static final int REMEMBERED = 500_000;

    /** Files and directories, and the bytes of the files. */
    public record Sum(long entries, long bytes) {

        private static final Sum NOTHING = new Sum(0, 0);

        private Sum plus(Sum other) {
            return new Sum(added(entries, other.entries), added(bytes, other.bytes));
        }
    }

    private record Tree(Score score, int depth) {
    }

    /**
     * What a directory comes to.
     *
     * @param cut whether something in it lies too deep
     * @param height directories below one another in it
     */
    private record Counted(Sum sum, boolean cut, int height) {
    }

    private final VacArchive archive;
    private final VacTraversal.Limits limits;
    private final long maxFileSize;
    private final long patience;
    private final Progress progress;
    private final StopSignal stop;
    private final Map<Score, Counted> directories = new HashMap<>();
    private final Map<Tree, Long> trees = new HashMap<>();
    private boolean exactBytes;
    private long looked;

    /**
     * A count.
     *
     * @param limits of the traversal
     * @param maxFileSize longer files are left out
     * @param patience how many entries are read at the most; a sum that is larger than that may be too small, but is
     *     larger than that
     */
    public TreeCount(VacArchive archive, VacTraversal.Limits limits, long maxFileSize, long patience,
            Progress progress, StopSignal stop) {
        this.archive = archive;
        this.limits = limits;
        this.maxFileSize = maxFileSize;
        this.patience = patience;
        this.progress = progress;
        this.stop = stop;
    }

    /** Counts a directory with all below it, or one file: bytes are the lengths of files, holes and all. */
    public Sum lengths(VacFile top) throws IOException {
        return count(top, false);
    }

    /** The same with the bytes that have blocks alone, which takes a look at every pointer block. */
    public Sum written(VacFile top) throws IOException {
        return count(top, true);
    }

    private Sum count(VacFile top, boolean exact) throws IOException {
        exactBytes = exact;
        looked = 0;
        directories.clear();
        trees.clear();
        try (Progress.Stage stage = progress.begin("counting what is in the archive", 0)) {
            return of(top, 0, stage).sum();
        }
    }

    private Counted of(VacFile file, int depth, Progress.Stage stage) throws IOException {
        looked++;
        if (!file.isDirectory()) {
            return new Counted(new Sum(1, bytes(file)), false, -1);
        }
        if (depth > limits.depth()) {
            return new Counted(Sum.NOTHING, true, 0);
        }
        Score anywhere = identity(file, -1);
        Counted known = directories.get(anywhere);
        if (known == null || depth + known.height() > limits.depth()) {
            // what is cut because it lies deep is only the same again at the same depth
            known = directories.get(identity(file, depth));
        }
        if (known != null) {
            return known;
        }
        Sum sum = new Sum(1, 0);
        boolean cut = false;
        int height = 0;
        DirectoryReader reader = archive.list(file, "", problem -> { });
        for (Optional<VacFile> child = reader.next(); child.isPresent() && looked <= patience; child = reader.next()) {
            stop.check();
            stage.add(1);
            Counted below = of(child.get(), depth + 1, stage);
            sum = sum.plus(below.sum());
            cut |= below.cut();
            height = Math.max(height, below.height() + 1);
        }
        Counted counted = new Counted(looked > patience ? sum.plus(new Sum(patience, 0)) : sum, cut, height);
        if (directories.size() < REMEMBERED) {
            directories.put(cut ? identity(file, depth) : anywhere, counted);
        }
        return counted;
    }

    /** All that decides what is below a directory, and where it matters what it depends on besides. */
    static Score identity(VacFile directory, long besides) {
        ByteBuffer more = ByteBuffer.allocate(Long.BYTES);
        MessageDigest digest = Digests.sha1();
        for (Entry entry : new Entry[] {directory.entry(), directory.meta()}) {
            digest.update("%d %d %d %d ".formatted(entry.psize(), entry.dsize(), entry.flags(), entry.size())
                    .getBytes(StandardCharsets.US_ASCII));
            digest.update(entry.score().toBytes());
        }
        digest.update(more.putLong(besides).array());
        return Score.of(digest);
    }

    private long bytes(VacFile file) throws IOException {
        if (!file.record().mode().isFile() || file.size() > maxFileSize) {
            return 0;
        }
        Entry entry = file.entry();
        if (!exactBytes || entry.depth() == 0) {
            return entry.score().isEmptyBlock() ? 0 : file.size();
        }
        long blocks = blocks(archive.source(), entry.score(), entry.depth());
        return Math.min(file.size(), blocks > Long.MAX_VALUE / entry.dsize() ? Long.MAX_VALUE : blocks * entry.dsize());
    }

    /** Data blocks below a pointer block. */
    private long blocks(BlockSource source, Score score, int depth) throws IOException {
        if (score.isEmptyBlock()) {
            return 0;
        }
        if (depth == 0) {
            return 1;
        }
        Long known = trees.get(new Tree(score, depth));
        if (known != null) {
            return known;
        }
        stop.check();
        looked++;
        Optional<byte[]> block = source.read(score, BlockType.ofTree(false, depth));
        long sum = 0;
        int pointers = block.map(bytes -> bytes.length / Score.SIZE).orElse(0);
        for (int i = 0; i < pointers && looked <= patience; i++) {
            sum = added(sum, blocks(source, new PointerBlock(block.get()).score(i), depth - 1));
        }
        if (trees.size() < REMEMBERED) {
            trees.put(new Tree(score, depth), sum);
        }
        return looked > patience ? Long.MAX_VALUE : sum;
    }

    private static long added(long a, long b) {
        return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }
}
