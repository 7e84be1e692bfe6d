package org.arenavault.venti.format;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Plain;
import org.arenavault.io.RefusedException;

/**
 * A table of named ranges, called "amap" by the format (venti-format 2.2): a count, then a line
 * {@code name TAB start TAB stop} for each. It lists the arenas of a partition by offset, the arenas of an
 * index by index address, and the sections of an index by bucket.
 *
 * @param ranges ascending and not overlapping
 */
public record ArenaMap(List<Range> ranges) {

    /** So many fit in 63 bits, whatever they are. */
    private static final int MAX_DIGITS = 18;

    /**
     * One line: the range [start, stop).
     *
     * @param name 1 to 63 bytes, 0x20 to 0x7E, Latin-1
     */
    public record Range(String name, long start, long stop) {

        /** Its size. */
        public long length() {
            return stop - start;
        }
    }

    public ArenaMap {
        ranges = List.copyOf(ranges);
    }

    /**
     * Reads a table whose text ends at a NUL or at the end of {@code bytes}.
     *
     * @param where what the table belongs to, for messages
     * @throws CorruptException if a line, number, name or the order is not as the format demands
     */
    public static ArenaMap decode(byte[] bytes, String where) throws CorruptException {
        return decode(new TextLines(bytes), where);
    }

    static ArenaMap decode(TextLines lines, String where) throws CorruptException {
        long count = number(lines.next().orElseThrow(() -> new CorruptException(where + ": table has no count")),
                where);
        if (count > ArenaFormat.MAX_ARENAS) {
            throw new CorruptException("%s: table claims %d lines; %d are possible"
                    .formatted(where, count, ArenaFormat.MAX_ARENAS));
        }
        List<Range> ranges = new ArrayList<>();
        Set<String> names = new HashSet<>();
        long previousStop = 0;
        for (int i = 0; i < count; i++) {
            int ordinal = i + 1;
            String line = lines.next().orElseThrow(() -> new CorruptException(
                    "%s: table ends before line %d of %d".formatted(where, ordinal, count)));
            Range range = range(line, where);
            if (range.start() < previousStop || range.stop() < range.start()) {
                throw new CorruptException("%s: range %d-%d of '%s' overlaps or runs backwards"
                        .formatted(where, range.start(), range.stop(), range.name()));
            }
            if (!names.add(range.name())) {
                throw new CorruptException("%s: table lists '%s' twice".formatted(where, range.name()));
            }
            previousStop = range.stop();
            ranges.add(range);
        }
        return new ArenaMap(ranges);
    }

    private static Range range(String line, String where) throws CorruptException {
        int start = line.indexOf('\t') + 1;
        int stop = line.indexOf('\t', start) + 1;
        if (start == 0 || stop == 0 || line.indexOf('\t', stop) >= 0
                || !ArenaNames.isValid(line.substring(0, start - 1))) {
            throw new CorruptException("%s: table line '%s' is not name, start, stop"
                    .formatted(where, Plain.field(line)));
        }
        return new Range(line.substring(0, start - 1), number(line.substring(start, stop - 1), where),
                number(line.substring(stop), where));
    }

    /** The stock parser takes the leading digits; so do we, but there must be some and they must fit. */
    private static long number(String text, String where) throws CorruptException {
        int end = 0;
        long number = 0;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            number = 10 * number + text.charAt(end) - '0';
            end++;
        }
        if (end == 0 || end > MAX_DIGITS) {
            throw new CorruptException("%s: table holds '%s' where a number belongs"
                    .formatted(where, Plain.field(text)));
        }
        return number;
    }

    /** The text, without padding. */
    public byte[] encode() {
        StringBuilder text = new StringBuilder().append(ranges.size()).append('\n');
        for (Range range : ranges) {
            text.append(range.name()).append('\t').append(range.start()).append('\t').append(range.stop()).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * The text, padded with NULs to {@code space} bytes.
     *
     * @throws RefusedException if it does not fit with at least one NUL behind it
     */
    public byte[] encode(int space, String where) throws RefusedException {
        byte[] text = encode();
        if (text.length >= space) {
            throw new RefusedException("%s: a table of %d lines needs %d bytes; there are %d"
                    .formatted(where, ranges.size(), text.length + 1, space));
        }
        byte[] padded = new byte[space];
        System.arraycopy(text, 0, padded, 0, text.length);
        return padded;
    }

    /** This table with one more range behind the others. */
    public ArenaMap plus(Range range) {
        List<Range> more = new ArrayList<>(ranges);
        more.add(range);
        return new ArenaMap(more);
    }
}
