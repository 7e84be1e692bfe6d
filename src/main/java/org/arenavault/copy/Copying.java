package org.arenavault.copy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.arenavault.io.CancelledException;
import org.arenavault.io.Disks;
import org.arenavault.io.Meanwhile;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.Progress;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;
import org.arenavault.io.VaultException;
import org.arenavault.io.World;

/**
 * The first phase: from the source to the destination, with a checkpoint every 2 GiB or 30 seconds.
 */
final class Copying {

    private static final long CHECKPOINT_BYTES = 2L << 30;
    private static final long CHECKPOINT_NANOS = 30_000_000_000L;
    private static final int MOST_BAD = 20_000;
    private static final ByteBuffer ZEROS = Disks.memory(SourceReader.BUFFER).asReadOnlyBuffer();

    private final CopyFolder folder;
    private final CopyExtents extents;
    private final SourceReader source;
    private final Target target;
    private final World world;
    private final StopRequests requests;
    private final CopyPlan plan;
    private final RangeMap bad;
    private CopyRecord record;
    private long badBytes;
    private long finished;
    private long zeros;
    private long zerosFinished;
    /** The places up to which data are being forced to disk, while more are written: one at most. */
    private final Deque<Meanwhile<Mark>> forcing = new ArrayDeque<>();
    private long marked;
    private boolean forceFailed;

    /** How far the copy was when its data began to be forced. */
    private record Mark(long finished, List<ByteRange> bad, long zeros) {
    }

    /**
     * What is written to.
     *
     * @param storage the destination
     * @param write what becomes of data
     * @param zeros what becomes of zeros
     */
    record Target(Storage storage, Handling write, Handling zeros) {

        /** Whether bytes are written or need not be. */
        enum Handling { WRITE, SKIP }
    }

    Copying(CopyFolder folder, CopyRecord record, SourceReader source, Target target, World world,
            StopRequests requests) {
        this.folder = folder;
        this.record = record;
        this.plan = record.plan();
        this.extents = new CopyExtents(plan.range());
        this.source = source;
        this.target = target;
        this.world = world;
        this.requests = requests;
        this.bad = new RangeMap(record.state().bad());
        this.badBytes = RangeMap.bytes(record.state().bad());
        this.finished = record.state().position();
        this.zeros = record.state().zeros();
        this.zerosFinished = zeros;
        this.marked = finished;
    }

    /**
     * Copies what is left.
     *
     * @return the record, with all of it durable
     * @throws OperatorNeededException if a device is gone
     */
    CopyRecord run() throws IOException {
        long from = record.state().position();
        try (ExtentDigests digests = folder.digests();
                Pieces pieces = new Pieces(source, extents, from);
                Progress.Stage stage = world.progress().begin("copying " + plan.source().path(),
                        plan.range().end() - from)) {
            PhaseProgress progress = new PhaseProgress(world, folder, stage, CopyPhase.COPYING, plan.manner().rate());
            long savedAt = world.clock().nanos();
            long reached = from;
            try {
                for (Optional<Piece> next = pieces.take(); next.isPresent(); next = pieces.take()) {
                    Piece piece = next.get();
                    requests.check(reached == finished);
                    write(piece);
                    pieces.release(piece);
                    finish(piece, digests);
                    reached = piece.range().end();
                    progress.add(piece.range().length(), piece.range().end(), badBytes);
                    long now = world.clock().nanos();
                    if (finished - marked >= CHECKPOINT_BYTES
                            || (finished > marked && now - savedAt >= CHECKPOINT_NANOS)) {
                        settle(digests, progress);
                        begin();
                        savedAt = now;
                    }
                }
            } catch (CancelledException e) {
                if (!forceFailed) {
                    checkpoint(digests, progress);
                }
                throw stopped(e, reached);
            } catch (OperatorNeededException e) {
                throw e; // the destination may be gone as well: nothing more can be made durable
            } catch (VaultException e) {
                // a system that failed to write once may say the next time that all is well, without having tried
                if (!forceFailed) {
                    checkpoint(digests, progress);
                }
                throw e;
            }
            checkpoint(digests, progress);
        }
        return record;
    }

    /** An extent counts once it is whole: what was copied of the last one is copied again. */
    private CancelledException stopped(CancelledException e, long reached) {
        long durable = record.state().position();
        return reached == durable ? e : new CancelledException(("%s at %d%%; it goes on at %d%%, because the last "
                + "extent of %d MiB was not whole").formatted(e.getMessage(), percent(reached), percent(durable),
                        CopyExtents.SIZE >> 20), e);
    }

    private long percent(long position) {
        return 100 * (position - plan.range().start()) / Math.max(1, plan.range().length());
    }

    private void finish(Piece piece, ExtentDigests digests) throws IOException {
        piece.bad().forEach(bad::add);
        badBytes += RangeMap.bytes(piece.bad());
        if (!piece.bad().isEmpty() && bad.ranges().size() > MOST_BAD) {
            throw new RefusedException("%s: has more than %d bad places; copy it with a tool for the rescue of disks"
                    .formatted(plan.source().path(), MOST_BAD));
        }
        zeros += piece.isZero() ? piece.range().length() : 0;
        if (piece.digest().length > 0) {
            digests.put(extents.indexOf(piece.range().start()), piece.digest());
            finished = piece.range().end();
            zerosFinished = zeros;
        }
    }

    private void checkpoint(ExtentDigests digests, PhaseProgress progress) throws IOException {
        settle(digests, progress);
        begin();
        settle(digests, progress);
    }

    /** Begins to force what was written so far. */
    private void begin() {
        Mark mark = new Mark(finished, bad.before(finished), zerosFinished);
        marked = finished;
        forcing.add(Meanwhile.begin("copy-force", () -> {
            target.storage().force();
            return mark;
        }));
    }

    /** Waits until that is done, and puts it on record. */
    private void settle(ExtentDigests digests, PhaseProgress progress) throws IOException {
        while (!forcing.isEmpty()) {
            Mark mark = durable(forcing.remove());
            digests.force();
            record = record.with(record.state().copied(mark.finished(), mark.bad(), mark.zeros())
                    .at(world.clock().now(), progress.lap()));
            folder.save(record);
        }
    }

    private Mark durable(Meanwhile<Mark> forced) throws IOException {
        try {
            return forced.get();
        } catch (CancelledException e) {
            throw e;
        } catch (IOException e) {
            forceFailed = true;
            throw DestinationFault.of(e);
        }
    }

    private void write(Piece piece) throws IOException {
        Target.Handling handling = piece.isZero() ? target.zeros() : target.write();
        if (handling == Target.Handling.SKIP) {
            return;
        }
        try {
            if (!piece.isZero()) {
                target.storage().write(piece.range().start(), piece.data().duplicate());
                return;
            }
            for (long at = piece.range().start(); at < piece.range().end(); at += SourceReader.BUFFER) {
                int count = (int) Math.min(SourceReader.BUFFER, piece.range().end() - at);
                target.storage().write(at, ZEROS.slice(0, count));
                requests.check(false);
            }
        } catch (CancelledException e) {
            throw e;
        } catch (IOException e) {
            throw DestinationFault.of(e);
        }
    }
}
