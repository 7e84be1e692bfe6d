package org.arenavault.venti.vac;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.arenavault.io.CorruptException;
import org.arenavault.io.PathBytes;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.Progress;
import org.arenavault.io.RefusedException;
import org.arenavault.io.StopSignal;

/**
 * Takes files out of an archive into a fresh folder, with a manifest beside it of what the host cannot hold.
 *
 * <p>Names come from the archive and lead nowhere: none is taken that is not a plain one, everything is created and
 * nothing opened that exists, links are listed unless asked for and never followed, devices and pipes are listed,
 * permissions are the nine bits. Holes stay holes. A file that lacks blocks is written with zeros in their place,
 * and named: after a disaster most of a file is more than none of it.
 */
public final class VacExtractor implements Closeable {

    private static final int MAX_LINK = 4096;
    private static final int KEPT_LINKS = 3;
    private static final int KEPT = 1000;
    private static final int WINDOW_A_THREAD = 2;

    private final VacArchive archive;
    private final ExtractOptions options;
    private final Progress progress;
    private final StopSignal stop;
    private final ExecutorService pool;
    private final List<String> problems = new ArrayList<>();
    private long files;
    private long directories;
    private long bytes;
    private long listed;
    private long cutLinks;
    private final List<String> firstCut = new ArrayList<>();
    private long damaged;
    private long problemCount;

