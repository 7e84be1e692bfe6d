package org.arenavault.cli.find;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.arenavault.cli.common.BlockOptions;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.OpenBlocks;
import org.arenavault.io.CancelledException;
import org.arenavault.io.Closing;
import org.arenavault.io.Count;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.Progress;
import org.arenavault.io.World;
import org.arenavault.report.finding.FoundFile;
import org.arenavault.report.finding.NotLooked;
import org.arenavault.sets.RootScore;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.vac.FirstBlocks;
import org.arenavault.venti.vac.PathPattern;
import org.arenavault.venti.vac.VacArchive;
import org.arenavault.venti.vac.VacFile;
import org.arenavault.venti.vac.VacSearch;

/** Looks for files below roots, the newest first, in the places that blocks can be read from. */
final class FileSearch implements Closeable {

    /** The discs of so many files are looked for; more of them nobody reads. */
    static final int WITH_DISCS = 100;

    private static final int BLOCKS = 64;
    private static final int PROBLEMS = 5;

    /**
     * A place to read blocks from.
     *
     * @param words the options that name it
     */
    record Place(String words, OpenBlocks open) {
    }

    /** What is done with a file that was found, and where it was read from. */
    @FunctionalInterface
    interface Found {
        void take(FoundFile file, Place place) throws IOException;
    }

    private final World world;
    private final VacSearch search;
    private final List<Place> places = new ArrayList<>();
    private final List<NotLooked> notLooked = new ArrayList<>();
    private final List<RootScore> nowhere = new ArrayList<>();
    private final Set<String> faults = new LinkedHashSet<>();
    private long files;
    private long looked;

    FileSearch(PathPattern pattern, World world) {
        this.search = new VacSearch(pattern);
        this.world = world;
    }

    /** Reads from what was opened. */
    void from(String words, OpenBlocks open) {
        places.add(new Place(words, open));
    }

    /** Reads from a venti's partitions; where they cannot be read, discs may do. */
    void from(Path conf) throws CancelledException {
        BlockOptions place = new BlockOptions("", conf);
        try {
            from(place.words(), place.open(world));
        } catch (CancelledException e) {
            throw e;
        } catch (IOException e) {
            faults.add(ExitCode.text(e));
        }
    }

    /** Looks below each root. What ails one keeps no other from its turn. */
    void look(Collection<RootScore> roots, Found found) throws IOException {
        List<RootScore> newestFirst = new ArrayList<>(roots);
        // of two of the same second the one that was recorded later is newer
        Collections.reverse(newestFirst);
        newestFirst.sort(Comparator.comparing(RootScore::recorded).reversed());
        for (RootScore root : newestFirst) {
            Optional<Place> place = place(root);
            if (place.isEmpty()) {
                nowhere.add(root);
            } else {
                look(root, place.get(), found);
            }
        }
    }

    private Optional<Place> place(RootScore root) throws CancelledException {
        List<NotLooked> failed = new ArrayList<>();
        for (Place place : places) {
            try {
                if (place.open().source().read(root.score(), BlockType.ROOT).isPresent()) {
                    return Optional.of(place);
                }
            } catch (CancelledException e) {
                throw e;
            } catch (IOException e) {
                failed.add(failed(root, e));
            }
        }
        notLooked.addAll(failed);
        return Optional.empty();
    }

    /** Messages about a block have its score; that of a root opens everything. */
    private static NotLooked failed(RootScore root, IOException fault) {
        String why = ExitCode.text(fault).replace(root.score().toString(), root.score().hint());
        return fault instanceof OperatorNeededException ? NotLooked.waiting(name(root), why)
                : NotLooked.failed(name(root), why);
    }

    private static String name(RootScore root) {
        return "root " + root.score().hint();
    }

    private void look(RootScore root, Place place, Found found) throws IOException {
        String name = name(root);
        List<String> problems = new ArrayList<>();
        long[] more = new long[1];
        try (Progress.Stage stage = world.progress().begin("looking through " + name, 0)) {
            VacArchive archive = VacArchive.open(place.open().source(), root.score(), world.stop());
            search.look(archive, stage, (path, file) -> take(root, path, file, place, found), problem -> {
                if (problems.size() < PROBLEMS) {
                    problems.add(problem);
                } else {
                    more[0]++;
                }
            });
            looked++;
        } catch (CancelledException e) {
            throw e;
        } catch (IOException e) {
            notLooked.add(failed(root, e));
        }
        problems.forEach(problem -> notLooked.add(NotLooked.failed(name, problem)));
        if (more[0] > 0) {
            notLooked.add(NotLooked.failed(name, Count.of(more[0], "more problem") + " like these"));
        }
    }

    private void take(RootScore root, String path, VacFile file, Place place, Found found) throws IOException {
        boolean discs = files++ < WITH_DISCS && !file.isDirectory();
        found.take(new FoundFile(root, path, file, discs
                ? Optional.of(FirstBlocks.of(place.open().source(), file.entry(), BLOCKS)) : Optional.empty(),
                List.of()), place);
    }

    /** The roots that no place has, newest first. */
    List<RootScore> nowhere() {
        return List.copyOf(nowhere);
    }

    /** What ails the places, a line each. */
    Collection<String> faults() {
        return faults;
    }

    List<NotLooked> notLooked() {
        return List.copyOf(notLooked);
    }

    /** How many files and directories were found. */
    long files() {
        return files;
    }

    /** How many roots were looked through. */
    long looked() {
        return looked;
    }

    @Override
    public void close() throws IOException {
        Closing.all(places.stream().map(Place::open).toList());
    }
}
