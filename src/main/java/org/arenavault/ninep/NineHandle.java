package org.arenavault.ninep;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.arenavault.io.CorruptException;

/** A file that is open over one connection. */
final class NineHandle {

    /** As little may be asked for at a time: what servers give at once is a multiple of this, as disks do. */
    private static final int SMALLEST_UNIT = 512;

    private final NineClient client;
    private final NineClient.Opened file;
    private volatile int unit;

    NineHandle(NineClient client, NineClient.Opened file) {
        this.client = client;
        this.file = file;
        this.unit = even(file.unit());
    }

    /** Whole sectors, where it is as much. */
    private static int even(int count) {
        return count < SMALLEST_UNIT ? count : count / SMALLEST_UNIT * SMALLEST_UNIT;
    }

    NineClient client() {
        return client;
    }

    NineStat stat() {
        return file.stat();
    }

    /** How many bytes the server gives at a time. */
    int unit() {
        return unit;
    }

    /** Asks for all bytes of a piece, at once. */
    void fetch(NineBlock block) {
        fetch(block, 0, block.length());
    }

    private void fetch(NineBlock block, int from, int to) {
        int step = unit;
        for (int offset = from; offset < to; offset += step) {
            client.ask(new Part(block, offset, Math.min(step, to - offset)));
        }
    }

    /** Reads at most {@code count} bytes, waiting for them; none behind the end. */
    ByteBuffer read(long position, int count) throws IOException {
        int most = Math.min(count, unit);
        return client.data(client.ask(file.fid(), position, most, file.what()), most, file.what());
    }

    void close() {
        client.clunk(file.fid(), file.what());
    }

    /** A part of a piece that one answer may bring. */
    private final class Part extends NineCall {

        private final NineBlock block;
        private final int offset;
        private final int count;

        Part(NineBlock block, int offset, int count) {
            super(READ, NineClient.read(file.fid(), block.at() + offset, count), file.what());
            this.block = block;
            this.offset = offset;
            this.count = count;
        }

        @Override
        boolean take(NineReply reply) throws CorruptException {
            ByteBuffer data = reply.data(count);
            int given = data.remaining();
            if (given == 0) {
                block.fail(new CorruptException("%s: %s: ends at byte %d, where %d more were promised"
                        .formatted(client.name(), file.what(), block.at() + offset, count)));
                return true;
            }
            block.put(offset, data);
            if (given < count) {
                // it gives no more at a time
                unit = Math.min(unit, Math.max(SMALLEST_UNIT, even(given)));
                fetch(block, offset + given, offset + count);
            }
            return given == count || given >= SMALLEST_UNIT;
        }

        @Override
        void fail(IOException why) {
            block.fail(why);
        }
    }
}
