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
 * @param problemCount everything that is damaged or could not be written
 * @param problems the first of it, one line each
 */
public record ExtractReport(long files, long directories, long bytes, long listed, long damaged, long problemCount,
                            List<String> problems) {

    public ExtractReport {
        problems = List.copyOf(problems);
    }

    /** True if everything is there. */
    public boolean sound() {
        return problemCount == 0;
    }
}
