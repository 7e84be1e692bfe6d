package org.arenavault.parity;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.arenavault.io.CorruptException;

/**
 * Which unit of which member stands where: each unit of each member in exactly one row of one column. A column may be
 * shorter than there are rows; below its end it counts as zeros.
 */
public final class ParityLayout {

    private final int parityColumns;
    private final int rows;
    private final List<ParityMember> members;
    private final List<List<ParityPiece>> columns;
    private final int[] heights;

    /**
     * A layout that was read, or made.
     *
     * @param parityColumns m
     * @param rows L, of the longest column and of the parity
     * @param members what is protected
     * @param columns the pieces of each data column, from row 0 on
     * @throws CorruptException if a unit of a member stands nowhere or twice, a column is longer than {@code rows}, or
     *         there is no code of so many columns
     */
    public ParityLayout(int parityColumns, int rows, List<ParityMember> members, List<List<ParityPiece>> columns)
            throws CorruptException {
        if (!ParityCode.exists(columns.size(), parityColumns)) {
            throw new CorruptException("%d columns of data and %d of parity".formatted(columns.size(), parityColumns));
        }
        if (rows < 1 || rows > ParityMember.MOST_UNITS) {
            throw new CorruptException("%d rows".formatted(rows));
        }
        this.parityColumns = parityColumns;
        this.rows = rows;
        this.members = List.copyOf(members);
        this.columns = columns.stream().map(List::copyOf).toList();
        this.heights = new int[columns.size()];
        for (ParityMember member : members) {
            member.check();
        }
        checkPieces();
    }

    /** The units of the pieces of a member, sorted, must join without a gap from its first unit to its last. */
    private void checkPieces() throws CorruptException {
        List<List<ParityPiece>> ofMembers = new ArrayList<>();
        members.forEach(member -> ofMembers.add(new ArrayList<>()));
        for (int column = 0; column < heights.length; column++) {
            long height = 0;
            for (ParityPiece piece : columns.get(column)) {
                if (piece.member() < 0 || piece.member() >= members.size() || piece.from() < 0 || piece.units() < 1) {
                    throw new CorruptException("column %d has %d units from unit %d of member %d".formatted(column,
                            piece.units(), piece.from(), piece.member()));
                }
                ofMembers.get(piece.member()).add(piece);
                height += piece.units();
            }
            if (height > rows) {
                throw new CorruptException("column %d has %d units in %d rows".formatted(column, height, rows));
            }
            heights[column] = (int) height;
        }
        for (int member = 0; member < members.size(); member++) {
            checkWhole(members.get(member), ofMembers.get(member));
        }
    }

    private static void checkWhole(ParityMember member, List<ParityPiece> pieces) throws CorruptException {
        long next = 0;
        for (ParityPiece piece : pieces.stream().sorted((a, b) -> Integer.compare(a.from(), b.from())).toList()) {
            if (piece.from() != next) {
                throw new CorruptException("unit %d of member '%s' stands %s".formatted(Math.min(next, piece.from()),
                        member.name(), piece.from() > next ? "in no column" : "in two columns"));
            }
            next += piece.units();
        }
        if (next != member.units()) {
            throw new CorruptException("%d units of member '%s', which has %d, stand in columns".formatted(next,
                    member.name(), member.units()));
        }
    }

    /**
     * Members one behind the other, cut into columns of {@code rows} units (protection 3.2).
     *
     * @throws CorruptException if there are too many of them
     */
    public static ParityLayout ofOne(List<ParityMember> members, int parityColumns, int rows) throws CorruptException {
        List<List<ParityPiece>> columns = new ArrayList<>();
        int room = 0;
        for (int member = 0; member < members.size(); member++) {
            members.get(member).check();
            int units = members.get(member).units();
            for (int from = 0; from < units;) {
                if (room == 0) {
                    columns.add(new ArrayList<>());
                    room = rows;
                }
                int count = Math.min(room, units - from);
                columns.get(columns.size() - 1).add(new ParityPiece(member, from, count));
                from += count;
                room -= count;
            }
        }
        return new ParityLayout(parityColumns, rows, members, columns);
    }

