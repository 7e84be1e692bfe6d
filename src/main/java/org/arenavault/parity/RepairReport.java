package org.arenavault.parity;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.arenavault.io.UnitSums;

/**
 * What a repair has done for the members that were asked for.
 *
 * @param members what became of each, in the order of their numbers
 * @param units how many units were found again
 */
public record RepairReport(List<Member> members, long units) {

    /** What became of a member. */
    public enum Result {
        /** Nothing of it was lost. */
        UNTOUCHED,
        /** All that was lost is written, and it comes to its digest. */
        REPAIRED,
        /** Units are missing still. */
        INCOMPLETE,
        /** All that was lost is written, and it does not come to its digest: units that nothing proves are wrong. */
        WRONG
    }

    /**
     * A member.
     *
     * @param member its number
     * @param repaired how many units were written
     * @param missing units that could not be found again
     */
    public record Member(int member, Result result, long repaired, BitSet missing) {

        /** Where units are missing: "from+length" in bytes, at most so many ranges. */
        public List<String> ranges(int most, long size) {
            List<String> ranges = new ArrayList<>();
            for (int from = missing.nextSetBit(0); from >= 0 && ranges.size() < most;) {
                int to = missing.nextClearBit(from);
                long begin = (long) from * UnitSums.UNIT;
                ranges.add("%d+%d".formatted(begin,
                        Math.min(size, (long) to * UnitSums.UNIT) - begin));
                from = missing.nextSetBit(to);
            }
            return ranges;
        }
    }

    /** Whether all members are whole. */
    public boolean isWhole() {
        return members.stream().allMatch(member -> member.result() == Result.UNTOUCHED
                || member.result() == Result.REPAIRED);
    }
}
