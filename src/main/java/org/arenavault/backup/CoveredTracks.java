package org.arenavault.backup;

import java.util.BitSet;
import java.util.List;
import org.arenavault.io.CorruptException;
import org.arenavault.media.TrackContent;
import org.arenavault.media.TrackNumbers;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.TrackRecord;

/** Which tracks of its disc a parity track protects: what its line in the ledger and its label say (protection 3.2). */
final class CoveredTracks {

    /** The field: {@code 1-45,47}. */
    static final String FIELD = "tracks";

    private CoveredTracks() {
    }

    /** The tracks that parity on a disc protects already; what says nothing that can be read protects nothing. */
    static BitSet on(DiscRecord disc) {
        BitSet covered = new BitSet();
        disc.holding().map(TrackRecord::content).flatMap(content -> content.made().stream())
                .filter(made -> made.kind().equals(TrackContent.PARITY)).forEach(made -> covered.or(of(made)));
        return covered;
    }

    /** What a disc holds that no parity on it protects; parity itself is not protected. */
    static List<TrackRecord> unprotected(DiscRecord disc) {
        BitSet covered = on(disc);
        return disc.holding().filter(track -> !covered.get(track.number())
                && !track.content().id().kind().equals(TrackContent.PARITY)).toList();
    }

    private static BitSet of(TrackContent parity) {
        try {
            return parity.attributes().optional(FIELD).flatMap(TrackNumbers::parse).orElseGet(BitSet::new);
        } catch (CorruptException e) {
            return new BitSet();
        }
    }
}
