package org.arenavault.restore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.io.CancelledException;
import org.arenavault.io.VaultException;
import org.arenavault.io.World;
import org.arenavault.venti.format.OpenArenas;
import org.arenavault.venti.format.VentiConf;
import org.arenavault.venti.index.IndexLookup;
import org.arenavault.venti.vac.FoundRoot;
import org.arenavault.venti.vac.RootFinder;
import org.arenavault.venti.vac.WalkOptions;

/** Finds the newest root whose whole tree came back: blocks are worth nothing without one. */
final class RootSearch {

    /** So many roots are walked, newest first, before the search is given up. */
    private static final int MOST_ROOTS = 10_000;

    private final VentiConf conf;
    private final WalkOptions.Data data;
    private final World world;

    /**
     * A search in the store of {@code conf}.
     *
     * @param data whether blocks of data are as good as read where they are found: those of arenas whose seal was
     *     checked a moment ago are
     */
    RootSearch(VentiConf conf, WalkOptions.Data data, World world) {
        this.conf = conf;
        this.data = data;
        this.world = world;
    }

    /**
     * Walks. The index must be complete. Whatever ends the search, a fault or somebody who stops it: the arenas are
     * back all the same, and the report tells of them.
     */
    RootsReport run() throws IOException {
        List<String> problems = new ArrayList<>();
        List<RootsReport.Walked> walked = new ArrayList<>();
        long found = 0;
        try {
            RootFinder finder = find(problems);
            found = finder.found();
            problems.addAll(finder.problems());
            walk(finder.newestFirst(), walked);
        } catch (CancelledException e) {
            problems.add("the search for roots was stopped; the same command takes it up, and copies nothing again");
        } catch (VaultException e) {
            problems.add(e.getMessage());
        }
        return new RootsReport(found, walked, problems);
    }

    private void walk(List<FoundRoot> roots, List<RootsReport.Walked> walked) throws IOException {
        if (roots.isEmpty()) {
            return;
        }
        try (IndexLookup blocks = IndexLookup.openReadable(conf, world.disks())) {
            new RootWalk(blocks, Runtime.getRuntime().availableProcessors(), data, world).walk(roots, walked);
        }
    }

    private RootFinder find(List<String> problems) throws IOException {
        RootFinder finder = new RootFinder(MOST_ROOTS);
        try (OpenArenas open = OpenArenas.openReadable(conf.arenas(),
                partition -> partition.openToRead(world.disks()))) {
            problems.addAll(open.problems());
            finder.search(open.arenas().stream().map(OpenArenas.Placed::arena).toList(), world.progress(),
                    world.stop());
            return finder;
        }
    }
}
