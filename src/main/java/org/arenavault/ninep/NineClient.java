package org.arenavault.ninep;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.arenavault.io.Clock;
import org.arenavault.io.CorruptException;
import org.arenavault.io.PeerException;
import org.arenavault.io.RefusedException;
import org.arenavault.io.StopSignal;

/** The files of a 9P2000 server over one connection. Serves several threads. */
public final class NineClient implements Closeable {

    /** As many names go into one walk (walk(5)). */
    private static final int MOST_NAMES = 16;
    /** No fid: nobody authenticates. */
    private static final int NO_FID = -1;
    private static final int ROOT = 0;
    /** Bytes before the data of a request to write: fid, position and count. */
    private static final int WRITE_HEAD = 2 * Integer.BYTES + Long.BYTES;
    /** Of a stat, without the names and its own size: kernel's type and device, qid, mode, two times and a length. */
    private static final int STAT_NUMBERS = 39;
    private static final int STAT_NAMES = 4;

    private final NineConnection connection;
    private final AtomicInteger nextFid = new AtomicInteger(ROOT + 1);

    private NineClient(NineConnection connection) {
        this.connection = connection;
    }

    /**
     * Connects, and attaches without authentication.
     *
     * @throws PeerException if it cannot be reached, speaks another language, or refuses
     */
    public static NineClient attach(NineAddress address, NineOptions options, Clock clock, StopSignal stop)
            throws IOException {
        NineConnection connection = NineConnection.open(address.endpoint(), options, clock, stop);
        try {
            byte[] uname = address.user().getBytes(StandardCharsets.UTF_8);
            byte[] aname = address.tree().getBytes(StandardCharsets.UTF_8);
            ByteBuffer message = NineCall.message(2 * Integer.BYTES + 2 * Short.BYTES + uname.length + aname.length)
                    .putInt(ROOT).putInt(NO_FID);
            NineCall.put(message, uname);
            NineCall.put(message, aname);
            NineClient client = new NineClient(connection);
            client.call(NineCall.ATTACH, message, "attach of '%s' as %s".formatted(address.tree(), address.user()));
            return client;
        } catch (IOException | RuntimeException | Error e) {
            connection.close();
            throw e;
        }
    }

    NineReply call(int type, ByteBuffer message, String what) throws IOException {
        NineAnswer answer = new NineAnswer(type, message, what);
        connection.ask(answer);
        return answer.await();
    }

    /** What the server says of a file. */
    public NineStat stat(List<NineName> path) throws IOException {
        int fid = walk(path);
        try {
            return stat(fid, text(path));
        } finally {
            clunk(fid, text(path));
        }
    }

    private NineStat stat(int fid, String what) throws IOException {
        NineReply reply = call(NineCall.STAT, fid(fid), what);
        try {
            reply.body().getShort();
            return NineStat.decode(reply.body());
        } catch (CorruptException | BufferUnderflowException e) {
            throw connection.misbehaved("%s: %s".formatted(what, "an answer to a stat that is none"));
        }
    }

    /** The files of a directory, in the server's order; closed when it has come to its end, or before. */
    public Listing list(List<NineName> path) throws IOException {
        int fid = walk(path);
        return new Listing(path, fid, open(fid, text(path), Mode.READ));
    }

    /**
     * The bytes of a file.
     *
     * @param length as the server told it: no more is asked for
     */
    public InputStream read(List<NineName> path, long length) throws IOException {
        int fid = walk(path);
        return new NineInput(this, text(path), fid, open(fid, text(path), Mode.READ), length);
    }

    /** What a file is opened for (open(5)). */
    enum Mode {
        READ(0),
        READ_AND_WRITE(2);

        private final byte code;

        Mode(int code) {
            this.code = (byte) code;
        }
    }

    /**
     * A file that is open.
     *
     * @param what messages call it
     * @param stat what the server says of it
     * @param unit how many bytes to ask for, or send, at a time
     */
    record Opened(int fid, String what, NineStat stat, int unit) {
    }

    /** Opens a file. */
    Opened open(List<NineName> path, Mode mode) throws IOException {
        String what = text(path);
        int fid = walk(path);
        NineStat stat;
        try {
            stat = stat(fid, what);
        } catch (IOException e) {
            clunk(fid, what);
            throw e;
        }
        return new Opened(fid, what, stat, open(fid, what, mode));
    }

    /**
     * Opens a file for reading and writing that has no bytes of its own, as a console or a pipe.
     *
     * @throws RefusedException if it is a directory, or has a length
     */
    Opened openLine(List<NineName> path) throws IOException {
        NineStat stat = stat(path);
        if (stat.isDirectory() || stat.length() != 0) {
            throw new RefusedException("%s: %s: is no console, but %s; nothing was written".formatted(name(),
                    text(path), stat.isDirectory() ? "a directory" : "a file of %d bytes".formatted(stat.length())));
        }
        return open(path, Mode.READ_AND_WRITE);
    }

    private int walk(List<NineName> path) throws IOException {
        int fid = nextFid.getAndIncrement();
        int done = 0;
        try {
            do {
                done += walk(path, fid, done);
            } while (done < path.size());
            return fid;
        } catch (IOException e) {
            if (done > 0) {
                // it stands on the way
                clunk(fid, text(path));
            }
            throw e;
        }
    }

    /** Walks on from where the first {@code done} names lead; returns how many were walked. */
    private int walk(List<NineName> path, int fid, int done) throws IOException {
        List<NineName> names = path.subList(done, Math.min(path.size(), done + MOST_NAMES));
        NineReply reply = call(NineCall.WALK, walk(done == 0 ? ROOT : fid, fid, names), text(path));
        int count = reply.body().remaining() < Short.BYTES ? 0 : reply.body().getShort() & 0xFFFF;
        if (count != names.size()) {
            throw new PeerException(PeerException.Fault.REFUSED, "%s: %s: does not exist"
                    .formatted(connection.name(), text(path.subList(0, Math.min(path.size(), done + count + 1)))));
        }
        return count;
    }

