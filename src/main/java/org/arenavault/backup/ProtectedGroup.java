package org.arenavault.backup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.arenavault.media.GroupParity;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.SetName;
import org.arenavault.sets.SetState;

/**
 * A group of discs that has parity on further discs, as the ledger knows it.
 *
 * @param parity what is protected
 * @param discs those with parity that count, by number
 * @param whole how many columns of parity are all on disc, and so how many discs of the group may be lost
 */
public record ProtectedGroup(GroupParity parity, List<DiscRecord> discs, int whole) {

    /** Those of a set, in the order in which they were begun. */
    public static List<ProtectedGroup> of(SetState state) {
        Map<UUID, List<DiscRecord>> discs = new LinkedHashMap<>();
        state.discs().stream().filter(disc -> disc.mark().counts()).forEach(disc -> disc.protection()
                .ifPresent(known -> discs.computeIfAbsent(known.column().group(), id -> new ArrayList<>()).add(disc)));
        List<ProtectedGroup> groups = new ArrayList<>();
        discs.forEach((group, members) -> {
            GroupParity parity = members.get(0).protection().orElseThrow();
            int whole = 0;
            for (int column = 0; column < parity.columns(); column++) {
                whole += GroupCoverage.of(state, new GroupParity.Column(group, column)).isWhole() ? 1 : 0;
            }
            groups.add(new ProtectedGroup(parity, members, whole));
        });
        return groups;
    }

    /** Whether all of its parity is on disc. */
    public boolean isWhole() {
        return whole == parity.columns();
    }

    /** Which discs it protects: "home-001 to home-010". */
    public String protectedDiscs() {
        return discs.get(0).protectedDiscs();
    }

    /** Those of its discs that do not count any more: what was on them comes back from all the others. */
    public List<DiscRecord> gone(SetState state) {
        return parity.discs().keySet().stream().flatMap(number -> state.disc(number).stream())
                .filter(disc -> !disc.mark().counts()).toList();
    }

    /** How many arenas its discs have got since, which it does not protect. */
    public long added(SetState state) {
        return parity.discs().keySet().stream().flatMap(number -> state.disc(number).stream())
                .filter(disc -> disc.mark().counts()).flatMap(DiscRecord::arenas)
                .filter(copy -> !parity.protects(copy.disc().number(), copy.track().number())).count();
    }

    /** Whether another one protects all that it does. */
    boolean isReplacedBy(ProtectedGroup other) {
        return !other.equals(this) && other.isWhole() && other.parity.columns() >= parity.columns()
                && parity.discs().entrySet().stream().allMatch(disc -> disc.getValue().stream()
                        .allMatch(track -> other.parity.protects(disc.getKey(), track)));
    }

    /** The group that a disc with parity is of, if what is missing of it is worth the command that goes on with it. */
    public static List<ProtectedGroup> unfinished(SetState state) {
        List<ProtectedGroup> groups = of(state);
        return groups.stream().filter(group -> !group.isWhole() && groups.stream().noneMatch(group::isReplacedBy))
                .toList();
    }

    /**
     * The command that goes on with it.
     *
     * @param device an option for the recorder, with a blank before it; empty if the set has a usual one
     */
    public String command(SetName set, String device) {
        return command(set, parity, device);
    }

    /** The same for what a track says. */
    static String command(SetName set, GroupParity parity, String device) {
        return "arenavault protect %s --discs %d-%d%s%s".formatted(set, parity.discs().firstKey(),
                parity.discs().lastKey(), parity.columns() == 1 ? "" : " --parity-discs " + parity.columns(), device);
    }
}