    /**
     * A column for each list of members: those of one disc, in the order of its tracks (protection 3.3). There are as
     * many rows as the longest has units.
     *
     * @throws CorruptException if there are too many of them
     */
    public static ParityLayout ofMany(List<List<ParityMember>> lists, int parityColumns) throws CorruptException {
        List<ParityMember> members = new ArrayList<>();
        List<List<ParityPiece>> columns = new ArrayList<>();
        long longest = 0;
        for (List<ParityMember> list : lists) {
            List<ParityPiece> column = new ArrayList<>();
            long height = 0;
            for (ParityMember member : list) {
                member.check();
                column.add(new ParityPiece(members.size(), 0, member.units()));
                members.add(member);
                height += member.units();
            }
            columns.add(column);
            longest = Math.max(longest, height);
        }
        return new ParityLayout(parityColumns, (int) Math.min(Integer.MAX_VALUE, longest), members, columns);
    }

    /** The code of its columns. */
    public ParityCode code() {
        return new ParityCode(columns.size(), parityColumns);
    }

    /** k. */
    public int dataColumns() {
        return columns.size();
    }

    /** m. */
    public int parityColumns() {
        return parityColumns;
    }

    /** L. */
    public int rows() {
        return rows;
    }

    /** What is protected. */
    public List<ParityMember> members() {
        return members;
    }

    /** The pieces of the columns. */
    public List<List<ParityPiece>> columns() {
        return columns;
    }

    /** Units of a data column. */
    public int height(int column) {
        return heights[column];
    }

    /** Units of all members. */
    public long units() {
        long units = 0;
        for (int height : heights) {
            units += height;
        }
        return units;
    }

    /** Takes a run of units of one member that stand in consecutive rows of one column. */
    @FunctionalInterface
    interface RunTaker {

        /**
         * Takes it.
         *
         * @param row of the first unit
         * @param member its number
         * @param unit the first one, counted in the member
         * @param count how many
         */
        void take(int row, int member, int unit, int count) throws IOException;
    }

    /** The runs of a column in rows [{@code from}, {@code to}), as far as it has them. */
    void runs(int column, int from, int to, RunTaker taker) throws IOException {
        int row = 0;
        for (ParityPiece piece : columns.get(column)) {
            int first = Math.max(from, row);
            int end = Math.min(to, row + piece.units());
            if (first < end) {
                taker.take(first, piece.member(), piece.from() + first - row, end - first);
            }
            row += piece.units();
        }
    }

    /** Takes a lost unit. */
    @FunctionalInterface
    interface LostTaker {
        void take(int row, int member, int unit) throws IOException;
    }

    /** All lost units, column by column. */
    void eachLost(List<BitSet> lost, LostTaker taker) throws IOException {
        for (int column = 0; column < dataColumns(); column++) {
            runs(column, 0, rows, (row, member, unit, count) -> {
                BitSet units = lost.get(member);
                for (int at = units.nextSetBit(unit); at >= 0 && at < unit + count; at = units.nextSetBit(at + 1)) {
                    taker.take(row + at - unit, member, at);
                }
            });
        }
    }

    /**
     * Where a unit stands.
     *
     * @param column of data
     * @param row in it
     */
    record Place(int column, int row) { }

    /** Where a unit of a member stands. */
    Place place(int member, int unit) {
        for (int column = 0; column < columns.size(); column++) {
            int row = 0;
            for (ParityPiece piece : columns.get(column)) {
                if (piece.member() == member && unit >= piece.from() && unit < piece.from() + piece.units()) {
                    return new Place(column, row + unit - piece.from());
                }
                row += piece.units();
            }
        }
        throw new IllegalArgumentException("unit %d of member %d".formatted(unit, member));
    }

    /** The row of a member's first unit. */
    public int firstRow(int member) {
        return place(member, 0).row();
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof ParityLayout other && parityColumns == other.parityColumns && rows == other.rows
                && members.equals(other.members) && columns.equals(other.columns);
    }

    @Override
    public int hashCode() {
        return 31 * members.hashCode() + columns.hashCode();
    }
}
