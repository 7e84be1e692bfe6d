package org.arenavault.ninep;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Bytes that come in answers, one after the other. */
abstract class NineBytes extends InputStream {

    private ByteBuffer data = ByteBuffer.allocate(0);

    /** The bytes of the next answer; none at the end. */
    abstract ByteBuffer next() throws IOException;

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
            data = next();
        }
        int now = Math.min(count, data.remaining());
        data.get(target, offset, now);
        return now == 0 ? -1 : now;
    }
}
