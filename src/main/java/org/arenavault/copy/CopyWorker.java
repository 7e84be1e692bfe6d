package org.arenavault.copy;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.arenavault.io.CancelledException;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.ProcessLock;
import org.arenavault.io.Reason;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;
import org.arenavault.io.World;

/** Does the work of one copy, from wherever it stands, until it is done or something stops it. */
public final class CopyWorker {

    private final Copies copies;
    private final CopyFolder folder;
    private final DeviceTable devices;
    private final World world;

    /** A worker for this copy; its progress goes to the folder, and to the world's own. */
    public CopyWorker(Copies copies, CopyFolder folder, DeviceTable devices, World world) {
        this.copies = copies;
        this.folder = folder;
        this.devices = devices;
        this.world = world;
    }

    /**
     * Works. However it ends, the record says where it stands and why.
     *
     * @return the record: done, failed because damage was found, or paused or cancelled by a request
     * @throws OperatorNeededException if a device is gone, or somebody else is at work
     * @throws RefusedException if another device is in the place of one of the copy's; nothing is changed then
     * @throws CancelledException if the world asked to stop
     */
    @SuppressWarnings("try")
    public CopyRecord run() throws IOException {
        try (ProcessLock lock = folder.lock(world.clock()); Closeable shown = folder::hideProgress) {
            return alone();
        }
    }

    private CopyRecord alone() throws IOException {
        StopRequests requests = new StopRequests(folder, world.stop(), world.clock());
        try {
            return work(folder.load(), requests);
        } catch (CancelledException e) {
            CopyRecord stopped = stop(requests.status(), e.getMessage());
            if (world.stop().requested()) {
                throw e;
            }
            return stopped;
        } catch (OperatorNeededException e) {
            stop(CopyStatus.DETACHED, e.getMessage());
            throw e;
        }
    }

    private CopyRecord stop(CopyStatus status, String reason) throws IOException {
        CopyRecord record = folder.load();
        CopyRecord stopped = record.with(record.state().with(status, reason).at(world.clock().now(), 0));
        folder.save(stopped);
        return stopped;
    }

    @SuppressWarnings("try")
    private CopyRecord work(CopyRecord record, StopRequests requests) throws IOException {
        DeviceRecognition recognition = new DeviceRecognition(devices, world.disks(), record);
        if (record.plan().destination().isNull()) {
            return begin(record, recognition, Path.of(CopyPlanner.NULL), requests);
        }
        Path destination = destination(recognition);
        try (ProcessLock lock = copies.lockDestination(destination)) {
            if (record.state().phase() == CopyPhase.COPYING) {
                refuseUsed(destination);
            }
            return begin(record, recognition, destination, requests);
        }
    }

    private CopyRecord begin(CopyRecord record, DeviceRecognition recognition, Path destination, StopRequests requests)
            throws IOException {
        CopyState state = record.state();
        Path source = Path.of(record.plan().source().path());
        if (state.phase() == CopyPhase.COPYING) {
            source = recognition.source();
            state = state.knowsEnds() ? state : state.withEnds(recognition.ends(source));
        }
        folder.show(new CopyProgress(state.phase(), state.position(), 0, 0, 0));
        CopyRecord running = record.with(state.with(CopyStatus.RUNNING, ""));
        folder.save(running);
        return guarded(running, source, destination, requests);
    }

    /** From here on whatever goes wrong is a failure of this copy. */
    private CopyRecord guarded(CopyRecord record, Path source, Path destination,
            StopRequests requests) throws IOException {
        try {
            CopyRecord copied = record.state().phase() == CopyPhase.COPYING
                    ? copy(record, source, destination, requests) : record;
            boolean readBack = copied.plan().manner().reading() == CopyPlan.ReadBack.AFTER
                    && !copied.plan().destination().isNull();
            return end(readBack ? verify(copied, source, destination, requests) : copied, destination);
        } catch (CancelledException | OperatorNeededException e) {
            throw e;
        } catch (IOException e) {
            stop(CopyStatus.FAILED, Reason.of(e));
            throw e;
        }
    }

    private Path destination(DeviceRecognition recognition) throws IOException {
        try (ExtentDigests digests = folder.digests()) {
            return recognition.destination(digests);
        }
    }

    private void refuseUsed(Path destination) throws IOException {
        Optional<String> user = devices.user(destination);
        if (user.isPresent()) {
            throw new RefusedException("%s: %s; nothing is written to what is in use"
                    .formatted(destination, user.get()));
        }
    }

