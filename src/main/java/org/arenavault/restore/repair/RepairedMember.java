package org.arenavault.restore.repair;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.arenavault.parity.ParityMember;

/**
 * What became of something that parity protects.
 *
 * @param member it
 * @param images in which it was found; empty if no image of it was given
 * @param result what became of it
 * @param damaged units of 64 KiB that were lost
 * @param repaired units that were found again
 * @param missing ranges of bytes that are lost still, "from+length"; the first ones
 * @param output the file that was made
 */
public record RepairedMember(ParityMember member, List<Path> images, Result result, long damaged, long repaired,
                             List<String> missing, Optional<Path> output) {

    /** What can become of it. */
    public enum Result {
        /** Nothing was wrong with it. */
        WHOLE,
        /** It is whole in its file. */
        REPAIRED,
        /** It was whole in its file before. */
        THERE,
        /** Its file lacks something. */
        INCOMPLETE,
        /** Its file does not come to its seal. */
        WRONG,
        /** Nobody gave an image of it, and the others do not suffice to make it. */
        ABSENT
    }

    /** Whether that is what was asked for: who gives no image of something may not want it. */
    public boolean isDone() {
        return switch (result) {
            case WHOLE, REPAIRED, THERE, ABSENT -> true;
            case INCOMPLETE, WRONG -> false;
        };
    }
}
