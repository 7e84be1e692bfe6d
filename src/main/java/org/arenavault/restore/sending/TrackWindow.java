package org.arenavault.restore.sending;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.arenavault.io.CorruptException;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.ReadOnlyStorage;
import org.arenavault.io.Storage;

/**
 * A track that is read once for all who need it: in pieces of 1 MiB, of which those used last are kept, so that targets
 * may be some way apart. Where a piece cannot be read, what is asked for is read by itself, and a fault is remembered.
 */
final class TrackWindow implements ReadOnlyStorage {

    private static final int PIECE = 1 << 20;
    private static final int MOST = 48;
    /** Of a disc that cannot be read at all, not every place is remembered. */
    static final int MOST_FAULTS = 50_000;
    private static final byte[] UNREADABLE = new byte[0];

    private record Range(long position, int length) {
    }

    private final Storage track;
    private final String name;
    private final long size;
    private final Map<Range, String> faults = new LastUsed<>(MOST_FAULTS);
    private final Map<Long, byte[]> pieces = new LastUsed<>(MOST);

    /** So many entries, those that were used last. */
    private static final class LastUsed<K, V> extends LinkedHashMap<K, V> {

        private static final long serialVersionUID = 1L;

        private final int most;

        LastUsed(int most) {
            super(16, 0.75f, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
        }
    }

    /**
     * A window on a track.
     *
     * @param name what messages call it
     */
    TrackWindow(Storage track, String name) throws IOException {
        this.track = track;
        this.name = name;
        this.size = track.size();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void read(long position, ByteBuffer target) throws IOException {
        if (position < 0 || position > size - target.remaining()) {
            throw new CorruptException("%s: holds %d bytes; %d at %d were asked for".formatted(name, size,
                    target.remaining(), position));
        }
        int length = target.remaining();
        ByteBuffer rest = target.duplicate();
        long at = position;
        while (rest.hasRemaining()) {
            byte[] piece = piece(at / PIECE);
            int from = (int) (at % PIECE);
            if (piece.length == 0) {
                readAlone(position, target, new Range(position, length));
                return;
            }
            int count = Math.min(rest.remaining(), piece.length - from);
            rest.put(piece, from, count);
            at += count;
        }
        target.position(target.limit());
    }

    private synchronized void readAlone(long position, ByteBuffer target, Range range) throws IOException {
        String known = faults.get(range);
        if (known != null) {
            throw new MediumFaultException(known);
        }
        try {
            track.read(position, target);
        } catch (MediumFaultException e) {
            faults.put(range, e.getMessage());
            throw e;
        }
    }

    private synchronized byte[] piece(long number) throws IOException {
        byte[] piece = pieces.get(number);
        if (piece == null) {
            long from = number * PIECE;
            try {
                piece = track.read(from, (int) Math.min(PIECE, size - from));
            } catch (MediumFaultException e) {
                piece = UNREADABLE;
            }
            pieces.put(number, piece);
        }
        return piece;
    }

    @Override
    public void close() throws IOException {
        track.close();
    }
}
