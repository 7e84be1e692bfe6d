package org.arenavault.report;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines of cells, each column as wide as its widest cell. Picocli's own takes what stands between {@code @|} and
 * {@code |@} for markup, also in a file's name, and wants to know its widths beforehand.
 */
public final class Table {

    /** On which side of its column a cell stands. */
    public enum Align {
        /** Words. */
        LEFT,
        /** Numbers. */
        RIGHT
    }

    private static final String GAP = "  ";

    private final Align[] columns;
    private final int[] widths;
    private final List<String[]> rows = new ArrayList<>();
    private String indent = "";

    private Table(Align... columns) {
        this.columns = columns.clone();
        this.widths = new int[columns.length];
    }

    /** A table of these columns, without any row. */
    public static Table of(Align... columns) {
        return new Table(columns);
    }

    /** Begins each line with so many blanks. */
    public Table indented(int blanks) {
        indent = " ".repeat(blanks);
        return this;
    }

    /** Makes the first columns at least so wide. */
    public Table atLeast(int... least) {
        for (int i = 0; i < least.length; i++) {
            widths[i] = Math.max(widths[i], least[i]);
        }
        return this;
    }

    /** Adds a row; cells that it lacks at its end are empty. */
    public Table row(Object... cells) {
        rows.add(measured(cells));
        return this;
    }

    /** Adds a line that has no columns, beneath the row before. */
    public Table below(String line) {
        rows.add(new String[] {line});
        return this;
    }

    /** Prints the rows. */
    public void print(PrintStream out) {
        rows.forEach(row -> out.println(row.length == columns.length ? joined(row) : row[0]));
    }

    /** One row at once, for lists that may be longer than memory: only what came before has made the columns wider. */
    public String line(Object... cells) {
        return joined(measured(cells));
    }

    private String[] measured(Object... cells) {
        String[] row = new String[columns.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = i < cells.length ? cells[i].toString() : "";
            boolean ends = i == row.length - 1 && columns[i] == Align.LEFT;
            widths[i] = ends ? widths[i] : Math.max(widths[i], width(row[i]));
        }
        return row;
    }

    private String joined(String... row) {
        StringBuilder line = new StringBuilder(indent);
        for (int i = 0; i < row.length; i++) {
            boolean ends = i == row.length - 1 && columns[i] == Align.LEFT;
            String blanks = ends ? "" : " ".repeat(Math.max(0, widths[i] - width(row[i])));
            line.append(i == 0 ? "" : GAP).append(columns[i] == Align.RIGHT ? blanks + row[i] : row[i] + blanks);
        }
        return row[row.length - 1].isEmpty() ? line.toString().stripTrailing() : line.toString();
    }

    /** How many columns of a terminal a text takes. */
    private static int width(String text) {
        return text.codePoints().map(Table::width).sum();
    }

    /** Signs of East Asia take two columns; marks that stand on another sign take none. */
    private static int width(int sign) {
        int type = Character.getType(sign);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean wide = sign >= 0x1100 && (sign <= 0x115F || (sign >= 0x2E80 && sign <= 0xA4CF && sign != 0x303F)
                || (sign >= 0xAC00 && sign <= 0xD7A3) || (sign >= 0xF900 && sign <= 0xFAFF)
                || (sign >= 0xFE30 && sign <= 0xFE6F) || (sign >= 0xFF00 && sign <= 0xFF60)
                || (sign >= 0xFFE0 && sign <= 0xFFE6) || (sign >= 0x1F300 && sign <= 0x1FAFF)
                || (sign >= 0x20000 && sign <= 0x3FFFD));
        return wide ? 2 : 1;
    }
}
