package org.arenavault.backup;

import java.util.List;
import java.util.Optional;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.parity.ParityPlan;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.SetConfig;
import org.arenavault.sets.SetState;

/** Discs that take no more arenas, and lack the parity that has room on them: nothing was left to record behind it. */
public final class UnprotectedDiscs {

    private UnprotectedDiscs() {
    }

    /** Those of a set that wants parity, in their order. */
    public static List<DiscRecord> of(SetState state, SetConfig config, MediumDescription medium) {
        DiscRule rule = new DiscRule(state, config, medium, BackupOptions.DEFAULT);
        return state.discs().stream().filter(disc -> disc.mark().counts() && disc.takesArenas()
                && disc.openTrack().isEmpty() && rule.isToBeClosed(disc) && lacks(disc, rule)).toList();
    }

    private static boolean lacks(DiscRecord disc, DiscRule rule) {
        DiscSpace space = rule.spaceOn(disc);
        long size = disc.arenas().mapToLong(copy -> copy.arena().size()).max().orElse(0);
        return !space.fits(BackupPlan.blocks(rule.medium(), size), true)
                && PlannedProtection.of(rule.config(), rule.medium(), Optional.of(disc), List.of(),
                        space.free())
                        .parity().flatMap(ParityPlan::content).isPresent();
    }
}
