package org.arenavault.venti.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Count;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaStatus;
import org.arenavault.venti.format.ClumpDecoder;
import org.arenavault.venti.format.ClumpDirectory;
import org.arenavault.venti.format.ClumpHeader;
import org.arenavault.venti.format.ClumpInfo;

/**
 * Finds the clumps of an arena one after the other, compares each with its directory entry, and goes on behind
 * damage: by the directory's word where a header is bad, by searching where both are (venti-format 11.4).
 */
final class ClumpLog {

    private static final long VAIN_AT_FIRST = 16 << 20;
    private static final long VAIN_PER_BYTE = 4;

    private final Arena arena;
    private final ArenaStatus status;
    private final long clumpMagic;
    private final Findings findings;
    private final ClumpDirectory.Cursor directory;
    private final ClumpDecoder searcher = new ClumpDecoder();
    private long inVain;
    private boolean entryThere;
    private long at;
    private long clumps;
    private long cclumps;
    private long uncsize;
    private long marked;

    ClumpLog(ArenaStatus status, long clumpMagic, Findings findings) throws IOException {
        this.arena = status.arena();
        this.status = status;
        this.clumpMagic = clumpMagic;
        this.findings = findings;
        this.directory = new ClumpDirectory(arena).cursor(status.memory().clumps());
        this.entryThere = directory.next();
    }

    /** Where the log is expected to end, counted from the data start. */
    private long limit() {
        return status.memory().used();
    }

    /** Offset of the next clump from the data start. */
    long position() {
        return at;
    }

    boolean atEnd() {
        return at > limit() - ArenaFormat.CLUMP_HEADER;
    }

    /**
     * Takes the next clump out of {@code bytes}, which hold the arena from data offset {@code from} on, with room
     * for a clump of any legal size and the header behind it at the log's position, unless the log ends before.
     *
     * @return true if a clump stands at {@code position()} as it was before the call, and is worth decoding
     */
    boolean advance(byte[] bytes, long from, int length) throws IOException {
        int index = (int) (at - from);
        ByteBuffer view = ByteBuffer.wrap(bytes, 0, length);
        ClumpHeader header = ClumpHeader.decode(view, index);
        if (fits(header) && !directoryKnowsBetter(header, view, index)) {
            compareWithDirectory(header, bytes, index);
            count(header.size(), header.uncsize());
            step(header.length());
            return true;
        }
        if (isEntryUsable()) {
            problem(at, () -> "no usable clump header; its directory entry is %s of type %d"
                    .formatted(directory.info().score(), directory.type()));
            count(directory.size(), directory.uncsize());
            step(ArenaFormat.CLUMP_HEADER + directory.size());
            return false;
        }
        search(bytes, view, index);
        return false;
    }

    private boolean isEntryUsable() {
        return entryThere && directory.offset() == at && directory.info().isWritten()
                && directory.nextOffset() <= limit();
    }

    /** True if header and directory disagree where the next clump starts, and only the directory points at one. */
    private boolean directoryKnowsBetter(ClumpHeader header, ByteBuffer view, int index) {
        return isEntryUsable() && directory.size() != header.size()
                && startsClump(view, index + ArenaFormat.CLUMP_HEADER + directory.size(), directory.nextOffset())
                && !startsClump(view, index + header.length(), at + header.length());
    }

    private boolean startsClump(ByteBuffer view, int index, long offset) {
        if (offset == limit()) {
            return true;
        }
        if (index > view.limit() - ArenaFormat.CLUMP_HEADER) {
            return false;
        }
        ClumpHeader header = ClumpHeader.decode(view, index);
        return header.magic() == clumpMagic && header.isLegal() && offset + header.length() <= limit();
    }

    private boolean fits(ClumpHeader header) {
        return header.magic() == clumpMagic && header.isLegal() && at + header.length() <= limit();
    }

