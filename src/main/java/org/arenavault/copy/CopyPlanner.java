package org.arenavault.copy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.arenavault.io.FileKey;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;
import org.arenavault.io.UsageException;
import org.arenavault.io.World;

/** Looks at everything that can be wrong with a copy before it begins, and puts it on record. */
public final class CopyPlanner {

    /** The name of a destination that is none: the source is only read. */
    public static final String NULL = "null";

    private final Copies copies;
    private final DeviceTable devices;
    private final World world;

    /** Plans for this vault's copies. */
    public CopyPlanner(Copies copies, DeviceTable devices, World world) {
        this.copies = copies;
        this.devices = devices;
        this.world = world;
    }

    /**
     * What is wanted.
     *
     * @param source where from
     * @param destination where to; the path {@value CopyPlanner#NULL} for nowhere
     * @param start the first byte
     * @param end the first byte behind them; {@link Long#MAX_VALUE} for the end of the source
     * @param block bytes of a block
     * @param room what to do if the destination is too small
     * @param manner how it is done
     * @param tool what the record says of who made it
     */
    public record Wish(Path source, Path destination, long start, long end, int block, Room room,
                       CopyPlan.Manner manner, String tool) {

        /** What to do if the destination is smaller than the range. */
        public enum Room { NEED, CLAMP }
    }

    /**
     * Puts a copy on record; a destination that does not exist is created, an existing one is asked about.
     *
     * @throws UsageException if the range is none
     * @throws RefusedException if the copy would be unsafe, or does not fit
     * @throws OperatorNeededException if nobody can answer
     */
    public CopyFolder plan(Wish wish) throws IOException {
        DeviceIdentity source = devices.identify(wish.source());
        long end = wish.end() == Long.MAX_VALUE ? source.size() : wish.end();
        if (wish.start() >= end || end > source.size()) {
            throw new UsageException("%s: bytes %d to %d cannot be copied; it has %d"
                    .formatted(wish.source(), wish.start(), end, source.size()));
        }
        if (wish.destination().toString().equals(NULL)) {
            return create(wish, source, DeviceIdentity.NULL, end, copies.nextNumber());
        }
        int number = copies.nextNumber();
        boolean isNew = !PlainFiles.exists(wish.destination());
        refuseUnsafe(wish);
        if (isNew) {
            world.disks().create(wish.destination(), end).close();
        }
        try {
            DeviceIdentity destination = devices.identify(wish.destination());
            long fitting = fit(wish, destination, end);
            Optional<CopyFolder> open = copies.openCopyTo(destination);
            if (open.isPresent()) {
                throw new RefusedException("%s: copy %d to it is not at its end; cancel that one, or let it end"
                        .formatted(wish.destination(), open.get().number())).next(
                                "arenavault device-copy resume %d".formatted(open.get().number()), "goes on with it");
            }
            if (!isNew) {
                ask(wish, destination, fitting);
            }
            return create(wish, source, destination, fitting, number);
        } catch (IOException | RuntimeException | Error e) {
            // a copy that stayed on record in spite of the error goes on with its destination
            if (isNew && (e instanceof RefusedException || !copies.has(number))) {
                Files.deleteIfExists(wish.destination());
            }
            throw e;
        }
    }

    private void refuseUnsafe(Wish wish) throws IOException {
        Optional<FileKey> destination = FileKey.of(wish.destination());
        if (destination.isPresent() && destination.equals(FileKey.of(wish.source()))) {
            throw new RefusedException("%s and %s are the same".formatted(wish.source(), wish.destination()));
        }
        if (devices.contains(wish.destination(), wish.source())
                || devices.contains(wish.source(), wish.destination())) {
            throw new RefusedException("%s and %s: one of them lies on the other"
                    .formatted(wish.source(), wish.destination()));
        }
        Optional<String> user = devices.user(wish.destination());
        if (user.isPresent()) {
            throw new RefusedException("%s: %s; nothing is written to what is in use"
                    .formatted(wish.destination(), user.get()));
        }
        Optional<String> writer = devices.mount(wish.source());
        if (writer.isPresent()) {
            world.terminal().print("%s: %s; what changes while it is copied may be copied half"
                    .formatted(wish.source(), writer.get()));
        }
    }

    private static long fit(Wish wish, DeviceIdentity destination, long end) throws RefusedException {
        if (destination.size() >= end) {
            return end;
        }
        if (wish.room() == Wish.Room.CLAMP && destination.size() > wish.start()) {
            return destination.size();
        }
        throw new RefusedException("%s: has %d bytes, and the copy goes to byte %d; take a larger one, or say --clamp"
                .formatted(wish.destination(), destination.size(), end));
    }

    private void ask(Wish wish, DeviceIdentity destination, long end) throws IOException {
        try (Storage storage = world.disks().openToWrite(wish.destination())) {
            String who = destination.ids().isEmpty() ? "" : ", " + destination.ids().get(0);
            if (!world.terminal().confirm("Write over bytes %d to %d of %s (%d bytes%s)?"
                    .formatted(wish.start(), end, storage.name(), destination.size(), who))) {
                throw new RefusedException(wish.destination() + ": left as it is");
            }
        }
    }

    private CopyFolder create(Wish wish, DeviceIdentity source, DeviceIdentity destination, long end, int number)
            throws IOException {
        return copies.create(new CopyPlan(number, world.clock().now(), wish.tool(), source, destination,
                wish.block(), new ByteRange(wish.start(), end), wish.manner()));
    }
}
