package org.arenavault.venti.index;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.arenavault.venti.check.Findings;

/**
 * Counts what the buckets of each section carry as magic. Where none carries the one of the header, and most
 * carry one and the same other, it is the header that is damaged.
 */
final class MagicCensus {

    /** A vote in one pass: whoever has the majority is left as the candidate. */
    private static final class Votes {

        private long right;
        private long wrong;
        private long candidate;
        private long lead;

        synchronized void count(long magic, long expected) {
            if (magic == expected) {
                right++;
                return;
            }
            wrong++;
            if (lead == 0) {
                candidate = magic;
            }
            lead += magic == candidate ? 1 : -1;
        }

        synchronized boolean isHeaderWrong() {
            return right == 0 && lead > wrong / 2 && candidate != 0;
        }
    }

    private final Map<Section, Votes> votes = new LinkedHashMap<>();

    MagicCensus(IndexLayout layout) {
        layout.sections().forEach(section -> votes.put(section, new Votes()));
    }

    /** Counts the bucket at {@code at}. */
    void count(Section section, byte[] block, int at) {
        if (section.header().version() == 2) {
            Objects.requireNonNull(votes.get(section), "no section of this index")
                    .count(SectionCheck.magicOf(block, at), section.header().bucketMagic());
        }
    }

    /** Names the headers that are damaged. */
    void report(Findings findings) {
        votes.forEach((section, count) -> {
            if (count.isHeaderWrong()) {
                findings.problem(-1, "%s: its header says that buckets carry %08x; none does, they carry %08x"
                        .formatted(section.where(), section.header().bucketMagic(), count.candidate));
            }
        });
    }
}