    private void compareWithDirectory(ClumpHeader header, byte[] bytes, int index) throws IOException {
        if (header.type() == 255) {
            marked++;
        }
        if (!entryThere) {
            problem(at, () -> "clump %d has no directory entry".formatted(clumps));
            return;
        }
        if (directory.matches(bytes, index + ClumpHeader.INFO_AT)) {
            return;
        }
        ClumpInfo entry = directory.info();
        if (!entry.isWritten()) {
            problem(at, () -> "directory entry %d was never written".formatted(directory.ordinal()));
        } else {
            problem(at,
                    () -> "directory entry %d (%s, type %d, %d/%d bytes) differs from its clump (%s, type %d, %d/%d)"
                    .formatted(directory.ordinal(), entry.score(), entry.type(), entry.size(), entry.uncsize(),
                            header.score(), header.type(), header.size(), header.uncsize()));
        }
    }

    private void count(int size, int blockSize) {
        clumps++;
        uncsize += blockSize;
        cclumps += size < blockSize ? 1 : 0;
    }

    private void step(int length) throws IOException {
        at += length;
        entryThere = entryThere && directory.next();
    }

    /**
     * Moves to the next place that holds a clump which hashes to its score, to one that cannot be told yet
     * because it runs over the end of {@code bytes}, or to that end.
     */
    private void search(byte[] bytes, ByteBuffer view, int index) throws IOException {
        long lost = at;
        int rest = (int) Math.min(view.limit() - index, limit() - lost);
        int behindLast = index + rest - ArenaFormat.CLUMP_HEADER + 1;
        int candidate = index + 1;
        while (candidate < behindLast && !isClump(bytes, view, candidate)) {
            candidate++;
        }
        at = lost + candidate - index;
        problem(lost, () -> "neither a clump nor a usable directory entry; %d bytes passed over".formatted(at - lost));
        while (entryThere && directory.offset() < at) {
            entryThere = directory.next();
            clumps++;
        }
    }

    /**
     * True if a clump stands there that hashes to its score. Where what is searched looks like a clump at every byte,
     * as a run of one byte may to a wrong magic, proof costs many times what a search does: no more of it is spent
     * than a fixed multiple of the bytes passed.
     */
    private boolean isClump(byte[] bytes, ByteBuffer view, int index) {
        if ((view.getInt(index) & 0xFFFF_FFFFL) != clumpMagic) {
            return false;
        }
        ClumpHeader header = ClumpHeader.decode(view, index);
        if (!header.isLegal()) {
            return false;
        }
        if (index + header.length() > view.limit()) {
            return true;
        }
        if (inVain > VAIN_AT_FIRST + VAIN_PER_BYTE * at) {
            return false;
        }
        try {
            searcher.decode(header, bytes, index + ArenaFormat.CLUMP_HEADER);
            return true;
        } catch (CorruptException e) {
            inVain += header.length() + header.uncsize();
            return false;
        }
    }

    /** Bytes decoded and hashed while searching, and found to be no clump's. */
    long inVain() {
        return inVain;
    }

    /** Compares what was counted with what the tail says. */
    void finish() {
        if (clumps != status.memory().clumps() || at != limit() || cclumps != status.memory().cclumps()
                || uncsize != status.memory().uncsize()) {
            problem(limit(),
                    () -> "holds %d clumps (%d compressed) in %d bytes for %d; its tail says %d (%d) in %d for %d"
                    .formatted(clumps, cclumps, at, uncsize, status.memory().clumps(), status.memory().cclumps(),
                            limit(), status.memory().uncsize()));
        }
        if (marked > 0) {
            findings.note("%s: %s marked corrupt and cannot be read back".formatted(arena.where(),
                    Count.are(marked, "clump")));
        }
    }

    void problem(long offset, Supplier<String> what) {
        findings.problem(offset, () -> "%s: clump at %d: %s".formatted(arena.where(), offset, what.get()));
    }
}
