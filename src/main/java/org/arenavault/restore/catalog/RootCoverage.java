package org.arenavault.restore.catalog;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.arenavault.io.Count;
import org.arenavault.io.World;
import org.arenavault.sets.DiscRecord;
import org.arenavault.venti.format.BlockSource;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.vac.TreeWalk;
import org.arenavault.venti.vac.WalkOptions;
import org.arenavault.venti.vac.WalkReport;

/**
 * Whether the whole tree of a root lies on discs of a set that were read back, and on which. The tree is read from the
 * venti; the catalogs tell where its blocks are.
 *
 * @param discs those that have blocks of it, by number
 * @param lacking how many places of the tree lead to a block that is on no such disc
 * @param unread blocks that are on a disc and that the venti did not give, so that nobody knows what is below them
 */
public record RootCoverage(List<DiscRecord> discs, long lacking, long unread) {

    public RootCoverage {
        discs = List.copyOf(discs);
    }

    /** Finds out. */
    public static RootCoverage of(SetCatalogs catalogs, BlockSource venti, Score root, World world)
            throws IOException {
        Covered covered = new Covered(catalogs, venti);
        WalkReport report = new TreeWalk(covered, WalkOptions.STRUCTURE, world.progress(), world.stop()).walk(root);
        List<DiscRecord> discs = new ArrayList<>(covered.discs);
        discs.sort(Comparator.comparing(DiscRecord::number));
        return new RootCoverage(discs, Math.max(report.whole() ? 0 : 1, report.gapCount()) - covered.unread,
                covered.unread);
    }

    /** What came of it, for people. */
    public String text() {
        if (lacking > 0) {
            return "not wholly on verified discs: %s of its tree, or more, on none of them".formatted(
                    Count.of(lacking, "block"));
        }
        if (unread > 0) {
            return "not known: the venti did not give " + Count.of(unread, "block") + " of its tree";
        }
        return "wholly on verified discs: " + String.join(", ", discs.stream().map(disc -> disc.identity().label())
                .toList());
    }

    /** The blocks of a venti, as far as they are on discs that were read back. */
    static final class Covered implements BlockSource {

        private final SetCatalogs catalogs;
        private final BlockSource venti;
        private final Set<DiscRecord> discs = new LinkedHashSet<>();
        private Optional<DiscRecord> last = Optional.empty();
        private long unread;

        Covered(SetCatalogs catalogs, BlockSource venti) {
            this.catalogs = catalogs;
            this.venti = venti;
        }

        @Override
        public synchronized boolean contains(Score score, BlockType type) throws IOException {
            if (score.isEmptyBlock()) {
                return true;
            }
            last = catalogs.verifiedDiscOf(score, type, last);
            last.ifPresent(discs::add);
            return last.isPresent();
        }

        @Override
        public synchronized Optional<byte[]> read(Score score, BlockType type) throws IOException {
            if (!contains(score, type)) {
                return Optional.empty();
            }
            // until it is there it is none, also where reading it fails
            unread++;
            Optional<byte[]> block = venti.read(score, type);
            unread -= block.isPresent() ? 1 : 0;
            return block;
        }
    }
}