    private static ByteBuffer walk(int from, int fid, List<NineName> names) {
        int size = 2 * Integer.BYTES + Short.BYTES;
        for (NineName name : names) {
            size += Short.BYTES + name.length();
        }
        ByteBuffer message = NineCall.message(size).putInt(from).putInt(fid).putShort((short) names.size());
        names.forEach(name -> NineCall.put(message, name.toBytes()));
        return message;
    }

    /** Opens; returns how many bytes to ask for at a time. What cannot be opened is given back. */
    private int open(int fid, String what, Mode mode) throws IOException {
        try {
            NineReply reply = call(NineCall.OPEN, NineCall.message(Integer.BYTES + 1).putInt(fid).put(mode.code), what);
            NineQid.decode(reply.body());
            int unit = reply.body().getInt();
            return unit <= 0 ? connection.mostData() : Math.min(unit, connection.mostData());
        } catch (BufferUnderflowException e) {
            throw connection.misbehaved("%s: an answer to an open that is cut short".formatted(what));
        } catch (IOException e) {
            clunk(fid, what);
            throw e;
        }
    }

    /** Gives a file back. What the server says of that is of no use to anybody. */
    NineAnswer clunk(int fid, String what) {
        NineAnswer answer = new NineAnswer(NineCall.CLUNK, fid(fid), what);
        connection.ask(answer);
        return answer;
    }

    /** Takes a request back; see {@link NineConnection#flush}. */
    NineAnswer flush(NineCall call) {
        return connection.flush(call);
    }

    /** Writes bytes to a file that has no places, in one message; fails unless all of them were taken. */
    void write(Opened file, byte[] bytes, int offset, int count) throws IOException {
        NineReply reply = call(NineCall.WRITE, write(file.fid(), 0, ByteBuffer.wrap(bytes, offset, count)),
                file.what());
        int taken = reply.body().remaining() < Integer.BYTES ? -1 : reply.body().getInt();
        if (taken != count) {
            throw connection.misbehaved("%s: took %d of %d bytes that were written".formatted(file.what(),
                    taken & 0xFFFF_FFFFL, count));
        }
    }

    private static ByteBuffer fid(int fid) {
        return NineCall.message(Integer.BYTES).putInt(fid);
    }

    static ByteBuffer read(int fid, long offset, int count) {
        return NineCall.message(2 * Integer.BYTES + Long.BYTES).putInt(fid).putLong(offset).putInt(count);
    }

    /** A request to write what remains in {@code data}. */
    static ByteBuffer write(int fid, long offset, ByteBuffer data) {
        return NineCall.message(WRITE_HEAD + data.remaining()).putInt(fid).putLong(offset).putInt(data.remaining())
                .put(data);
    }

    /**
     * Asks the server to put what was written to a file on stable storage: a stat with nothing in it to be changed
     * (stat(5)).
     */
    void sync(int fid, String what) throws IOException {
        int size = STAT_NUMBERS + STAT_NAMES * Short.BYTES;
        ByteBuffer message = NineCall.message(Integer.BYTES + 2 * Short.BYTES + size).putInt(fid)
                .putShort((short) (Short.BYTES + size)).putShort((short) size);
        for (int i = 0; i < STAT_NUMBERS; i++) {
            message.put((byte) -1);
        }
        for (int i = 0; i < STAT_NAMES; i++) {
            message.putShort((short) 0);
        }
        call(NineCall.WSTAT, message, what);
    }

    /** Begins a read. */
    NineAnswer ask(int fid, long offset, int count, String what) {
        NineAnswer answer = new NineAnswer(NineCall.READ, read(fid, offset, count), what);
        connection.ask(answer);
        return answer;
    }

    /** Begins a request. */
    void ask(NineCall call) {
        connection.ask(call);
    }

    /** The bytes of an answer to a read. */
    ByteBuffer data(NineAnswer answer, int most, String what) throws IOException {
        NineReply reply = answer.await();
        try {
            return reply.data(most);
        } catch (CorruptException e) {
            throw connection.misbehaved("%s: %s".formatted(what, e.getMessage()));
        }
    }

    /** What messages call the server. */
    String name() {
        return connection.name();
    }

    /** A path as messages show it. */
    public static String text(List<NineName> path) {
        StringBuilder text = new StringBuilder(path.isEmpty() ? "/" : "");
        path.forEach(name -> text.append('/').append(name));
        return text.toString();
    }

    @Override
    public void close() {
        connection.close();
    }

    /** A directory that is being read. */
    public final class Listing implements Closeable {

        private final String what;
        private final int fid;
        private final int unit;
        private ByteBuffer records = ByteBuffer.allocate(0);
        private long offset;

        private Listing(List<NineName> path, int fid, int unit) {
            this.what = text(path);
            this.fid = fid;
            this.unit = unit;
        }

        /** The next file; empty behind the last. */
        public Optional<NineStat> next() throws IOException {
            if (!records.hasRemaining()) {
                records = data(ask(fid, offset, unit, what), unit, what);
                offset += records.remaining();
            }
            try {
                return records.hasRemaining() ? Optional.of(NineStat.decode(records)) : Optional.empty();
            } catch (CorruptException e) {
                throw connection.misbehaved("%s: %s".formatted(what, e.getMessage()));
            }
        }

        @Override
        public void close() {
            clunk(fid, what);
        }
    }
}
