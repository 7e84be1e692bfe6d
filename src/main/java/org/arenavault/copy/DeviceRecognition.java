package org.arenavault.copy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.arenavault.io.Digests;
import org.arenavault.io.Disks;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.Progress;
import org.arenavault.io.RefusedException;
import org.arenavault.io.StopSignal;
import org.arenavault.io.Storage;

/**
 * Whether the devices that are here are the ones of a copy: by serial number, WWN or UUID where the system knows one,
 * else by what is on them.
 */
final class DeviceRecognition {

    /** Bytes of an end of the source that it is known by. */
    static final int HEAD = 1 << 20;

    private final DeviceTable devices;
    private final Disks disks;
    private final CopyRecord record;

    DeviceRecognition(DeviceTable devices, Disks disks, CopyRecord record) {
        this.devices = devices;
        this.disks = disks;
        this.record = record;
    }

    /**
     * Where the source is now.
     *
     * @throws OperatorNeededException if it is not here
     * @throws RefusedException if another one is in its place, or it is shorter than it was
     */
    Path source() throws IOException {
        DeviceIdentity known = record.plan().source();
        Path path = present(known);
        DeviceIdentity now = devices.identify(path);
        String ends = record.state().ends();
        if (now.size() < record.plan().range().end()) {
            throw new RefusedException("%s: has %d bytes, and the copy goes to byte %d; the source has become shorter, "
                    .formatted(path, now.size(), record.plan().range().end()) + "or another one is in its place");
        }
        boolean otherDevice = !now.kind().equals(known.kind()) || (!known.isFile() && now.size() != known.size());
        if (now.isCertainlyOther(known) || (otherDevice && !now.isCertainlySame(known))
                || (!now.isCertainlySame(known) && !ends(path).startsWith(ends))) {
            throw other(path, "the source");
        }
        return path;
    }

    /** SHA-256 of the first MiB of the range, then of the last; empty if they cannot be read. */
    String ends(Path source) throws IOException {
        ByteRange range = record.plan().range();
        int length = (int) Math.min(HEAD, range.length());
        try (Storage storage = disks.openToRead(source)) {
            HexFormat hex = HexFormat.of();
            return hex.formatHex(Digests.sha256().digest(storage.read(range.start(), length)))
                    + hex.formatHex(Digests.sha256().digest(storage.read(range.end() - length, length)));
        } catch (MediumFaultException e) {
            return "";
        }
    }

    /**
     * Where the destination is now.
     *
     * @param digests of what was copied
     * @throws OperatorNeededException if it is not here
     * @throws RefusedException if another one is in its place
     */
    Path destination(ExtentDigests digests) throws IOException {
        DeviceIdentity known = record.plan().destination();
        Path path = present(known);
        DeviceIdentity now = devices.identify(path);
        long position = record.state().position();
        boolean nothingYet = position == record.plan().range().start();
        if (now.isCertainlyOther(known) || !now.kind().equals(known.kind())
                || (!known.isFile() && now.size() != known.size())
                || (nothingYet && now.inode() != known.inode())) {
            throw other(path, "the destination");
        }
        // a read-back says itself what differs; to write, or to read a file of another name, needs certainty
        boolean toWrite = record.state().phase() == CopyPhase.COPYING;
        if (!nothingYet && (toWrite || now.inode() != known.inode())) {
            compare(path, position, digests);
        }
        return path;
    }

    /** The last extent that is durable, and the last of these that is not all zeros, as any blank disk is. */
    private void compare(Path path, long position, ExtentDigests digests) throws IOException {
        CopyExtents extents = new CopyExtents(record.plan().range());
        long last = extents.indexOf(position - 1);
        long telling = last;
        while (telling > 0 && ExtentDigests.isOfZeros(digests.get(telling), extents.at(telling).length())) {
            telling--;
        }
        try (Storage storage = disks.openToVerify(path)) {
            if (storage.size() < position || !isThere(storage, extents.at(last), digests.get(last))
                    || !isThere(storage, extents.at(telling), digests.get(telling))) {
                throw other(path, "the destination");
            }
        }
    }

    private static boolean isThere(Storage storage, ByteRange extent, byte[] digest) throws IOException {
        try (Progress.Stage unseen = Progress.SILENT.begin("", extent.length())) {
            return Arrays.equals(Digests.sha256(storage.slice(extent.start(), extent.end()), unseen,
                    StopSignal.NEVER), digest);
        }
    }

    private Path present(DeviceIdentity device) throws IOException {
        return devices.locate(device).orElseThrow(() -> new OperatorNeededException(
                OperatorNeededException.Need.GONE, device.path() + ": is not here; attach it").next(
                        "arenavault device-copy resume %d".formatted(record.plan().number()), "goes on then"));
    }

    private RefusedException other(Path path, String role) {
        return new RefusedException("%s: is not %s of copy %d, or was changed since; attach the right one"
                .formatted(path, role, record.plan().number()));
    }
}
