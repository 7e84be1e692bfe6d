package org.arenavault.ninep;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.arenavault.io.CorruptException;
import org.arenavault.io.MediumFaultException;

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

    /** Asks for what was written to be put on stable storage. */
    void sync() throws IOException {
        client.sync(file.fid(), file.what());
    }

    /** Sends all bytes of a piece, at once. */
    void send(NinePiece piece) {
        send(piece, 0);
    }

    private void send(NinePiece piece, int from) {
        client.ask(new Sent(piece, from));
    }

    void close() {
        client.clunk(file.fid(), file.what());
    }

    /** The rest of a piece, which one answer may say to be written. */
    private final class Sent extends NineCall {

        private final NinePiece piece;
        private final int from;

        Sent(NinePiece piece, int from) {
            super(WRITE, NineClient.write(file.fid(), piece.at() + from, piece.data(from)), file.what());
            this.piece = piece;
            this.from = from;
        }

        @Override
        boolean take(NineReply reply) throws CorruptException {
            int count = piece.length() - from;
            int written = reply.written(count);
            if (written == count) {
                piece.done();
            } else if (written == 0) {
                piece.fail(new MediumFaultException("%s: %s: takes no bytes at %d, where %d are to be written"
                        .formatted(client.name(), file.what(), piece.at() + from, count)));
            } else {
                send(piece, from + written);
            }
            return written == count || written >= SMALLEST_UNIT;
        }

        @Override
        void fail(IOException why) {
            piece.fail(why);
        }
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
