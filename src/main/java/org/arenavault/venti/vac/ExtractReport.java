package org.arenavault.venti.vac;

import java.util.List;

/**
 * What came out of an archive.
 *
 * @param files files written, damaged ones included
 * @param directories folders made
 * @param bytes bytes of data written; holes do not count
 * @param listed links, devices and pipes that stand in the manifest only
 * @param damaged files that lack blocks: their places are zeros
 * @param cutLinks links of whose target the archive holds the beginning alone, see {@link #CUT_LINK}
 * @param problemCount everything that is damaged or could not be written
 * @param problems the first of it, one line each
 */
public record ExtractReport(long files, long directories, long bytes, long listed, long damaged, CutLinks cutLinks,
                            long problemCount, List<String> problems) {

    /** Bytes of the target of a link that plan9port's vac keeps on 64-bit systems: it takes the size of a pointer. */
    static final int CUT_LINK = 8;

    /**
     * Links of which only the first 8 bytes are in the archive.
     *
     * @param count how many there are
     * @param first some of them: "lib/new, 8 of 21 bytes: ../2026/"
     */
    public record CutLinks(long count, List<String> first) {

        public CutLinks {
            first = List.copyOf(first);
        }
    }

    public ExtractReport {
        problems = List.copyOf(problems);
    }

    /** True if everything is there. */
    public boolean sound() {
        return problemCount == 0;
    }
}
