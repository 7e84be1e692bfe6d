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
import org.arenavault.io.UsageException;

/**
 * A dump that is mounted, or was copied, as folders {@code YYYY/MMDD[n]}. Such a tree knows neither qids nor who
 * changed a file last.
 */
public final class FolderHistory implements History {

    private final Path root;
    private final Path scratch;

    /**
     * The dump in this folder.
     *
     * @param scratch a folder for temporary files
     * @throws UsageException if it is no folder
     */
    public FolderHistory(Path root, Path scratch) throws UsageException {
        if (!Files.isDirectory(root)) {
            throw new UsageException(root + ": is no folder");
        }
        this.root = root;
        this.scratch = scratch;
    }

    @Override
    public String name() {
        return "dir:" + root.toAbsolutePath().normalize();
    }

    @Override
    public List<Day> days() throws IOException {
        return List.copyOf(folders().keySet());
    }

    private Map<Day, Path> folders() throws IOException {
        Map<Day, Path> days = new TreeMap<>();
        for (Path year : list(root)) {
            for (Path folder : year.getFileName().toString().matches("[0-9]{4}") ? list(year) : List.<Path>of()) {
                Optional<Day> day = Day.of(year.getFileName().toString(), folder.getFileName().toString());
                if (day.isPresent() && Files.isDirectory(folder)) {
                    Path other = days.put(day.get(), folder);
                    if (other != null) {
                        throw new UsageException("%s and %s are the same day".formatted(other, folder));
                    }
                }
            }
        }
        return days;
    }

    private static List<Path> list(Path folder) throws IOException {
        List<Path> paths = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
                entries.forEach(paths::add);
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
        }
        return paths;
    }

    @Override
    public HistoryFile open(Day day) throws IOException {
        Path folder = folders().get(day);
        if (folder == null) {
            throw new UsageException("%s: has no day %s".formatted(root, day));
        }
        return FolderFile.of(folder, scratch);
    }
}
