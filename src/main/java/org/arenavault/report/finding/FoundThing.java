package org.arenavault.report.finding;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.arenavault.io.Count;
import org.arenavault.media.Content;

/**
 * An arena, or an increment of one, and all its copies. It is the same in two sets only if store, name, size and digest
 * agree: a name alone proves nothing.
 *
 * @param store the venti that it is from
 * @param content what it is
 * @param copies where it is, or was
 */
public record FoundThing(UUID store, Content content, List<FoundCopy> copies) {

    public FoundThing {
        copies = List.copyOf(copies);
    }

    /** "2 verified copies; 1 copy was never read back; 1 copy does not count". */
    public String summary() {
        long verified = copies.stream().filter(FoundCopy::isVerified).count();
        long unread = copies.stream().filter(FoundCopy::counts).count() - verified;
        long gone = copies.size() - verified - unread;
        List<String> parts = new ArrayList<>();
        if (verified > 0) {
            parts.add(Count.of(verified, "verified copy", "verified copies"));
        }
        if (unread > 0) {
            parts.add("%s never read back".formatted(Count.of(unread, "copy", "copies")));
        }
        if (gone > 0) {
            parts.add(Count.of(gone, "copy that does not count", "copies that do not count"));
        }
        return verified + unread == 0 ? "NO COPY COUNTS" : String.join("; ", parts);
    }
}
