package org.arenavault.venti.increment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Digests;
import org.arenavault.io.Progress;
import org.arenavault.io.StopSignal;
import org.arenavault.io.Storage;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaHead;
import org.arenavault.venti.format.ArenaSeal;
import org.arenavault.venti.format.ArenaStats;
import org.arenavault.venti.format.ArenaTail;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.ClumpHeader;
import org.arenavault.venti.format.ClumpInfo;
import org.arenavault.venti.format.Score;

/**
 * Makes the increment of a run: a sealed arena, byte for byte as protection 2 says. Memory is constant. The clumps are
 * read once more, and must be the bytes that were checked before.
 */
final class IncrementWriter {

    private final ActiveArena active;
    private final ClumpRun run;
    private final Arena target;
    private final ClumpInfoWriter directory;
    private final MessageDigest bytes = Digests.sha1();

    /**
     * An increment of {@code run}.
     *
     * @param name what it is called
     * @param target at least as long as the increment; what lies behind is left alone
     */
    IncrementWriter(ActiveArena active, ClumpRun run, String name, Storage target) {
        this.active = active;
        this.run = run;
        int blockSize = active.arena().blockSize();
        this.target = new Arena(target, name, 0, run.imageSize(blockSize), blockSize);
        this.directory = new ClumpInfoWriter(this.target);
    }

    /**
     * Writes it.
     *
     * @return its seal
     */
    Score write(Progress.Stage stage, StopSignal stop) throws IOException {
        long at = 0;
        while (at < run.stats().used()) {
            stop.check();
            long count = writePiece(at);
            at += count;
            stage.add(count);
        }
        if (!Score.of(bytes).equals(run.bytes())) {
            throw changed();
        }
        directory.finish();
        writeZeros(at);
        ArenaTail old = active.tail();
        ArenaHead head = new ArenaHead(old.version(), target.name(), target.blockSize(), target.size(),
                old.clumpMagic());
        target.storage().write(target.start(), head.encode());
        writeTail(Score.NONE);
        Score seal = ArenaSeal.compute(target.image(), stage, stop);
        writeTail(seal);
        return seal;
    }

    /** Copies whole clumps; returns their bytes. */
    private long writePiece(long at) throws IOException {
        LogBytes log = active.log();
        log.read(run.from() + at);
        ByteBuffer view = ByteBuffer.wrap(log.bytes());
        int length = (int) Math.min(log.length(), run.stats().used() - at);
        int done = 0;
        while (done <= length - ArenaFormat.CLUMP_HEADER) {
            ClumpInfo entry = run.damaged().get(run.from() + at + done);
            ClumpInfo info = entry != null
                    ? new ClumpInfo(BlockType.CORRUPT.toDisk(), entry.size(), entry.uncsize(), entry.score())
                    : ClumpHeader.decode(view, done).info();
            if (done + ArenaFormat.CLUMP_HEADER + info.size() > length) {
                break;
            }
            directory.add(info);
            done += ArenaFormat.CLUMP_HEADER + info.size();
        }
        if (done == 0) {
            throw changed();
        }
        bytes.update(log.bytes(), 0, done);
        target.storage().write(target.dataStart() + at, ByteBuffer.wrap(log.bytes(), 0, done));
        return done;
    }

    private CorruptException changed() {
        return new CorruptException("%s: its clumps at %d-%d have changed while they were read; try again"
                .formatted(active.arena().where(), run.from(), run.to()));
    }

    /** What lies between the clumps and the directory. */
    private void writeZeros(long from) throws IOException {
        long position = target.dataStart() + from;
        target.storage().write(position, new byte[(int) (directory.start() - position)]);
    }

    private void writeTail(Score seal) throws IOException {
        ArenaStats stats = run.stats();
        ArenaTail old = active.tail();
        ArenaTail tail = new ArenaTail(old.version(), target.name(), run.totals().ctime(), run.wtime(),
                old.clumpMagic(), stats, stats, seal);
        target.storage().write(target.tailStart(), tail.encode(target.blockSize()));
    }
}
