package org.arenavault.copy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.arenavault.io.CorruptException;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.Progress;
import org.arenavault.io.Storage;
import org.arenavault.io.UsageException;
import org.arenavault.io.World;

/** Verifies a medium by a manifest, without the vault that knows the copy, wherever the medium is now. */
public final class ManifestCheck {

    private ManifestCheck() {
    }

    /**
     * What was found.
     *
     * @param range bytes that were read
     * @param block bytes of a block
     * @param source what the manifest says that the copy was made from
     * @param damaged which of them are not what was written; whole extents, or the blocks that cannot be read
     */
    public record Result(ByteRange range, int block, String source, List<ByteRange> damaged) {

        public Result {
            damaged = List.copyOf(damaged);
        }
    }

    /**
     * Reads a medium past the system's cache.
     *
     * @param medium a file or device; its manifest is beside it or on it
     * @throws CorruptException if the manifest is damaged, or the medium too small
     * @throws UsageException if there is no manifest
     */
    public static Result run(Path medium, World world) throws IOException {
        Path beside = Manifests.beside(medium.toAbsolutePath());
        if (PlainFiles.exists(beside)) {
            return run(medium, beside, world);
        }
        try (Storage storage = world.disks().openToVerify(medium)) {
            Storage text = MediumManifest.find(storage).orElseThrow(() -> new UsageException(
                    "%s: there is no manifest on it, and no %s; name the one that is kept elsewhere"
                            .formatted(medium, beside)));
            return run(storage, text, world);
        }
    }

    /**
     * The same with a manifest that is kept elsewhere.
     *
     * @param medium a file or device
     * @param manifest a file
     * @throws CorruptException if the manifest is none or damaged, or the medium too small
     */
    public static Result run(Path medium, Path manifest, World world) throws IOException {
        try (Storage text = world.disks().openToRead(manifest);
                Storage storage = world.disks().openToVerify(medium)) {
            return run(storage, text, world);
        }
    }

    private static Result run(Storage storage, Storage text, World world) throws IOException {
        CopyManifest expected = CopyManifest.read(text);
        ByteRange range = expected.range();
        if (storage.size() < range.end()) {
            throw new CorruptException("%s: has %d bytes, and the copy goes to byte %d: it is another one, or was cut"
                    .formatted(storage.name(), storage.size(), range.end()));
        }
        return new Result(range, expected.block(), expected.source(), compare(expected, storage, world));
    }

    private static List<ByteRange> compare(CopyManifest expected, Storage medium, World world) throws IOException {
        CopyExtents extents = new CopyExtents(expected.range());
        RangeMap damaged = new RangeMap();
        SourceReader reader = new SourceReader(medium, extents, expected.block(), () -> medium.size());
        try (Pieces pieces = new Pieces(reader, extents, expected.range().start());
                Progress.Stage stage =
                        world.progress().begin("reading " + medium.name(), expected.range().length())) {
            for (Optional<Piece> next = pieces.take(); next.isPresent(); next = pieces.take()) {
                world.stop().check();
                Piece piece = next.get();
                pieces.release(piece);
                piece.bad().forEach(damaged::add);
                if (piece.digest().length > 0) {
                    ByteRange extent = extents.at(extents.indexOf(piece.range().start()));
                    byte[] digest = expected.table().digest(extents.indexOf(extent.start()));
                    if (!Arrays.equals(piece.digest(), digest) && damaged.before(extent.end()).stream()
                            .noneMatch(range -> range.end() > extent.start())) {
                        damaged.add(extent);
                    }
                }
                stage.add(piece.range().length());
            }
        }
        return damaged.ranges();
    }
}
