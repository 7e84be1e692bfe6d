package org.arenavault.copy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.arenavault.io.Clock;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Disks;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.OwnFiles;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.ProcessLock;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;

/** The folder of one copy. */
public final class CopyFolder {

    static final String RECORD = "copy.json";
    private static final String DIGESTS = "digests";
    private static final String PROGRESS = "progress";
    private static final String MANIFEST = "manifest";
    private static final String REQUEST = "request";
    private static final String LOCK = "lock";
    private static final String LOG = "log";
    private static final String FAILURE = "failure";
    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final int ATTEMPTS = 10;
    private static final long LARGEST_RECORD = 64 << 20;

    /** What somebody wants of a worker. */
    public enum Request { NONE, PAUSE, CANCEL }

    private final Path folder;
    private final Disks disks;

    CopyFolder(Path folder, Disks disks) {
        this.folder = folder;
        this.disks = OwnFiles.on(disks);
    }

    /** The number of the copy. */
    public int number() {
        return Integer.parseInt(folder.getFileName().toString());
    }

    /** Where a worker without a terminal writes what it has to say. */
    public Path log() {
        return folder.resolve(LOG);
    }

    /** What is kept of the copy. */
    public CopyRecord load() throws IOException {
        Path file = folder.resolve(RECORD);
        return OwnFiles.get(file, () -> {
            if (Files.size(file) > LARGEST_RECORD) {
                throw new CorruptException(file + ": is too large to be the record of a copy");
            }
            return CopyJson.decode(PlainFiles.bytes(file), file.toString());
        });
    }

    void save(CopyRecord copy) throws IOException {
        Path file = folder.resolve(RECORD);
        byte[] text = CopyJson.encode(copy);
        try {
            CopyJson.decode(text, file.toString());
        } catch (CorruptException e) {
            throw new RefusedException("%s: what is to be kept of the copy could not be read back: %s".formatted(file,
                    e.getMessage()), e);
        }
        OwnFiles.run(file, () -> DurableFiles.replace(file, text));
    }

    ExtentDigests digests() throws IOException {
        Path file = folder.resolve(DIGESTS);
        OwnFiles.run(file, () -> DurableFiles.createFile(file));
        return new ExtentDigests(disks.openToWrite(file));
    }

    ExtentDigests digestsToRead() throws IOException {
        return new ExtentDigests(disks.openToRead(folder.resolve(DIGESTS)));
    }

    /** What whoever has the medium alone can verify it by; it is there once the copy is done. */
    public Path manifest() {
        return folder.resolve(MANIFEST);
    }

    /** Writes the manifest of a copy that is done. */
    void writeManifest(CopyRecord copy) throws IOException {
        Path fresh = folder.resolve(MANIFEST + ".new");
        OwnFiles.run(fresh, () -> {
            Files.deleteIfExists(fresh);
            DurableFiles.createFile(fresh);
            try (ExtentDigests digests = digestsToRead(); Storage target = disks.openToWrite(fresh)) {
                CopyManifest.write(copy, digests, target);
            }
            DurableFiles.moveOver(fresh, manifest());
        });
    }

    /** True if a worker is alive. */
    public boolean hasWorker() throws IOException {
        try {
            take().close();
            return false;
        } catch (OperatorNeededException e) {
            return true;
        }
    }

    private ProcessLock take() throws IOException {
        return ProcessLock.take(folder.resolve(LOCK), "copy " + number(), OperatorNeededException.Need.LOCKED);
    }

    /** The worker's lock. Whoever only looks whether there is a worker holds it for a moment, so it asks again. */
    ProcessLock lock(Clock clock) throws IOException {
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            try {
                return take();
            } catch (OperatorNeededException e) {
                clock.sleep(PATIENCE);
            }
        }
        return take();
    }

    /** Leaves a request for the worker. */
    public void request(Request request) throws IOException {
        Path file = folder.resolve(REQUEST);
        OwnFiles.run(file, () -> {
            if (request == Request.NONE) {
                Files.deleteIfExists(file);
            } else {
                DurableFiles.replace(file, request.name().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    Request requested() throws IOException {
        Path file = folder.resolve(REQUEST);
        return OwnFiles.get(file, () -> {
            try {
                String wish = PlainFiles.text(file, StandardCharsets.UTF_8).strip();
                return wish.equals("cancel") ? Request.CANCEL : Request.PAUSE;
            } catch (NoSuchFileException e) {
                return Request.NONE;
            }
        });
    }

    /** Where the worker is right now, for whoever looks; no promise, and not forced to disk. */
    void show(CopyProgress progress) throws IOException {
        Path fresh = folder.resolve(PROGRESS + ".new");
        OwnFiles.run(fresh, () -> DurableFiles.replaceUnforced(folder.resolve(PROGRESS), fresh,
                out -> out.write(progress.toText().getBytes(StandardCharsets.UTF_8))));
    }

    void hideProgress() throws IOException {
        Path file = folder.resolve(PROGRESS);
        OwnFiles.run(file, () -> Files.deleteIfExists(file));
    }

    /** What the worker showed last; empty if it has shown nothing yet, or is gone. */
    public Optional<CopyProgress> progress() throws IOException {
        Path file = folder.resolve(PROGRESS);
        return OwnFiles.get(file, () -> {
            try {
                return CopyProgress.parse(PlainFiles.text(file, StandardCharsets.UTF_8));
            } catch (NoSuchFileException e) {
                return Optional.empty();
            }
        });
    }

    /** Why the worker ended that was started last, for whoever started it; empty if it has not said so. */
    public Optional<String> failure() throws IOException {
        Path file = folder.resolve(FAILURE);
        return OwnFiles.get(file, () -> {
            try {
                return Optional.of(PlainFiles.text(file, StandardCharsets.UTF_8));
            } catch (NoSuchFileException e) {
                return Optional.empty();
            }
        });
    }

    /** Tells whoever started the worker why it ends; nothing for one that is about to begin. */
    public void tellFailure(String reason) throws IOException {
        Path file = folder.resolve(FAILURE);
        OwnFiles.run(file, () -> {
            if (reason.isEmpty()) {
                Files.deleteIfExists(file);
            } else {
                DurableFiles.replace(file, reason.getBytes(StandardCharsets.UTF_8));
            }
        });
    }
}
