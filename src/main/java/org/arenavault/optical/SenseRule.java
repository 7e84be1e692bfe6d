package org.arenavault.optical;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.arenavault.scsi.SenseData;

/**
 * One row of the table of 3.2: what to do about some senses in each phase.
 *
 * @param pattern key, code and qualifier as the table writes them: lists with commas, ranges with a dash, an
 *     asterisk for all: {@code "2,5/30/*"}
 * @param actions by phase
 */
record SenseRule(String pattern, List<List<Range>> fields, Map<Phase, SenseAction> actions) {

    /** Values from {@code low} to {@code high}. */
    record Range(int low, int high) {

        private static Range parse(String text) {
            if (text.equals("*")) {
                return new Range(0, 0xFF);
            }
            String[] ends = text.split("-", -1);
            return new Range(HexFormat.fromHexDigits(ends[0]), HexFormat.fromHexDigits(ends[ends.length - 1]));
        }

        private boolean holds(int value) {
            return low <= value && value <= high;
        }
    }

    /** The row with this pattern and these three columns. */
    static SenseRule of(String pattern, SenseAction reading, SenseAction writing, SenseAction finishing) {
        List<List<Range>> fields = new ArrayList<>();
        for (String field : pattern.split("/", -1)) {
            List<Range> ranges = new ArrayList<>();
            for (String range : field.split(",", -1)) {
                ranges.add(Range.parse(range));
            }
            fields.add(List.copyOf(ranges));
        }
        Map<Phase, SenseAction> actions = new EnumMap<>(Phase.class);
        actions.put(Phase.READ, reading);
        actions.put(Phase.WRITE, writing);
        actions.put(Phase.FINISH, finishing);
        return new SenseRule(pattern, fields, actions);
    }

    boolean fits(SenseData sense) {
        return holds(0, sense.key()) && holds(1, sense.asc()) && holds(2, sense.ascq());
    }

    private boolean holds(int field, int value) {
        for (Range range : fields.get(field)) {
            if (range.holds(value)) {
                return true;
            }
        }
        return false;
    }

    SenseAction in(Phase phase) {
        return Objects.requireNonNull(actions.get(phase), "a row has a column for each phase");
    }
}
