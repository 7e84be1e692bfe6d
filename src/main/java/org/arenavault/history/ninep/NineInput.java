package org.arenavault.history.ninep;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.arenavault.io.CorruptException;

/** The bytes of a file on a server; some reads are under way before anybody asks for their bytes. */
final class NineInput extends InputStream {

    private static final int AHEAD = 8;

    private final NineClient client;
    private final NineConnection connection;
    private final String what;
    private final int fid;
    private final int unit;
    private final long length;
    private final Queue<Asked> asked = new ArrayDeque<>();
    private ByteBuffer data = ByteBuffer.allocate(0);
    private long askedTo;
    private boolean ended;

    /** A read that is under way. */
    private record Asked(int tag, long offset, int count) {
    }

    NineInput(NineClient client, NineConnection connection, String what, int fid, int unit, long length) {
        this.client = client;
        this.connection = connection;
        this.what = what;
        this.fid = fid;
        this.unit = unit;
        this.length = length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        if (!data.hasRemaining()) {
            fill();
        }
        if (!data.hasRemaining()) {
            return -1;
        }
        int now = Math.min(count, data.remaining());
        data.get(target, offset, now);
        return now;
    }

    private void fill() throws IOException {
        while (!ended && asked.size() < AHEAD && askedTo < length) {
            int count = (int) Math.min(unit, length - askedTo);
            asked.add(new Asked(connection.send(NineConnection.READ, NineClient.read(fid, askedTo, count)), askedTo,
                    count));
            askedTo += count;
        }
        Asked next = asked.poll();
        if (next == null) {
            ended = true;
            return;
        }
        data = receive(next);
        if (data.remaining() < next.count()) {
            // the end, or as much as the server wanted to give at a time: what was asked for behind it is of no use
            drain();
            ended = !data.hasRemaining();
            askedTo = next.offset() + data.remaining();
        }
    }

    private ByteBuffer receive(Asked read) throws IOException {
        try {
            return connection.await(read.tag(), NineConnection.READ, what).data(read.count());
        } catch (CorruptException e) {
            throw connection.misbehaved("%s: %s".formatted(what, e.getMessage()));
        }
    }

    private void drain() throws IOException {
        for (Asked read = asked.poll(); read != null; read = asked.poll()) {
            receive(read);
        }
    }

    @Override
    public void close() throws IOException {
        drain();
        client.clunk(fid, what);
    }
}
