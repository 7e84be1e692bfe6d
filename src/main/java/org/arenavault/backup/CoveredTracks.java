package org.arenavault.backup;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.arenavault.io.CorruptException;
import org.arenavault.media.TrackContent;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.TrackRecord;

/** Which tracks of its disc a parity track protects: what its line in the ledger and its label say (protection 3.2). */
final class CoveredTracks {

    /** The field: {@code 1-45,47}. */
    static final String FIELD = "tracks";

    private static final Pattern RANGE = Pattern.compile("([1-9][0-9]{0,3})(?:-([1-9][0-9]{0,3}))?");

    private CoveredTracks() {
    }

    /** The field's text for these tracks, numbered from 1. */
    static String text(BitSet tracks) {
        StringJoiner ranges = new StringJoiner(",");
        for (int from = tracks.nextSetBit(0); from >= 0; from = tracks.nextSetBit(tracks.nextClearBit(from))) {
            int last = tracks.nextClearBit(from) - 1;
            ranges.add(last == from ? Integer.toString(from) : from + "-" + last);
        }
        return ranges.toString();
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
        BitSet tracks = new BitSet();
        try {
            for (String range : parity.attributes().optional(FIELD).orElse("").split(",", -1)) {
                Optional<Matcher> ends = Optional.of(RANGE.matcher(range)).filter(Matcher::matches);
                ends.ifPresent(found -> tracks.set(Integer.parseInt(found.group(1)), Math.max(
                        Integer.parseInt(found.group(1)),
                        Integer.parseInt(found.group(2) == null ? found.group(1) : found.group(2))) + 1));
            }
            return tracks;
        } catch (CorruptException e) {
            return new BitSet();
        }
    }
}
