package org.arenavault.media;

import java.util.BitSet;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of tracks, from 1 to 9999, as labels and the ledger have them: {@code 1-45,47}. */
public final class TrackNumbers {

    private static final Pattern RANGE = Pattern.compile("([1-9][0-9]{0,3})(?:-([1-9][0-9]{0,3}))?");

    private TrackNumbers() {
    }

    /** The text for these numbers. */
    public static String text(BitSet numbers) {
        StringJoiner ranges = new StringJoiner(",");
        for (int from = numbers.nextSetBit(0); from >= 0; from = numbers.nextSetBit(numbers.nextClearBit(from))) {
            int last = numbers.nextClearBit(from) - 1;
            ranges.add(last == from ? Integer.toString(from) : from + "-" + last);
        }
        return ranges.toString();
    }

    /** The numbers of a text; empty if it is none. */
    public static Optional<BitSet> parse(String text) {
        BitSet numbers = new BitSet();
        for (String range : text.split(",", -1)) {
            Matcher ends = RANGE.matcher(range);
            if (!ends.matches()) {
                return Optional.empty();
            }
            int first = Integer.parseInt(ends.group(1));
            int last = ends.group(2) == null ? first : Integer.parseInt(ends.group(2));
            if (last < first) {
                return Optional.empty();
            }
            numbers.set(first, last + 1);
        }
        return Optional.of(numbers);
    }
}
