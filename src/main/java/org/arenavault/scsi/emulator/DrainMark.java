package org.arenavault.scsi.emulator;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.arenavault.io.NewFiles;

/**
 * The file {@code drained} of a disc: how far the one track being written has got since the last save of the state.
 * Rewriting the state at every 64 KiB would cost more than the data; this costs one small positional write, and a
 * process that is killed between any two instructions leaves a disc whose next writable address is the end of the
 * last cluster drained.
 *
 * <p>Two records of 40 bytes, at 0 and at 64, are overwritten in turn, so that a torn one leaves the one before it:
 * magic u32, track u32, generation of the state u64, sequence u64, next writable block u64, CRC32C u32 of what
 * precedes it, zero u32; big-endian. A record counts only with the generation of the state file beside it, so every
 * save of the state makes both worthless. Nothing is forced to disk here: SYNCHRONIZE CACHE and its like do that, and
 * what they have not confirmed may be lost with the power, as in any drive.
 */
final class DrainMark implements Closeable {

    /** "DRN1". */
    private static final int MAGIC = 0x4452_4E31;
    private static final int RECORD = 40;
    private static final int SPACING = 64;
    private static final int CRC_AT = 32;

    /**
     * How far a track has got.
     *
     * @param track its number, 0 for none
     * @param nextWritable the block behind the last one drained
     */
    record Mark(int track, long nextWritable) {

        /** Nothing was drained since the state was saved. */
        static final Mark NONE = new Mark(0, 0);
    }

    private final FileChannel channel;
    private final ByteBuffer record = ByteBuffer.allocateDirect(RECORD);
    private final CRC32C crc = new CRC32C();
    private long sequence;

    private DrainMark(FileChannel channel) {
        this.channel = channel;
    }

    /** Opens the file, which may be missing. */
    static DrainMark open(Path path) throws IOException {
        return new DrainMark(NewFiles.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    /** The newest whole record that belongs to this generation of the state. */
    Mark read(long generation) throws IOException {
        Mark newest = Mark.NONE;
        for (int slot = 0; slot < 2; slot++) {
            record.clear();
            while (record.hasRemaining() && channel.read(record, (long) slot * SPACING + record.position()) > 0) {
                // a short read goes on where it stopped
            }
            if (!record.hasRemaining() && record.getInt(0) == MAGIC && record.getInt(CRC_AT) == checksum()
                    && record.getLong(8) == generation && record.getLong(16) > sequence) {
                sequence = record.getLong(16);
                newest = new Mark(record.getInt(4), record.getLong(24));
            }
        }
        return newest;
    }

    /** Notes how far a track has got. */
    void write(long generation, int track, long nextWritable) throws IOException {
        sequence++;
        record.clear();
        record.putInt(MAGIC).putInt(track).putLong(generation).putLong(sequence).putLong(nextWritable);
        record.putInt(checksum()).putInt(0);
        record.flip();
        long at = sequence % 2 * SPACING;
        while (record.hasRemaining()) {
            channel.write(record, at + record.position());
        }
    }

    private int checksum() {
        crc.reset();
        crc.update(record.duplicate().position(0).limit(CRC_AT));
        return (int) crc.getValue();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