    private CopyRecord copy(CopyRecord record, Path from, Path to, StopRequests requests) throws IOException {
        CopyPlan plan = record.plan();
        if (!plan.destination().isNull() && record.state().position() < plan.range().end()) {
            copies.overwrite(record, to, devices, world.clock());
        }
        try (Storage source = world.disks().openToRead(from);
                Storage destination = plan.destination().isNull() ? source : world.disks().openToCopy(to)) {
            SourceReader reader = new SourceReader(source, new CopyExtents(plan.range()), plan.block(),
                    () -> checkPresent(plan.source(), from));
            Copying copying = new Copying(folder, record, reader, target(record, destination), world, requests);
            CopyRecord copied = copying.run();
            CopyRecord next = copied.with(copied.state().with(CopyPhase.VERIFYING));
            folder.save(next);
            return next;
        }
    }

    private static Copying.Target target(CopyRecord record, Storage destination) throws IOException {
        CopyPlan plan = record.plan();
        if (plan.destination().isNull()) {
            return new Copying.Target(new Unwritten(destination), Copying.Target.Handling.SKIP,
                    Copying.Target.Handling.SKIP);
        }
        if (!plan.isSparse()) {
            return new Copying.Target(destination, Copying.Target.Handling.WRITE, Copying.Target.Handling.WRITE);
        }
        // what a crash may have left behind the durable part goes, and comes back as a hole
        if (record.state().position() < plan.range().end()) {
            try {
                destination.truncate(record.state().position());
                destination.write(plan.range().end() - 1, new byte[1]);
            } catch (IOException e) {
                throw DestinationFault.of(e);
            }
        }
        return new Copying.Target(destination, Copying.Target.Handling.WRITE, Copying.Target.Handling.SKIP);
    }

    private CopyRecord verify(CopyRecord record, Path from, Path to, StopRequests requests) throws IOException {
        Optional<Storage> source = openSource(from);
        try (Storage destination = world.disks().openToVerify(to)) {
            return new Verifying(folder, record, destination, source,
                    () -> checkPresent(record.plan().destination(), to), world, requests).run();
        } finally {
            if (source.isPresent()) {
                source.get().close();
            }
        }
    }

    /** The source helps to name the block that differs; it need not be here. */
    private Optional<Storage> openSource(Path from) throws IOException {
        try {
            return Optional.of(world.disks().openToRead(from));
        } catch (MediumFaultException | OperatorNeededException e) {
            return Optional.empty();
        }
    }

    private CopyRecord end(CopyRecord record, Path destination) throws IOException {
        CopyState state = record.state();
        boolean sound = state.damaged().isEmpty();
        String reason = sound ? state.bad().isEmpty() ? "" : "%d bytes of the source could not be read"
                .formatted(RangeMap.bytes(state.bad()))
                : unlike(state.damaged());
        CopyRecord ended = record.with(state.with(sound ? CopyStatus.DONE : CopyStatus.FAILED, reason)
                .at(world.clock().now(), 0));
        folder.save(ended);
        if (sound && !record.plan().destination().isNull()) {
            folder.writeManifest(ended);
            giveManifest(record.plan(), destination);
        }
        return ended;
    }

    /** Why a copy is no copy. */
    static String unlike(List<ByteRange> damaged) {
        return "%d bytes of the destination did not read back as they were written".formatted(RangeMap.bytes(damaged));
    }

    /** The manifest goes with the medium, too, where it can. */
    private void giveManifest(CopyPlan plan, Path destination) throws IOException {
        try {
            boolean given = plan.destination().isFile() ? Manifests.putBeside(folder.manifest(), destination)
                    : Manifests.putOn(folder.manifest(), destination, plan.range().end(), world.disks());
            if (!given) {
                world.terminal().print(("%s: has no room for the manifest; it is in %s: keep a copy of it with the "
                        + "medium").formatted(destination, folder.manifest()));
            }
        } catch (IOException e) {
            world.terminal().print("%s: cannot take the manifest (%s); it is in %s: keep a copy of it with the medium"
                    .formatted(destination, Reason.of(e), folder.manifest()));
        }
    }

    /** A place that cannot be read is one thing; a device that is not there any more is another. */
    private void checkPresent(DeviceIdentity known, Path path) throws IOException {
        boolean present;
        try (Storage storage = world.disks().openToRead(path)) {
            storage.read(0, ByteBuffer.allocate(0));
            present = storage.size() > 0 && !devices.identify(path).isCertainlyOther(known);
        } catch (MediumFaultException | OperatorNeededException e) {
            present = false;
        }
        if (!present) {
            throw new OperatorNeededException(OperatorNeededException.Need.GONE,
                    known.path() + ": is gone; attach it again").next(
                            "arenavault device-copy resume %d".formatted(folder.number()), "goes on then");
        }
    }
}
