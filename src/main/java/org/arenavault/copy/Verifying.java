package org.arenavault.copy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.Progress;
import org.arenavault.io.Storage;
import org.arenavault.io.VaultException;
import org.arenavault.io.World;

/** The second phase: the destination is read back, past the system's cache, and compared extent by extent. */
final class Verifying {

    private static final long SAVE_NANOS = 30_000_000_000L;

    private final CopyFolder folder;
    private final CopyExtents extents;
    private final Storage destination;
    private final Optional<Storage> source;
    private final SourceReader.SourceCheck sourceCheck;
    private final World world;
    private final StopRequests requests;
    private final CopyPlan plan;
    private final RangeMap damaged;
    private CopyRecord record;
    private long verified;

    /**
     * A check of what is on the destination.
     *
     * @param destination opened so that what comes back is what the medium holds
     * @param source to find the block that differs; without it a whole extent is named
     * @param sourceCheck asked whether the destination is still there
     */
    Verifying(CopyFolder folder, CopyRecord record, Storage destination, Optional<Storage> source,
            SourceReader.SourceCheck sourceCheck, World world, StopRequests requests) {
        this.folder = folder;
        this.record = record;
        this.plan = record.plan();
        this.extents = new CopyExtents(plan.range());
        this.destination = destination;
        this.source = source;
        this.sourceCheck = sourceCheck;
        this.world = world;
        this.requests = requests;
        this.damaged = new RangeMap(record.state().damaged());
        this.verified = record.state().verified();
    }

    /** Reads what is left; the record says what was found. */
    CopyRecord run() throws IOException {
        SourceReader reader = new SourceReader(destination, extents, plan.block(), sourceCheck);
        try (ExtentDigests digests = folder.digestsToRead();
                Pieces pieces = new Pieces(reader, extents, verified);
                Progress.Stage stage = world.progress().begin("reading back " + plan.destination().path(),
                        plan.range().end() - verified)) {
            PhaseProgress progress = new PhaseProgress(world, folder, stage, CopyPhase.VERIFYING, plan.manner().rate());
            long savedAt = world.clock().nanos();
            try {
                for (Optional<Piece> next = pieces.take(); next.isPresent(); next = pieces.take()) {
                    requests.check();
                    Piece piece = next.get();
                    pieces.release(piece);
                    piece.bad().forEach(damaged::add);
                    if (piece.digest().length > 0) {
                        compare(extents.indexOf(piece.range().start()), piece.digest(), digests);
                        verified = piece.range().end();
                    }
                    progress.add(piece.range().length(), piece.range().end(), RangeMap.bytes(damaged.ranges()));
                    long now = world.clock().nanos();
                    if (now - savedAt >= SAVE_NANOS) {
                        save(progress);
                        savedAt = now;
                    }
                }
            } catch (VaultException e) {
                save(progress);
                throw e;
            }
            save(progress);
        }
        return record;
    }

    private void save(PhaseProgress progress) throws IOException {
        record = record.with(record.state().verified(verified, damaged.ranges())
                .at(world.clock().now(), progress.lap()));
        folder.save(record);
    }

    private void compare(long index, byte[] found, ExtentDigests digests) throws IOException {
        if (Arrays.equals(found, digests.get(index))) {
            return;
        }
        ByteRange extent = extents.at(index);
        RangeMap blocks = new RangeMap();
        if (source.isPresent()) {
            differences(extent, source.get(), blocks);
        }
        if (blocks.ranges().isEmpty()) {
            blocks.add(extent);
        }
        blocks.ranges().forEach(damaged::add);
    }

    /** The blocks that differ from the source. None if the source itself has changed, or cannot be read. */
    private void differences(ByteRange extent, Storage from, RangeMap blocks) throws IOException {
        for (long at = extent.start(); at < extent.end(); at += plan.block()) {
            int length = (int) Math.min(plan.block(), extent.end() - at);
            ByteBuffer there = ByteBuffer.allocate(length);
            try {
                destination.read(at, there);
                byte[] wanted = from.read(at, length);
                if (there.flip().mismatch(ByteBuffer.wrap(wanted)) >= 0) {
                    blocks.add(new ByteRange(at, at + length));
                }
            } catch (MediumFaultException e) {
                blocks.add(new ByteRange(at, at + length));
            }
        }
    }
}
