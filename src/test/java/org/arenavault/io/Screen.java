package org.arenavault.io;

import java.util.ArrayList;
import java.util.List;

/** So much of a terminal as lines of progress need: a row is wrapped where it is full, and can be gone back to. */
final class Screen {

    private final int columns;
    private final List<StringBuilder> rows = new ArrayList<>();
    private int row;
    private int column;

    Screen(int columns) {
        this.columns = columns;
    }

    /** What a window that was made as narrow as this one shows of the last lines drawn, as it would be printed. */
    String reflowed(String printed) {
        List<String> last = new Screen(1000).show(printed);
        return String.join("\n", last);
    }

    /** The rows with anything on them, after all this was printed. */
    List<String> show(String printed) {
        for (int i = 0; i < printed.length(); i++) {
            char c = printed.charAt(i);
            if (c == '\r') {
                column = 0;
            } else if (c == '\n') {
                row++;
                column = 0;
            } else if (c == '\u001b') {
                int end = i + 2;
                while (!Character.isLetter(printed.charAt(end))) {
                    end++;
                }
                control(printed.substring(i + 2, end), printed.charAt(end));
                i = end;
            } else {
                put(c);
            }
        }
        return rows.stream().map(line -> line.toString().stripTrailing()).filter(line -> !line.isEmpty()).toList();
    }

    private void control(String number, char what) {
        switch (what) {
            case 'A' -> row = Math.max(0, row - Integer.parseInt(number));
            case 'K' -> at(row).setLength(Math.min(at(row).length(), column));
            case 'J' -> {
                at(row).setLength(Math.min(at(row).length(), column));
                rows.subList(row + 1, rows.size()).clear();
            }
            default -> throw new AssertionError("no control of ours: " + what);
        }
    }

    private StringBuilder at(int number) {
        while (rows.size() <= number) {
            rows.add(new StringBuilder());
        }
        return rows.get(number);
    }

    private void put(char c) {
        if (column >= columns && !Character.isLowSurrogate(c)) {
            row++;
            column = 0;
        }
        StringBuilder line = at(row);
        while (line.length() <= column) {
            line.append(' ');
        }
        line.setCharAt(column, c);
        column++;
    }
}
