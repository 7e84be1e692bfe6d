package org.arenavault.history;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.arenavault.io.CorruptException;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.UsageException;

/**
 * A dump that is mounted, or was copied, as folders {@code YYYY/MMDD[n]}. Such a tree knows neither qids nor who
 * changed a file last.
 */
public final class FolderHistory implements History {

    private final Path root;
    private final Path scratch;
    private final Map<Day, Path> days = new TreeMap<>();
    private final List<String> ignored = new ArrayList<>();

    /**
     * The dump in this folder.
     *
     * @param scratch a folder for temporary files
     * @throws UsageException if it is no folder
     * @throws CorruptException if two of its folders are the same day
     */
    public FolderHistory(Path root, Path scratch) throws IOException {
        if (!PlainFiles.isFolder(root)) {
            throw new UsageException(root + ": is no folder");
        }
        this.root = root;
        this.scratch = scratch;
        for (Path year : list(root)) {
            if (!year.getFileName().toString().matches("[0-9]{4}") || !PlainFiles.isFolder(year)) {
                ignored.add(year.toString());
                continue;
            }
            for (Path folder : list(year)) {
                Optional<Day> day = Day.of(year.getFileName().toString(), folder.getFileName().toString());
                if (day.isEmpty() || !PlainFiles.isFolder(folder)) {
                    ignored.add(folder.toString());
                    continue;
                }
                Path other = days.put(day.get(), folder);
                if (other != null) {
                    throw new CorruptException("%s and %s are the same day; move one of them away"
                            .formatted(other, folder));
                }
            }
        }
    }

    @Override
    public String name() {
        return "dir:" + root.toAbsolutePath().normalize();
    }

    @Override
    public List<Day> days() {
        return List.copyOf(days.keySet());
    }

    @Override
    public List<String> ignored() {
        return List.copyOf(ignored);
    }

    private static List<Path> list(Path folder) throws IOException {
        List<Path> paths = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(paths::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        paths.sort(null);
        return paths;
    }

    @Override
    public HistoryFile open(Day day) throws IOException {
        Path folder = days.get(day);
        if (folder == null) {
            throw new UsageException("%s: has no day %s".formatted(root, day));
        }
        return FolderFile.of(folder, scratch);
    }
}
