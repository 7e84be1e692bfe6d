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
    private final Map<Day, Top> days;
    private final Path scratch;

    /** What is uppermost on a day, and the archive that it lies in. */
    private record Top(VacArchive archive, VacFile file) {
    }

    private VacHistory(String name, Map<Day, Top> days, Path scratch) {
        this.name = name;
        this.days = days;
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
        Map<Day, Top> days = new TreeMap<>();
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
                    days.put(which.get(), new Top(archive, day.get()));
                }
            }
        }
        if (!problems.isEmpty()) {
            // a day that damage hides must not look like one that never was
            throw new CorruptException(problems.get(0));
        }
        return new VacHistory("vac:" + root, days, scratch);
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
        Map<Day, Top> days = new TreeMap<>();
        for (Map.Entry<Day, Score> root : roots.entrySet()) {
            VacArchive archive = VacArchive.open(source, root.getValue(), stop);
            days.put(root.getKey(), new Top(archive, archive.top()));
        }
        return new VacHistory(name, days, scratch);
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
        Top top = days.get(day);
        if (top == null) {
            throw new UsageException("%s: has no day %s".formatted(name, day));
        }
        return new StoredFile(top.archive(), top.file(), "/" + day, scratch);
    }
}
