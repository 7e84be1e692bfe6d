package org.arenavault.history;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.arenavault.io.CorruptException;
import org.arenavault.io.StopSignal;
import org.arenavault.io.UsageException;
import org.arenavault.venti.format.BlockSource;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.vac.DirectoryReader;
import org.arenavault.venti.vac.VacArchive;
import org.arenavault.venti.vac.VacFile;

/** Days in a venti: those of a fossil's archive, or roots of their own. Qids are exact where a fossil made them. */
public final class VacHistory implements History {

    private static final String ARCHIVE = "archive";

    private final String name;
    private final Map<Day, VacFile> days;
    private final Map<Day, VacArchive> archives;
    private final Path scratch;

    private VacHistory(String name, Map<Day, VacFile> days, Map<Day, VacArchive> archives, Path scratch) {
        this.name = name;
        this.days = days;
        this.archives = archives;
        this.scratch = scratch;
    }

    /**
     * The days in {@code /archive/YYYY/MMDD[.n]} below a root.
     *
     * @param scratch a folder for temporary files
     * @throws UsageException if there is no such folder
     */
    public static VacHistory ofArchive(BlockSource source, Score root, Path scratch, StopSignal stop)
            throws IOException {
        VacArchive archive = VacArchive.open(source, root, stop);
        Map<Day, VacFile> days = new TreeMap<>();
        Map<Day, VacArchive> archives = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        DirectoryReader years = archive.list(archive.find(ARCHIVE), "/archive", problems::add);
        for (Optional<VacFile> year = years.next(); year.isPresent(); year = years.next()) {
            if (!year.get().isDirectory()) {
                continue;
            }
            DirectoryReader names = archive.list(year.get(), "/archive/" + year.get().name(), problems::add);
            for (Optional<VacFile> day = names.next(); day.isPresent(); day = names.next()) {
                Optional<Day> which = Day.of(year.get().name().toString(), day.get().name().toString());
                if (which.isPresent() && day.get().isDirectory()) {
                    days.put(which.get(), day.get());
                    archives.put(which.get(), archive);
                }
            }
        }
        if (!problems.isEmpty()) {
            // a day that damage hides must not look like one that never was
            throw new CorruptException(problems.get(0));
        }
        return new VacHistory("vac:" + root, days, archives, scratch);
    }

    /**
     * Each day with a root of its own.
     *
     * @param name what messages call them
     * @param roots of the days
     * @param scratch a folder for temporary files
     */
    public static VacHistory ofRoots(String name, BlockSource source, Map<Day, Score> roots, Path scratch,
            StopSignal stop) throws IOException {
        Map<Day, VacFile> days = new TreeMap<>();
        Map<Day, VacArchive> archives = new TreeMap<>();
        for (Map.Entry<Day, Score> root : roots.entrySet()) {
            VacArchive archive = VacArchive.open(source, root.getValue(), stop);
            days.put(root.getKey(), archive.top());
            archives.put(root.getKey(), archive);
        }
        return new VacHistory(name, days, archives, scratch);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Day> days() {
        return List.copyOf(days.keySet());
    }

    @Override
    public HistoryFile open(Day day) throws IOException {
        VacFile top = days.get(day);
        if (top == null) {
            throw new UsageException("%s: has no day %s".formatted(name, day));
        }
        return new StoredFile(archives.get(day), top, "/" + day, scratch);
    }
}
