package org.arenavault.venti.vac;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.io.CancelledException;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Progress;
import org.arenavault.io.StopSignal;
import org.arenavault.io.UnsupportedVersionException;
import org.arenavault.venti.format.BlockSource;
import org.arenavault.venti.format.Score;

/**
 * Checks an archive (venti-protocol 14).
 *
 * @param level how closely
 * @param listing whether its directories are gone through as well
 * @param roots the most roots to look at: 1 for the given one alone, more for those before it
 * @param walk threads and memory; what is done with data follows from the level
 */
public record VacCheck(CheckLevel level, Listing listing, int roots, WalkOptions walk) {

    /** Whether directories are gone through as files, level 3. */
    public enum Listing { OMIT, INCLUDE }

    /**
     * Checks the archive of a root.
     *
     * @throws CancelledException if stopping was requested
     * @throws IOException if the source fails, which says nothing of the archive
     */
    public CheckReport run(BlockSource source, Score root, Progress progress, StopSignal stop) throws IOException {
        List<String> problems = new ArrayList<>();
        List<WalkReport> trees = List.of();
        if (level != CheckLevel.ROOT) {
            WalkOptions.Data data = level == CheckLevel.FULL ? WalkOptions.Data.READ : WalkOptions.Data.PROBE;
            trees = new TreeWalk(source, walk.with(data), progress, stop).walkChain(root, roots);
        }
        List<ListingReport> listings = new ArrayList<>();
        try {
            VacArchive archive = VacArchive.open(source, root, stop);
            if (listing == Listing.INCLUDE) {
                listings.add(new VacListing(walk.memory(), progress, stop).run(archive));
            }
        } catch (CorruptException | UnsupportedVersionException e) {
            problems.add(e.getMessage());
        }
        return new CheckReport(level, trees, listings, problems);
    }
}
