package org.arenavault.history.ninep;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Dial;
import org.arenavault.io.PeerException;
import org.arenavault.io.StopSignal;
import org.arenavault.venti.vac.VacName;

/** The files of a 9P2000 server, read only. Serves one thread at a time. */
public final class NineClient implements Closeable {

    /** The port of a server that names none: 9pfs. */
    public static final int PORT = 564;

    /** As many names go into one walk (walk(5)). */
    private static final int MOST_NAMES = 16;

    private static final int ROOT = 0;

    private final NineConnection connection;
    private int nextFid = ROOT + 1;

    private NineClient(NineConnection connection) {
        this.connection = connection;
    }

    /**
     * Connects, and attaches without authentication.
     *
     * @param user who is to be served
     * @param tree which tree of the server; empty for the one it chooses
     * @throws PeerException if it cannot be reached, speaks another language, or refuses
     */
    public static NineClient attach(Dial dial, String user, String tree, StopSignal stop) throws IOException {
        NineConnection connection = NineConnection.open(dial, stop);
        try {
            byte[] uname = user.getBytes(StandardCharsets.UTF_8);
            byte[] aname = tree.getBytes(StandardCharsets.UTF_8);
            ByteBuffer body = NineConnection.body(2 * Integer.BYTES + 2 * Short.BYTES + uname.length + aname.length)
                    .putInt(ROOT).putInt(NineConnection.NO_FID);
            NineConnection.put(body, uname);
            NineConnection.put(body, aname);
            connection.await(connection.send(NineConnection.ATTACH, body), NineConnection.ATTACH,
                    "attach of '%s' as %s".formatted(tree, user));
            return new NineClient(connection);
        } catch (IOException | RuntimeException | Error e) {
            connection.close();
            throw e;
        }
    }

    /** What the server says of a file. */
    public NineStat stat(List<VacName> path) throws IOException {
        int fid = walk(path);
        String what = text(path);
        NineReply reply = connection.await(connection.send(NineConnection.STAT, fid(fid)), NineConnection.STAT, what);
        clunk(fid, what);
        try {
            reply.body().getShort();
            return NineStat.decode(reply.body());
        } catch (CorruptException | BufferUnderflowException e) {
            throw connection.misbehaved("%s: %s".formatted(what, e.getMessage()));
        }
    }

    /** The files of a directory, in the server's order; closed when it has come to its end, or before. */
    public Listing list(List<VacName> path) throws IOException {
        int fid = walk(path);
        return new Listing(path, fid, open(fid, text(path)));
    }

    /**
     * The bytes of a file.
     *
     * @param length as the server told it: no more is asked for
     */
    public InputStream read(List<VacName> path, long length) throws IOException {
        int fid = walk(path);
        return new NineInput(this, connection, text(path), fid, open(fid, text(path)), length);
    }

    private int walk(List<VacName> path) throws IOException {
        int fid = nextFid++;
        int from = ROOT;
        int done = 0;
        do {
            List<VacName> names = path.subList(done, Math.min(path.size(), done + MOST_NAMES));
            int tag = connection.send(NineConnection.WALK, NineConnection.walk(from, fid, names));
            NineReply reply = connection.await(tag, NineConnection.WALK, text(path));
            int count = reply.body().remaining() < Short.BYTES ? 0 : reply.body().getShort() & 0xFFFF;
            if (count != names.size()) {
                throw new PeerException(PeerException.Fault.REFUSED, "%s: %s: does not exist"
                        .formatted(connection.name(), text(path.subList(0, Math.min(path.size(), done + count + 1)))));
            }
            done += names.size();
            from = fid;
        } while (done < path.size());
        return fid;
    }

    /** Opens for reading; returns how many bytes to ask for at a time. */
    private int open(int fid, String what) throws IOException {
        int tag = connection.send(NineConnection.OPEN, NineConnection.body(Integer.BYTES + 1).putInt(fid)
                .put((byte) 0));
        try {
            ByteBuffer body = connection.await(tag, NineConnection.OPEN, what).body();
            int unit = body.position(1 + Integer.BYTES + Long.BYTES).getInt();
            return unit <= 0 ? connection.mostData() : Math.min(unit, connection.mostData());
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw connection.misbehaved("%s: an answer to an open that is cut short".formatted(what));
        }
    }

    void clunk(int fid, String what) throws IOException {
        connection.await(connection.send(NineConnection.CLUNK, fid(fid)), NineConnection.CLUNK, what);
    }

    private static ByteBuffer fid(int fid) {
        return NineConnection.body(Integer.BYTES).putInt(fid);
    }

    static ByteBuffer read(int fid, long offset, int count) {
        return NineConnection.body(2 * Integer.BYTES + Long.BYTES).putInt(fid).putLong(offset).putInt(count);
    }

    /** A path as messages show it. */
    public static String text(List<VacName> path) {
        StringBuilder text = new StringBuilder(path.isEmpty() ? "/" : "");
        path.forEach(name -> text.append('/').append(name));
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }

    /** A directory that is being read. */
    public final class Listing implements Closeable {

        private final String what;
        private final int fid;
        private final int unit;
        private ByteBuffer records = ByteBuffer.allocate(0);
        private long offset;

        private Listing(List<VacName> path, int fid, int unit) {
            this.what = text(path);
            this.fid = fid;
            this.unit = unit;
        }

        /** The next file; empty behind the last. */
        public Optional<NineStat> next() throws IOException {
            try {
                if (!records.hasRemaining()) {
                    int tag = connection.send(NineConnection.READ, read(fid, offset, unit));
                    records = connection.await(tag, NineConnection.READ, what).data(unit);
                    offset += records.remaining();
                }
                return records.hasRemaining() ? Optional.of(NineStat.decode(records)) : Optional.empty();
            } catch (CorruptException e) {
                throw connection.misbehaved("%s: %s".formatted(what, e.getMessage()));
            }
        }

        @Override
        public void close() throws IOException {
            clunk(fid, what);
        }
    }
}
