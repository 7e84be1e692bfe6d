package org.arenavault.report.finding;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.arenavault.io.Count;
import org.arenavault.io.Plain;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.RootScore;
import org.arenavault.sets.SetName;
import org.arenavault.venti.vac.FirstBlocks;
import org.arenavault.venti.vac.VacFile;

/**
 * A file or directory below a root on record.
 *
 * @param root the root
 * @param path of the file in it
 * @param file what its archive says of it
 * @param blocks the first blocks of a file, by which its discs are found; empty if they are not looked for
 * @param sets the discs that have these blocks
 */
public record FoundFile(RootScore root, String path, VacFile file, Optional<FirstBlocks> blocks, List<InSet> sets) {

    /**
     * The discs of a set that have blocks of a file.
     *
     * @param set the set
     * @param discs those that have one; of several that have the same block one is named
     * @param lacking how many of the blocks no catalog of the set knows
     */
    public record InSet(SetName set, List<DiscRecord> discs, int lacking) {

        public InSet {
            discs = List.copyOf(discs);
        }

        /** "home-001 (kept at: the shelf), home-002 (LOST); NOT ALL: 3 blocks are in no catalog". */
        @Override
        public String toString() {
            List<String> labels = new ArrayList<>();
            for (DiscRecord disc : discs) {
                List<String> remarks = new ArrayList<>();
                if (!disc.mark().counts()) {
                    remarks.add(disc.mark().toString().toUpperCase(Locale.ROOT));
                }
                if (!disc.place().isEmpty()) {
                    remarks.add("kept at: " + Plain.field(disc.place()));
                }
                labels.add(disc.identity().label() + (remarks.isEmpty() ? "" : " (%s)".formatted(
                        String.join(", ", remarks))));
            }
            return String.join(", ", labels) + (lacking == 0 ? "" : "; NOT ALL: %s in no catalog".formatted(
                    Count.are(lacking, "block")));
        }
    }

    public FoundFile {
        sets = List.copyOf(sets);
    }

    /** The same with one set more. */
    FoundFile and(InSet set) {
        List<InSet> more = new ArrayList<>(sets);
        more.add(set);
        return new FoundFile(root, path, file, blocks, more);
    }
}