    /** An extractor for one extraction from this archive. */
    public VacExtractor(VacArchive archive, ExtractOptions options, Progress progress, StopSignal stop) {
        this.archive = archive;
        this.options = options;
        this.progress = progress;
        this.stop = stop;
        this.pool = Executors.newFixedThreadPool(options.threads(), work -> {
            Thread thread = new Thread(work, "vac-read");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Extracts a directory with all below it, or one file.
     *
     * @param path of {@code from} in the archive; empty for the uppermost directory
     * @param target the folder or file to make; a folder may be there if it is empty
     * @return what came out; what could not be read or written is named there
     * @throws RefusedException if the target or its manifest ({@code target.manifest}) exists
     * @throws IOException if the source fails
     */
    public ExtractReport extract(String path, VacFile from, Path target) throws IOException {
        Path place = target.toAbsolutePath().normalize();
        if (place.getFileName() == null) {
            throw new RefusedException(target + ": give the name of a new folder");
        }
        Path listing = PathBytes.withSuffix(place, ".manifest");
        if (PlainFiles.exists(listing)) {
            throw new RefusedException(listing + ": exists already; it would hold the manifest");
        }
        if (from.isDirectory()) {
            HostFiles.prepareTarget(place);
        }
        try (Manifest manifest = Manifest.create(listing);
                Progress.Stage stage = progress.begin("extracting to " + target, 0)) {
            new VacTraversal(archive, options.limits(), this::problem)
                    .run(path, from, new ToHost(place, manifest, stage));
        }
        return new ExtractReport(files, directories, bytes, listed, damaged,
                new ExtractReport.CutLinks(cutLinks, firstCut), problemCount, problems);
    }

    private void problem(String text) {
        problemCount++;
        if (problems.size() < KEPT) {
            problems.add(text);
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }

    /** Makes on the host what it is shown. */
    private final class ToHost implements VacVisitor {

        private final Path target;
        private final Manifest manifest;
        private final Progress.Stage stage;
        private final Deque<Path> folders = new ArrayDeque<>();

        ToHost(Path target, Manifest manifest, Progress.Stage stage) {
            this.target = target;
            this.manifest = manifest;
            this.stage = stage;
        }

        private Path place(VacFile file) throws RefusedException {
            return folders.isEmpty() ? target : HostFiles.child(folders.peek(), file.name());
        }

        @Override
        public boolean enter(String path, VacFile directory) throws IOException {
            stop.check();
            Path place;
            try {
                place = place(directory);
                if (!folders.isEmpty()) {
                    HostFiles.createFolder(place);
                }
            } catch (IOException e) {
                hostProblem(path, e);
                return false;
            }
            directories++;
            manifest.add(path, directory, "");
            folders.push(place);
            return true;
        }

        @Override
        public void leave(String path, VacFile directory) {
            try {
                HostFiles.finish(folders.pop(), directory.record());
            } catch (IOException e) {
                hostProblem(path, e);
            }
        }

        @Override
        public void file(String path, VacFile file) throws IOException {
            stop.check();
            stage.detail(path);
            Path place;
            try {
                place = place(file);
            } catch (RefusedException e) {
                hostProblem(path, e);
                return;
            }
            manifest.add(path, file, make(path, file, place));
        }

        /** Makes it, or does not; returns what is to be noted in the manifest. */
        private String make(String path, VacFile file, Path place) throws IOException {
            Mode mode = file.record().mode();
            if (!mode.isFile()) {
                VacName text = shortContent(path, file);
                if (mode.has(Mode.Bit.SYMLINK) && isCut(text)) {
                    return cut(path, file.size(), VacName.of(Arrays.copyOf(text.toBytes(), ExtractReport.CUT_LINK)));
                }
                if (mode.has(Mode.Bit.SYMLINK) && options.links() == ExtractOptions.Links.CREATE) {
                    link(path, place, text);
                } else {
                    listed++;
                }
                return text.toString();
            }
            if (file.size() > options.maxFileSize()) {
                problem("%s: claims a length of %d bytes; it is left out".formatted(path, file.size()));
                return "not written";
            }
            return content(path, file, place);
        }

        /** Whether nothing follows the bytes that vac keeps on 64-bit systems; the length is the whole target's. */
        private boolean isCut(VacName target) {
            byte[] bytes = target.toBytes();
            boolean cut = bytes.length > ExtractReport.CUT_LINK;
            for (int i = ExtractReport.CUT_LINK; i < bytes.length; i++) {
                cut &= bytes[i] == 0;
            }
            return cut;
        }

        /** A link that leads elsewhere than the one that was archived is not made. */
        private String cut(String path, long size, VacName beginning) {
            String what = "%s, 8 of %d bytes: %s".formatted(path, size, beginning);
            if (cutLinks++ < KEPT_LINKS) {
                firstCut.add(what);
            }
            if (options.links() == ExtractOptions.Links.CREATE) {
                problem("%s: this link is not made, its target was cut by the vac that archived it".formatted(what));
            } else {
                listed++;
            }
            return "%s (cut: 8 of %d bytes)".formatted(beginning, size);
        }

        /** Where a link points to, what a device is. */
        private VacName shortContent(String path, VacFile file) throws IOException {
            ByteBuffer text = ByteBuffer.allocate((int) Math.min(file.size(), MAX_LINK));
            try {
                archive.content(file, path).read(0, text);
            } catch (CorruptException e) {
                problem(e.getMessage());
            }
            return VacName.of(Arrays.copyOf(text.array(), text.position()));
        }

        private void link(String path, Path place, VacName to) {
            try {
                Files.createSymbolicLink(place, PathBytes.relative(to.toBytes()));
                files++;
            } catch (IOException e) {
                hostProblem(path, e);
            } catch (IllegalArgumentException e) {
                problem("%s: is a link that the host cannot hold".formatted(path));
            }
        }

        private String content(String path, VacFile file, Path place) throws IOException {
            long lost = 0;
            try (HostFile out = new HostFile(place, VacExtractor.this::problem)) {
                ReadAhead blocks = new ReadAhead(archive.source(), archive.content(file, path), pool,
                        WINDOW_A_THREAD * options.threads(), stop);
                Optional<ReadAhead.Piece> block = blocks.next();
                while (block.isPresent() && out.isSound()) {
                    lost += write(out, file.entry(), block.get());
                    block = blocks.next();
                }
                if (!out.isSound()) {
                    return "not written";
                }
                out.finish(file.size(), file.record());
                files++;
            }
            if (!file.entry().reachesItsSize()) {
                problem("%s: its blocks end before its %d bytes; the rest is zeros".formatted(path, file.size()));
            }
            damaged += lost > 0 ? 1 : 0;
            return lost > 0 ? lost + " blocks missing, zeros in their places" : "";
        }

        /** Writes a block; returns how many are missing in its place. */
        private long write(HostFile out, Entry entry, ReadAhead.Piece block) {
            if (!block.problem().isEmpty()) {
                problem(block.problem());
                return block.until() - block.number();
            }
            long at = block.number() * entry.dsize();
            int length = (int) Math.min(Math.min(entry.dsize(), entry.size() - at), block.bytes().length);
            out.write(at, ByteBuffer.wrap(block.bytes(), 0, length));
            bytes += length;
            stage.add(length);
            return 0;
        }

        private void hostProblem(String path, IOException cause) {
            problem(HostFiles.problem(path, cause));
        }
    }
}
