package org.arenavault.manual;

import java.util.ArrayList;
import java.util.List;

/** What a terminal shows of what it is sent: the few controls that the program uses. It never scrolls. */
final class Screen {

    private static final char ESCAPE = 27;

    private final int columns;
    private final List<StringBuilder> rows = new ArrayList<>(List.of(new StringBuilder()));
    private int row;
    private int column;

    Screen(int columns) {
        this.columns = columns;
    }

    /** Shows it. */
    void show(String text) {
        int at = 0;
        while (at < text.length()) {
            int code = text.codePointAt(at);
            if (code == ESCAPE) {
                at = control(text, at);
                continue;
            }
            at += Character.charCount(code);
            switch (code) {
                case '\r' -> column = 0;
                case '\n' -> down();
                case 7 -> { }
                default -> put(code);
            }
        }
    }

    /** Carries one control out; the index behind it. */
    private int control(String text, int at) {
        int end = at + 2;
        while (!Character.isLetter(text.charAt(end))) {
            end++;
        }
        String number = text.substring(at + 2, end);
        switch (text.charAt(end)) {
            case 'K' -> cut(rows.get(row));
            case 'J' -> {
                cut(rows.get(row));
                rows.subList(row + 1, rows.size()).clear();
            }
            case 'A' -> row = Math.max(0, row - Integer.parseInt(number));
            default -> throw new IllegalArgumentException(
                    "a control that is not known: " + text.substring(at + 1, end + 1));
        }
        return end + 1;
    }

    private void cut(StringBuilder line) {
        line.setLength(Math.min(line.length(), column));
    }

    private void down() {
        row++;
        while (rows.size() <= row) {
            rows.add(new StringBuilder());
        }
    }

    private void put(int code) {
        if (column == columns) {
            column = 0;
            down();
        }
        StringBuilder line = rows.get(row);
        while (line.length() <= column) {
            line.append(' ');
        }
        line.setCharAt(column, (char) code);
        column++;
    }

    /** The lines that are shown. */
    List<String> lines() {
        return rows.stream().map(line -> line.toString().stripTrailing()).toList();
    }
}
