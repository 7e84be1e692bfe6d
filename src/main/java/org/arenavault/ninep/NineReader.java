package org.arenavault.ninep;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.arenavault.io.Clock;

/**
 * Reads files in streams: who reads on where he stopped finds the bytes asked for already, as many as he has read in
 * one go, up to a window. Who reads here and there asks for what he wants, and little more. No byte is given twice: who
 * reads a place again wants to know what is there now. All files share the memory. Safe for several threads.
 */
final class NineReader {

    /** Bytes that one stream asks for ahead: 1 Gbit/s for 100 ms. */
    private static final int WINDOW = 12 << 20;
    /** Bytes that all streams hold, asked for or there. */
    private static final int MEMORY = 28 << 20;
    private static final int MOST_STREAMS = 64;
    private static final int MOST_SPARE = 64;
    /** Bytes that are asked for at least. */
    private static final int LITTLE = 8 << 10;
    /** Bytes of a piece, if no more fit into an answer. */
    private static final int PIECE = 64 << 10;
    /** Bytes that a stream may pass over and be the same; who goes farther is another reader. */
    private static final int SKIP = 512 << 10;
    /** What came as long ago is asked for again: it may have changed. */
    private static final long FRESH_NANOS = 10_000_000_000L;

    private final Clock clock;
    private final Deque<Stream> streams = new ArrayDeque<>();
    /** Memory of pieces that nobody needs any more; to clear it for each piece anew costs as much as the copy. */
    private final Deque<byte[]> spare = new ArrayDeque<>();
    private long held;

    /** A place where a file is read on. */
    private static final class Stream {

        private final NineHandle handle;
        private final Deque<NineBlock> blocks = new ArrayDeque<>();
        private long begin;
        private long next;
        private long end;

        Stream(NineHandle handle) {
            this.handle = handle;
        }

        void beginAt(long position) {
            begin = position;
            next = position;
            end = position;
        }

        boolean goesOnAt(long position) {
            return position >= next && position <= next + SKIP;
        }
    }

    NineReader(Clock clock) {
        this.clock = clock;
    }

    /**
     * The piece that has the byte at a position, asked for; pieces behind it may be. It is held until it is
     * {@link #done}.
     *
     * @param wanted bytes that will be read from there on
     * @param size of the file: nothing behind it is asked for
     */
    synchronized NineBlock piece(NineHandle handle, long position, int wanted, long size) {
        Stream stream = find(handle, position);
        while (!stream.blocks.isEmpty() && stream.blocks.peek().end() <= position) {
            drop(stream.blocks.remove());
        }
        // what is passed over is not asked for, and does not count as read
        stream.begin += Math.max(0, position - stream.next);
        stream.end = Math.max(stream.end, position);
        if (!stream.blocks.isEmpty() && stream.blocks.peek().isOlderThan(clock.nanos() - FRESH_NANOS)) {
            clear(stream);
            stream.beginAt(position);
        }
        long need = Math.min(size, position + Math.min(wanted, WINDOW));
        long window = Math.min(WINDOW, position - stream.begin);
        if (stream.end < need || need + window - stream.end > window / 4) {
            ask(stream, need, Math.min(size, Math.max(need + window, position + LITTLE)), size);
        }
        NineBlock piece = stream.blocks.element();
        stream.next = Math.min(piece.end(), need);
        return piece.hold();
    }

    /** Nobody reads a piece any more that was given. */
    synchronized void done(NineBlock piece) {
        piece.letGo().filter(bytes -> spare.size() < MOST_SPARE).ifPresent(spare::push);
    }

    private void drop(NineBlock block) {
        held -= block.length();
        done(block);
    }

    private byte[] memory(int length) {
        return spare.isEmpty() || spare.peek().length != length ? new byte[length] : spare.pop();
    }

    private Stream find(NineHandle handle, long position) {
        Iterator<Stream> all = streams.iterator();
        while (all.hasNext()) {
            Stream stream = all.next();
            if (stream.handle == handle && stream.goesOnAt(position)) {
                all.remove();
                streams.addFirst(stream);
                return stream;
            }
        }
        Stream fresh = new Stream(handle);
        fresh.beginAt(position);
        streams.addFirst(fresh);
        while (streams.size() > MOST_STREAMS) {
            clear(streams.removeLast());
        }
        return fresh;
    }

    /** Asks for all up to {@code need}, and for whole pieces up to {@code to}. */
    private void ask(Stream stream, long need, long to, long size) {
        int unit = stream.handle.unit();
        int usual = unit * Math.max(1, PIECE / unit);
        while (stream.end < need || (stream.end < to && (stream.end + usual <= to || to == size))) {
            int length = (int) Math.min(usual, to - stream.end);
            NineBlock block = new NineBlock(clock, stream.end, memory(length));
            stream.blocks.add(block);
            stream.end += length;
            held += length;
            stream.handle.fetch(block);
        }
        while (held > MEMORY && streams.peekLast() != stream) {
            clear(streams.removeLast());
        }
    }

    private void clear(Stream stream) {
        stream.blocks.forEach(this::drop);
        stream.blocks.clear();
        stream.end = stream.next;
    }

    /** Forgets what was asked for of the bytes [{@code from}, {@code to}) of a file: it may have changed since. */
    synchronized void forget(NineHandle handle, long from, long to) {
        for (Stream stream : streams) {
            if (stream.handle == handle && stream.blocks.stream().anyMatch(block -> block.at() < to
                    && block.end() > from)) {
                clear(stream);
            }
        }
    }

    /** Forgets what was asked for through a handle: it is closed, or a piece could not be had. */
    synchronized void forget(NineHandle handle) {
        Iterator<Stream> all = streams.iterator();
        while (all.hasNext()) {
            Stream stream = all.next();
            if (stream.handle == handle) {
                clear(stream);
                all.remove();
            }
        }
    }
}
