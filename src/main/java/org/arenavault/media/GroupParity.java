package org.arenavault.media;

import java.util.BitSet;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.arenavault.io.CorruptException;
import org.arenavault.parity.ParityCode;
import org.arenavault.parity.ParityContent;
import org.arenavault.parity.ParityMember;
import org.arenavault.parity.ParityShare;

/**
 * What the label of a parity track says, and its line in the ledger, that protects the discs of a group
 * (protection 3.3). A disc with such tracks carries one column of the group's parity, and nothing else.
 *
 * @param column which column it carries, of which group
 * @param columns how many columns of parity the group has, and so how many discs with parity
 * @param rows of the group
 * @param first the first row on the track
 * @param last the last one
 * @param discs the protected tracks of each disc, by its number
 */
public record GroupParity(Column column, int columns, int rows, int first, int last,
                          SortedMap<Integer, BitSet> discs) {

    /** The field that only such a track has: {@code 1:1-45 2:1-44,46}. */
    static final String DISCS = "discs";

    private static final Pattern DISC = Pattern.compile("([1-9][0-9]{0,6}):(.*)");
    private static final String GROUP = "group";
    private static final String COLUMN = "column";
    private static final String COLUMNS = "columns";
    private static final String ROWS = "rows";
    private static final String FIRST = "first";
    private static final String LAST = "last";

    /**
     * A column of a group's parity.
     *
     * @param group the group's identity
     * @param number the column's, from 0
     */
    public record Column(UUID group, int number) {
    }

    public GroupParity {
        discs = Collections.unmodifiableSortedMap(new TreeMap<>(discs));
    }

    /** What the label of a track with this content is to say; the content carries one column. */
    public static GroupParity of(ParityContent content) {
        SortedMap<Integer, BitSet> discs = new TreeMap<>();
        content.layout().members().forEach(member ->
                discs.computeIfAbsent(member.disc(), disc -> new BitSet()).set(member.track()));
        ParityShare share = content.share();
        return new GroupParity(new Column(content.group(), share.carries().get(0)), content.layout().parityColumns(),
                content.layout().rows(), share.first(), share.last(), discs);
    }

    /** What a label says; empty of any other track, and where it makes no sense. */
    public static Optional<GroupParity> of(TrackContent content) {
        FlatJson fields = content.attributes();
        if (!content.kind().equals(TrackContent.PARITY) || !fields.has(DISCS)) {
            return Optional.empty();
        }
        try {
            GroupParity parity = new GroupParity(new Column(fields.uuid(GROUP), fields.smallNumber(COLUMN)),
                    fields.smallNumber(COLUMNS), fields.smallNumber(ROWS), fields.smallNumber(FIRST),
                    fields.smallNumber(LAST), discs(fields.text(DISCS)));
            return Optional.of(parity).filter(GroupParity::makesSense);
        } catch (CorruptException e) {
            return Optional.empty();
        }
    }

    private boolean makesSense() {
        return columns <= ParityCode.MOST_PARITY && column.number >= 0 && column.number < columns
                && rows <= ParityMember.MOST_UNITS && first >= 0 && first <= last && last < rows;
    }

    private static SortedMap<Integer, BitSet> discs(String text) throws CorruptException {
        SortedMap<Integer, BitSet> discs = new TreeMap<>();
        for (String disc : text.split(" ", -1)) {
            Matcher parts = DISC.matcher(disc);
            Optional<BitSet> tracks = parts.matches() ? TrackNumbers.parse(parts.group(2)) : Optional.empty();
            if (tracks.isEmpty() || discs.size() == ParityCode.MOST_COLUMNS) {
                throw new CorruptException("field '%s' names no tracks of discs".formatted(DISCS));
            }
            discs.put(Integer.parseInt(parts.group(1)), tracks.get());
        }
        return discs;
    }

    /** The track's content; its name tells the group, the column and the rows. */
    public TrackContent content(long size, String digest) {
        StringJoiner tracks = new StringJoiner(" ");
        discs.forEach((disc, numbers) -> tracks.add(disc + ":" + TrackNumbers.text(numbers)));
        String name = "parity-%s-%d-%d-%d".formatted(column.group.toString().substring(0, 8), column.number, first,
                last);
        return new TrackContent(TrackContent.PARITY, name, size, digest, new FlatJson().put(GROUP, column.group)
                .put(COLUMN, column.number).put(COLUMNS, columns).put(ROWS, rows).put(FIRST, first).put(LAST, last)
                .put(DISCS, tracks.toString()));
    }

    /** Which of the group's discs with parity it is, as people count: "1 of 2". */
    public String place() {
        return "%d of %d".formatted(column.number + 1, columns);
    }

    /** Whether it protects a track. */
    public boolean protects(int disc, int track) {
        return discs.containsKey(disc) && discs.get(disc).get(track);
    }

    /** Whether it is parity of the same tracks as another. */
    public boolean isOfSameGroup(GroupParity other) {
        return column.group.equals(other.column.group);
    }
}
