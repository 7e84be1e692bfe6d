package org.arenavault.venti.increment;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.arenavault.io.Digests;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaStats;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.ClumpHeader;
import org.arenavault.venti.format.ClumpInfo;
import org.arenavault.venti.format.Score;

/** Counts the clumps of a run as they are found. */
final class RunBuilder {

    /** Damaged clumps that one increment carries at the most: their entries are kept on the heap. */
    private static final int MOST_DAMAGED = 10_000;

    private static final int MOST_PROBLEMS = 100;

    private final ClumpPlace first;
    private final MessageDigest entries = Digests.sha1();
    private final MessageDigest bytes = Digests.sha1();
    private final Map<Long, ClumpInfo> damaged = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private ClumpPlace place;
    private ArenaStats stats = ArenaStats.EMPTY;
    private long whole;
    private long roots;
    private long ctime;
    private long wtime;

    RunBuilder(ClumpPlace first) {
        this.first = first;
        this.place = first;
    }

    /** Where the next clump is expected. */
    ClumpPlace place() {
        return place;
    }

    /** Says which number the next clump has, where it has become known. */
    void number(long ordinal) {
        place = new ClumpPlace(place.offset(), ordinal);
    }

    /** Bytes of the increment with one clump more. */
    long imageSizeWith(int clumps, long length, int blockSize) {
        return ClumpRun.imageSize(stats.used() + length, stats.clumps() + clumps, blockSize);
    }

    boolean isFullOfDamage() {
        return damaged.size() >= MOST_DAMAGED;
    }

    /** Takes a whole clump, whose header stands at {@code at} of {@code array}. */
    void add(ClumpHeader header, byte[] array, int at) {
        entries.update(array, at + ClumpHeader.INFO_AT, ArenaFormat.CLUMP_INFO);
        bytes.update(array, at, header.length());
        ctime = whole == 0 ? header.time() : ctime;
        wtime = header.time();
        roots += BlockType.fromDisk(header.type()).equals(BlockType.ROOT) ? 1 : 0;
        whole++;
        count(header.size(), header.uncsize());
    }

    /** Takes a clump that is not whole, by the word of the arena's directory. */
    void addDamaged(ClumpInfo info, byte[] array, int at) {
        byte[] entry = new byte[ArenaFormat.CLUMP_INFO];
        info.encode(ByteBuffer.wrap(entry), 0);
        entries.update(entry);
        bytes.update(array, at, ArenaFormat.CLUMP_HEADER + info.size());
        damaged.put(place.offset(), info);
        count(info.size(), info.uncsize());
    }

    private void count(int size, int uncsize) {
        stats = stats.plus(size, uncsize);
        place = place.behind(ArenaFormat.CLUMP_HEADER + size);
    }

    void problem(String text) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(text);
        }
    }

    ClumpRun end(ClumpRun.End end, Optional<ClumpPlace> next) {
        return new ClumpRun(first, new ClumpTotals(stats.seal(), whole, roots, ctime, wtime), Score.of(entries),
                Score.of(bytes), damaged, end, next, problems);
    }
}
