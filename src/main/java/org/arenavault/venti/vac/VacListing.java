package org.arenavault.venti.vac;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.io.Progress;
import org.arenavault.io.StopSignal;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;

/**
 * Goes through all directories of an archive, each once, and looks whether records and entries make sense
 * (venti-protocol 14, level 3). The bytes of files are not read.
 */
public final class VacListing {

    private static final int KEPT = 1000;

    private final SubtreeTable seen;
    private final Progress progress;
    private final StopSignal stop;
    private final List<String> problems = new ArrayList<>();
    private long directories;
    private long files;
    private long bytes;
    private long problemCount;

    /**
     * A listing that takes at most {@code memory} bytes for remembering directories, 32 to 63 bytes each.
     */
    public VacListing(long memory, Progress progress, StopSignal stop) {
        this.seen = new SubtreeTable(memory);
        this.progress = progress;
        this.stop = stop;
    }

    /**
     * Goes through an archive.
     *
     * @throws IOException if the source fails
     */
    public ListingReport run(VacArchive archive) throws IOException {
        try (Progress.Stage stage = progress.begin("listing archive", 0)) {
            VacVisitor visitor = new VacVisitor() {
                @Override
                public boolean enter(String path, VacFile directory) throws IOException {
                    stop.check();
                    stage.detail(path);
                    if (!path.isEmpty()) {
                        requirePlain(path, directory);
                    }
                    return isNew(directory);
                }

                @Override
                public void leave(String path, VacFile directory) {
                    directories++;
                }

                @Override
                public void file(String path, VacFile file) {
                    look(path, file);
                }
            };
            new VacTraversal(archive, VacTraversal.Limits.DEFAULT, this::problem).run("", archive.top(), visitor);
        }
        return new ListingReport(directories, files, bytes, problemCount, problems);
    }

    private boolean isNew(VacFile directory) throws IOException {
        // sizes, too: the same blocks can be more or fewer files
        ByteBuffer both = ByteBuffer.allocate(2 * Entry.SIZE);
        directory.entry().encode(both, 0);
        directory.meta().encode(both, Entry.SIZE);
        Score identity = Score.ofBlock(both);
        if (seen.get(identity, BlockType.DIRECTORY) != SubtreeTable.Answer.UNKNOWN) {
            return false;
        }
        seen.put(identity, BlockType.DIRECTORY, true);
        return true;
    }

    private void look(String path, VacFile file) {
        files++;
        bytes += file.size();
        if (!file.entry().reachesItsSize()) {
            problem("%s: its pointer blocks do not reach its %d bytes".formatted(path, file.size()));
        }
        requirePlain(path, file);
    }

    private void requirePlain(String path, VacFile file) {
        if (!file.name().isPlain()) {
            problem("%s: is no name that a file may have".formatted(path));
        }
    }

    private void problem(String text) {
        problemCount++;
        if (problems.size() < KEPT) {
            problems.add(text);
        }
    }
}
