package org.arenavault.ninep;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;

/** The bytes of a file on a server; some reads are under way before anybody asks for their bytes. */
final class NineInput extends NineBytes {

    private static final int AHEAD = 8;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final NineClient client;
    private final String what;
    private final int fid;
    private final int unit;
    private final long length;
    private final Queue<Asked> asked = new ArrayDeque<>();
    private long askedTo;
    private boolean ended;

    /** A read that is under way. */
    private record Asked(NineAnswer answer, long offset, int count) {
    }

    NineInput(NineClient client, String what, int fid, int unit, long length) {
        this.client = client;
        this.what = what;
        this.fid = fid;
        this.unit = unit;
        this.length = length;
    }

    @Override
    ByteBuffer next() throws IOException {
        while (!ended && asked.size() < AHEAD && askedTo < length) {
            int count = (int) Math.min(unit, length - askedTo);
            asked.add(new Asked(client.ask(fid, askedTo, count, what), askedTo, count));
            askedTo += count;
        }
        Asked next = asked.poll();
        if (next == null) {
            ended = true;
            return NOTHING;
        }
        ByteBuffer data = client.data(next.answer(), next.count(), what);
        if (data.remaining() < next.count()) {
            // the end, or as much as the server wanted to give at a time: what was asked for behind it is of no use
            asked.clear();
            ended = !data.hasRemaining();
            askedTo = next.offset() + data.remaining();
        }
        return data;
    }

    @Override
    public void close() {
        client.clunk(fid, what);
    }
}
